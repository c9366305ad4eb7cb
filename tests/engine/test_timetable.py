"""The timetable's document: JSON both ways and what is no timetable refused."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.problem import Task
from alongside.engine.timetable import Status, Timetable, TimetableError, engagements, missing
from tests.engine.invented import problems, timetables
from tests.engine.tiny import placed, pull_out, push_in, school, timetable, two_sites, window

WHOLE = {
    "format": "alongside-schedule/1",
    "status": "feasible",
    "cost": 1234,
    "bound": 1200,
    "visits": [
        {
            "therapist": "lim",
            "day": "Mon",
            "start": "08:30",
            "end": "09:00",
            "mode": "push_in",
            "place": "1A",
            "services": ["c17-ot"],
        }
    ],
    "tasks": [{"task": "plan-1A-lim", "day": "Tue", "start": "14:00"}],
    "unmet": [{"service": "c3-slt", "sessions": 1}],
    "unmet_tasks": [],
}


def test_document_of_the_format_is_read_and_written_back_as_it_was():
    assert Timetable.from_json(WHOLE).to_json() == WHOLE


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_any_timetable_is_written_and_read_back(data):
    table = data.draw(timetables(data.draw(problems())))
    assert Timetable.from_json(json.loads(json.dumps(table.to_json()))) == table


def test_infeasible_needs_no_cost_and_gives_its_conflicts():
    document = {"format": WHOLE["format"], "status": "infeasible", "conflicts": ["Two pins clash."]}
    table = Timetable.from_json(document)
    assert table == Timetable(Status.INFEASIBLE, 0, 0, conflicts=("Two pins clash.",))
    assert table.to_json()["conflicts"] == ["Two pins clash."]


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("format", "other", "format"),
        ("status", "perfect", "status"),
        ("cost", "1234", "cost"),
        ("cost", None, "cost"),
        ("bound", 12.5, "bound"),
        ("visits", {}, "visits"),
        ("visits", [{**WHOLE["visits"][0], "start": "8:30"}], "visits[0].start"),
        ("visits", [{**WHOLE["visits"][0], "mode": "both"}], "visits[0].mode"),
        ("visits", [{**WHOLE["visits"][0], "services": [1]}], "visits[0].services[0]"),
        ("tasks", [{"task": "plan", "day": "Tue"}], "tasks[0].start"),
        ("unmet", [{"service": "c3-slt"}], "unmet[0].sessions"),
        ("unmet_tasks", [7], "unmet_tasks[0]"),
    ],
)
def test_fault_is_refused_at_its_place(field, value, place):
    with pytest.raises(TimetableError) as refusal:
        Timetable.from_json({**WHOLE, field: value})
    assert refusal.value.place == place


def test_missing_counts_sessions_by_service():
    assert missing(school(), ()) == {"ann-ot": 2, "ben-ot": 2, "cem-ot": 2}
    visits = push_in("Mon", "9:00", "ann-ot", "ben-ot"), push_in("Tue", "9:00", "ann-ot")
    assert missing(school(), visits) == {"ben-ot": 1, "cem-ot": 2}


def test_engagements_are_a_therapists_day_in_order():
    task = Task("plan", "lim", 15, "south", (window("Mon", "8:00", "16:00"),))
    problem = two_sites(tasks=(task,))
    table = timetable(
        problem, pull_out("Mon", "10:00"), push_in("Mon", "9:00"), tasks=(placed("plan", "Mon", "9:45"),)
    )
    day = engagements(problem, table)["lim", "Mon"]
    assert [(each.start, each.end, each.site, each.number, each.task) for each in day] == [
        (540, 570, "north", 1, None),
        (585, 600, "south", None, "plan"),
        (600, 630, "north", 0, None),
    ]
