"""Every marked string is in every catalogue, and what a translator wrote can be filled in and shown."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.utils.translation import to_locale

from alongside.config import catalogues
from alongside.config.catalogues import forms_of, is_filled
from alongside.config.formats import NAMES
from alongside.config.marked import Marked, all_marked

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|(?<!\{)\{\w*(?:![rs])?(?::[^{}]*)?\}(?!\})")
TAG = re.compile(r"</?\w+[^>]*>")
LANGUAGES = catalogues.languages()


@cache
def everything_marked() -> tuple[Marked, ...]:
    return tuple(all_marked())


def _first(id: str | tuple[str, str]) -> str:
    """A text that stands alone in one place and with its plural in another is one message."""
    return id if isinstance(id, str) else id[0]


def faults(message: Message, forms: int) -> list[str]:
    """What would go wrong where a translation is shown: its plural forms, its placeholders, its tags."""
    singular, plural = (message.id, message.id) if isinstance(message.id, str) else message.id
    said = forms_of(message)
    found = []
    if not isinstance(message.id, str) and len(said) != forms:
        found.append(f"“{plural}” has {len(said)} plural forms, not {forms}")
    known = set(PLACEHOLDER.findall(singular)) | set(PLACEHOLDER.findall(plural))
    for number, text in enumerate(said, 1):
        has = set(PLACEHOLDER.findall(text))
        # The form for one may say "a visit" where the others count.
        needed = set(PLACEHOLDER.findall(plural if number == len(said) else singular))
        if number < len(said):
            needed &= set(PLACEHOLDER.findall(plural))
        if not needed <= has <= known:
            found.append(f"“{text}” has the placeholders {sorted(has)}, not {sorted(needed)}")
        if sorted(TAG.findall(text)) != sorted(TAG.findall(plural)):
            found.append(f"“{text}” has other tags than “{plural}”")
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_marked_string_is_in_every_catalogue_and_nothing_else(language: str) -> None:
    in_catalogue = {
        (_first(message.id), message.context) for message in catalogues.read(language) if message.id
    }
    marked = {(_first(each.id), each.context) for each in everything_marked()}
    assert marked - in_catalogue == set(), "run ./run translate, and keep the catalogues"
    assert in_catalogue - marked == set(), "run ./run translate, and keep the catalogues"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_can_be_filled_in_and_shown(language: str) -> None:
    catalog = catalogues.read(language)
    filled = [message for message in catalog if message.id and is_filled(message)]
    assert [fault for message in filled for fault in faults(message, catalog.num_plurals)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_says_who_wrote_it(language: str) -> None:
    assert '"X-Translation: ' in catalogues.file_of(language).read_text()
    assert catalogues.written_by(language) in {catalogues.MACHINE, catalogues.PERSON}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_names_all_its_formats(language: str) -> None:
    formats = import_module(f"alongside.config.formats.{to_locale(language)}.formats")
    assert [name for name in NAMES if not isinstance(getattr(formats, name, None), str)] == []
    assert formats.TIME_FORMAT == "H:i"


def translated(id: str | tuple[str, str], *said: str) -> Message:
    return Message(id, said[0] if isinstance(id, str) else said)


@pytest.mark.parametrize(
    "message",
    [
        translated("Good morning, {name}", "早上好，{nom}"),
        translated("Good morning, {name}", "早上好"),
        translated("%(done)s of %(all)s", "%(done)s / %(al)s"),
        translated("See <a href='{url}'>this</a>", "<b>{url}</b>"),
        translated("Good morning", "早上好 {name}"),
        translated(("{n} visit", "{n} visits"), "{n} visita", "{n} visitas", "{n} visitas"),
        translated(("{n} visit", "{n} visits"), "una visita", "visitas"),
    ],
)
def test_a_translation_that_would_fail_is_caught(message: Message) -> None:
    assert len(faults(message, 2)) >= 1


@pytest.mark.parametrize(
    "message",
    [
        translated("Good morning, {name}", "{name}，早上好"),
        translated("100% of <b>{name}</b>", "<b>{name}</b> de 100%"),
        translated(("A visit", "{n} visits"), "Una visita", "{n} visitas"),
        translated(("{n} visit", "{n} visits"), "{n} visita", "{n} visitas"),
    ],
)
def test_a_proper_translation_is_let_be(message: Message) -> None:
    assert faults(message, 2) == []
