"""The child's own page: its team writes down, its family reads, the plan takes over, strangers get 404."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.people.rules import Viewer
from alongside.plans.models import ChildSaid, PlanVersion
from tests.factories import SmallSchool, Stranger

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


def test_a_guardian_reads_and_everybody_else_gets_404(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn
) -> None:
    base = f"/supports/{people.ada.pk}/my-plan/"
    page = signed_in(people.li).get(base)
    assert "I am Ada." in page.text
    assert "Write it down" not in page.text
    assert signed_in(people.li).post(f"{base}said/", {"about": "likes", "words": "x"}).status_code == 404
    for other in (people.carla, people.hugo, people.amara, stranger.stan):
        client = signed_in(other)
        assert client.get(base).status_code == 404
        assert client.post(f"{base}said/", {"about": "likes", "words": "x"}).status_code == 404
