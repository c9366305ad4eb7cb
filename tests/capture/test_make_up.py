"""Missed sessions come onto the list by the rule, are placed where every rule is kept, and leave it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.make_up import give_up_make_up, place_make_up
from alongside.capture.actions.visits import end_visit, mark_away
from alongside.capture.choices import USUALLY_MADE_UP, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.make_up import (
    Missed,
    by_date_for,
    make_up_list,
    missed_for,
    places_to_make_up,
)
from alongside.capture.rules.make_up import due_by, is_made_up
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.choices import MakeUp, Per
from alongside.scheduling.choices import Mode
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan
from tests.scheduling.test_free_places import by_date
from tests.scheduling.world import DAYS, MONDAY, NOW, World

DAY = timedelta(days=1)
LATER = NOW + timedelta(days=6)
"""The Monday from which the timetable holds."""


def visit_of(world: World, key: str) -> StandingVisit:
    """The first visit of a service in the week."""
    service = world.services[key]
    week = visits_between(world.joy, DateSpan(MONDAY, MONDAY + 7 * DAY))
    return next(each for each in week if service.pk in {share.service_id for share in each.shares})


def miss(world: World, key: str, reason: Reason = Reason.STAFF_AWAY) -> DatedSession:
    """A session that was missed for a reason."""
    row = end_visit(visit=visit_of(world, key), outcome=Outcome.MISSED, reason=reason, by=world.joy, at=NOW)
    return DatedSession.objects.get(visit=row, service=world.services[key])


def listed(viewer: Viewer) -> list[DatedSession]:
    return [each.session for each in make_up_list(viewer).missed]


def found(viewer: Viewer, session: DatedSession) -> Missed:
    missed = missed_for(viewer, session.pk)
    assert missed is not None
    return missed


@pytest.mark.parametrize(
    ("reason", "by_plan", "expected"),
    [
        (Reason.STAFF_AWAY, MakeUp.USUAL, True),
        (Reason.CHILD_AWAY, MakeUp.USUAL, False),
        (Reason.CHILD_AWAY, MakeUp.ALL, True),
        (Reason.STAFF_AWAY, MakeUp.NONE, False),
    ],
)
def test_plan_has_the_first_word_on_what_is_made_up(reason: Reason, by_plan: str, expected: bool) -> None:
    assert is_made_up(reason, by_plan, USUALLY_MADE_UP) is expected


def test_organisation_has_the_second_word() -> None:
    own: Mapping[Reason, bool] = {**USUALLY_MADE_UP, Reason.TRIP: False}
    assert not is_made_up(Reason.TRIP, MakeUp.USUAL, own)


def test_due_day_counts_school_days_and_ends_with_the_terms() -> None:
    term = DateSpan(date(2026, 9, 7), date(2026, 12, 19))
    calendar = SchoolCalendar(Cycle(DAYS), (term,), {date(2026, 11, 27)})
    assert due_by(date(2026, 11, 24), 3, calendar) == date(2026, 11, 30), "the Friday is off"
    assert due_by(date(2026, 12, 17), 15, calendar) == date(2026, 12, 18)
    assert due_by(date(2026, 12, 18), 15, calendar) is None


def test_missed_session_waits_with_its_reason_and_its_day(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    (missed,) = make_up_list(world.joy).missed
    assert (missed.session, missed.reason, missed.is_overdue) == (session, Reason.STAFF_AWAY, False)
    assert missed.due_on == date(2026, 12, 18), "fewer than fifteen school days are left"


def test_child_away_is_made_up_only_where_somebody_says_so(world: World) -> None:
    world.published()
    mark_away(
        visit=visit_of(world, "Sami OT"), child=world.children["Sami"], reason=Reason.CHILD_AWAY,
        by=world.joy, at=NOW,
    )  # fmt: skip
    assert make_up_list(world.joy).count == 0


def test_therapist_has_her_own_and_a_coordinator_all(world: World) -> None:
    world.published()
    of_ada, of_ben = miss(world, "Sami OT"), miss(world, "Wren speech")
    assert listed(world.viewer("Ada")) == [of_ada]
    assert listed(world.viewer("Ben")) == [of_ben]
    assert set(listed(world.joy)) == {of_ada, of_ben}
    assert listed(world.viewer("Tom")) == []
    assert listed(world.viewer("Gita")) == []


def test_stranger_sees_and_places_nothing(world: World, elsewhere: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    place = places_to_make_up(world.joy, found(world.joy, session))[0]
    with scope(organisation=elsewhere.organisation):
        assert make_up_list(elsewhere.joy).count == 0
        assert missed_for(elsewhere.joy, session.pk) is None
        with pytest.raises(NotAllowed):
            place_make_up(of=session, place=place.key, by=elsewhere.joy, at=NOW)


def test_placed_session_has_a_visit_of_its_own_and_leaves_the_list(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    place = next(
        each for each in places_to_make_up(world.joy, found(world.joy, session)) if each.joins is None
    )
    made = place_make_up(of=session, place=place.key, by=world.joy, at=NOW)
    assert (made.makes_up, made.visit.series, made.planned_minutes) == (session, None, 45)
    assert (made.visit.on, made.visit.starts, made.visit.ends) == (place.on, place.starts, place.ends)
    assert make_up_list(world.joy).count == 0
    standing = visits_between(world.joy, DateSpan(place.on, place.on + DAY))
    assert made.visit_id in {each.id for each in standing}


def test_hour_that_was_missed_is_free_again(world: World) -> None:
    world.published()
    gone = visit_of(world, "Sami OT")
    session = miss(world, "Sami OT")
    there = {(each.on, each.starts) for each in places_to_make_up(world.joy, found(world.joy, session))}
    assert (gone.on, gone.starts) in there


def test_joined_visit_keeps_its_own_children(world: World) -> None:
    """Eli joins a visit to Noor, in the same class with the same therapist."""
    world.published()
    session = miss(world, "Eli OT")
    joining = [each for each in places_to_make_up(world.joy, found(world.joy, session)) if each.joins]
    made = place_make_up(of=session, place=joining[0].key, by=world.joy, at=NOW)
    visit = DatedVisit.objects.get(pk=joining[0].joins)
    assert made.visit == visit
    assert visit.series is not None
    assert visit.sessions.count() == 2


def test_place_that_was_taken_meanwhile_is_refused(world: World) -> None:
    world.published()
    one, other = miss(world, "Sami OT"), miss(world, "Eli OT")
    place = next(each for each in places_to_make_up(world.joy, found(world.joy, one)) if each.joins is None)
    same_time = [
        each
        for each in places_to_make_up(world.joy, found(world.joy, other))
        if (each.on, each.starts, each.staff_id) == (place.on, place.starts, place.staff_id)
        and each.joins is None
    ]
    assert same_time
    place_make_up(of=one, place=place.key, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="just been taken"):
        place_make_up(of=other, place=same_time[0].key, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="has a new place already"):
        place_make_up(of=one, place=place.key, by=world.joy, at=NOW)


def test_therapist_places_in_her_own_hours_alone(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    ada = world.viewer("Ada")
    places = places_to_make_up(ada, found(ada, session))
    assert {each.staff_id for each in places} == {world.staff["Ada"].pk}
    place_make_up(of=session, place=places[0].key, by=ada, at=NOW)
    assert make_up_list(ada).count == 0


@pytest.mark.parametrize("who", ["Ben", "Tom", "Gita"])
def test_others_place_and_give_up_nothing(world: World, who: str) -> None:
    world.published()
    session = miss(world, "Sami OT")
    place = places_to_make_up(world.joy, found(world.joy, session))[0]
    viewer = world.viewer(who)
    with pytest.raises(NotAllowed):
        place_make_up(of=session, place=place.key, by=viewer, at=NOW)
    with pytest.raises(NotAllowed):
        give_up_make_up(session=session, why="No room", by=viewer, at=NOW)


def test_given_up_session_leaves_the_list_with_its_reason(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    with pytest.raises(NotNow, match="Say why"):
        give_up_make_up(session=session, why="  ", by=world.joy, at=NOW)
    give_up_make_up(session=session, why="The family moved away for the term", by=world.joy, at=NOW)
    session.refresh_from_db()
    assert session.given_up == "The family moved away for the term"
    assert make_up_list(world.joy).count == 0
    with pytest.raises(NotNow, match="was given up"):
        give_up_make_up(session=session, why="Again", by=world.joy, at=NOW)


def test_make_up_that_is_missed_too_waits_again(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    place = places_to_make_up(world.joy, found(world.joy, session))[0]
    made = place_make_up(of=session, place=place.key, by=world.joy, at=NOW)
    standing = next(
        each
        for each in visits_between(world.joy, DateSpan(place.on, place.on + DAY))
        if each.id == made.visit_id
    )
    end_visit(visit=standing, outcome=Outcome.MISSED, reason=Reason.STAFF_AWAY, by=world.joy, at=NOW)
    assert listed(world.joy) == [made]


def test_monthly_session_waits_until_it_has_a_date(world: World) -> None:
    world.published()
    planned = by_date(world.children["Mira"], starts=date(2026, 11, 2))
    (waiting,) = make_up_list(world.joy).by_date
    assert (waiting.planned, waiting.sessions, waiting.due_on) == (planned, 1, date(2026, 11, 30))
    place = next(each for each in places_to_make_up(world.joy, waiting) if each.on == MONDAY)
    made = place_make_up(of=planned, place=place.key, by=world.joy, at=NOW)
    assert (made.planned, made.service, made.makes_up) == (planned, None, None)
    assert by_date_for(world.joy, planned.pk) is None
    with pytest.raises(NotAllowed):
        place_make_up(of=planned, place=place.key, by=world.joy, at=NOW)


def test_what_earlier_months_of_the_term_did_not_have_waits_too(world: World) -> None:
    world.published()
    by_date(world.children["Mira"], per=Per.MONTH, starts=date(2026, 9, 7))
    (waiting,) = make_up_list(world.joy).by_date
    assert waiting.sessions == 3, "September, October and November, one each"


def test_service_placed_by_date_is_for_therapists_of_its_discipline(world: World) -> None:
    world.published()
    world.services["Mira speech"].refresh_from_db()
    by_date(world.children["Sami"])
    assert make_up_list(world.viewer("Ada")).count
    assert not make_up_list(world.viewer("Ben")).count


def test_list_asks_the_same_number_of_questions_for_one_and_three(world: World) -> None:
    world.published()
    counts = []
    for keys in (["Sami OT"], ["Eli OT", "Wren speech"]):
        for key in keys:
            miss(world, key)
        with CaptureQueriesContext(connection) as asked:
            make_up_list(world.joy)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_place_is_named_by_where_and_when(world: World) -> None:
    world.published()
    session = miss(world, "Sami OT")
    place = places_to_make_up(world.joy, found(world.joy, session))[0]
    key: Any = place.key
    assert (key.on, key.starts, key.mode) == (place.on, place.starts, Mode(place.mode))
