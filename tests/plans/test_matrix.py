"""The goal-by-routine matrix over the class's real day: cells, coverage at a glance, and the gap that costs most."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.classrooms import actions as classrooms
from alongside.classrooms.actions import NewRoutine
from alongside.classrooms.choices import USUAL_FLAGS, RoutineKind
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.actions import matrix, plans
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Who
from alongside.plans.models import Goal, HomeRoutine, KeptText, Opportunity, PlanVersion
from alongside.plans.queries import matrix as read
from alongside.plans.queries import plans as plan_read
from alongside.plans.rules.faults import AtFault
from alongside.plans.rules.matrix import SetMeanwhile
from alongside.plans.rules.values import Outcome
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.factories.schools import DAYS
from tests.plans.written import LATER, a_draft, a_goal


def _plan(people: SmallSchool) -> PlanVersion:
    """Ada's plan with nothing in it."""
    return plans.start_plan(child=people.ada, by=people.mei, at=AT)


def _put(people: SmallSchool, goal: Goal, kind: str, times: int = 1, who: Who = Who.TEACHER) -> None:
    matrix.set_opportunity(goal=goal, kind=kind, who=who, times_a_week=times, by=people.mei, at=AT)


def _read(people: SmallSchool, version: PlanVersion) -> read.Matrix:
    shown = read.matrix(people.mei, version)
    assert shown is not None
    return shown


def test_columns_are_the_classs_real_day_in_its_order_and_then_home(people: SmallSchool) -> None:
    version = a_draft(people)
    shown = _read(people, version)
    assert shown.classroom == "2B"
    assert [(column.title, column.clock) for column in shown.columns] == [
        ("Meeting", "8:30"),
        ("Writing", "9:00"),
        ("Recess", "10:00"),
        ("Maths", "10:20"),
        ("Lunch", "11:30"),
        ("Centres", "12:10"),
        ("Story", "13:40"),
        ("Letters to grandma", ""),
    ]
    writing = shown.columns[1]
    assert (writing.key, writing.kind, writing.is_home) == ("school:writing", RoutineKind.WRITING, False)
    assert [(time.day, time.starts, time.ends) for time in writing.times] == [
        (day, 540, 600) for day in sorted(DAYS)
    ]
    home = shown.columns[-1]
    assert (home.key, home.is_home) == (f"home:{version.home_routines.get().pk}", True)


def test_kind_that_the_class_has_twice_is_one_column(people: SmallSchool) -> None:
    day = [
        NewRoutine("Mon", 540, 600, RoutineKind.WRITING, "Writing", *USUAL_FLAGS[RoutineKind.WRITING]),
        NewRoutine("Mon", 720, 760, RoutineKind.WRITING, "Diary", *USUAL_FLAGS[RoutineKind.WRITING]),
        NewRoutine("Tue", 540, 600, RoutineKind.WRITING, "Writing", *USUAL_FLAGS[RoutineKind.WRITING]),
    ]
    classrooms.set_class_timetable(
        classroom=people.class_2b, holds_from=LATER, routines=day, by=people.joy, at=AT
    )
    version = _plan(people)
    shown = read.matrix(people.as_on(people.mei, LATER), version)
    assert shown is not None
    [column] = shown.columns
    assert (column.title, column.clock, len(column.times)) == ("Writing", "9:00", 3)


def test_goal_in_a_routine_that_the_class_no_longer_has_stays_in_sight(people: SmallSchool) -> None:
    version = _plan(people)
    _put(people, a_goal(version, by=people.mei), RoutineKind.MUSIC)
    shown = _read(people, version)
    assert [(column.title, column.is_there) for column in shown.columns[-2:]] == [
        ("Story", True),
        ("Music and drama", False),
    ]
    assert shown.rows[0].cells[-1].opportunities[0].times_a_week == 1


def test_cells_say_who_how_often_and_how(people: SmallSchool) -> None:
    version = a_draft(people)
    goal = version.goals.get()
    matrix.set_opportunity(
        goal=goal,
        kind=RoutineKind.WRITING,
        who=Who.THERAPIST,
        times_a_week=1,
        how="Beside her",
        by=people.mei,
        at=AT,
    )
    [row] = _read(people, version).rows
    by_title = {cell.column.title: cell.opportunities for cell in row.cells}
    assert [(each.who, each.times_a_week, each.how) for each in by_title["Writing"]] == [
        (Who.THERAPIST, 1, "Beside her"),
        (Who.TEACHER, 2, ""),
    ]
    assert [each.who for each in by_title["Letters to grandma"]] == [Who.FAMILY]
    assert by_title["Maths"] == ()


def test_cell_is_set_again_and_taken_away_by_none(people: SmallSchool) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    matrix.set_opportunity(
        goal=goal, kind="play", who=Who.PEER, times_a_week=2, how="With Ben", by=people.mei, at=AT
    )
    _put(people, goal, "play", 5, Who.PEER)
    [cell] = goal.opportunities.all()
    assert (cell.times_a_week, cell.how) == (5, "With Ben")
    _put(people, goal, "play", 0, Who.PEER)
    _put(people, goal, "play", 0, Who.PEER)
    assert not goal.opportunities.exists()


def _set(goal: Goal, by: Viewer, times: int, seen: int | None) -> Opportunity | None:
    """The teacher in play, by somebody who saw so many times there."""
    return matrix.set_opportunity(
        goal=goal, kind="play", who=Who.TEACHER, times_a_week=times, seen=seen, by=by, at=AT
    )


def test_second_of_two_in_a_cell_is_told_by_whom_and_both_are_kept(people: SmallSchool) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    _set(goal, people.joy, 3, seen=0)
    with pytest.raises(SetMeanwhile, match="Joy Adeyemi has written “Teacher, 3 a week” meanwhile") as met:
        _set(goal, people.mei, 5, seen=0)
    assert (met.value.theirs, met.value.mine, met.value.meant) == (3, 5, "Teacher, daily")
    cell = goal.opportunities.get()
    assert cell.times_a_week == 3
    kept = KeptText.objects.filter(target=cell.pk, field="times_a_week").order_by("number")
    assert [(each.text, each.stands, each.typed_by) for each in kept] == [
        ("3", True, people.joy.account),
        ("5", False, people.mei.account),
    ]
    _set(goal, people.mei, 5, seen=3)
    cell.refresh_from_db()
    assert cell.times_a_week == 5
    page = plan_read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert page.set_aside == (), "what was put in after all is no longer aside"


def test_person_taken_out_meanwhile_is_told_by_whom(people: SmallSchool) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    _set(goal, people.mei, 2, seen=0)
    _set(goal, people.joy, 0, seen=2)
    with pytest.raises(SetMeanwhile, match="Joy Adeyemi has taken out “Teacher” meanwhile"):
        _set(goal, people.mei, 4, seen=2)
    assert not goal.opportunities.exists()
    assert _set(goal, people.mei, 4, seen=0) is not None
    with pytest.raises(SetMeanwhile, match="Mei Tan has written “Teacher, 4 a week”") as met:
        _set(goal, people.joy, 0, seen=2)
    assert met.value.meant == "Teacher"
    assert goal.opportunities.get().times_a_week == 4


def test_who_writes_the_same_in_a_cell_or_beside_another_is_not_asked(people: SmallSchool) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    _set(goal, people.joy, 3, seen=0)
    _set(goal, people.mei, 3, seen=0)
    _put(people, goal, "play", 2, Who.ASSISTANT)
    assert not KeptText.objects.filter(stands=False).exists()
    assert goal.opportunities.count() == 2


def test_cell_written_in_the_list_knows_who_wrote_it_by_keyboard(people: SmallSchool) -> None:
    version = _plan(people)
    goal = a_goal(version, by=people.mei)
    cell = _set(goal, people.mei, 2, seen=0)
    assert cell is not None
    save_values(version=version, target=cell, values={"times_a_week": 4}, seen={}, by=people.joy, at=AT)
    with pytest.raises(SetMeanwhile, match="Joy Adeyemi has written “Teacher, 4 a week” meanwhile"):
        _set(goal, people.mei, 1, seen=2)


def test_stranger_meets_nobody_in_a_cell(people: SmallSchool, stranger: Stranger) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    _set(goal, people.mei, 2, seen=0)
    before = KeptText.objects.count()
    for outside in (stranger.stan, people.carla, people.li):
        with pytest.raises(NotAllowed):
            _set(goal, outside, 4, seen=0)
    assert KeptText.objects.count() == before


@pytest.mark.parametrize("times", [8, -1])
def test_cell_holds_up_to_seven_times_a_week(people: SmallSchool, times: int) -> None:
    goal = a_goal(_plan(people), by=people.mei)
    with pytest.raises(AtFault) as refused:
        _put(people, goal, "play", times)
    assert [fault.field for fault in refused.value.faults] == ["times_a_week"]


def test_cell_is_in_one_routine_of_its_own_version(people: SmallSchool) -> None:
    version = a_draft(people)
    goal, home = version.goals.get(), version.home_routines.get()
    for place in ({}, {"kind": "play", "home": home}, {"kind": "geography"}):
        with pytest.raises(NotNow, match="Choose one routine"):
            matrix.set_opportunity(goal=goal, who=Who.FAMILY, times_a_week=1, by=people.mei, at=AT, **place)
    other = plans.start_plan(child=people.cem, by=people.joy, at=AT)
    elsewhere = matrix.add_home_routine(version=other, name="Bath", by=people.joy, at=AT)
    with pytest.raises(NotNow, match="belongs to another version"):
        matrix.set_opportunity(
            goal=goal, home=elsewhere, who=Who.FAMILY, times_a_week=1, by=people.mei, at=AT
        )


def test_home_routines_have_names_of_their_own(people: SmallSchool) -> None:
    version = _plan(people)
    bath = matrix.add_home_routine(version=version, name=" Bath ", by=people.mei, at=AT)
    bus = matrix.add_home_routine(version=version, name="The way to the bus", by=people.mei, at=AT)
    with pytest.raises(AtFault, match="There is a routine called"):
        matrix.add_home_routine(version=version, name="bath", by=people.mei, at=AT)
    [fault] = _named(people, bus, "BATH").refused
    assert fault == ("name", "There is a routine called BATH already.")
    assert _named(people, bus, " ").refused[0].field == "name"
    with pytest.raises(AtFault, match="Say what the family calls it"):
        matrix.add_home_routine(version=version, name=" ", by=people.mei, at=AT)
    _named(people, bath, "Bath time")
    assert [home.name for home in version.home_routines.all()] == ["Bath time", "The way to the bus"]
    matrix.remove_home_routine(home=bath, by=people.mei, at=AT)
    assert [home.name for home in version.home_routines.all()] == ["The way to the bus"]


def _named(people: SmallSchool, home: HomeRoutine, name: str) -> Outcome:
    return save_values(
        version=home.version, target=home, values={"name": name}, seen={}, by=people.mei, at=AT
    )


def test_coverage_says_how_far_a_goal_reaches(people: SmallSchool) -> None:
    version = _plan(people)
    goals = {
        "Nowhere yet": [],
        "1 place, once a week": [("writing", 1)],
        "2 places, 5 times a week": [("writing", 2), ("centres", 3)],
        "3 places, every day": [("writing", 1), ("centres", 5), ("maths", 1)],
    }
    for title, places in goals.items():
        goal = a_goal(version, title=title, by=people.mei)
        for kind, times in places:
            _put(people, goal, kind, times)
    shown = _read(people, version)
    assert [row.coverage.sentence for row in shown.rows] == list(goals)
    assert [row.coverage.is_thin for row in shown.rows] == [True, True, False, False]
    assert [row.goal.title for row in shown.nowhere] == ["Nowhere yet"]


def test_routine_that_carries_more_than_four_goals_is_told(people: SmallSchool) -> None:
    version = _plan(people)
    for number in range(5):
        goal = a_goal(version, title=f"Goal {number}", by=people.mei)
        _put(people, goal, "writing")
        if number < 4:
            _put(people, goal, "centres")
    shown = _read(people, version)
    assert [(load.column.title, load.goals) for load in shown.crowded] == [("Writing", 5)]


def test_goal_that_is_practised_nowhere_costs_most(people: SmallSchool) -> None:
    version = _plan(people)
    _put(people, a_goal(version, title="In one place", by=people.mei), "writing")
    a_goal(version, title="Retells a story", discipline=Discipline.SPEECH, settings=["maths"], by=people.mei)
    gap = _read(people, version).gap
    assert gap is not None
    assert gap.goal.title == "Retells a story"
    assert gap.says == "“Retells a story” is practised nowhere yet."
    assert gap.suggestion == "Maths, Meeting, Story and Centres would suit it too."


def test_goal_with_one_person_in_one_place_is_said_so(people: SmallSchool) -> None:
    version = _plan(people)
    goal = a_goal(version, title="Retells a story", discipline=Discipline.SPEECH, settings=[], by=people.mei)
    _put(people, goal, "read_aloud", 1, Who.THERAPIST)
    gap = _read(people, version).gap
    assert gap is not None
    assert gap.says == "“Retells a story” is practised in Story only (therapist), once a week."
    assert gap.why == "Children keep a skill when more people and places ask for it."
    assert "Story" not in gap.suggestion


def test_importance_weighs_and_a_missing_setting_is_the_least_gap(people: SmallSchool) -> None:
    version = _plan(people)
    thin = a_goal(version, title="In one place", importance=1, settings=[], by=people.mei)
    _put(people, thin, "writing")
    wanted = a_goal(
        version, title="Must show at home", importance=3, settings=["writing", "home"], by=people.mei
    )
    _put(people, wanted, "writing")
    _put(people, wanted, "centres")
    matrix.add_home_routine(version=version, name="Post", by=people.mei, at=AT)
    gap = _read(people, version).gap
    assert gap is not None
    assert gap.goal == wanted
    assert gap.says == "“Must show at home” must show in Post too, and is not practised there."
    assert gap.would_suit[0].title == "Post"


def test_matrix_without_a_gap_says_none(people: SmallSchool) -> None:
    version = a_draft(people)
    assert _read(people, version).gap is None


def test_full_routine_is_not_suggested(people: SmallSchool) -> None:
    version = _plan(people)
    for number in range(4):
        goal = a_goal(version, title=f"Goal {number}", settings=[], by=people.mei)
        _put(people, goal, "writing")
        _put(people, goal, "maths")
    a_goal(version, title="One more", settings=[], by=people.mei)
    gap = _read(people, version).gap
    assert gap is not None
    assert [column.title for column in gap.would_suit] == ["Centres"]


def test_child_without_a_class_or_a_known_day_is_told_what_to_do(people: SmallSchool) -> None:
    eve = people_actions.add_child(school=people.school, given_name="Eve", by=people.joy, at=AT)
    version = plans.start_plan(child=eve, by=people.joy, at=AT)
    shown = read.matrix(people.joy, version)
    assert shown is not None
    assert shown.missing.startswith("Eve is in no class yet.")
    assert shown.columns == ()
    new_class = classrooms.add_classroom(
        school=people.school, name="3C", year_group="Year 3", by=people.joy, at=AT
    )
    classrooms.enrol(classroom=new_class, children=[eve], starts=ON, by=people.joy, at=AT)
    shown = read.matrix(people.joy, version)
    assert shown is not None
    assert shown.missing.startswith("We do not know 3C’s day yet.")


def test_matrix_asks_as_much_for_many_goals_as_for_one(people: SmallSchool) -> None:
    version = _plan(people)
    counts = []
    for number in (1, 3):
        for each in range(number):
            goal = a_goal(version, title=f"Goal {number}.{each}", by=people.mei)
            for kind in ("writing", "centres", "maths")[:number]:
                _put(people, goal, kind)
        matrix.add_home_routine(version=version, name=f"Home {number}", by=people.mei, at=AT)
        fresh = PlanVersion.objects.select_related("plan__child").get(pk=version.pk)
        with CaptureQueriesContext(connection) as asked:
            read.matrix(people.mei, fresh)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_matrix_follows_the_child_into_another_class(people: SmallSchool) -> None:
    version = a_draft(people)
    classrooms.enrol(classroom=people.class_2a, children=[people.ada], starts=LATER, by=people.joy, at=AT)
    seen = {}
    for day in (ON, LATER):
        shown = read.matrix(people.as_on(people.joy, day), version)
        assert shown is not None
        seen[day] = shown.classroom
    assert seen == {ON: "2B", LATER: "2A"}


def test_what_was_removed_meanwhile_is_refused_in_a_sentence(people: SmallSchool) -> None:
    version = a_draft(people)
    home = version.home_routines.get()
    matrix.remove_home_routine(home=version.home_routines.get(), by=people.joy, at=AT)
    for write in (
        lambda: _named(people, home, "Post"),
        lambda: matrix.remove_home_routine(home=home, by=people.mei, at=AT),
        lambda: matrix.set_opportunity(
            goal=version.goals.get(), home=home, who=Who.FAMILY, times_a_week=1, by=people.mei, at=AT
        ),
    ):
        with pytest.raises(NotNow, match="Somebody has removed this meanwhile"):
            write()
