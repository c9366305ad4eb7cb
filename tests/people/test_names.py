"""First names that stand together are told apart within a school, and nowhere else."""

from __future__ import annotations

import pytest

from alongside.people import actions as people
from alongside.people.models import Child
from alongside.people.queries import first_names_apart
from tests.scheduling.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db


def add(world: World, given: str, family: str, school: str = "Alder", known_as: str = "") -> Child:
    child = people.add_child(
        school=world.schools[school], given_name=given, family_name=family, by=world.joy, at=NOW
    )
    child.known_as = known_as
    child.save()
    return child


def said(world: World, *children: Child) -> list[str]:
    called = first_names_apart(world.joy, children)
    return [called[child.pk] for child in children]


def test_namesakes_of_a_school_get_their_family_initial(world: World) -> None:
    one, other = add(world, "Mei-Ling", "Tan"), add(world, "mei-ling", "Quek")
    assert said(world, one, other) == ["Mei-Ling T.", "mei-ling Q."]
    assert said(world, one) == ["Mei-Ling T."], "also where the other is not in sight"


def test_who_has_no_namesake_or_one_at_another_school_keeps_the_first_name(world: World) -> None:
    one, other = add(world, "Mei-Ling", "Tan"), add(world, "Mei-Ling", "Quek", school="Birch")
    assert said(world, one, other, world.children["Noor"]) == ["Mei-Ling", "Mei-Ling", "Noor"]


def test_same_initial_too_is_told_apart_by_the_whole_name(world: World) -> None:
    assert said(world, add(world, "Mei-Ling", "Tan"), add(world, "Mei-Ling", "Teo")) == [
        "Mei-Ling Tan", "Mei-Ling Teo",
    ]  # fmt: skip


def test_name_that_a_child_goes_by_counts_and_one_without_family_name_keeps_it(world: World) -> None:
    assert said(world, add(world, "Alexandra", "Tan", known_as="Sasha"), add(world, "Sasha", "")) == [
        "Sasha T.", "Sasha",
    ]  # fmt: skip


def test_namesake_who_has_left_is_no_namesake(world: World) -> None:
    one, gone = add(world, "Mei-Ling", "Tan"), add(world, "Mei-Ling", "Quek")
    gone.leaves_on = TODAY
    gone.save()
    assert said(world, one) == ["Mei-Ling"]
