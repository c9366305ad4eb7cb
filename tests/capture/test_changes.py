"""What makes a day other than planned is said once, by somebody who knows, and taken back without trace of loss."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.capture.actions.changes import say_change, take_back_change
from alongside.capture.actions.visits import end_visit, mark_there
from alongside.capture.choices import ChangeKind, Outcome, Reason
from alongside.capture.models import DatedSession, DayChange
from alongside.capture.queries.dated import visit_standing
from alongside.capture.queries.days import day_of
from alongside.capture.rules.changes import LONGEST
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.trust.models import AuditEvent
from tests.capture.said import planned_for, written
from tests.scheduling.world import MONDAY, NOW, World

A_DAY = timedelta(days=1)


def say(world: World, by: Viewer | None = None, **said: Any) -> DayChange:
    """Noor is away on the Monday, unless told otherwise."""
    usual = {"kind": ChangeKind.CHILD_AWAY, "school": world.schools["Alder"], "on": MONDAY}
    if not {"child", "classroom", "staff", "kind"} & said.keys():
        usual["child"] = world.children["Noor"]
    return say_change(by=by or world.joy, at=NOW, **(usual | said))


def ended(world: World, child: str = "Noor") -> DatedSession:
    """The session of a child in its first visit, which has been held."""
    row = written(world, child)
    visit = visit_standing(world.joy, row.pk)
    assert visit is not None
    after = NOW + timedelta(days=30)
    end_visit(visit=visit, outcome=Outcome.HELD, by=world.joy, at=after)
    return row.sessions.get(child=world.children[child])


def test_what_was_said_stands_with_who_and_when(world: World) -> None:
    change = say(world, words=" Dentist ")
    assert (change.on, change.ends_on, change.starts, change.words) == (
        MONDAY,
        MONDAY + A_DAY,
        None,
        "Dentist",
    )
    assert (change.said_by, change.said_at, change.taken_back_at) == (world.joy.account, NOW, None)
    assert AuditEvent.objects.filter(action="change.said", subject_id=str(change.pk)).exists()


def test_saying_it_again_is_the_same(world: World) -> None:
    assert say(world).pk == say(world).pk
    assert say(world, starts=540, ends=600).pk != say(world).pk


def test_absence_reaches_visits_that_were_written_down_before(world: World) -> None:
    world.published()
    session = ended(world)
    assert (session.away, session.minutes) == ("", 30)
    change = say(world, on=session.visit.on)
    session.refresh_from_db()
    assert (session.away, session.minutes) == (Reason.CHILD_AWAY, 0)
    take_back_change(change=change, by=world.joy, at=NOW)
    session.refresh_from_db()
    assert (session.away, session.minutes) == ("", 30)


def test_absence_is_settled_in_visits_that_are_written_down_after(world: World) -> None:
    world.published()
    on = planned_for(world, "Noor")[0].on
    say(world, on=on)
    session = ended(world)
    assert (session.away, session.minutes) == (Reason.CHILD_AWAY, 0)


def test_child_that_was_there_after_all_keeps_its_minutes(world: World) -> None:
    world.published()
    session = ended(world)
    visit = visit_standing(world.joy, session.visit_id)
    assert visit is not None
    mark_there(visit=visit, child=world.children["Noor"], by=world.joy, at=NOW)
    say(world, on=session.visit.on)
    session.refresh_from_db()
    assert (session.away, session.minutes) == ("", 30)


def test_absence_of_an_hour_leaves_the_other_hours(world: World) -> None:
    world.published()
    session = ended(world)
    visit = session.visit
    say(world, on=visit.on, starts=visit.starts + 5, ends=visit.ends + 60)
    session.refresh_from_db()
    assert session.away == "", "only a part of the visit is taken"
    say(world, on=visit.on, starts=visit.starts, ends=visit.ends)
    session.refresh_from_db()
    assert session.away == Reason.CHILD_AWAY


@pytest.mark.parametrize("who", ["joy", "Ada", "Tom"])
def test_team_class_teacher_and_coordinator_say_that_a_child_is_away(world: World, who: str) -> None:
    world.published()
    assert say(world, by=world.viewer(who)).said_by == world.accounts[who]


@pytest.mark.parametrize("who", ["Una", "Gita"])
def test_teacher_of_another_class_and_family_do_not(world: World, who: str) -> None:
    world.published()
    with pytest.raises(NotAllowed, match="works there that day"):
        say(world, by=world.viewer(who))
    assert not DayChange.objects.exists()


def test_class_and_school_are_spoken_for_by_who_is_there_that_day(world: World) -> None:
    world.published()
    ada = next(each for each in planned_for(world, "Noor") if each.staff_id == world.staff["Ada"].pk)
    there: dict[str, Any] = {"classroom": world.classes["1A"], "kind": ChangeKind.TRIP}
    assert say(world, by=world.viewer("Ada"), on=ada.on, **there).classroom == world.classes["1A"]
    with pytest.raises(NotAllowed):
        say(world, by=world.viewer("Ada"), on=MONDAY + timedelta(days=5), **there)
    assert say(world, by=world.viewer("Tom"), on=MONDAY, **there)
    with pytest.raises(NotAllowed):
        say(world, by=world.viewer("Una"), on=MONDAY + A_DAY, **there)
    assert say(world, by=world.viewer("Una"), kind=ChangeKind.ASSEMBLY)
    with pytest.raises(NotAllowed):
        say(world, by=world.viewer("Una"), kind=ChangeKind.ASSEMBLY, school=world.schools["Birch"])


def test_therapist_says_it_of_herself_and_of_the_teacher_she_visits(world: World) -> None:
    world.published()
    ada = next(each for each in planned_for(world, "Noor") if each.staff_id == world.staff["Ada"].pk)
    own: dict[str, Any] = {"staff": world.staff["Ada"], "kind": ChangeKind.STAFF_AWAY}
    assert say(world, by=world.viewer("Ada"), **own)
    with pytest.raises(NotAllowed):
        say(world, by=world.viewer("Ben"), **own | {"on": MONDAY + A_DAY})
    tom = {"staff": world.staff["Tom"], "kind": ChangeKind.TEACHER_AWAY, "on": ada.on}
    assert say(world, by=world.viewer("Ada"), **tom)


def test_staff_away_is_seen_on_the_day_by_its_reason(world: World) -> None:
    world.published()
    on = planned_for(world, "Noor")[0].on
    ben = (
        world.staff["Ben"]
        if planned_for(world, "Noor")[0].staff_id == world.staff["Ben"].pk
        else world.staff["Ada"]
    )
    say(world, staff=ben, kind=ChangeKind.STAFF_AWAY, on=on)
    day = day_of(world.viewer("joy", on), ben.pk, on)
    assert day is not None
    assert {visit.expected for visit in day.visits} == {Reason.STAFF_AWAY}
    assert [each.about for each in day.changes] == [ben.name]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"kind": ChangeKind.CHILD_AWAY}, "which child"),
        ({"kind": ChangeKind.STAFF_AWAY}, "who is away"),
        ({"kind": "holiday"}, "what makes the day different"),
        ({"ends_on": MONDAY}, "before the first"),
        ({"ends_on": MONDAY + LONGEST + A_DAY}, "longer than a term"),
        ({"starts": 540}, "neither for all day"),
        ({"starts": 600, "ends": 540}, "after it begins"),
        ({"starts": 600, "ends": 1500}, "after it begins"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(
    world: World, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        say(world, **said)
    assert not DayChange.objects.exists()


def test_it_is_about_one_and_an_adult_is_only_away(world: World) -> None:
    noor, una, ada = world.children["Noor"], world.staff["Una"], world.staff["Ada"]
    for said in (
        {"child": noor, "classroom": world.classes["1A"]},
        {"staff": una, "kind": ChangeKind.STAFF_AWAY},
        {"staff": ada, "kind": ChangeKind.TRIP},
    ):
        with pytest.raises(NotNow):
            say(world, **said)


def test_what_was_taken_back_is_gone_from_the_day_and_stays_in_the_record(world: World) -> None:
    world.published()
    on = planned_for(world, "Noor")[0].on
    change = say(world, by=world.viewer("Tom"), on=on)
    with pytest.raises(NotAllowed):
        take_back_change(change=change, by=world.viewer("Una"), at=NOW)
    take_back_change(change=change, by=world.viewer("Tom"), at=NOW)
    change.refresh_from_db()
    assert change.taken_back_at == NOW
    with pytest.raises(NotNow, match="already"):
        take_back_change(change=change, by=world.joy, at=NOW)
    assert say(world, on=on).pk != change.pk


def test_stranger_says_nothing_of_our_people(world: World, elsewhere: World) -> None:
    with pytest.raises(NotAllowed, match="another organisation"):
        say(world, by=elsewhere.joy)
