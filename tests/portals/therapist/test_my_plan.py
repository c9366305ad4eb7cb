"""The child's own page: its team writes down, family and teacher read and print, strangers get 404."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, override
from pypdf import PdfReader

from alongside.formats.pdf.typeset import font_paths
from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.people.rules import Viewer
from alongside.plans.models import ChildSaid, PlanVersion
from alongside.strategies.actions.supports import make_support
from alongside.strategies.choices import SupportKind
from alongside.strategies.rules.supports import Cell
from tests.factories import AT, SmallSchool, Stranger

SignedIn = Callable[[Viewer], Client]


def test_what_the_child_says_is_written_down_and_taken_back(people: SmallSchool, mei: Client) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    assert "I am Ada." in mei.get(base).text
    mei.post(f"{base}said/", {"about": "good_at", "words": "I am <b>fast</b>.", "on": "2025-09-08"})
    each = ChildSaid.objects.get()
    page = mei.get(base).text
    assert "I am &lt;b&gt;fast&lt;/b&gt;." in page
    assert "written down by Mei Tan" in page
    mei.post(f"{base}said/{each.pk}/take-back/")
    assert "fast" not in mei.get(base).text


def test_a_refusal_is_said_on_the_page(people: SmallSchool, mei: Client) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    assert "Choose what it is about" in mei.post(f"{base}said/", {"words": "x"}, follow=True).text
    assert not ChildSaid.objects.exists()


def test_the_draft_takes_over_what_the_child_said(
    people: SmallSchool, draft: PlanVersion, mei: Client
) -> None:
    mei.post(f"/supports/{people.ada.pk}/my-plan/said/", {"about": "likes", "words": "I like the swing."})
    page = mei.get(reverse("plans:version", args=[draft.pk])).text
    assert "I like the swing." in page
    form = re.search(r'name="target" value="([^"]+)">[^<]*<input[^>]*value="child_words">', page)
    assert form is not None
    assert "Take over into the plan: I like the swing." in page


def test_the_way_up_is_one_that_the_reader_has(people: SmallSchool, signed_in: SignedIn) -> None:
    """A guardian who reads the plan and has nothing to do at home is not sent to the supports."""
    address, supports = f"/supports/{people.ada.pk}/my-plan/", f'href="/supports/{people.ada.pk}/"'
    assert supports in signed_in(people.li).get(address).text
    Guardianship.objects.filter(pk=people.li_tie.pk).update(**{Right.HELP_AT_HOME.value: False})
    assert supports not in signed_in(people.li).get(address).text


def test_guardian_and_teacher_read_and_everybody_else_gets_404(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn
) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    for reader in (people.li, people.carla):
        page = signed_in(reader).get(base)
        assert "I am Ada." in page.text
        assert "Write it down" not in page.text
        assert signed_in(reader).post(f"{base}said/", {"about": "likes", "words": "x"}).status_code == 404
    for other in (people.hugo, people.amara, stranger.stan):
        client = signed_in(other)
        assert client.get(base).status_code == 404
        assert client.get(f"{base}print/").status_code == 404
        assert client.post(f"{base}said/", {"about": "likes", "words": "x"}).status_code == 404


def test_the_way_to_the_print_offers_the_language_of_the_child_s_sheets(
    people: SmallSchool, mei: Client
) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    assert 'value="en-gb" lang="en-gb" selected' in mei.get(base).text
    make_support(
        child=people.ada,
        kind=SupportKind.FIRST_THEN,
        title="Menulis",
        language="ms",
        cells=[Cell("writing-hand", "Tulis"), Cell("teddy-bear", "Main")],
        by=people.mei,
        at=AT,
    )
    assert 'value="ms" lang="ms" selected' in mei.get(base).text
    assert f'action="{base}print/"' in mei.get(base).text
    assert 'name="language" value=""' not in mei.get(base).text


@pytest.mark.skipif(
    not font_paths(settings.PDF_FACES_DIR)[0].is_dir(),
    reason="The faces and pictures for printing are not installed: run npm ci in frontend.",
)
def test_the_page_is_printed_on_the_paper_and_in_the_language_asked_for(
    people: SmallSchool, mei: Client, signed_in: SignedIn
) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    mei.post(f"{base}said/", {"about": "likes", "words": "I like the swing.", "on": "2025-09-08"})
    answer = signed_in(people.carla).get(f"{base}print/", {"paper": "letter", "language": "fr"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith("ada-my-plan.pdf")
    pdf = PdfReader(BytesIO(answer.content))
    assert round(float(pdf.pages[0].mediabox.width)) == 612
    assert pdf.trailer["/Root"]["/Lang"] == "fr"
    text = " ".join(pdf.pages[0].extract_text().split())
    assert "“I like the swing.”" in text
    with override("fr"):
        assert gettext("I am %(name)s.") % {"name": "Ada"} in text
    plain = PdfReader(BytesIO(mei.get(f"{base}print/", {"language": "tlh"}).content))
    assert plain.trailer["/Root"]["/Lang"] == "en-GB"
    assert "I am Ada." in plain.pages[0].extract_text()
