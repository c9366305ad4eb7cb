"""The page of where a child's goals are supported: the team's and the coordinator's alone."""

from __future__ import annotations

from django.urls import reverse

from tests.factories import SmallSchool, Stranger, browser_of
from tests.progress.recorded import ada_goal, weeks


def test_page_says_where_and_by_whom(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    client = browser_of(people.mei)
    page = client.get(reverse("progress:consistency", args=[people.ada.pk]))
    assert page.status_code == 200
    assert goal.title in page.text
    child = client.get(reverse("progress:child", args=[people.ada.pk])).text
    assert reverse("progress:consistency", args=[people.ada.pk]) in child


def test_page_is_not_there_for_others(people: SmallSchool, stranger: Stranger) -> None:
    ada_goal(people)
    for other in (people.carla, people.hugo, people.amara, people.li, stranger.stan):
        client = browser_of(other)
        assert client.get(reverse("progress:consistency", args=[people.ada.pk])).status_code == 404
