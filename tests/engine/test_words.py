"""Whatever a person reads of the engine is said in that person's language, each sentence as a whole."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside import wording
from alongside.config.voice import HouseVoice
from alongside.engine.changes import Change, ChangeKind
from alongside.engine.checks import findings
from alongside.engine.explain import explain
from alongside.engine.moves import breaches_after, refusals
from alongside.engine.obstacles import Kind, Obstacle, Wish
from alongside.engine.problem import (
    Child,
    Classroom,
    Delivery,
    Mode,
    Problem,
    ProblemError,
    PushIn,
    Room,
    Routine,
    Site,
    Task,
    Window,
)
from alongside.engine.rules import breaches
from alongside.engine.solver import solve
from alongside.engine.timetable import Status, Timetable, Unmet
from alongside.engine.words import words
from tests.engine.invented import problems, timetables
from tests.engine.test_problem import FAULTS, with_value
from tests.engine.tiny import (
    DAYS,
    at,
    changed,
    every_day,
    placed,
    pull_out,
    push_in,
    routine,
    school,
    service,
    timetable,
    two_sites,
    window,
)
from tests.wording.invented import Invented, is_whole

pytestmark = pytest.mark.usefixtures("another_language")

#: A fixture that holds for all examples of a property alike.
ALIKE = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_a_sentence_is_whole_only_where_one_says_all_of_it():
    assert is_whole("«ann is not of «1A».»")
    assert not any(is_whole(said) for said in ("ann is not there.", "«ann» is «there».", "«ann» «away»", ""))


@pytest.mark.parametrize("problem", [school(), two_sites()], ids=["one site", "two sites"])
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("kind", Kind)
def test_every_obstacle_is_said_whole(kind, mode, problem):
    wish = Wish("lim", ("ann-ot", "ben-ot"), "Mon", mode, "1A" if mode is Mode.PUSH_IN else "blue")
    assert is_whole(words(problem, wish, Obstacle(6, kind, 1, "ann-ot", every_day()[0])))


@pytest.mark.parametrize("problem", [school(), two_sites()], ids=["one site", "two sites"])
@pytest.mark.parametrize("delivery", Delivery)
@pytest.mark.parametrize("kind", ChangeKind)
def test_every_change_is_said_whole(kind, delivery, problem):
    subjects = {
        **dict.fromkeys((ChangeKind.GROUP_SIZE, ChangeKind.DAYS_APART, ChangeKind.DELIVERY), "ann-ot"),
        **dict.fromkeys((ChangeKind.VISIT_SIZE, ChangeKind.DAY_MINUTES, ChangeKind.CYCLE_MINUTES), "lim"),
        **dict.fromkeys((ChangeKind.AVAILABILITY, ChangeKind.ANOTHER_DAY), "lim"),
        ChangeKind.SESSIONS_OF_DAY: "ann",
        ChangeKind.ROOM_OPEN: "blue",
        ChangeKind.ANOTHER_ROOM: "north",
    }
    change = Change(kind, (subjects.get(kind, "1A"),), 7, Window("Mon", at("12:00"), at("12:30"), "north"))
    assert is_whole(change.phrase(changed(problem, "services", 0, delivery=delivery)))


def everything_wrong() -> list[tuple[Problem, Timetable]]:
    """Timetables that together break the rules in every way of saying so."""
    problem = pinned_school()
    lists = [
        [push_in("Sat", "9:00")],
        [replace(push_in("Mon", "9:00"), therapist="zoe", place="9Z", services=("zoe-ot",))],
        [replace(pull_out("Mon", "9:00"), place="9Z")],
        [push_in("Mon", "7:30"), push_in("Mon", "9:02", "ben-ot"), push_in("Tue", "9:02")],
        [push_in(day, "9:00") for day in DAYS],
        [push_in("Mon", "9:00"), push_in("Tue", "9:00")],
        [push_in("Mon", "9:00"), push_in("Mon", "10:00")],
        [push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")],
        [push_in("Mon", "9:00"), push_in("Mon", "9:31", "cem-ot", place="1B")],
        [push_in("Mon", "9:00"), push_in("Mon", "9:00", "ben-ot", therapist="kim")],
        [push_in("Mon", "9:00"), push_in("Tue", "9:00", therapist="kim")],
        [push_in("Mon", "9:00", "ann-ot", "ben-ot", "cem-ot", "ann-ot"), push_in("Mon", "11:45")],
        [replace(push_in("Mon", "9:00"), services=()), push_in("Tue", "9:00", minutes=45)],
        [push_in("Mon", "11:00", minutes=120), push_in("Mon", "14:45"), push_in("Wed", "9:00")],
        [push_in("Mon", "9:00", "dan-slt"), push_in("Tue", "9:00", "out-ot")],
        [pull_out("Mon", "9:00", "ann-ot", "dan-slt", "ben-ot", "in-ot")],
        [pull_out("Mon", "9:00", "ann-ot"), pull_out("Mon", "9:15", "ben-ot", therapist="kim")],
        [pull_out("Mon", "16:00"), pull_out("Mon", "11:45", "ben-ot"), pull_out("Tue", "7:45", "ben-ot")],
        [pull_out("Mon", "9:00", "cem-ot")],
    ]
    tables = [Timetable.of(problem, visits) for visits in lists]
    task = placed("plan", "Mon", "7:00"), placed("plan", "Mon", "7:03")
    off = (placed("plan", "Sat", "9:00"), placed("talk", "Mon", "9:00"))
    whole = Timetable.of(problem, [push_in("Mon", "9:00")], task)
    wrong = [
        *tables,
        whole,
        Timetable.of(problem, [push_in("Mon", "9:00")], [placed("plan", "Mon", "9:10")]),
        replace(whole, tasks=off, unmet=(Unmet("zoe-ot", 1),), unmet_tasks=("talk",)),
        replace(whole, unmet=(Unmet("ann-ot", 7), Unmet("ann-ot", 7)), unmet_tasks=("plan", "plan")),
        replace(tables[4], unmet=(), unmet_tasks=()),
        replace(whole, status=Status.INFEASIBLE),
    ]
    hurry = [push_in("Mon", "9:00"), push_in("Mon", "9:31", "cem-ot", place="1B")]
    breathless = changed(school(), "therapists", 0, changeover=5)
    planning = school(tasks=(Task("plan", "lim", 15, "north", (window("Mon", "6:00", "7:00"),)),))
    return [
        *((problem, table) for table in wrong),
        *((each, Timetable.of(each, hurry)) for each in (two_sites(20), breathless)),
        (planning, Timetable.of(planning, (), [placed("plan", "Mon", "6:00")])),
        (school(), Timetable(Status.INFEASIBLE, 0, 0, conflicts=("Nothing fits.",))),
    ]


def pinned_school() -> Problem:
    """A school in which there is a limit to everything, at two sites that nobody can travel between in a day."""
    problem = two_sites(
        None,
        services=(
            *(service(child, max_group=2, min_days_apart=2) for child in ("ann", "ben", "cem")),
            service("ann", id="dan-slt", discipline="slt"),
            service("ben", id="out-ot", delivery=Delivery.PULL_OUT),
            service("ben", id="in-ot", delivery=Delivery.PUSH_IN),
        ),
        children=(
            Child("ann", "1A", (window("Mon", "9:00", "9:30"),), 1),
            Child("ben", "1A"),
            Child("cem", "1B"),
        ),
        tasks=(Task("plan", "lim", 15, "north", (window("Mon", "9:00", "10:00"),)),),
        pinned=(push_in("Fri", "10:00"), pull_out("Fri", "11:00", "ben-ot")),
    )
    problem = changed(problem, "therapists", 0, max_direct_minutes_per_day=45, max_children_per_visit=2)
    problem = changed(problem, "therapists", 0, max_direct_minutes_per_cycle=90, changeover=5)
    kim = replace(problem.therapists[0], id="kim")
    return replace(
        changed(problem, "classrooms", 0, max_visits_per_day=1), therapists=(*problem.therapists, kim)
    )


@pytest.mark.parametrize(("problem", "table"), everything_wrong())
def test_every_breach_is_said_whole(problem, table):
    found = breaches(problem, table)
    assert found
    assert [each.sentence for each in found if not is_whole(each.sentence)] == []


def test_every_rule_has_spoken():
    numbers = {each.rule for case in everything_wrong() for each in breaches(*case)}
    assert numbers >= {0, 1, 2, 4, 5, 6, 7, 8, 9, 10}


@given(st.data())
@ALIKE
def test_breaches_of_any_timetable_are_said_whole(data):
    problem = data.draw(problems())
    for breach in breaches(problem, data.draw(timetables(problem))):
        assert is_whole(breach.sentence)


@given(st.data())
@ALIKE
def test_reasons_and_remedies_of_any_timetable_are_said_whole(data):
    problem = data.draw(problems())
    for reason in explain(problem, data.draw(timetables(problem))):
        said = [each.sentence for each in (*reason.rules, *reason.remedies)]
        assert [sentence for sentence in said if not is_whole(sentence)] == []


@pytest.mark.parametrize("standing", [push_in("Mon", "9:00", "ben-ot"), pull_out("Mon", "9:00", "ben-ot")])
def test_session_that_joins_another_is_said_whole(standing):
    once = (
        Classroom("1A", "north", (routine("Mon", "9:00", "9:30"),)),
        Classroom("1B", "north", every_day()),
    )
    services = tuple(service(each, sessions=1) for each in ("ann", "ben"))
    problem = school(classrooms=once, services=services)
    (reason,) = explain(problem, Timetable.of(problem, [standing]))
    said = [each.sentence for each in reason.remedies]
    assert any("together with ben-ot" in sentence for sentence in said)
    assert all(map(is_whole, said))


def test_service_without_therapist_is_said_whole():
    problem = school(services=(service("ann", discipline="slt"),))
    ((blocked,),) = [reason.rules for reason in explain(problem, timetable(problem))]
    assert blocked.sentence == "«No therapist may give ann-ot.»"


def test_move_that_is_refused_is_said_whole():
    problem = school(pinned=(push_in("Mon", "9:00"),))
    table = timetable(problem, push_in("Mon", "9:00"), push_in("Mon", "10:00", "cem-ot", place="1B"))
    (breach,) = breaches_after(problem, table, 0, "Tue", at("9:00"), Mode.PUSH_IN, "1A")
    assert is_whole(breach.sentence)
    said = refusals(school(), table, 0).values()
    assert said
    assert all(map(is_whole, said))


def only(*available: Window, at_two_sites: bool = False, alone: bool = True, **fields: object) -> Problem:
    """A school that asks for one service, whose one therapist (or two alike) is there at these times alone."""
    problem = two_sites() if at_two_sites else school()
    problem = changed(
        replace(problem, services=(service("cem", **fields),)), "therapists", 0, available=available
    )
    lim = problem.therapists[0]
    return problem if alone else replace(problem, therapists=(lim, replace(lim, id="kim")))


def with_day_of_1a(*routines: Routine, **fields: object) -> Problem:
    """A school that asks for one service of class 1A, whose day this is."""
    classrooms = (Classroom("1A", "north", routines), Classroom("1B", "north", every_day()))
    return school(classrooms=classrooms, services=(service("ann", **fields),))


def stays() -> list[Problem]:
    """Therapists who come never, too short, or on too few days: one or two, at the only site or at one of two."""
    found = []
    for two in (False, True):
        site = "south" if two else None
        for alone in (False, True):
            at_all = {"at_two_sites": two, "alone": alone}
            found += [
                only(**at_all),
                only(window("Mon", "9:00", "9:45", site), minutes=60, **at_all),
                only(window("Mon", "8:00", "16:00", site), **at_all),
                only(window("Mon", "8:00", "16:00", site), min_days_apart=3, **at_all),
            ]
    return found


def shortages() -> list[Problem]:
    """What else counting finds, each once."""
    push_in_of_two = tuple(service(each, sessions=5, delivery=Delivery.PUSH_IN) for each in ("ann", "ben"))
    pull_out_of_two = tuple(service(each, delivery=Delivery.PULL_OUT, max_group=1) for each in ("ann", "ben"))
    half_an_hour = Room("blue", "north", (window("Mon", "9:00", "9:30"), window("Tue", "9:00", "9:30")))
    alone = tuple(service(each, sessions=5, max_group=1) for each in ("ann", "ben", "cem"))
    twice_a_day = tuple(service("ann", id=f"s{n}", sessions=5) for n in range(2))
    all_week = tuple(window(day, "0:00", "24:00") for day in DAYS)
    meets_once = routine("Mon", "9:00", "9:30")
    return [
        school(pinned=(push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B"))),
        with_day_of_1a(),
        school(services=(service("ann", therapists=()),)),
        changed(school(services=twice_a_day), "children", 0, max_sessions_per_day=1),
        changed(
            changed(school(services=alone), "therapists", 0, max_direct_minutes_per_day=60),
            "therapists",
            0,
            max_children_per_visit=1,
        ),
        school(services=pull_out_of_two, rooms=(half_an_hour,)),
        changed(
            changed(school(services=push_in_of_two), "therapists", 0, max_children_per_visit=1),
            "classrooms",
            0,
            max_visits_per_day=1,
        ),
        school(services=(service("ann", delivery=Delivery.PULL_OUT),), rooms=()),
        school(services=(service("ann", delivery=Delivery.PULL_OUT, minutes=90),), rooms=(half_an_hour,)),
        with_day_of_1a(replace(meets_once, push_in=PushIn.NEVER), delivery=Delivery.PUSH_IN),
        with_day_of_1a(meets_once, delivery=Delivery.PULL_OUT, minutes=60),
        with_day_of_1a(meets_once, delivery=Delivery.PUSH_IN),
        changed(school(services=(service("ann"),)), "children", 0, unavailable=all_week),
    ]


@pytest.mark.parametrize("problem", [*stays(), *shortages()])
def test_every_finding_is_said_whole(problem):
    found = findings(problem)
    assert found
    assert [each.sentence for each in found if not is_whole(each.sentence)] == []


@pytest.mark.parametrize(("path", "value", "place"), FAULTS)
def test_facts_that_do_not_agree_are_said_in_the_readers_language(path, value, place):
    with pytest.raises(ProblemError) as refusal:
        Problem.from_json(with_value(path, value))
    # What only another program gets wrong stays as its programmer reads it: a text for a number, a field left out.
    is_of_the_document = " expected here" in refusal.value.fault or "missing" in refusal.value.fault
    assert is_whole(refusal.value.fault) or is_of_the_document or place == "weights.walking"


def test_pins_that_cannot_stand_are_told_in_the_readers_language():
    problem = school(pinned=(push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")))
    conflicts = solve(problem, seconds=1, workers=1).conflicts
    assert conflicts
    assert all(map(is_whole, conflicts))


def test_nothing_is_kept_for_the_next_reader():
    problem, table = school(), timetable(school())
    said = []
    for voice in (Invented(), wording.English(), Invented(), HouseVoice()):
        wording.speak_through(voice)
        said.append([each.sentence for reason in explain(problem, table) for each in reason.remedies])
    assert said[0] == said[2] != said[1] == said[3]


def test_days_and_routines_go_by_the_names_that_are_given():
    names = {"Mon": "Montag", "lunch": "Essen", "lim": "Frau Lim", "ann": "Anna", "ann-ot": "Annas Stunde"}
    (breach,) = [
        each
        for each in breaches(school(), Timetable.of(school(), [push_in("Mon", "12:00")]), names)
        if each.rule == 6
    ]
    assert breach.sentence == "«1A admits no push-in during Essen on «Montag 12:00–12:30».»"
    wish = Wish("lim", ("ann-ot",), "Mon", Mode.PUSH_IN, "1A")
    sentence = words(school(), wish, Obstacle(4, Kind.DAY_MINUTES, 1), lambda each: names.get(each, each))
    assert sentence == "«Frau Lim has all the minutes of visits that Montag may hold.»"


def test_detour_that_is_shorter_is_said_in_the_readers_language():
    sites = (Site("north"), Site("a", {"b": 10, "c": 25}), Site("b", {"c": 10}), Site("c"))
    with pytest.raises(ProblemError) as refusal:
        school(sites=sites)
    assert refusal.value.fault == "«25 minutes, but a detour over another site takes 20.»"
