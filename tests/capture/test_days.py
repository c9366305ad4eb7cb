"""The day of somebody who visits: her visits with all that belongs to them, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.visits import apply_marks, write_down
from alongside.capture.choices import ChangeKind, MarkKind, Outcome, Reason
from alongside.capture.models import DayChange, Mark
from alongside.capture.models.days import visit_id
from alongside.capture.queries.days import Day, day_of
from alongside.capture.queries.visits import VisitOnDay, visit_of
from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.people import actions as people
from alongside.people.choices import Discipline, Role
from alongside.people.rules import Viewer
from alongside.plans.actions import matrix, plans
from alongside.plans.choices import Who
from alongside.plans.models import Goal
from alongside.scheduling.actions import availability
from tests.capture.said import WEEK, a_mark, planned_for, written
from tests.plans.written import a_goal, a_planned_service, fresh
from tests.scheduling.test_dated import publish_sami
from tests.scheduling.world import MONDAY, NOW, TERM, World

WEDNESDAY = MONDAY + timedelta(days=2)
A_DAY = timedelta(days=1)
DUE: dict[str, Any] = {"baseline_on": NOW.date(), "target_on": TERM[1]}


def day(world: World, who: str, on: date, of: str = "Ada") -> Day | None:
    return day_of(world.viewer(who, on), world.staff[of].pk, on)


def own_day(world: World, on: date, who: str = "Ada") -> Day:
    found = day(world, who, on, of=who)
    assert found is not None
    return found


def visit_with(world: World, child: str, found: Day) -> VisitOnDay:
    return next(visit for visit in found.visits if world.children[child].pk in visit.children)


def a_change(world: World, on: date, **fields: Any) -> DayChange:
    usual = {"school": world.schools["Alder"], "kind": ChangeKind.CHILD_AWAY, "ends_on": on + A_DAY}
    return DayChange.objects.create(
        organisation=world.organisation, on=on, said_by=world.joy.account, said_at=NOW, **(usual | fields)
    )


def sami_s_plan(world: World) -> tuple[Goal, Goal]:
    """A plan in force with a goal for group work, one for writing, and one of speech."""
    version = plans.start_plan(child=world.children["Sami"], by=world.joy, at=NOW)
    writing = a_goal(version, by=world.joy, title="Writes with a checklist", **DUE)
    group = a_goal(version, by=world.joy, title="Cuts along a line", **DUE)
    speech = a_goal(version, by=world.joy, title="Asks for help", discipline=Discipline.SPEECH, **DUE)
    for goal, kind, who, how in (
        (writing, RoutineKind.WRITING, Who.TEACHER, ""),
        (group, RoutineKind.CENTRES, Who.THERAPIST, "Scissors in the blue box"),
        (group, RoutineKind.CENTRES, Who.TEACHER, "By the window"),
        (speech, RoutineKind.CENTRES, Who.TEACHER, ""),
    ):
        matrix.set_opportunity(goal=goal, kind=kind, who=who, times_a_week=2, how=how, by=world.joy, at=NOW)
    a_planned_service(version, by=world.joy, starts=MONDAY, ends=TERM[1])
    plans.send_for_review(version=version, by=world.joy, at=NOW)
    plans.sign(version=fresh(version), name="Sol Vale", role="Father", by=world.joy, at=NOW)
    plans.agree(version=fresh(version), by=world.joy, at=NOW)
    plans.put_in_force(version=fresh(version), on=MONDAY, by=world.joy, at=NOW)
    return group, writing


def test_day_has_its_visits_in_order_with_class_routine_and_children(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    found = own_day(world, WEDNESDAY)
    assert (found.is_own, found.off) == (True, None)
    assert [visit.starts for visit in found.visits] == sorted(visit.starts for visit in found.visits)
    visit = visit_with(world, "Sami", found)
    assert (visit.title, visit.school, visit.teachers) == (
        "2A, Centres and group work",
        "Alder",
        ("Una Marsh",),
    )
    assert (visit.starts, visit.ends, visit.mark, visit.is_mine) == (630, 675, "ot", True)
    assert [(pupil.name, pupil.initials, pupil.away) for pupil in visit.pupils] == [("Sami", "SV", "")]
    assert (visit.is_written, visit.outcome, visit.others) == (False, "", 0)
    assert found.children_count == len({child for each in found.visits for child in each.children})


def test_children_of_one_name_are_told_apart(world: World) -> None:
    classrooms.add_child_to_class(
        classroom=world.classes["1A"],
        given_name="Sami",
        family_name="Tal",
        starts=TERM[0],
        by=world.joy,
        at=NOW,
    )
    publish_sami(world, "Wed", MONDAY)
    (pupil,) = visit_with(world, "Sami", own_day(world, WEDNESDAY)).pupils
    assert pupil.name == "Sami V."


def test_goals_that_the_routine_carries_come_first_with_how_and_who(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    group, writing = sami_s_plan(world)
    (pupil,) = visit_with(world, "Sami", own_day(world, WEDNESDAY)).pupils
    assert [(each.goal.pk, each.today) for each in pupil.goals] == [(group.pk, True), (writing.pk, False)]
    (carried,) = pupil.goals_today
    assert (carried.how, carried.who) == ("Scissors in the blue box", (Who.THERAPIST, Who.TEACHER))
    assert carried.last is None
    assert [each.goal.title for each in pupil.other_goals] == ["Writes with a checklist"]


def test_goals_are_those_of_the_version_in_force_on_the_day(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    group, _writing = sami_s_plan(world)
    assert visit_with(world, "Sami", own_day(world, WEDNESDAY)).pupils[0].goals
    plans.end_plan(plan=group.version.plan, on=MONDAY + WEEK, by=world.viewer("joy", MONDAY), at=NOW)
    afterwards = own_day(world, WEDNESDAY + WEEK)
    assert [
        pupil.goals for visit in afterwards.visits for pupil in visit.pupils if pupil.name == "Sami"
    ] == []


def test_what_is_written_down_stands_over_what_was_planned(world: World) -> None:
    world.published()
    visit = written(world)
    Mark.objects.bulk_create(
        [
            a_mark(visit, MarkKind.ROLE, {"role": "team"}, by=world.joy),
            a_mark(visit, MarkKind.SHORTENED, {"minutes": 10, "reason": "assembly"}, by=world.joy),
        ]
    )
    apply_marks(visits=[visit], by=world.joy, at=NOW)
    found = own_day(world, visit.on)
    assert len([each for each in found.visits if each.id == visit.pk]) == 1
    shown = visit_with(world, "Noor", found)
    assert (shown.is_written, shown.outcome, shown.role_label) == (True, Outcome.SHORTENED, "Team teaching")
    assert {pupil.name: pupil.minutes for pupil in shown.pupils}["Noor"] == 10
    assert shown.id not in {each.id for each in found.open_visits}


def test_moved_visit_stands_on_its_new_day_and_is_remembered_on_the_old(world: World) -> None:
    world.published()
    visit = written(world)
    there = visit.on + A_DAY
    detail = {"on": there.isoformat(), "starts": 10 * 60 + 30}
    Mark.objects.bulk_create([a_mark(visit, MarkKind.MOVED, detail, by=world.joy)])
    apply_marks(visits=[visit], by=world.joy, at=NOW)
    before, after = own_day(world, visit.on), own_day(world, there)
    assert visit.pk not in {each.id for each in before.visits}
    (gone,) = before.moved_away
    assert (gone.visit.id, gone.visit.on, gone.place) == (visit.pk, there, "1A")
    moved = next(each for each in after.visits if each.id == visit.pk)
    assert (moved.is_moved, moved.starts, moved.planned_on) == (True, 630, visit.on)
    assert after.moved_away == ()


def test_day_off_has_no_visits_and_says_why(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    for school in world.both:
        classrooms.add_day_off(school=school, on=WEDNESDAY, reason="Snow", by=world.joy, at=NOW)
    found = own_day(world, WEDNESDAY)
    assert (found.visits, found.tasks, found.off) == ((), (), "Snow")
    assert own_day(world, MONDAY - A_DAY).off == ""


def test_other_work_stands_on_the_line(world: World) -> None:
    world.published()
    friday = own_day(world, MONDAY + timedelta(days=4))
    (task,) = friday.tasks
    assert (task.title, task.place, task.ends - task.starts) == ("Planning with 1A", "1A", 15)
    assert task in friday.line
    assert {task.what for task in friday.line} >= {"task"}


def test_lunch_lies_in_the_first_gap_that_holds_it(world: World) -> None:
    world.published()
    sami = written(world, "Sami")
    earliest = min(visit.ends for visit in own_day(world, sami.on).visits)
    availability.set_limits(
        staff=world.staff["Ada"], lunch_earliest=earliest, lunch_latest=13 * 60, lunch_minutes=15,
        by=world.joy, at=NOW,
    )  # fmt: skip
    detail = {"on": sami.on.isoformat(), "starts": 12 * 60}
    Mark.objects.bulk_create([a_mark(sami, MarkKind.MOVED, detail, by=world.joy)])
    apply_marks(visits=[sami], by=world.joy, at=NOW)
    found = own_day(world, sami.on)
    lunches = [gap for gap in found.gaps if gap.what == "lunch"]
    assert len(lunches) == 1 or len(found.visits) + len(found.tasks) == 1
    for lunch in lunches:
        assert lunch.ends - lunch.starts == 15
        assert not any(visit.meets(found.on, lunch.starts, lunch.ends) for visit in found.visits)


def test_way_to_another_school_lies_between_two_visits(world: World) -> None:
    world.published()
    assert [gap for gap in own_day(world, MONDAY).gaps if gap.what == "way"] == []
    ben = world.staff["Ben"].pk
    noor_speech = next(each for each in planned_for(world, "Noor") if each.staff_id == ben)
    moved = written(world, "Wren")
    detail = {"on": noor_speech.on.isoformat(), "starts": noor_speech.ends + 60}
    Mark.objects.bulk_create([a_mark(moved, MarkKind.MOVED, detail, by=world.joy)])
    apply_marks(visits=[moved], by=world.joy, at=NOW)
    found = own_day(world, noor_speech.on, "Ben")
    last = max(visit.ends for visit in found.visits if visit.school == "Alder")
    (way,) = [gap for gap in found.gaps if gap.what == "way"]
    assert (way.ends, way.ends - way.starts, way.school) == (noor_speech.ends + 60, 20, "Birch")
    assert way.starts >= last


def test_change_of_the_day_touches_what_it_is_about(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    una, alder, birch = world.staff["Una"], world.schools["Alder"], world.schools["Birch"]
    touching = [
        a_change(world, WEDNESDAY, child=world.children["Sami"]),
        a_change(world, WEDNESDAY, kind=ChangeKind.TRIP, classroom=world.classes["2A"]),
        a_change(world, WEDNESDAY, kind=ChangeKind.TEACHER_AWAY, staff=una),
        a_change(world, WEDNESDAY, kind=ChangeKind.EVENT, school=alder, starts=660, ends=700),
        a_change(world, WEDNESDAY - A_DAY, kind=ChangeKind.EVENT, school=alder, ends_on=WEDNESDAY + A_DAY),
    ]
    a_change(world, WEDNESDAY, child=world.children["Wren"])
    a_change(world, WEDNESDAY, kind=ChangeKind.TRIP, classroom=world.classes["1B"])
    a_change(world, WEDNESDAY, kind=ChangeKind.EVENT, school=birch)
    a_change(world, WEDNESDAY, kind=ChangeKind.EVENT, school=alder, starts=540, ends=630)
    a_change(world, WEDNESDAY + A_DAY, child=world.children["Sami"])
    a_change(world, WEDNESDAY, child=world.children["Sami"], taken_back_at=NOW)
    visit = visit_with(world, "Sami", own_day(world, WEDNESDAY))
    assert {each.change.pk for each in visit.changes} == {each.pk for each in touching}
    assert [each.about for each in visit.changes if each.kind == ChangeKind.CHILD_AWAY] == ["Sami"]
    assert visit.expected in {Reason.TRIP, Reason.TEACHER_AWAY, Reason.SCHOOL_EVENT}
    assert visit.pupils[0].away == Reason.CHILD_AWAY
    assert visit.pupils[0].away_label == "Child away"


def test_absence_said_once_is_seen_by_every_therapist(world: World) -> None:
    world.published()
    noor = world.children["Noor"]
    for planned in planned_for(world, "Noor"):
        a_change(world, planned.on, child=noor)
        who = "Ada" if planned.staff_id == world.staff["Ada"].pk else "Ben"
        visit = visit_with(world, "Noor", own_day(world, planned.on, who))
        assert {pupil.name: pupil.away for pupil in visit.pupils}["Noor"] == Reason.CHILD_AWAY
        DayChange.objects.all().delete()


def test_therapists_in_the_same_class_at_the_same_time_are_named(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = visit_with(world, "Sami", own_day(world, WEDNESDAY))
    assert visit.beside == ()
    wren = written(world, "Wren")
    wren.classroom = world.classes["2A"]
    wren.school = world.schools["Alder"]
    wren.save()
    detail = {"on": WEDNESDAY.isoformat(), "starts": 660}
    Mark.objects.bulk_create([a_mark(wren, MarkKind.MOVED, detail, by=world.joy)])
    apply_marks(visits=[wren], by=world.joy, at=NOW)
    visit = visit_with(world, "Sami", own_day(world, WEDNESDAY))
    assert [each.name for each in visit.beside] == ["Ben Marsh"]


def an_assistant(world: World, child: str, discipline: str = Discipline.OCCUPATIONAL) -> Viewer:
    by: dict[str, Any] = {"by": world.joy, "at": NOW}
    member = people.add_staff_member(
        role=Role.ASSISTANT, given_name="Kit", family_name="Marsh", discipline=discipline, **by
    )
    world.staff["Kit"] = member
    world.accounts["Kit"] = people.give_account(
        person=member, email="kit@lighthouse.example", password="a long password", **by
    )
    people.join_teams(places=[(world.children[child], member)], **by)
    return world.viewer("Kit")


def test_assistant_has_the_visits_of_her_discipline_with_children_of_hers(world: World) -> None:
    world.published()
    an_assistant(world, "Noor")
    ot = [each for each in planned_for(world, "Noor") if each.staff_id == world.staff["Ada"].pk]
    speech = next(each for each in planned_for(world, "Noor") if each.staff_id == world.staff["Ben"].pk)
    for planned in ot:
        found = own_day(world, planned.on, "Kit")
        assert visit_id(*planned.name) in {each.id for each in found.visits}
        assert not any(visit.is_mine for visit in found.visits)
    assert visit_id(*speech.name) not in {each.id for each in own_day(world, speech.on, "Kit").visits}


def test_coordinator_looks_at_anybody_s_day_and_others_only_at_their_own(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    seen = day(world, "joy", WEDNESDAY)
    assert seen is not None
    assert not seen.is_own
    assert {visit.id for visit in seen.visits} == {visit.id for visit in own_day(world, WEDNESDAY).visits}
    for other in ("Ben", "Tom", "Gita"):
        assert day(world, other, WEDNESDAY) is None
    assert day(world, "joy", WEDNESDAY, of="Tom") is None, "a teacher has no visits of her own"


def test_one_visit_is_open_to_who_holds_it_to_the_team_and_to_who_runs_the_programme(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    planned = next(each for each in planned_for(world, "Sami"))
    name = {"series": planned.series, "on": planned.on}
    pk = visit_id(*planned.name)
    for who in ("Ada", "joy"):
        visit = visit_of(world.viewer(who, planned.on), pk, **name)
        assert visit is not None
        assert (visit.id, visit.title) == (pk, "2A, Centres and group work")
    for who in ("Ben", "Una", "Gita"):
        assert visit_of(world.viewer(who, planned.on), pk, **name) is None
    assert visit_of(world.joy, pk) is None, "nothing is written down of it, and nobody has named it"
    assert visit_of(world.joy, pk, series=planned.series, on=planned.on + A_DAY) is None
    written(world, "Sami")
    assert visit_of(world.joy, pk) is not None


def test_who_is_no_longer_in_the_team_reads_of_past_visits_without_the_child(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    place = world.children["Sami"].team.get(staff=world.staff["Ada"])
    place.ends = WEDNESDAY + A_DAY
    place.save()
    assert visit_with(world, "Sami", own_day(world, WEDNESDAY)).pupils
    a_week_later = world.viewer("Ada", WEDNESDAY + WEEK)
    seen = day_of(a_week_later, world.staff["Ada"].pk, WEDNESDAY)
    assert seen is not None
    visit = visit_with(world, "Sami", seen)
    assert (visit.pupils, visit.others) == ((), 1)


def test_queries_are_as_many_with_three_visits_as_with_one(world: World) -> None:
    publish_sami(world, "Wed", MONDAY)
    sami_s_plan(world)
    ada = world.viewer("Ada", WEDNESDAY)
    others = [
        each
        for each in planned_for(world, "Noor")
        if each.staff_id == world.staff["Ada"].pk and each.on != WEDNESDAY
    ]

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as queries:
            found = day_of(ada, world.staff["Ada"].pk, WEDNESDAY)
        assert found is not None
        return len(found.visits), len(queries)

    written(world, "Sami")
    before = asked()
    for number, visit in enumerate(write_down(planned=others, by=world.joy, at=NOW).values()):
        detail = {"on": WEDNESDAY.isoformat(), "starts": 13 * 60 + 60 * number}
        Mark.objects.bulk_create([a_mark(visit, MarkKind.MOVED, detail, by=world.joy)])
        apply_marks(visits=[visit], by=world.joy, at=NOW)
    after = asked()
    assert others
    assert after == (before[0] + len(others), before[1])


@pytest.mark.parametrize("what", ["day", "visit"])
def test_stranger_finds_neither_day_nor_visit(world: World, elsewhere: World, what: str) -> None:
    publish_sami(world, "Wed", MONDAY)
    visit = written(world, "Sami")
    with scope(organisation=elsewhere.organisation):
        if what == "day":
            assert day_of(elsewhere.viewer("joy"), world.staff["Ada"].pk, WEDNESDAY) is None
        else:
            assert visit_of(elsewhere.viewer("joy"), visit.pk, series=visit.series, on=visit.on) is None
