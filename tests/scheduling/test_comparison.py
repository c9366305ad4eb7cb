"""The figures by which drafts are compared, counted by hand; and what each person and class carries."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.people import actions as people
from alongside.people.choices import Discipline, Role
from alongside.scheduling.actions.drafts import _write
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.comparison import columns
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.loads import therapist_loads, visits_by_classroom
from tests.scheduling.world import NOW, TODAY, World


def by_hand(world: World) -> Timetable:
    """Three visits written by hand; one of Noor's sessions and both of Wren's have no place."""
    draft = world.draft()

    def visit(
        who: str, day: str, start: str, end: str, mode: str, place: Any, *services: str
    ) -> dict[str, Any]:
        return {
            "therapist": str(world.staff[who].pk), "day": day, "start": start, "end": end, "mode": mode,
            "place": str(place.pk), "services": [str(world.services[each].pk) for each in services],
        }  # fmt: skip

    draft.document |= {
        "visits": [
            visit("Ada", "Mon", "09:00", "09:30", "push_in", world.classes["1A"], "Noor OT", "Eli OT"),
            visit("Ada", "Tue", "09:30", "10:15", "push_in", world.classes["2A"], "Sami OT"),
            visit("Ben", "Wed", "09:00", "09:30", "pull_out", world.room, "Noor speech", "Mira speech"),
        ],
        "unmet": [
            {"service": str(world.services["Noor OT"].pk), "sessions": 1},
            {"service": str(world.services["Wren speech"].pk), "sessions": 2},
        ],
    }
    _write(draft, problem_of(draft), answer_of(draft), [])
    return draft


def test_figures_are_those_counted_by_hand(world: World) -> None:
    [column] = columns(world.joy, [by_hand(world)])
    assert (column.visits, column.sessions_in_class, column.sessions_outside, column.changed) == (3, 3, 2, 0)
    assert column.average_group == pytest.approx(5 / 3)
    assert column.unmet == ("Noor Vale’s occupational therapy", "Wren Vale’s speech")
    assert column.minutes_by_therapist == {"Ada Marsh": 75, "Ben Marsh": 30}


def test_cost_by_term_is_that_counted_by_hand(world: World) -> None:
    draft = by_hand(world)
    [column] = columns(world.joy, [draft])
    assert column.terms == {
        "unmet": 35 * (30 + 2 * 20),
        "unfair": 300,  # Wren's second
        "misfit": 2 * (100 - 35) + 0 + 2 * 50,  # circle time 25 + 10, writing 90 + 10, two outside at 50
        "avoid": 2 * 30,  # both leave circle time
        "repeat": 0,
        "visit": 3 * 10,
        "travel": 0,
        "moved": 0,
        "shifted": 0,
    }
    assert draft.cost == sum(column.terms.values()) == 3070


def test_gap_says_nothing_where_the_bound_says_little(world: World) -> None:
    draft = by_hand(world)
    [column] = columns(world.joy, [draft])
    draft.bound = 2456
    assert column.gap_percent == pytest.approx(25.0)
    draft.bound = 0
    assert column.gap_percent is None
    draft.bound = 1500
    assert column.gap_percent is None


def test_only_a_coordinator_compares(world: World) -> None:
    draft = by_hand(world)
    for name in ("Ada", "Tom", "Gita"):
        assert columns(world.viewer(name), [draft]) == []


def test_loads_are_those_counted_by_hand(world: World) -> None:
    world.publish(by_hand(world), TODAY)
    ada, ben = therapist_loads(world.joy)
    assert (ada.staff, ada.schools, ada.work_minutes, ada.direct_minutes, ada.children) == (
        world.staff["Ada"], ("Alder",), 5 * 150, 75, 3,
    )  # fmt: skip
    assert (ben.direct_minutes, ben.children, ben.limit_minutes, ben.is_over) == (30, 2, 1320, False)
    assert dict(visits_by_classroom(world.joy)) == {world.classes["1A"].pk: 1, world.classes["2A"].pk: 1}


def test_loads_are_for_coordinators_of_this_organisation(world: World, elsewhere: World) -> None:
    world.publish(by_hand(world), TODAY)
    assert therapist_loads(world.viewer("Ada")) == []
    assert not visits_by_classroom(world.viewer("Tom"))
    with scope(organisation=elsewhere.organisation):
        assert {each.direct_minutes for each in therapist_loads(elsewhere.joy)} == {0}


def test_queries_do_not_grow_with_the_therapists(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            therapist_loads(world.joy)
        return len(seen)

    world.publish(by_hand(world), TODAY)
    few = queries()
    for name in ("Cleo", "Dan", "Eve"):
        people.add_staff_member(
            role=Role.THERAPIST, discipline=Discipline.SPEECH, given_name=name, by=world.joy, at=NOW
        )
    assert queries() == few
