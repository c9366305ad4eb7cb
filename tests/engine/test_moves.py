"""Where a visit could go agrees with the whole of the rules and the whole of the cost."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.cost import cost_of
from alongside.engine.moves import breaches_after, move, places, places_of, refusals
from alongside.engine.problem import Mode, Room
from alongside.engine.rules import breaches
from tests.engine.invented import CLOSES, DAYS, OPENS, STEP, legal_timetables, problems
from tests.engine.tiny import at, changed, pull_out, push_in, school, timetable, two_sites


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_places_are_those_that_keep_every_rule_and_tell_the_cost(data):
    problem = data.draw(problems())
    table = data.draw(legal_timetables(problem))
    if not table.visits:
        return
    number = data.draw(st.integers(0, len(table.visits) - 1))
    found = {
        (each.day, each.start, each.mode, each.place): each.cost_change
        for each in places(problem, table, number)
    }
    spots = [
        (day, start, mode, place.id)
        for mode, list_of in ((Mode.PUSH_IN, problem.classrooms), (Mode.PULL_OUT, problem.rooms))
        for place in list_of
        for day in DAYS
        for start in range(OPENS - STEP, CLOSES, STEP)
    ]
    for spot in spots:
        moved = move(problem, table, number, *spot)
        kept = not breaches(problem, moved)
        assert kept == (spot in found)
        assert kept == (not breaches_after(problem, table, number, *spot))
        if kept:
            assert moved.cost - table.cost == found[spot]
    assert found.keys() <= set(spots)


@given(st.data())
@settings(max_examples=20, deadline=None)
def test_refusals_are_of_all_other_places(data):
    problem = data.draw(problems())
    table = data.draw(legal_timetables(problem))
    if not table.visits:
        return
    free = {(each.day, each.start, each.mode, each.place) for each in places(problem, table, 0)}
    refused = refusals(problem, table, 0)
    assert free.isdisjoint(refused)
    for (day, start, mode, place), sentence in list(refused.items())[::7]:
        assert sentence.endswith(".")
        assert breaches_after(problem, table, 0, day, start, mode, place)


def test_refusal_names_what_forbids():
    table = timetable(school(), push_in("Mon", "9:00"), push_in("Mon", "10:00", "cem-ot", place="1B"))
    refused = refusals(school(), table, 0, {"lim": "Mei Lim", "1A": "Class 1A"})
    assert refused["Mon", at("10:15"), Mode.PUSH_IN, "1A"] == (
        "Mei Lim has other visits or tasks, or is on the way to one."
    )
    assert refused["Mon", at("12:00"), Mode.PUSH_IN, "1A"] == "Class 1A admits no push-in during lunch."
    assert ("Mon", at("11:00"), Mode.PUSH_IN, "1A") not in refused


def test_where_it_stands_is_a_place_that_changes_nothing():
    table = timetable(school(), push_in("Mon", "9:00"))
    here = [
        each
        for each in places(school(), table, 0)
        if (each.day, each.start, each.mode) == ("Mon", 540, "push_in")
    ]
    assert [each.cost_change for each in here] == [0]


def test_pinned_visit_can_go_nowhere():
    pin = push_in("Mon", "9:00", "ann-ot", "ben-ot")
    problem = school(pinned=(pin,))
    table = timetable(problem, replace(pin, services=("ben-ot", "ann-ot")))
    assert places(problem, table, 0) == []
    (breach,) = breaches_after(problem, table, 0, "Tue", at("9:00"), Mode.PUSH_IN, "1A", {"lim": "Mei Lim"})
    assert (breach.rule, breach.sentence) == (10, "The visit of Mei Lim on Mon at 09:00 is pinned.")
    assert breaches_after(problem, table, 0, "Mon", at("9:00"), Mode.PUSH_IN, "1A") == []


def test_illegal_place_is_told_in_a_sentence_with_the_visits_it_meets():
    table = timetable(school(), push_in("Mon", "9:00"), push_in("Mon", "10:00", "cem-ot", place="1B"))
    (breach,) = breaches_after(school(), table, 1, "Mon", at("9:15"), Mode.PUSH_IN, "1B", {"lim": "Mei Lim"})
    assert breach.rule == 2
    assert breach.visits == (0, 1)
    assert breach.sentence.startswith("Mei Lim is in two places at once on Mon")


def test_breach_that_stands_without_the_visit_is_not_its_fault():
    visits = (
        push_in("Mon", "9:00"),
        push_in("Mon", "9:15", "cem-ot", place="1B"),
        push_in("Mon", "10:00", "ben-ot"),
    )
    table = timetable(school(), *visits)
    assert breaches(school(), table)
    assert breaches_after(school(), table, 2, "Mon", at("11:00"), Mode.PUSH_IN, "1A") == []


def test_move_keeps_length_therapist_and_services_and_counts_afresh():
    table = timetable(school(), push_in("Mon", "9:00", "ann-ot", "ben-ot"))
    moved = move(school(), table, 0, "Tue", at("10:00"), Mode.PULL_OUT, "blue")
    assert moved.visits == (pull_out("Tue", "10:00", "ann-ot", "ben-ot"),)
    assert moved.cost == cost_of(school(), moved).total
    assert moved.bound == table.bound


def test_places_of_a_visit_are_its_class_and_the_rooms_of_its_site():
    problem = two_sites(rooms=(Room("blue", "north"), Room("red", "south")))
    assert list(places_of(problem, ("ann-ot", "ben-ot"))) == [(Mode.PUSH_IN, "1A"), (Mode.PULL_OUT, "blue")]
    assert list(places_of(problem, ("ann-ot", "cem-ot"))) == []
    one_site = changed(problem, "classrooms", 1, site="north")
    assert list(places_of(one_site, ("ann-ot", "cem-ot"))) == [(Mode.PULL_OUT, "blue")]
