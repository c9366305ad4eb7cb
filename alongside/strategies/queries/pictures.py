"""The pictures of an openly licensed symbol set, read from its package among the front end's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from alongside.people.rules import NotNow
from alongside.strategies.rules.pictures import ENGLISH, is_for_children, ranked

#: The set, whose it is and its licence, as they are named wherever its pictures are shown.
CREDIT = "OpenMoji, CC BY-SA 4.0"
CREDIT_ADDRESS = "https://openmoji.org"
_PACKAGE = Path("@iconify-json") / "openmoji" / "icons.json"
#: How many pictures a search shows.
MOST_FOUND = 24
#: Part of the margin around each drawing is left away, so that it fills its place.
_VIEW = "5 5 62 62"


@dataclass(frozen=True)
class Pictures:
    """The drawings by name; empty where the package is not installed."""

    bodies: Mapping[str, str]

    def svg(self, name: str) -> str | None:
        """The picture as an SVG document; None where the set has none of that name."""
        body = self.bodies.get(name)
        if body is None:
            return None
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{_VIEW}">{body}</svg>'

    def found(self, words: str, *languages: str) -> list[str]:
        """The names of at most `MOST_FOUND` pictures for what was typed in one of these languages or in English."""
        return ranked(self.bodies, words, (ENGLISH, *languages))[:MOST_FOUND]


def pictures(packages: Path) -> Pictures:
    """The set in the folder that holds the front end's packages; refuses with a sentence where it is missing."""
    try:
        return _read(packages / _PACKAGE)
    except FileNotFoundError as missing:
        raise NotNow(
            _(
                "The pictures are not installed yet. Install the packages of the front end, which bring them"
                " (npm ci in the folder frontend)."
            )
        ) from missing


@cache
def _read(file: Path) -> Pictures:
    drawn: Mapping[str, Any] = json.loads(file.read_text())["icons"]
    return Pictures({name: each["body"] for name, each in drawn.items() if is_for_children(name)})


def said(name: str) -> str:
    """What a picture shows, in words: its name in the set."""
    return name.replace("-", " ")
