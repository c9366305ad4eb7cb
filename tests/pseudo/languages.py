"""Two invented languages, made of the source at test time: one with accents and longer words, one from right to left.

A text that stays plain English on a page in either was never marked; a page that breaks in them breaks in a real one.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from alongside.config.catalogues import for_front_end
from alongside.config.marked import all_marked

#: Accented English; and the same from right to left, in its letters' mirrored order.
ACCENTED, MIRRORED = "en-xa", "ar-xb"
FOLDERS = {ACCENTED: "en_XA", MIRRORED: "ar_XB"}

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýžÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽ",
)
_LEFT_ALONE = re.compile(r"(%\(\w+\)[sd]|%%|\{\w*\}|</?\w+[^>]*>|&\w+;|\n)")
_LONGER = " öñé ţŵö ţĥŕéé ƒöûŕ ƒîṽé šîẋ"
_RIGHT_TO_LEFT, _AS_BEFORE = "\u202e", "\u202c"


def accented(text: str) -> str:
    """The text in other letters and about 40 % longer, with its placeholders and tags as they were."""
    parts = [
        part if _LEFT_ALONE.fullmatch(part) else part.translate(_LETTERS) for part in _LEFT_ALONE.split(text)
    ]
    more = max(1, round(len(text) * 0.4))
    return "".join(parts) + (_LONGER * (1 + more // len(_LONGER)))[:more]


def mirrored(text: str) -> str:
    """The accented text as one that is read from right to left."""
    parts = [
        part if not part or _LEFT_ALONE.fullmatch(part) else f"{_RIGHT_TO_LEFT}{part}{_AS_BEFORE}"
        for part in _LEFT_ALONE.split(accented(text))
    ]
    return "".join(parts)


def write(folder: Path) -> None:
    """Writes both languages into a folder, compiled as `alongside.config.catalogues` compiles real ones."""
    marked = list(all_marked())
    for code, say in ((ACCENTED, accented), (MIRRORED, mirrored)):
        catalog = Catalog(fuzzy=False)
        for each in marked:
            said = say(each.id) if isinstance(each.id, str) else tuple(map(say, each.id))
            catalog.add(each.id, said, locations=[(each.path, 0)], context=each.context)
        place = folder / FOLDERS[code] / "LC_MESSAGES"
        place.mkdir(parents=True)
        with (place / "django.mo").open("wb") as out:
            write_mo(out, catalog)
        about = {"strings": len(catalog), "filled": len(catalog), "written_by": "person"}
        (place / "about.json").write_text(json.dumps(about))
        (place / "front.json").write_text(json.dumps(for_front_end(catalog)))
