"""Two people at the same moment: one is first, the other is told, and nothing is done twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections
from django_scopes import scope

from alongside.people.rules import NotNow
from alongside.scheduling.actions import drafts
from alongside.scheduling.models import Build, Timetable, Visit
from alongside.trust.queries import first_broken_link
from tests.scheduling.world import MONDAY, NOW, World, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared_world() -> World:
    """The small world, written down for good, so that several connections see it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database for tests is one connection's own; tests/on_postgresql.sh runs these.")
    return told()


def at_once(world: World, *acts: Callable[[], Any]) -> list[Any]:
    """What each act returns or how it is refused, all begun at one moment on connections of their own."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            with scope(organisation=world.organisation):
                start.wait()
                return act()
        except NotNow as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def refusals(answers: list[Any]) -> list[str]:
    return [answer.sentence for answer in answers if isinstance(answer, NotNow)]


def test_of_two_changes_to_one_revision_one_is_kept(shared_world: World) -> None:
    world = shared_world
    with scope(organisation=world.organisation):
        draft = world.draft()

    def pin(visit: int) -> Callable[[], Timetable]:
        return lambda: drafts.pin_visit(
            draft=draft, visit=visit, pinned=True, revision=0, by=world.joy, at=NOW
        )

    answers = at_once(world, *(pin(visit) for visit in range(4)))
    assert len(refusals(answers)) == 3
    assert all("changed in the meantime" in sentence for sentence in refusals(answers))
    with scope(organisation=world.organisation):
        draft.refresh_from_db()
        assert (draft.revision, len(draft.pinned), draft.revisions.count()) == (1, 1, 2)
        assert first_broken_link(world.organisation.pk) is None


def test_of_two_publications_of_one_draft_one_is_made(shared_world: World) -> None:
    world = shared_world
    with scope(organisation=world.organisation):
        draft = world.draft()
    answers = at_once(world, *[lambda: world.publish(draft, MONDAY)] * 3)
    assert len(refusals(answers)) == 2
    with scope(organisation=world.organisation):
        assert Visit.objects.count() == len(draft.document["visits"])


def test_of_two_builds_of_one_school_one_is_asked_for(shared_world: World) -> None:
    world = shared_world
    answers = at_once(world, *[world.ask] * 3)
    assert len(refusals(answers)) == 2
    with scope(organisation=world.organisation):
        assert Build.objects.count() == 1
        assert first_broken_link(world.organisation.pk) is None
