"""Putting a week on the wall: what is written, what goes on from the week before, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django_scopes import scope

from alongside.classrooms.queries import children_for
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.actions import change_service, end_service
from alongside.scheduling.actions import availability, drafts
from alongside.scheduling.actions.publishing import publish
from alongside.scheduling.choices import Mode, TimetableState
from alongside.scheduling.models import Session, TaskPlacement, Timetable, Visit
from alongside.scheduling.queries import timetables
from tests.scheduling.test_drafts import move, number_of
from tests.scheduling.world import MONDAY, NOW, TODAY, World, later

WEEK = timedelta(days=7)


def visit_of(week: Timetable, world: World, service: str) -> Visit:
    """The first visit that serves a service, in the order of the week."""
    visits = week.visits.filter(sessions__service=world.services[service])
    return sorted(visits, key=lambda visit: ("Mon Tue Wed Thu Fri".index(visit.day), visit.starts))[0]


def moved(world: World, day: str) -> Timetable:
    """A new draft, equal to the last week but for Sami's visit."""
    draft = world.draft()
    return move(world, draft, number_of(world, draft, "Sami OT"), day=day, start=630)


def test_visits_sessions_and_tasks_are_written(world: World) -> None:
    draft = world.draft()
    week = world.publish(draft)
    assert (week.state, week.holds_from, week.published_at) == (TimetableState.PUBLISHED, MONDAY, NOW)
    assert week.visits.count() == len(draft.document["visits"])
    assert Session.objects.count() == 8
    sami = visit_of(week, world, "Sami OT")
    assert (sami.staff, sami.mode, sami.classroom, sami.room) == (
        world.staff["Ada"], Mode.PUSH_IN, world.classes["2A"], None,
    )  # fmt: skip
    outside = visit_of(week, world, "Mira speech")
    assert (outside.mode, outside.classroom, outside.room) == (Mode.PULL_OUT, None, world.room)
    [placement] = TaskPlacement.objects.all()
    assert (placement.task, placement.day, placement.sequence) == (world.task, "Fri", 0)
    assert not week.revisions.exists()


def test_series_goes_on_and_sequence_counts_moves_over_three_publications(world: World) -> None:
    first = visit_of(world.publish(moved(world, "Wed")), world, "Sami OT")
    second = visit_of(world.publish(moved(world, "Thu"), MONDAY + WEEK), world, "Sami OT")
    third = visit_of(world.publish(moved(world, "Tue"), MONDAY + 2 * WEEK), world, "Sami OT")
    assert [first.day, second.day, third.day] == ["Wed", "Thu", "Tue"]
    assert first.series == second.series == third.series
    assert [first.sequence, second.sequence, third.sequence] == [0, 1, 2]


def test_what_stays_as_it_was_keeps_series_and_sequence(world: World) -> None:
    first = world.publish(world.draft())
    second = world.publish(world.draft(), MONDAY + WEEK)
    assert {(each.series, each.sequence) for each in first.visits.all()} == {
        (each.series, each.sequence) for each in second.visits.all()
    }
    assert {each.sequence for each in second.visits.all()} == {0}
    tasks = TaskPlacement.objects.all()
    assert len({each.series for each in tasks}) == 1


def test_series_are_never_shared_within_a_week(world: World) -> None:
    world.publish(world.draft())
    second = world.publish(world.draft(), MONDAY + WEEK)
    assert len(set(second.visits.values_list("series", flat=True))) == second.visits.count()


def test_moved_planning_counts_too(world: World) -> None:
    world.publish(world.draft())
    assert world.task is not None
    world.task.windows = [{"day": "Thu", "starts": 9 * 60, "ends": 9 * 60 + 15}]
    world.task.save()
    second = world.publish(world.draft(), MONDAY + WEEK)
    placement = second.task_placements.get()
    assert (placement.day, placement.sequence) == ("Thu", 1)


def test_service_that_has_ended_since_is_refused_and_nothing_changes(world: World) -> None:
    draft = world.draft()
    end_service(service=world.services["Sami OT"], ends=MONDAY, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="Sami Vale’s occupational therapy was there when this draft was built"):
        world.publish(draft)
    draft.refresh_from_db()
    assert (draft.state, draft.holds_from, draft.revisions.count()) == (TimetableState.DRAFT, None, 1)
    assert not Visit.objects.exists()


def test_rule_that_is_broken_since_is_said_and_nothing_changes(world: World) -> None:
    draft = world.draft()
    availability.set_availability(
        staff=world.staff["Ada"], hours=[("Mon", 540, 600, world.schools["Alder"])], by=world.joy, at=NOW
    )
    with pytest.raises(NotNow, match=r"Not published: .*Ada Marsh.* your draft is kept"):
        world.publish(draft)
    assert not Visit.objects.exists()


def test_service_that_asks_for_less_since_is_refused(world: World) -> None:
    draft = world.draft()
    change_service(service=world.services["Noor OT"], therapists=[], sessions=1, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="Noor Vale"):
        world.publish(draft)


def test_therapist_who_left_since_is_refused_in_a_sentence(world: World) -> None:
    draft = world.draft()
    availability.set_availability(staff=world.staff["Ada"], hours=[], by=world.joy, at=NOW)
    with pytest.raises(NotNow) as refusal:
        world.publish(draft)
    assert str(world.staff["Ada"].pk) not in refusal.value.sentence
    assert "Ada Marsh" in refusal.value.sentence


def test_planning_that_has_ended_since_is_refused_in_a_sentence(world: World) -> None:
    draft = world.draft()
    assert world.task is not None
    availability.end_planning_task(task=world.task, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="Planning with 1A was there when this draft was built"):
        world.publish(draft)


def test_draft_that_covers_fewer_schools_than_the_published_week_is_refused(world: World) -> None:
    world.publish(world.draft())
    availability.set_availability(
        staff=world.staff["Ben"], hours=[("Mon", 540, 690, world.schools["Alder"])], by=world.joy, at=NOW
    )
    draft = world.draft([world.schools["Alder"]])
    with pytest.raises(NotNow, match="covers more schools"):
        world.publish(draft, MONDAY + WEEK)


def test_day_that_has_passed_is_refused_and_today_is_not(world: World) -> None:
    draft = world.draft(for_on=TODAY)
    with pytest.raises(NotNow, match="a day that has passed"):
        world.publish(draft, TODAY - timedelta(days=1))
    assert world.publish(draft, TODAY).holds_from == TODAY


def test_week_is_published_once(world: World) -> None:
    draft = world.draft()
    world.publish(draft)
    with pytest.raises(NotNow, match="not a draft any more"):
        world.publish(draft)
    assert Visit.objects.count() == len(draft.document["visits"])


def test_draft_that_was_put_away_is_not_published(world: World) -> None:
    draft = world.draft()
    drafts.discard_draft(draft=draft, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="not a draft any more"):
        world.publish(draft)


def test_therapists_join_the_teams_of_the_children_they_visit(world: World) -> None:
    assert not children_for(world.viewer("Ada")).exists()
    world.publish(world.draft())
    assert {child.given_name for child in children_for(world.viewer("Ada"))} == {"Noor", "Eli", "Sami"}
    assert {child.given_name for child in children_for(world.viewer("Ben"))} == {"Noor", "Mira", "Wren"}


def test_only_a_coordinator_publishes(world: World) -> None:
    draft = world.draft()
    for name in ("Ada", "Tom", "Gita"):
        with pytest.raises(NotAllowed):
            publish(draft=draft, holds_from=MONDAY, by=world.viewer(name), at=NOW)


def test_for_each_day_the_latest_week_that_has_begun_holds(world: World) -> None:
    first = world.publish(world.draft())
    second = world.publish(world.draft(), MONDAY + WEEK, later(hours=1))
    corrected = world.publish(world.draft(), MONDAY + WEEK, later(hours=2))

    def holding(on: date) -> list[Timetable]:
        return timetables.published_on(world.joy, on)

    assert holding(MONDAY - timedelta(days=1)) == []
    assert holding(MONDAY) == holding(MONDAY + WEEK - timedelta(days=1)) == [first]
    assert holding(MONDAY + WEEK) == holding(MONDAY + 5 * WEEK) == [corrected]
    assert list(timetables.published_for(world.joy)) == [corrected, second, first]
    assert timetables.starts_within(world.joy, MONDAY, MONDAY + 2 * WEEK) == [MONDAY + WEEK]


def test_schools_may_be_published_one_by_one_and_then_together(world: World) -> None:
    alder, birch = world.schools["Alder"], world.schools["Birch"]
    ben = world.staff["Ben"]
    hours = {
        "Alder": [("Mon", 540, 690, alder)],
        "Birch": [("Tue", 540, 690, birch), ("Thu", 540, 690, birch)],
    }
    availability.set_availability(staff=ben, hours=hours["Alder"], by=world.joy, at=NOW)
    one = world.publish(world.draft([alder]))
    availability.set_availability(staff=ben, hours=hours["Birch"], by=world.joy, at=NOW)
    other = world.publish(world.draft([birch]))
    assert set(timetables.published_on(world.joy, MONDAY)) == {one, other}
    availability.set_availability(staff=ben, hours=hours["Alder"] + hours["Birch"], by=world.joy, at=NOW)
    both = world.publish(world.draft(), MONDAY + WEEK)
    assert timetables.published_on(world.joy, MONDAY + WEEK) == [both]
    series = set(one.visits.values_list("series", flat=True)) | set(
        other.visits.values_list("series", flat=True)
    )
    assert set(both.visits.values_list("series", flat=True)) == series


def test_stranger_finds_nothing_published(world: World, elsewhere: World) -> None:
    world.publish(world.draft())
    with scope(organisation=elsewhere.organisation):
        assert timetables.published_on(elsewhere.joy, MONDAY) == []
        assert not timetables.published_for(elsewhere.joy).exists()


def test_group_that_loses_a_child_goes_on_with_a_counted_change(world: World) -> None:
    before = visit_of(world.publish(world.draft()), world, "Eli OT")
    assert before.sessions.count() == 2
    end_service(service=world.services["Eli OT"], ends=MONDAY + WEEK, by=world.joy, at=NOW)
    second = world.publish(world.draft(for_on=MONDAY + WEEK), MONDAY + WEEK)
    after = second.visits.get(series=before.series)
    assert [each.service for each in after.sessions.all()] == [world.services["Noor OT"]]
    assert after.sequence == 1
