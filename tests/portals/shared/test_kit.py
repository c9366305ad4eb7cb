"""The parts of a page: what they say, to eye and ear, and that they let nothing through unescaped."""

import re
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

import alongside.portals
from alongside.portals.shared.icons import drawings
from alongside.portals.shared.templatetags.kit import register

PORTALS = Path(alongside.portals.__file__).parent
PAGES = sorted(PORTALS.rglob("*.html")) + sorted(PORTALS.rglob("*.svg"))


def rendered(source: str, **context: object) -> str:
    return Template("{% load kit %}" + source).render(Context(context))


def test_icon_is_decoration_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "check" %}')
    named = rendered('{% icon "check" label="Held" %}')
    assert 'role="img" aria-label="Held"' in named
    assert "aria-hidden" not in named


def test_icon_that_lucide_lacks_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="no icon “chekc”"):
        rendered('{% icon "chekc" %}')


def test_icon_label_is_escaped() -> None:
    assert "&lt;b&gt;" in rendered('{% icon "check" label=said %}', said="<b>")


def test_mark_differs_in_class_letter_and_name() -> None:
    marks = {short: rendered(f'{{% mark "{short}" %}}') for short in ("ot", "slt", "beh")}
    assert "mark-ot" in marks["ot"]
    assert ">O<" in marks["ot"]
    assert "Occupational therapy" in marks["ot"]
    assert "mark-slt" in marks["slt"]
    assert ">S<" in marks["slt"]
    assert "mark-beh" in marks["beh"]
    assert ">B<" in marks["beh"]


def test_mark_takes_the_models_value() -> None:
    assert rendered('{% mark "speech" %}') == rendered('{% mark "slt" %}')


def test_mark_is_silent_beside_its_own_name() -> None:
    assert "aria-label" not in rendered('{% mark "ot" quiet=True %}')


def test_mark_of_nobody_in_particular_is_nothing() -> None:
    assert rendered('{% mark "" %}') == ""


def test_mark_of_no_discipline_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="no discipline"):
        rendered('{% mark "physio" %}')


def test_state_says_a_word_beside_its_icon() -> None:
    held = rendered('{% state "held" %}')
    assert "state-held" in held
    assert "<svg" in held
    assert "Held" in held
    assert "Held, note signed" in rendered('{% state "held" "Held, note signed" %}')


@pytest.mark.parametrize(
    ("name", "letters"), [("Mei-Ling Tan", "MT"), ("Ngọc", "N"), ("Rosa María Delgado", "RD"), ("", "")]
)
def test_initials_are_of_the_first_and_last_name(name: str, letters: str) -> None:
    assert f">{letters}<" in rendered("{% initials name %}", name=name)


def test_callout_keeps_its_content_and_escapes_its_title() -> None:
    html = rendered(
        '{% callout "refused" title=title %}<p>{{ reason }}</p>{% endcallout %}', title="<i>", reason="<u>"
    )
    assert 'role="alert"' in html
    assert "callout-refused" in html
    assert "&lt;i&gt;" in html
    assert "<p>&lt;u&gt;</p>" in html


def test_sheet_is_named_by_its_heading() -> None:
    html = rendered('{% sheet title="To sign" level=3 %}x{% endsheet %}')
    assert 'aria-labelledby="to-sign"' in html
    assert '<h3 id="to-sign"' in html


def test_pagehead_leads_back_up() -> None:
    html = rendered('{% pagehead "Goals" "Five goals." "Children" "/children/" %}{% endpagehead %}')
    assert '<a href="/children/"' in html
    assert "<h1" in html
    assert "Five goals." in html


def test_steps_mark_the_one_at_hand() -> None:
    html = rendered('{% steps 2 "Read" "Preview" "Decide" %}')
    assert html.count('aria-current="step"') == 1
    assert re.search(r'aria-current="step">.*?Preview', html)


def test_progress_asks_again_only_while_work_runs() -> None:
    assert "hx-get" not in rendered('{% progress "Building" value=3 total=10 %}')
    running = rendered('{% progress "Building" value=3 total=10 poll="/runs/1/" %}')
    assert 'hx-get="/runs/1/"' in running
    assert 'value="3" max="10"' in running


def test_progress_of_unknown_length_has_no_value() -> None:
    assert "value=" not in rendered('{% progress "Reading" %}')


def test_pages_keep_the_search() -> None:
    page = Paginator(range(100), 10).get_page(2)
    request = RequestFactory().get("/children/", {"q": "Ana", "page": "2"})
    html = rendered("{% pages page %}", page=page, request=request)
    assert "?q=Ana&amp;page=3" in html
    assert "?q=Ana&amp;page=1" in html
    assert "11 to 20 of 100" in html


def test_pages_of_a_short_list_are_nothing() -> None:
    assert rendered("{% pages page %}", page=Paginator(range(3), 10).get_page(1)).strip() == ""


def test_clock_is_written_as_one_says_it() -> None:
    assert rendered("{{ 510|clock }} {{ 840|clock }}") == "8:30 14:00"


def test_the_kit_page_shows_every_part() -> None:
    source = (PORTALS / "shared/templates/shared/kit.html").read_text()
    unseen = {"field", "breadcrumb", "words"}  # inside the form, the head of the page, and every page
    assert {name for name in register.tags if f"{{% {name}" not in source} == unseen


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PORTALS)))
def test_page_uses_only_icons_that_lucide_has(page: Path) -> None:
    source = page.read_text()
    used = set(re.findall(r'{% icon "([^"]+)"|icon_name="([^"]+)"', source))
    assert {name for pair in used for name in pair if name} <= set(drawings())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(PORTALS)))
def test_page_has_nothing_that_the_content_policy_refuses(page: Path) -> None:
    source = page.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=\W|\shx-on|<script(?![^>]*\ssrc=)|javascript:", source)
