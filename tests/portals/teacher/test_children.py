"""The children of a class: what is arranged, goals in plain words and what to do, on one page per child."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.plans.actions import texts
from tests.factories import AT, SmallSchool, Stranger, browser_of
from tests.plans.written import a_draft, in_force
from tests.portals.teacher.test_plans import put_in_force
from tests.strategies.told import an_own_strategy, given_to


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


@pytest.fixture
def carla(people: SmallSchool) -> Client:
    """The teacher of 2B at her screen."""
    return browser_of(people.carla)


def children(people: SmallSchool) -> str:
    return reverse("my_class:children", args=[people.class_2b.pk])


def ada(people: SmallSchool) -> str:
    return reverse("my_class:child", args=[people.class_2b.pk, people.ada.pk])


def test_child_stands_on_one_page_with_what_is_arranged_first(people: SmallSchool, carla: Client) -> None:
    version = a_draft(people)
    said = {"accommodations": "- A slant board\n- Five minutes more", "needs": "Loud rooms"}
    for field, text in said.items():
        texts.save_text(version=version, target=version, field=field, text=text, seen=0, by=people.mei, at=AT)
    put_in_force(version, people.mei)
    given_to(people.ada, an_own_strategy(people.mei), people.mei)
    assert "A slant board" in carla.get(children(people)).content.decode()
    html = carla.get(ada(people)).content.decode()
    wanted = ("A slant board", "What to do", "Point to the checklist.", "Writes three sentences of her own.")
    places = [html.index(words, html.index("<main")) for words in wanted]
    assert places == sorted(places)
    for hidden in ("Loud rooms", "1 of 5", "4 of 5", "Practice wisdom"):
        assert hidden not in html, hidden
    assert reverse("teacher:plan_pdf", args=[people.class_2b.pk, people.ada.pk]) in html
    assert reverse("supports:my_plan", args=[people.ada.pk]) in html


def test_child_without_a_plan_in_force_has_no_page(people: SmallSchool, carla: Client) -> None:
    a_draft(people)
    assert carla.get(ada(people)).status_code == 404
    assert "No plan of this class is in force yet." in carla.get(children(people)).content.decode()


def test_everybody_else_finds_no_page(people: SmallSchool, stranger: Stranger) -> None:
    in_force(people)
    for viewer in (people.hugo, people.mei, people.joy, people.li, stranger.stan):
        for address in (children(people), ada(people)):
            assert browser_of(viewer).get(address).status_code == 404
    in_hers = reverse("my_class:child", args=[people.class_2a.pk, people.ada.pk])
    assert browser_of(people.hugo).get(in_hers).status_code == 404


def test_child_page_asks_as_often_for_three_things_to_do_as_for_one(
    people: SmallSchool, carla: Client
) -> None:
    in_force(people)
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei)
    carla.get(ada(people))
    with CaptureQueriesContext(connection) as one:
        carla.get(ada(people))
    for kind in ("centres", "maths"):
        given_to(people.ada, key, people.mei, kind=kind)
    with CaptureQueriesContext(connection) as three:
        carla.get(ada(people))
    assert len(three) == len(one)
