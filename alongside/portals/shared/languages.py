"""In which language a page is read: who chose it, which are offered, and whether a person has looked at it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant, to_locale
from django.utils.translation.trans_real import parse_accept_lang_header

from alongside.people import queries


@dataclass(frozen=True)
class Language:
    """A language of the interface: its code, its own name, and what is known of its catalogue."""

    code: str
    name: str
    strings: int
    filled: int
    by_machine: bool

    @property
    def is_source(self) -> bool:
        return self.code == settings.LANGUAGE_CODE

    @property
    def tag(self) -> str:
        """The code as HTML writes it: zh-hans is zh-Hans, en-gb is en-GB."""
        return as_tag(self.code)


def as_tag(code: str) -> str:
    """A language's code as `lang=` wants it: the script with a capital, the country in capitals."""
    first, *rest = code.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@cache
def all_languages() -> tuple[Language, ...]:
    """Every language of the settings with what `alongside.config.catalogues` wrote about it when it compiled it."""
    found = []
    for code, name in settings.LANGUAGES:
        about: dict[str, Any] = {"strings": 0, "filled": 0, "written_by": "person"}
        if code != settings.LANGUAGE_CODE:
            for folder in map(Path, settings.LOCALE_PATHS):
                file = folder / to_locale(code) / "LC_MESSAGES" / "about.json"
                if file.exists():
                    about = json.loads(file.read_text())
        found.append(
            Language(code, name, about["strings"], about["filled"], about["written_by"] == "machine")
        )
    return tuple(found)


@cache
def front_words(code: str, part: str = "") -> dict[str, list[str]]:
    """What the scripts of every page say in a language, with what one part (`board`, `capture`) says besides."""
    words: dict[str, list[str]] = {}
    for folder in map(Path, settings.LOCALE_PATHS):
        file = folder / to_locale(code) / "LC_MESSAGES" / "front.json"
        if file.exists():
            by_part = json.loads(file.read_text(encoding="utf-8"))
            words |= by_part.get("main", {}) | by_part.get(part, {})
    return words


def offered() -> tuple[Language, ...]:
    """The languages that a reader can choose: the source, and each whose catalogue says something."""
    return tuple(each for each in all_languages() if each.is_source or each.filled)


def language_named(code: str) -> Language | None:
    """An offered language by its code."""
    return next((each for each in offered() if each.code == code), None)


def asked_for(request: HttpRequest) -> list[str]:
    """The offered languages that the reader's browser asks for, the dearest first."""
    codes = [each.code for each in offered()]
    found = []
    for accepted, _priority in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            code = get_supported_language_variant(accepted)
        except LookupError:
            continue
        if code in codes and code not in found:
            found.append(code)
    return found


def language_of(request: HttpRequest) -> str:
    """What a page is written in: the person's own language, else the cookie's, else the browser's, else the source."""
    chosen = [request.user.language] if request.user.is_authenticated else []
    chosen.append(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    for code in chosen:
        if code and language_named(code):
            return code
    return next(iter(asked_for(request)), settings.LANGUAGE_CODE)


def other_language(request: HttpRequest, present: str) -> Language | None:
    """The one language that this reader is most likely to want instead: a button of its own in the page's head."""
    codes = [*asked_for(request), settings.LANGUAGE_CODE]
    return next((language_named(code) for code in codes if code != present), None)


def is_unconfirmed(language: Language, request: HttpRequest) -> bool:
    """Whether a machine wrote this language and nobody of the reader's organisation has confirmed it."""
    if language.is_source or not language.by_machine:
        return False
    viewer = getattr(request, "viewer", None)
    return viewer is None or not queries.is_language_confirmed(viewer, language.code)
