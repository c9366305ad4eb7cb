"""The published week as each person sees it, and nobody's that is not hers to see."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.classrooms.models import Routine
from alongside.people.choices import Discipline
from alongside.plans.choices import Delivery
from alongside.scheduling.actions import availability
from alongside.scheduling.choices import Mode
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries import boards
from alongside.scheduling.queries.weeks import (
    Week,
    monday_of,
    routine_at,
    week_of_child,
    week_of_classroom,
    week_of_staff,
)
from tests.scheduling.world import DAYS, MONDAY, NOW, World


def staff_week(world: World, whose: str, seen_by: str, on: date = MONDAY) -> Week | None:
    return week_of_staff(world.viewer(seen_by), world.staff[whose].pk, on)


def class_week(world: World, name: str, seen_by: str, on: date = MONDAY) -> Week | None:
    return week_of_classroom(world.viewer(seen_by), world.classes[name].pk, on)


def child_week(world: World, name: str, seen_by: str) -> Week | None:
    return week_of_child(world.viewer(seen_by), world.children[name].pk, MONDAY)


def names(week: Week | None) -> set[str]:
    assert week is not None
    return {name for visit in week.visits for _pk, name in visit.children}


def test_therapist_sees_her_own_week(world: World) -> None:
    world.published()
    week = staff_week(world, "Ada", "Ada")
    assert week is not None
    assert (week.title, week.subtitle, week.holds_from) == ("Ada Marsh", "Occupational therapy", MONDAY)
    assert (week.days, week.schools) == (DAYS, ("Alder",))
    assert names(week) == {"Noor", "Eli", "Sami"}
    assert [(each.title, each.ends - each.starts) for each in week.tasks] == [("Planning with 1A", 15)]
    sami = next(visit for visit in week.visits if visit.place == "2A")
    assert (sami.staff, sami.mark, sami.school, sami.mode, sami.in_class) == (
        "Ada Marsh", "ot", "Alder", Mode.PUSH_IN, True,
    )  # fmt: skip
    assert (sami.changed_at, sami.sequence) == (NOW, 0)


def test_therapists_week_is_hers_and_the_coordinators_alone(world: World) -> None:
    world.published()
    for name in ("Ben", "Tom", "Gita"):
        assert staff_week(world, "Ada", name) is None
    week = staff_week(world, "Ada", "joy")
    assert names(week) == {"Noor", "Eli", "Sami"}


def test_travelling_therapist_sees_both_schools(world: World) -> None:
    world.published()
    week = staff_week(world, "Ben", "Ben")
    assert week is not None
    assert week.schools == ("Alder", "Birch")
    assert {visit.school for visit in week.visits} == {"Alder", "Birch"}


def test_therapist_whose_hours_name_no_school_has_her_days_in_order(world: World) -> None:
    availability.set_availability(
        staff=world.staff["Ada"], hours=[(day, 540, 690, None) for day in DAYS], by=world.joy, at=NOW
    )
    world.published()
    week = staff_week(world, "Ada", "Ada")
    assert week is not None
    assert week.days == DAYS
    assert week.columns[0].on == MONDAY
    assert week.holds_from == MONDAY


def test_before_it_holds_nothing_is_seen(world: World) -> None:
    world.published()
    week = staff_week(world, "Ada", "Ada", MONDAY - timedelta(days=1))
    assert week is not None
    assert (week.visits, week.holds_from) == ((), None)


def test_teacher_sees_her_class_with_every_child(world: World) -> None:
    world.published()
    week = class_week(world, "1A", "Tom")
    assert week is not None
    assert (week.title, week.subtitle) == ("1A", "Alder, Tom Marsh")
    assert names(week) == {"Noor", "Eli"}
    assert [each.title for each in week.routines if each.day == "Mon"] == [
        "Circle time", "Writing", "Snack and recess", "Centres and group work",
    ]  # fmt: skip
    group = next(visit for visit in week.visits if visit.mode == Mode.PULL_OUT)
    assert [name for _pk, name in group.children] == ["Noor"]
    assert group.others == 1, "Mira, of another class, is counted and not named"
    assert [each.title for each in week.tasks] == ["Planning with 1A"]


def test_teacher_of_another_class_sees_nothing_of_it(world: World) -> None:
    world.published()
    assert class_week(world, "1A", "Una") is None
    assert class_week(world, "2A", "Una") is not None


def test_therapist_sees_in_a_class_only_the_children_of_her_team_by_name(world: World) -> None:
    world.published()
    week = class_week(world, "1A", "Ben")
    assert names(week) == {"Noor", "Mira"}, "whom he sees together"
    assert week is not None
    with_eli = next(visit for visit in week.visits if visit.others)
    assert with_eli.others + len(with_eli.children) == 2
    assert class_week(world, "1B", "Ada") is None


def test_family_sees_its_own_child_and_nobody_else(world: World) -> None:
    world.published()
    week = child_week(world, "Noor", "Gita")
    assert week is not None
    assert (week.title, week.subtitle) == ("Noor", "Alder")
    assert names(week) == {"Noor"}
    assert len(week.visits) == 3
    assert max(visit.others for visit in week.visits) == 1
    for other in ("Eli", "Mira", "Wren"):
        assert child_week(world, other, "Gita") is None


def test_namesakes_are_told_apart_for_staff_and_not_for_the_family(world: World) -> None:
    sami = world.children["Sami"]
    sami.given_name, sami.family_name = "Noor", "Quill"
    sami.save()
    world.published()
    assert names(staff_week(world, "Ada", "Ada")) == {"Noor V.", "Noor Q.", "Eli"}
    assert names(child_week(world, "Noor", "Gita")) == {"Noor"}
    board = boards.board(world.joy, Timetable.objects.get())
    said = {child["name"] for visit in board["visits"] for child in visit["children"]}
    assert said == {"Noor V.", "Noor Q.", "Eli", "Mira", "Wren"}


def test_family_does_not_see_the_class(world: World) -> None:
    world.published()
    assert class_week(world, "1A", "Gita") is None
    assert staff_week(world, "Ada", "Gita") is None


def test_stranger_sees_no_week(world: World, elsewhere: World) -> None:
    world.published()
    with scope(organisation=elsewhere.organisation):
        for look, pk in (
            (week_of_staff, world.staff["Ada"].pk),
            (week_of_classroom, world.classes["1A"].pk),
            (week_of_child, world.children["Noor"].pk),
        ):
            assert look(elsewhere.joy, pk, MONDAY) is None


def test_nobody_is_found_by_an_id_that_is_none(world: World) -> None:
    nobody = UUID(int=7)
    for look in (week_of_staff, week_of_classroom, week_of_child):
        assert look(world.joy, nobody, MONDAY) is None


def test_week_before_stays_readable(world: World) -> None:
    world.published()
    availability.set_availability(
        staff=world.staff["Ada"], hours=[("Thu", 540, 690, world.schools["Alder"])], by=world.joy, at=NOW
    )
    world.publish(world.draft(), MONDAY + timedelta(days=7))
    before, after = (staff_week(world, "Ada", "Ada", MONDAY + timedelta(days=days)) for days in (6, 7))
    assert before is not None
    assert after is not None
    assert {visit.day for visit in before.visits} == {"Mon", "Tue"}
    assert {visit.day for visit in after.visits} == {"Thu"}


def test_week_says_on_which_dates_its_days_fall_and_why_one_is_off(world: World) -> None:
    classrooms.add_day_off(school=world.schools["Alder"], on=MONDAY, reason="Repairs", by=world.joy, at=NOW)
    world.published()
    ada, ben = staff_week(world, "Ada", "Ada"), staff_week(world, "Ben", "Ben")
    assert ada is not None
    assert ben is not None
    assert [day.on for day in ada.columns] == [MONDAY + timedelta(days=n) for n in range(5)]
    assert (ada.columns[0].is_off, ada.columns[0].off) == (True, "Repairs")
    assert ada.columns[1].turns == {"Alder": "Tue"}
    assert ben.columns[0].turns == {"Birch": "Mon"}, "Birch is open while Alder is not"
    assert not ben.columns[0].is_off


def test_week_outside_the_terms_has_no_columns_and_the_cycle_keeps_its_days(world: World) -> None:
    world.published()
    week = staff_week(world, "Ada", "Ada", date(2026, 12, 23))
    assert week is not None
    assert (week.columns, week.is_dated, week.days) == ((), True, DAYS)


def test_school_without_terms_leaves_the_days_of_the_cycle_undated(world: World) -> None:
    """Nothing is dated then, so that nothing of the school without terms is left out."""
    classrooms.remove_term(term=world.schools["Birch"].terms.get(), by=world.joy, at=NOW)
    world.published()
    week = staff_week(world, "Ben", "Ben")
    assert week is not None
    assert not week.is_dated
    assert [(day.title, day.on) for day in week.columns] == [(day, None) for day in DAYS]
    assert week.columns[0].has("Alder", "Mon")
    assert week.columns[0].has("Birch", "Mon")


def test_week_before_the_first_says_when_that_begins(world: World) -> None:
    world.published(MONDAY + timedelta(days=7))
    for week in (
        staff_week(world, "Ada", "Ada"),
        class_week(world, "1A", "Tom"),
        child_week(world, "Noor", "Gita"),
    ):
        assert week is not None
        assert (week.holds_from, week.begins) == (None, MONDAY + timedelta(days=7))
    later = staff_week(world, "Ada", "Ada", MONDAY + timedelta(days=7))
    assert later is not None
    assert later.begins is None


def test_routine_of_a_visit_is_the_one_that_fills_most_of_it() -> None:
    day = [
        Routine(day="Mon", starts=540, ends=570, title="Circle time"),
        Routine(day="Mon", starts=570, ends=615, title="Writing"),
        Routine(day="Tue", starts=540, ends=615, title="Maths"),
    ]
    assert routine_at(day, "Mon", 540, 570) == "Circle time"
    assert routine_at(day, "Mon", 560, 590) == "Writing"
    assert routine_at(day, "Mon", 550, 580) == "Circle time"
    assert routine_at(day, "Mon", 615, 645) == routine_at(day, "Wed", 540, 570) == ""


def test_monday_of_a_week() -> None:
    assert monday_of(date(2026, 11, 29)) == date(2026, 11, 23)
    assert monday_of(MONDAY) == MONDAY


def test_queries_do_not_grow_with_the_visits(world: World) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert class_week(world, "1A", "joy", on) is not None
            assert staff_week(world, "Ada", "joy", on) is not None
        return len(seen)

    world.published()
    on = MONDAY
    few = queries()
    for name in ("Noor", "Eli"):
        world.service(name, Discipline.OCCUPATIONAL, f"{name} more", sessions=3, delivery=Delivery.PULL_OUT)
    on = MONDAY + timedelta(days=7)
    world.publish(world.draft(), on)
    assert queries() == few
