"""What is marked is found in every kind of file, and a catalogue keeps what was translated."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.test import override_settings
from django.utils import translation

from alongside.config import catalogues
from alongside.config.catalogues import brought_up_to_date, empty, forms_of, fullness
from alongside.config.marked import Marked, all_marked

PYTHON = """
from django.utils.translation import gettext as _, ngettext
said = _("The hall is "
         "free.")
counted = ngettext("{n} visit", "{n} visits", n)
not_marked = "Let me be"
"""
PAGE = """
  <h1>{% translate "Good morning" %}</h1>
    {% blocktranslate with name=child.name trimmed %}
      {{ name }} is away.
    {% endblocktranslate %}
 {% blocktranslate count n=visits %}{{ n }} visit{% plural %}{{ n }} visits{% endblocktranslate %}
"""
SCRIPT = """
export const words = { done: t("All sent"), left: (n: number) => tn("{n} entry", "{n} entries", n) };
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A project of three files, each with marked strings."""
    for name, text in {
        "alongside/people/rules.py": PYTHON,
        "alongside/portals/shared/templates/page.html": PAGE,
        "frontend/src/words.ts": SCRIPT,
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True)
        file.write_text(text)
    return tmp_path


def found_in(house: Path) -> dict[str, set[str | tuple[str, str]]]:
    found: dict[str, set[str | tuple[str, str]]] = {}
    with override_settings(BASE_DIR=house, FRONTEND_DIR=house / "frontend"):
        for each in all_marked():
            found.setdefault(each.path, set()).add(each.id)
    return found


def test_marked_strings_are_found_in_python_templates_and_scripts(house: Path) -> None:
    assert found_in(house) == {
        "alongside/people/rules.py": {"The hall is free.", ("{n} visit", "{n} visits")},
        "alongside/portals/shared/templates/page.html": {
            "Good morning",
            "%(name)s is away.",
            ("%(n)s visit", "%(n)s visits"),
        },
        "frontend/src/words.ts": {"All sent", ("{n} entry", "{n} entries")},
    }


def marked(*ids: str | tuple[str, str]) -> list[Marked]:
    return [Marked("alongside/people/rules.py", each, [], None) for each in ids]


def filled(language: str = "zh-hans") -> Catalog:
    catalog = brought_up_to_date(
        empty(language), language, marked("Good morning", "Old", ("{n} hen", "{n} hens"))
    )
    catalog.get("Good morning").string = "早上好"
    catalog.get("Old").string = "旧"
    return catalog


def test_update_keeps_what_is_translated_adds_what_is_new_and_drops_what_is_gone() -> None:
    new = brought_up_to_date(filled(), "zh-hans", marked("Good morning", "New"))
    assert {message.id: forms_of(message) for message in new if message.id} == {
        "Good morning": ["早上好"],
        "New": [],
    }
    assert fullness(new) == (1, 2)


def test_update_forgets_a_translation_whose_text_has_got_a_plural() -> None:
    old = brought_up_to_date(empty("es"), "es", marked("{n} hens"))
    old.get("{n} hens").string = "{n} gallinas"
    new = brought_up_to_date(old, "es", marked(("{n} hens", "{n} hens")))
    assert fullness(new) == (0, 1)


@pytest.mark.parametrize(
    ("language", "forms"), [("zh-hans", 1), ("ms", 1), ("ta", 2), ("es", 2), ("fr", 2), ("ar", 6)]
)
def test_a_language_has_its_own_number_of_plural_forms(language: str, forms: int) -> None:
    assert empty(language).num_plurals == forms


def test_catalogue_reads_back_as_it_was_written(tmp_path: Path) -> None:
    with override_settings(LOCALE_PATHS=[tmp_path]):
        file = catalogues.file_of("zh-hans")
        file.parent.mkdir(parents=True)
        text = catalogues.as_text(filled(), "zh-hans", catalogues.PERSON)
        file.write_text(text)
        again = catalogues.read("zh-hans")
        assert catalogues.written_by("zh-hans") == catalogues.PERSON
        assert catalogues.as_text(again, "zh-hans", catalogues.PERSON) == text


def test_a_new_catalogue_is_a_machines(tmp_path: Path) -> None:
    with override_settings(LOCALE_PATHS=[tmp_path]):
        assert catalogues.written_by("zh-hans") == catalogues.MACHINE


def test_compiled_catalogue_is_what_django_reads(tmp_path: Path) -> None:
    languages = [("en-gb", "English"), ("zh-hans", "中文")]
    with override_settings(LOCALE_PATHS=[tmp_path], LANGUAGES=languages):
        file = catalogues.file_of("zh-hans")
        file.parent.mkdir(parents=True)
        file.write_text(catalogues.as_text(filled(), "zh-hans", catalogues.MACHINE))
        assert catalogues.is_stale()
        catalogues.compile_all()
        assert not catalogues.is_stale()
        with translation.override("zh-hans"):
            assert translation.gettext("Good morning") == "早上好"


def test_scripts_get_what_they_say_by_part() -> None:
    catalog = empty("es")
    catalog.add("All sent", "Todo enviado", [("frontend/src/capture/words.ts", 0)])
    catalog.add(
        ("{n} visit", "{n} visits"), ("{n} visita", "{n} visitas"), [("frontend/src/board/words.ts", 0)]
    )
    catalog.add("Try again", "Otra vez", [("frontend/src/page.ts", 0), ("frontend/src/board/words.ts", 0)])
    catalog.add("Not yet", "", [("frontend/src/page.ts", 0)])
    catalog.add("A page", "Una página", [("alongside/portals/page.html", 0)])
    assert catalogues.for_front_end(catalog) == {
        "capture": {"All sent": ["Todo enviado"]},
        "board": {"{n} visit": ["{n} visita", "{n} visitas"], "Try again": ["Otra vez"]},
        "main": {"Try again": ["Otra vez"]},
    }
