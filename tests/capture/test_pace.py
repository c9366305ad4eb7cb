"""Owed, planned and delivered, worked out by hand, and when a service is ahead, on pace or behind."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.actions.make_up import place_make_up
from alongside.capture.actions.visits import end_visit, mark_away
from alongside.capture.choices import Outcome, Reason
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.lines import Line
from alongside.capture.queries.make_up import make_up_list, places_to_make_up
from alongside.capture.queries.pace import delivered
from alongside.capture.rules.pace import Amount, Pace, Reckoning, owed_by_cycle, pace_of, reckoned_until
from alongside.classrooms import actions as classrooms
from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Model, Pattern, Per
from alongside.plans.models import Plan, PlannedService, PlanVersion, Service
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan
from tests.scheduling.world import DAYS, MONDAY, NOW, TERM, World

DAY, WEEK = timedelta(days=1), timedelta(days=7)
AFTER_TWO_WEEKS = MONDAY + 2 * WEEK
LATER = datetime(2026, 12, 14, 8, 0, tzinfo=UTC)


def calendar(
    kind: Any = "weekday", days: tuple[str, ...] = DAYS, closed: tuple[date, ...] = ()
) -> SchoolCalendar:
    return SchoolCalendar(Cycle(days, kind=kind), (DateSpan(*TERM),), closed)


def minutes(delivered: int, owed: int) -> Reckoning:
    return Reckoning(
        owed_to_date=Amount(Fraction(0), Fraction(owed)), delivered=Amount(Fraction(0), Fraction(delivered))
    )


@pytest.mark.parametrize(
    ("given", "owed", "expected"),
    [
        (120, 120, Pace.ON),
        (91, 120, Pace.ON),
        (90, 120, Pace.BEHIND),
        (149, 120, Pace.ON),
        (150, 120, Pace.AHEAD),
        (0, 0, Pace.NOTHING),
        (30, 0, Pace.AHEAD),
    ],
)
def test_pace_is_on_within_less_than_a_session(given: int, owed: int, expected: Pace) -> None:
    assert pace_of(minutes(given, owed), 30) is expected


@given(st.integers(0, 2000), st.integers(1, 2000), st.integers(5, 240))
def test_more_delivered_is_never_further_behind(given: int, owed: int, each: int) -> None:
    order = [Pace.BEHIND, Pace.ON, Pace.AHEAD]
    less, more = (order.index(pace_of(minutes(count, owed), each)) for count in (given, given + 1))
    assert less <= more


def test_reckoning_ends_with_the_last_week_that_is_over() -> None:
    assert reckoned_until(date(2026, 11, 25), calendar()) == date(2026, 11, 23)
    assert reckoned_until(date(2026, 11, 28), calendar()) == date(2026, 11, 30), (
        "on a Saturday the week is over"
    )
    closed = (date(2026, 11, 26), date(2026, 11, 27))
    assert reckoned_until(date(2026, 11, 26), calendar(closed=closed)) == date(2026, 11, 30)


def test_fortnight_of_two_weeks_owes_its_sessions_once() -> None:
    days = tuple(f"{day} {week}" for week in "AB" for day in DAYS)
    both = DateSpan(date(2026, 9, 7), date(2026, 9, 21))
    assert owed_by_cycle(3, 30, both, calendar("fortnight", days)).sessions == 3


def test_six_day_cycle_owes_a_sixth_each_school_day() -> None:
    days = tuple(f"Day {number}" for number in range(1, 7))
    two_weeks = DateSpan(date(2026, 9, 7), date(2026, 9, 21))
    assert owed_by_cycle(3, 20, two_weeks, calendar("rotation", days)) == Amount(Fraction(5), Fraction(100))


def test_holiday_takes_its_days_share_away() -> None:
    week = DateSpan(date(2026, 9, 7), date(2026, 9, 14))
    assert owed_by_cycle(5, 30, week, calendar(closed=(date(2026, 9, 9),))).sessions == 4


def line_of(world: World, key: str, on: date = AFTER_TWO_WEEKS) -> Line:
    service = world.services[key]
    record = delivered(world.viewer("joy", on))
    assert record is not None
    return next(line for line in record.lines if line.key == service.pk or line.key == _lineage(service))


def _lineage(service: Service) -> object:
    return service.planned.lineage if service.planned else None


def visits_of(world: World, key: str) -> list[StandingVisit]:
    service = world.services[key]
    term = visits_between(world.joy, DateSpan(MONDAY, TERM[1]))
    return [each for each in term if service.pk in {share.service_id for share in each.shares}]


def hold(world: World, *visits: StandingVisit, **how: Any) -> None:
    for visit in visits:
        end_visit(
            visit=visit, **({"outcome": Outcome.HELD} | how), by=world.viewer("joy", LATER.date()), at=LATER
        )


def test_two_weeks_of_two_sessions_are_owed_planned_and_delivered(world: World) -> None:
    """From 30 November three weeks are left of the term: 4 of 6 sessions are owed by 14 December."""
    world.published()
    visits = visits_of(world, "Noor OT")
    hold(world, *visits[:3])
    hold(world, visits[3], outcome=Outcome.MISSED, reason=Reason.ASSEMBLY)
    line = line_of(world, "Noor OT")
    direct = line.direct
    assert (direct.owed_to_date, direct.owed) == (Amount.of(4, 30), Amount.of(6, 30))
    assert (direct.planned, direct.delivered, direct.to_come) == (
        Amount.of(6, 30),
        Amount.of(3, 30),
        Amount.of(2, 30),
    )
    assert (line.pace, line.minutes_off, line.sessions_off) == (Pace.BEHIND, -30, 1)
    assert direct.lacking == 30
    assert line.staff_id == world.staff["Ada"].pk


def test_make_up_placed_closes_what_would_be_missing(world: World) -> None:
    world.published()
    visits = visits_of(world, "Sami OT")
    hold(world, visits[0], outcome=Outcome.MISSED, reason=Reason.STAFF_AWAY)
    joy = world.viewer("joy", AFTER_TWO_WEEKS)
    (missed,) = make_up_list(joy).missed
    before = line_of(world, "Sami OT").direct
    place = places_to_make_up(joy, missed)[0]
    place_make_up(of=missed.session, place=place.key, by=joy, at=LATER)
    after = line_of(world, "Sami OT").direct
    assert after.to_come.minutes == before.to_come.minutes + 45
    assert after.planned.minutes == before.planned.minutes + 45
    assert after.lacking == before.lacking - 45


def test_shortened_visit_gives_the_minutes_that_it_had(world: World) -> None:
    world.published()
    one, two = visits_of(world, "Sami OT")[:2]
    hold(world, one, outcome=Outcome.SHORTENED, minutes=25)
    hold(world, two)
    line = line_of(world, "Sami OT")
    assert line.direct.delivered == Amount(Fraction(2), Fraction(70))
    assert line.pace is Pace.ON, "20 minutes of a session of 45 are missing"


def test_service_that_begins_in_mid_term_owes_its_part(world: World) -> None:
    begins = MONDAY + WEEK + 2 * DAY
    service = world.services["Eli OT"]
    service.starts = begins
    service.save()
    world.published()
    line = line_of(world, "Eli OT")
    assert line.direct.owed_to_date.sessions == Fraction(3, 5)


def test_day_off_is_neither_owed_nor_planned(world: World) -> None:
    world.published()
    on = visits_of(world, "Sami OT")[0].on
    classrooms.add_day_off(school=world.schools["Alder"], on=on, reason="Snow", by=world.joy, at=NOW)
    line = line_of(world, "Sami OT")
    assert line.direct.owed_to_date.sessions == 2 - Fraction(1, 5)
    assert line.direct.planned.sessions == 2


def test_nothing_is_owed_before_the_first_timetable_held(world: World) -> None:
    world.published()
    record = delivered(world.viewer("joy", AFTER_TWO_WEEKS))
    assert record is not None
    assert set(record.since.values()) == {MONDAY}


def test_running_week_is_not_counted_yet(world: World) -> None:
    """On Friday of the second week what it held is not delivered to date, and still counts towards the term."""
    world.published()
    visits = visits_of(world, "Noor OT")
    hold(world, *visits[:4])
    direct = line_of(world, "Noor OT", MONDAY + WEEK + 4 * DAY).direct
    assert (direct.owed_to_date, direct.delivered) == (Amount.of(2, 30), Amount.of(2, 30))
    assert direct.to_come == Amount.of(4, 30)


def test_time_that_has_passed_without_a_word_is_counted_as_unsaid(world: World) -> None:
    world.published()
    line = line_of(world, "Noor OT")
    assert (line.unsaid, line.direct.delivered.sessions) == (4, 0)


def a_version(child: Child, number: int, begins: date, ended: date | None = None) -> PlanVersion:
    plan, _made = Plan.objects.get_or_create(
        organisation=child.organisation, child=child, defaults={"started_at": NOW}
    )
    return PlanVersion.objects.create(
        organisation=child.organisation, plan=plan, number=number, made_at=NOW, agreed_at=NOW,
        made_by=_joy(child), in_force_from=begins, ended_on=ended,
    )  # fmt: skip


def _joy(child: Child) -> Any:
    from alongside.people.models import Account

    return Account.objects.get(email="joy@lighthouse.example")


def promised(version: PlanVersion, **terms: Any) -> PlannedService:
    usual: dict[str, Any] = {
        "discipline": Discipline.OCCUPATIONAL, "minutes": 30, "times": 1, "per": Per.WEEK, "starts": TERM[0],
        "model": Model.PUSH_IN,
    }  # fmt: skip
    return PlannedService.objects.create(organisation=version.organisation, version=version, **usual | terms)


def test_amendment_cuts_the_promise_on_its_day(world: World) -> None:
    """One session a week, two from 7 December on: 1 + 2 are owed by 14 December, 1 + 2 + 2 in the term."""
    child, service = world.children["Eli"], world.services["Eli OT"]
    seam = MONDAY + WEEK
    first = promised(a_version(child, 1, TERM[0], seam))
    second = promised(a_version(child, 2, seam), lineage=first.lineage, times=2)
    service.planned = second
    service.save()
    world.published()
    line = line_of(world, "Eli OT")
    assert (line.direct.owed_to_date.sessions, line.direct.owed.sessions) == (3, 5)
    assert (line.times, line.key) == (2, first.lineage)
    hold(world, visits_of(world, "Eli OT")[0])
    assert line_of(world, "Eli OT").direct.delivered.sessions == 1


def test_fourth_week_is_for_the_adults_and_kept_apart(world: World) -> None:
    """From 16 November on, the week of 7 December is the fourth."""
    child, service = world.children["Sami"], world.services["Sami OT"]
    version = a_version(child, 1, TERM[0])
    planned = promised(version, starts=date(2026, 11, 16), minutes=45, pattern=Pattern.THREE_TO_ONE)
    service.planned = planned
    service.save()
    world.published()
    hold(world, *visits_of(world, "Sami OT")[:2])
    line = line_of(world, "Sami OT")
    assert (line.direct.owed.sessions, line.indirect.owed.sessions) == (2, 1)
    assert (line.direct.owed_to_date.sessions, line.indirect.owed_to_date.sessions) == (1, 1)
    assert (line.direct.delivered.sessions, line.indirect.delivered.sessions) == (1, 1)
    assert line.pace is Pace.ON


def test_consultation_is_owed_for_the_adults_and_behind_while_none_is_given(world: World) -> None:
    world.published()
    version = a_version(world.children["Eli"], 1, TERM[0])
    planned = promised(version, discipline=Discipline.SPEECH, model=Model.CONSULTATION)
    record = delivered(world.viewer("joy", AFTER_TWO_WEEKS))
    assert record is not None
    (line,) = [line for line in record.lines if line.key == planned.lineage]
    assert line.direct.is_empty
    assert (line.indirect.owed.sessions, line.pace) == (3, Pace.BEHIND)


def test_attendance_counts_each_reason_as_it_is(world: World) -> None:
    world.published()
    visits = visits_of(world, "Noor OT")
    hold(world, visits[0])
    hold(world, visits[1], outcome=Outcome.SHORTENED, minutes=10)
    hold(world, visits[2], outcome=Outcome.MISSED, reason=Reason.TRIP)
    by = world.viewer("joy", LATER.date())
    mark_away(visit=visits[3], child=world.children["Noor"], reason=Reason.REFUSED, by=by, at=LATER)
    record = delivered(world.viewer("joy", AFTER_TWO_WEEKS), child=world.children["Noor"].pk)
    assert record is not None
    found = record.attendance
    assert (found.held, found.shortened, dict(found.missed)) == (1, 1, {Reason.TRIP: 1, Reason.REFUSED: 1})
    assert (found.all, found.lost) == (4, 2)


def seen(viewer: Viewer, **asked: Any) -> set[str]:
    record = delivered(viewer, **asked)
    return {line.child.given_name for line in record.lines} if record else set()


def test_each_sees_the_children_of_her_teams_and_families_nothing(world: World) -> None:
    world.published()
    assert seen(world.viewer("joy", AFTER_TWO_WEEKS)) == {"Noor", "Eli", "Mira", "Sami", "Wren"}
    assert seen(world.viewer("Ada", AFTER_TWO_WEEKS)) == {"Noor", "Eli", "Sami"}
    for name in ("Tom", "Gita"):
        assert delivered(world.viewer(name, AFTER_TWO_WEEKS)) is None


def test_stranger_sees_nothing(world: World, elsewhere: World) -> None:
    world.published()
    with scope(organisation=elsewhere.organisation):
        joy = elsewhere.viewer("joy", AFTER_TWO_WEEKS)
        assert seen(joy) == set()
        assert seen(joy, child=world.children["Noor"].pk) == set()


def test_list_can_be_of_a_school_a_therapist_and_a_discipline(world: World) -> None:
    world.published()
    joy = world.viewer("joy", AFTER_TWO_WEEKS)
    assert seen(joy, school=world.schools["Birch"].pk) == {"Wren"}
    assert seen(joy, staff=world.staff["Ben"].pk) == {"Noor", "Mira", "Wren"}
    assert seen(joy, discipline=Discipline.OCCUPATIONAL) == {"Noor", "Eli", "Sami"}
    assert delivered(joy, term="Spring") is None


def test_sums_add_up_to_the_lines(world: World) -> None:
    world.published()
    hold(world, *visits_of(world, "Wren speech")[:3])
    record = delivered(world.viewer("joy", AFTER_TWO_WEEKS))
    assert record is not None
    whole = Reckoning.total(line.all for line in record.lines)
    for groups in (record.by_school(), record.by_staff()):
        assert Reckoning.total(line.all for _name, lines in groups for line in lines) == whole


def test_questions_do_not_grow_with_the_children(world: World) -> None:
    world.published()
    counts = []
    for school in ("Birch", "Alder"):
        with CaptureQueriesContext(connection) as asked:
            delivered(world.viewer("joy", AFTER_TWO_WEEKS), school=world.schools[school].pk)
        counts.append(len(asked))
    assert counts[0] == counts[1]
