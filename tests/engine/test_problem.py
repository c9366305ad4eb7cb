"""The problem's document: JSON both ways, look-ups, and every fault refused at its place."""

import json
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given, settings

from alongside.engine.problem import Problem, ProblemError, Site, Visit, Window
from tests.engine.invented import problems
from tests.engine.tiny import at, changed, push_in, school, two_sites, window

WHOLE = {
    "format": "alongside-schedule/1",
    "name": "Example Primary, term 1",
    "cycle": {"days": ["Mon", "Tue"], "step": 5},
    "sites": [{"id": "north", "travel": {"south": 20}}, {"id": "south"}],
    "classrooms": [
        {
            "id": "1A",
            "site": "north",
            "max_visitors": 1,
            "max_visits_per_day": 4,
            "routines": [
                {"day": "Mon", "start": "08:30", "end": "09:00", "kind": "circle_time", "push_in": "welcome"},
                {"day": "Mon", "start": "09:00", "end": "09:30", "kind": "maths", "pull_out": "never"},
            ],
        }
    ],
    "rooms": [{"id": "blue", "site": "north", "open": [{"day": "Mon", "start": "08:00", "end": "15:00"}]}],
    "therapists": [
        {
            "id": "lim",
            "discipline": "ot",
            "available": [{"day": "Mon", "start": "08:00", "end": "15:30", "site": "north"}],
            "lunch": {"earliest": "11:00", "latest": "13:30", "minutes": 30},
            "changeover": 5,
        },
        {"id": "kim", "discipline": "slt", "available": []},
    ],
    "children": [{"id": "ann", "classroom": "1A", "unavailable": [], "max_sessions_per_day": 2}],
    "services": [
        {
            "id": "ann-ot",
            "child": "ann",
            "discipline": "ot",
            "sessions": 2,
            "minutes": 30,
            "therapists": ["lim"],
            "fit": {"writing": 90},
            "pull_out_fit": 40,
            "group": "hands",
        }
    ],
    "tasks": [
        {
            "id": "plan",
            "therapist": "lim",
            "minutes": 15,
            "site": "north",
            "windows": [{"day": "Tue", "start": "14:00", "end": "15:00"}],
        }
    ],
    "pinned": [
        {
            "therapist": "lim",
            "day": "Mon",
            "start": "08:30",
            "end": "09:00",
            "mode": "push_in",
            "place": "1A",
            "services": ["ann-ot"],
        }
    ],
    "previous": [],
    "weights": {"travel": 3},
}

FAULTS = [
    ("format", "alongside-schedule/2", "format"),
    ("cycle", None, "cycle"),
    ("cycle.days", [], "cycle.days"),
    ("cycle.days", ["Mon", "Mon"], "cycle.days[1]"),
    ("cycle.days", ["Mon", 2], "cycle.days[1]"),
    ("cycle.step", 0, "cycle.step"),
    ("cycle.step", "5", "cycle.step"),
    ("sites.1.id", "north", "sites[1].id"),
    ("sites.0.id", "", "sites[0].id"),
    ("sites.0.travel", {"east": 5}, "sites[0].travel.east"),
    ("sites.0.travel", {"south": -1}, "sites[0].travel.south"),
    ("sites.0.travel", {"south": 1.5}, "sites[0].travel.south"),
    ("sites.0.travel", {"north": 5}, "sites[0].travel.north"),
    ("sites.1.travel", {"north": 21}, "sites[1].travel.north"),
    ("classrooms", {}, "classrooms"),
    ("classrooms.0", "1A", "classrooms[0]"),
    ("classrooms.0.site", "east", "classrooms[0].site"),
    ("classrooms.0.max_visitors", -1, "classrooms[0].max_visitors"),
    ("classrooms.0.max_visitors", True, "classrooms[0].max_visitors"),
    ("classrooms.0.max_visits_per_day", -1, "classrooms[0].max_visits_per_day"),
    ("classrooms.0.routines", None, "classrooms[0].routines"),
    ("classrooms.0.routines.1.start", "8:59", "classrooms[0].routines[1].start"),
    ("classrooms.0.routines.1.start", "08:59", "classrooms[0].routines[1].start"),
    ("classrooms.0.routines.1.start", "24:01", "classrooms[0].routines[1].start"),
    ("classrooms.0.routines.1.start", "09:60", "classrooms[0].routines[1].start"),
    ("classrooms.0.routines.1.start", 540, "classrooms[0].routines[1].start"),
    ("classrooms.0.routines.1.end", "09:00", "classrooms[0].routines[1].end"),
    ("classrooms.0.routines.1.day", "Sun", "classrooms[0].routines[1].day"),
    ("classrooms.0.routines.1.kind", None, "classrooms[0].routines[1].kind"),
    ("classrooms.0.routines.1.push_in", "sometimes", "classrooms[0].routines[1].push_in"),
    ("classrooms.0.routines.1.pull_out", "welcome", "classrooms[0].routines[1].pull_out"),
    ("rooms.0.site", "east", "rooms[0].site"),
    ("rooms.0.open.0.end", "07:00", "rooms[0].open[0].end"),
    ("therapists.1.id", "lim", "therapists[1].id"),
    ("therapists.0.available.0.site", "east", "therapists[0].available[0].site"),
    ("therapists.0.available.0.day", "Sun", "therapists[0].available[0].day"),
    ("therapists.0.lunch.latest", "10:00", "therapists[0].lunch.latest"),
    ("therapists.0.lunch.minutes", 151, "therapists[0].lunch.minutes"),
    ("therapists.0.lunch.minutes", 0, "therapists[0].lunch.minutes"),
    ("therapists.0.changeover", -5, "therapists[0].changeover"),
    ("therapists.0.max_children_per_visit", 0, "therapists[0].max_children_per_visit"),
    ("therapists.0.max_direct_minutes_per_day", -1, "therapists[0].max_direct_minutes_per_day"),
    ("children.0.classroom", "2B", "children[0].classroom"),
    ("children.0.max_sessions_per_day", "2", "children[0].max_sessions_per_day"),
    ("services.0.child", "ben", "services[0].child"),
    ("services.0.sessions", 0, "services[0].sessions"),
    ("services.0.sessions", None, "services[0].sessions"),
    ("services.0.minutes", 32, "services[0].minutes"),
    ("services.0.minutes", 0, "services[0].minutes"),
    ("services.0.delivery", "both", "services[0].delivery"),
    ("services.0.therapists", ["zoe"], "services[0].therapists[0]"),
    ("services.0.therapists", ["kim"], "services[0].therapists[0]"),
    ("services.0.therapists", ["lim", "lim"], "services[0].therapists[1]"),
    ("services.0.fit", {"writing": 101}, "services[0].fit.writing"),
    ("services.0.fit", [], "services[0].fit"),
    ("services.0.pull_out_fit", -1, "services[0].pull_out_fit"),
    ("services.0.max_group", 0, "services[0].max_group"),
    ("services.0.min_days_apart", 0, "services[0].min_days_apart"),
    ("services.0.priority", 6, "services[0].priority"),
    ("services.0.group", 7, "services[0].group"),
    ("tasks.0.therapist", "zoe", "tasks[0].therapist"),
    ("tasks.0.site", None, "tasks[0].site"),
    ("tasks.0.minutes", 17, "tasks[0].minutes"),
    ("tasks.0.priority", 0, "tasks[0].priority"),
    ("tasks.0.windows.0.start", "15:00", "tasks[0].windows[0].end"),
    ("pinned.0.therapist", "zoe", "pinned[0].therapist"),
    ("pinned.0.place", "blue", "pinned[0].place"),
    ("pinned.0.services", ["zoe-ot"], "pinned[0].services[0]"),
    ("pinned.0.services", [], "pinned[0].services"),
    ("pinned.0.start", "08:31", "pinned[0].start"),
    ("pinned.0.end", "08:30", "pinned[0].end"),
    ("pinned.0.mode", "visit", "pinned[0].mode"),
    ("weights", {"travel": -1}, "weights.travel"),
    ("weights", {"walking": 1}, "weights.walking"),
]


def with_value(path: str, value: object) -> dict[str, object]:
    """The whole document with one value replaced; None takes the field away."""
    document = deepcopy(WHOLE)
    inner = document
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    for step in steps:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return document


def test_whole_document_is_read_and_written_back():
    problem = Problem.from_json(WHOLE)
    assert problem.classrooms[0].routines[0].start == 8 * 60 + 30
    assert problem.weights.travel == 3
    assert problem.weights.unmet == 35
    assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


@pytest.mark.parametrize(("path", "value", "place"), FAULTS)
def test_fault_is_refused_at_its_place(path, value, place):
    with pytest.raises(ProblemError) as refusal:
        Problem.from_json(with_value(path, value))
    assert refusal.value.place == place
    assert refusal.value.fault.endswith(".")
    assert str(refusal.value) == f"{place}: {refusal.value.fault}"


@pytest.mark.parametrize("document", [None, [], "problem", 3])
def test_document_that_is_no_object_is_refused(document):
    with pytest.raises(ProblemError, match="an object is expected here"):
        Problem.from_json(document)


def test_travel_with_a_shorter_detour_is_refused():
    sites = (Site("a", {"b": 10, "c": 25}), Site("b", {"c": 10}), Site("c"))
    with pytest.raises(ProblemError) as refusal:
        school(sites=(Site("north"), *sites))
    assert refusal.value.place == "sites[1].travel.c"
    assert "20" in refusal.value.fault


def test_detour_over_three_sites_is_found_too():
    sites = (Site("a", {"b": 5, "d": 20}), Site("b", {"c": 5}), Site("c", {"d": 5}), Site("d"))
    with pytest.raises(ProblemError, match="a detour over another site takes 15"):
        school(sites=(Site("north"), *sites))


def test_travel_given_once_counts_both_ways_and_twice_alike_is_fine():
    once = two_sites(20)
    assert once.travel("north", "south") == once.travel("south", "north") == 20
    assert once.travel("north", "north") == 0
    assert two_sites(None).travel("north", "south") is None
    twice = replace(once, sites=(Site("north", {"south": 20}), Site("south", {"north": 20})))
    assert twice.travel("south", "north") == 20


def test_field_without_value_takes_its_default():
    document = with_value("classrooms.0.max_visits_per_day", None)
    del document["rooms"], document["tasks"], document["pinned"], document["weights"]
    problem = Problem.from_json(document)
    assert problem.classrooms[0].max_visits_per_day is None
    assert problem.rooms == problem.tasks == problem.pinned == ()
    assert problem.services[0].max_group == 1
    assert problem.services[0].group_word == "hands"
    assert replace(problem.services[0], group=None).group_word == "ot"


def test_fit_of_a_kind_that_is_not_named_is_that_of_the_star():
    service = school().services[0]
    assert service.fit_of("maths") == 0
    assert replace(service, fit={"*": 30, "maths": 70}).fit_of("maths") == 70
    assert replace(service, fit={"*": 30, "maths": 70}).fit_of("art") == 30


def test_day_may_end_at_midnight():
    document = with_value("rooms.0.open.0.end", "24:00")
    assert Problem.from_json(document).rooms[0].open[0].end == 24 * 60


def test_bell_times_off_the_grid_are_taken_as_they_are():
    document = with_value("classrooms.0.routines.0.start", "08:32")
    assert Problem.from_json(document).classrooms[0].routines[0].start == 8 * 60 + 32


def test_previous_may_name_what_is_gone_but_no_other_day():
    gone = Visit("zoe", "Mon", 540, 570, push_in("Mon", "9:00").mode, "9Z", ("zoe-ot",))
    assert school(previous=(gone,)).previous == (gone,)
    with pytest.raises(ProblemError, match=r"previous\[0\].day"):
        school(previous=(replace(gone, day="Sun"),))


def test_look_ups_merge_adjoining_and_overlapping_windows():
    windows = window("Mon", "10:00", "11:00"), window("Mon", "8:00", "9:00"), window("Mon", "9:00", "9:30")
    problem = changed(school(), "children", 0, unavailable=(*windows, Window("Mon", at("9:15"), at("9:45"))))
    assert problem.unavailable("ann", "Mon") == ((at("8:00"), at("9:45")), (at("10:00"), at("11:00")))
    assert problem.unavailable("ann", "Tue") == ()


def test_look_ups_know_who_belongs_where():
    problem = two_sites()
    assert problem.classroom_of("cem-ot").id == "1B"
    assert problem.site_of(push_in("Mon", "9:00").mode, "1B") == "south"
    assert [each.id for each in problem.therapists_of("ann-ot")] == ["lim"]
    assert [each.id for each in problem.services_of("ann")] == ["ann-ot"]
    assert [each.id for each in problem.rooms_at("north")] == ["blue"]
    assert problem.rooms_at("south") == ()
    assert [each.kind for each in problem.routines_on("1A", "Mon")] == ["centres", "lunch", "maths"]


@given(problems())
@settings(max_examples=30, deadline=None)
def test_any_problem_is_written_and_read_back(problem):
    assert Problem.from_json(json.loads(json.dumps(problem.to_json()))) == problem


def test_sample_problems_are_read_and_written_back(shared):
    paths = sorted((shared / "problems").glob("*.json"))
    assert paths
    for path in paths:
        problem = Problem.from_json(json.loads(path.read_text()))
        assert Problem.from_json(problem.to_json()) == problem
