"""The catalogues of translations: brings them up to date with the source, and compiles them for the server.

`python -m alongside translations` does both (`./run translate`); `--compile` does the second alone. A catalogue is
`alongside/locale/LANGUAGE/LC_MESSAGES/django.po`; what is compiled stands beside it and is not in git.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale

from alongside.config.marked import Marked, all_marked

#: Who wrote a catalogue, as its header says it: a machine, until a person who reads the language has been through it.
MACHINE, PERSON = "machine", "person"
SCRIPTS = "frontend/src/"
HEADER = """# Alongside in {name}. Fill each msgstr; ./run translate keeps what is filled.
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"
"X-Translation: {written_by}\\n"

"""


def languages() -> list[str]:
    """The codes of all languages that need a catalogue: every one of the settings but the source."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def file_of(language: str, name: str = "django.po") -> Path:
    """Where a language's catalogue stands, or something compiled from it."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(language) / "LC_MESSAGES" / name


def read(language: str) -> Catalog:
    """A language's catalogue; an empty one where there is none yet."""
    file = file_of(language)
    if not file.exists():
        return empty(language)
    with file.open("rb") as opened:
        return read_po(opened, locale=to_locale(language), domain="django")


def written_by(language: str) -> str:
    """What the header of a catalogue says about who wrote it; `machine` where it says nothing."""
    file = file_of(language)
    found = (
        re.search(r'^"X-Translation: (\w+)\\n"$', file.read_text(encoding="utf-8"), re.M)
        if file.exists()
        else None
    )
    return found[1] if found else MACHINE


def empty(language: str) -> Catalog:
    """A catalogue without messages that knows the language's plural forms, as the Unicode consortium has them."""
    locale = Locale.parse(to_locale(language))
    catalog = Catalog(locale, domain="django", fuzzy=False)
    one_form = not locale.plural_form.tags
    catalog.mime_headers = [
        (
            "Plural-Forms",
            "nplurals=1; plural=0;" if one_form else str(get_plural(str(locale))).rstrip(";") + ";",
        )
    ]
    return catalog


def brought_up_to_date(old: Catalog, language: str, marked: Sequence[Marked]) -> Catalog:
    """A catalogue of exactly what is marked, with the translations of the old one."""
    new = empty(language)
    new.mime_headers = [("Plural-Forms", old.plural_forms)]
    for each in marked:
        new.add(
            each.id,
            locations=[(each.path, 0)],
            auto_comments=each.notes,
            context=each.context,
        )
    for message in new:
        before = old.get(message.id, message.context) if message.id else None
        if before and isinstance(before.id, str) == isinstance(message.id, str):
            message.string = before.string
            message.user_comments = before.user_comments
            message.flags |= before.flags & {"fuzzy"}
    return new


def as_text(catalog: Catalog, language: str, by: str) -> str:
    """A catalogue as the text of its file, the same on every machine and day."""
    out = BytesIO()
    write_po(
        out,
        catalog,
        width=110,
        omit_header=True,
        sort_by_file=True,
        ignore_obsolete=True,
        include_lineno=False,
    )
    head = HEADER.format(
        name=Locale.parse(to_locale(language)).english_name,
        locale=to_locale(language),
        plural=catalog.plural_forms,
        written_by=by,
    )
    return head + out.getvalue().decode("utf-8").strip("\n") + "\n"


def forms_of(message: Message) -> list[str]:
    """The translation of a message in each plural form; one where it counts nothing, none before it is begun."""
    said = message.string or ()
    return [said] if isinstance(said, str) else list(said)


def is_filled(message: Message) -> bool:
    """Whether a message has its translation, in every plural form."""
    strings = forms_of(message)
    return bool(strings) and all(strings) and not message.fuzzy


def fullness(catalog: Catalog) -> tuple[int, int]:
    """How many messages are filled, and how many there are."""
    return sum(is_filled(message) for message in catalog if message.id), len(catalog)


def for_front_end(catalog: Catalog) -> dict[str, dict[str, list[str]]]:
    """What the scripts say, by their part (`board`, `capture`, or `main` for every page): each text in every form."""
    parts: dict[str, dict[str, list[str]]] = {}
    for message in catalog:
        if not message.id or not is_filled(message):
            continue
        text = message.id if isinstance(message.id, str) else message.id[0]
        for path, _line in message.locations:
            if path.startswith(SCRIPTS):
                part, slash, _rest = path.removeprefix(SCRIPTS).partition("/")
                parts.setdefault(part if slash else "main", {})[text] = forms_of(message)
    return parts


def is_stale() -> bool:
    """Whether a catalogue has been changed since it was compiled."""
    return any(
        not file_of(language, "about.json").exists()
        or file_of(language).stat().st_mtime > file_of(language, "about.json").stat().st_mtime
        for language in languages()
    )


def compile_all() -> None:
    """Writes beside each catalogue what the server reads (`django.mo`), the scripts read, and how full it is."""
    for language in languages():
        catalog = read(language)
        filled, strings = fullness(catalog)
        about = {"strings": strings, "filled": filled, "written_by": written_by(language)}
        with file_of(language, "django.mo").open("wb") as out:
            write_mo(out, catalog)
        words = json.dumps(for_front_end(catalog), ensure_ascii=False)
        file_of(language, "front.json").write_text(words, encoding="utf-8")
        file_of(language, "about.json").write_text(json.dumps(about))


def update_all() -> None:
    """Brings each catalogue up to date with what is marked; makes those that are missing."""
    marked = list(all_marked())
    for language in languages():
        text = as_text(brought_up_to_date(read(language), language, marked), language, written_by(language))
        file_of(language).parent.mkdir(parents=True, exist_ok=True)
        file_of(language).write_text(text, encoding="utf-8")
