"""The published weeks laid over the calendar: dates, seams, days off, and events that stay the same event."""

from __future__ import annotations

from datetime import date, timedelta

from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import CycleKind
from alongside.plans.actions import end_service
from alongside.scheduling.actions.availability import set_availability
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.dated import Dated, dated_week, feed_span
from alongside.scheduling.queries.weeks import WeekVisit
from tests.scheduling.test_drafts import move, number_of
from tests.scheduling.world import DAYS, MONDAY, NOW, TERM, World, a_day

WEEK = timedelta(days=7)


def of_sami(world: World, first: date, end: date) -> list[Dated]:
    """Sami's visits on Ada's calendar: they are the only ones in 2A by her."""
    found = dated_week(world.viewer("Ada"), first, end)
    return [each for each in found if isinstance(each.thing, WeekVisit) and each.thing.place == "2A"]


def publish_sami(world: World, day: str, holds_from: date) -> Timetable:
    """A week in which Sami's visit is on a certain day at half past ten."""
    draft = world.draft(for_on=holds_from)
    return world.publish(
        move(world, draft, number_of(world, draft, "Sami OT"), day=day, start=630), holds_from
    )


def lines(found: list[Dated]) -> list[tuple[date, str, bool]]:
    return [(each.on, each.occurrence, each.cancelled) for each in found]


def test_visit_falls_on_its_day_in_each_week(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    first, second = MONDAY + timedelta(days=2), MONDAY + timedelta(days=9)
    assert lines(of_sami(world, MONDAY, MONDAY + 2 * WEEK)) == [
        (first, "2026-11-30", False),
        (second, "2026-12-07", False),
    ]


def test_nothing_falls_before_it_holds_on_a_day_off_or_after_the_term(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    classrooms.add_day_off(
        school=world.schools["Alder"], on=MONDAY + timedelta(days=9), reason="Snow", by=world.joy, at=NOW
    )
    found = of_sami(world, MONDAY - 2 * WEEK, TERM[1] + 4 * WEEK)
    assert [each.on for each in found] == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=16)]


def test_planning_falls_on_its_day_too(world: World) -> None:
    world.published()
    found = dated_week(world.viewer("Ada"), MONDAY, MONDAY + WEEK)
    assert [(each.on, each.thing.title) for each in found if not isinstance(each.thing, WeekVisit)] == [
        (MONDAY + timedelta(days=4), "Planning with 1A")
    ]


def test_event_is_the_same_when_its_visit_moves_to_another_day(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    before = of_sami(world, MONDAY, MONDAY + 2 * WEEK)
    publish_sami(world, "Thu", MONDAY + WEEK)
    after = of_sami(world, MONDAY, MONDAY + 2 * WEEK)
    assert [each.key for each in before] == [each.key for each in after]
    assert [each.on for each in after] == [MONDAY + timedelta(days=2), MONDAY + timedelta(days=10)]
    assert [each.thing.sequence for each in after] == [0, 1]


def test_seam_within_a_week_keeps_what_was_held_before_it(world: World) -> None:
    """On Monday still on the old day, on Thursday already on the new one: two events, and the first is not moved."""
    publish_sami(world, "Wed", MONDAY)
    seam = MONDAY + WEEK + timedelta(days=3)
    before = {each.key for each in of_sami(world, MONDAY, MONDAY + 2 * WEEK)}
    publish_sami(world, "Thu", seam)
    found = of_sami(world, MONDAY, MONDAY + 3 * WEEK)
    assert [each.on for each in found] == [
        MONDAY + timedelta(days=2), MONDAY + timedelta(days=9), seam, seam + WEEK,
    ]  # fmt: skip
    assert len({each.key for each in found}) == 4
    assert before <= {each.key for each in found}


def test_seam_before_the_old_day_moves_the_event(world: World) -> None:
    publish_sami(world, "Thu", MONDAY)
    publish_sami(world, "Wed", MONDAY + WEEK + timedelta(days=2))
    found = of_sami(world, MONDAY + WEEK, MONDAY + 2 * WEEK)
    assert lines(found) == [(MONDAY + timedelta(days=9), "2026-12-07", False)]


def test_what_a_later_week_drops_stays_in_sight_as_cancelled(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    end_service(service=world.services["Sami OT"], ends=MONDAY + WEEK, by=world.joy, at=NOW)
    world.publish(world.draft(for_on=MONDAY + WEEK), MONDAY + WEEK)
    assert lines(of_sami(world, MONDAY, MONDAY + 2 * WEEK)) == [
        (MONDAY + timedelta(days=2), "2026-11-30", False),
        (MONDAY + timedelta(days=9), "2026-12-07", True),
    ]


def test_fortnight_falls_on_every_other_week(world: World) -> None:
    days = [f"{day} {week}" for week in "AB" for day in DAYS]
    for school in world.both:
        classrooms.set_cycle(
            school=school, kind=CycleKind.FORTNIGHT, days=days, anchor_on=TERM[0], by=world.joy, at=NOW
        )
    hours = {name: list(staff.availability.all()) for name, staff in world.staff.items()}
    for name in ("Ada", "Ben"):
        set_availability(
            staff=world.staff[name],
            hours=[
                (f"{span.day} {week}", span.starts, span.ends, span.school)
                for span in hours[name]
                for week in "AB"
            ],
            by=world.joy,
            at=NOW,
        )
    for classroom in world.classes.values():
        classrooms.set_class_timetable(
            classroom=classroom, holds_from=MONDAY, routines=a_day(tuple(days)), by=world.joy, at=NOW
        )
    publish_sami(world, "Wed B", MONDAY)
    found = of_sami(world, MONDAY, MONDAY + 3 * WEEK)
    # Week A began on 7 September; the week of 30 November is the thirteenth, an A; the next is a B.
    assert [each.on for each in found] == [MONDAY + timedelta(days=9)]


def test_rotation_goes_on_after_a_day_off_and_its_events_stay_the_same(world: World) -> None:
    days = ("Day 1", "Day 2", "Day 3")
    by = {"by": world.joy, "at": NOW}
    for school in world.both:
        classrooms.set_cycle(
            school=school, kind=CycleKind.ROTATION, days=days, weekdays=range(5), anchor_on=TERM[0], **by
        )
    alder, birch = world.schools["Alder"], world.schools["Birch"]
    set_availability(staff=world.staff["Ada"], hours=[(day, 540, 690, alder) for day in days], **by)
    set_availability(
        staff=world.staff["Ben"], hours=[("Day 1", 540, 690, alder), ("Day 2", 540, 690, birch)], **by
    )
    for classroom in world.classes.values():
        classrooms.set_class_timetable(classroom=classroom, holds_from=MONDAY, routines=a_day(days), **by)
    publish_sami(world, "Day 3", MONDAY)
    end = MONDAY + 2 * WEEK
    before = of_sami(world, MONDAY, end)
    # 7 September is Day 1, so 30 November, 60 school days later, is Day 1 again.
    assert [each.on for each in before] == [MONDAY + timedelta(days=days) for days in (2, 7, 10)]
    classrooms.add_day_off(school=alder, on=MONDAY + timedelta(days=1), reason="Snow", **by)
    after = of_sami(world, MONDAY, end)
    assert [each.on for each in after] == [MONDAY + timedelta(days=days) for days in (3, 8, 11)]
    assert [each.key for each in after] == [each.key for each in before]


def test_everybody_has_what_is_hers_on_her_calendar(world: World) -> None:
    world.published()
    span = (MONDAY, MONDAY + WEEK)

    def count(name: str) -> int:
        return len(dated_week(world.viewer(name), *span))

    own = [each.thing for each in dated_week(world.viewer("Gita"), *span)]
    assert {name for thing in own if isinstance(thing, WeekVisit) for _pk, name in thing.children} == {"Noor"}
    assert len(own) == 3
    assert count("Tom") == 4, "three visits of his children, and the planning with him"
    assert count("Una") == 2
    assert count("joy") == 0, "a coordinator without children, class or visits has nothing of her own"


def test_stranger_has_nothing_on_her_calendar(world: World, elsewhere: World) -> None:
    world.published()
    with scope(organisation=elsewhere.organisation):
        for name in ("joy", "Ada", "Tom", "Gita"):
            assert dated_week(elsewhere.viewer(name), MONDAY, MONDAY + WEEK) == []


def test_feed_shows_whole_weeks_around_its_day() -> None:
    first, end = feed_span(date(2026, 11, 25))
    assert (first, end) == (date(2026, 10, 26), date(2027, 1, 25))
    assert feed_span(date(2026, 11, 29)) == (first, end)
