"""A stored timetable as the engine knows it."""

from __future__ import annotations

from alongside.engine.problem import Problem
from alongside.engine.timetable import Timetable as Answer
from alongside.scheduling.models import Timetable


def problem_of(timetable: Timetable) -> Problem:
    """The problem that it answers, with the visits that are pinned now."""
    visits = timetable.document["visits"]
    return Problem.from_json(timetable.problem | {"pinned": [visits[index] for index in timetable.pinned]})


def answer_of(timetable: Timetable) -> Answer:
    """Its visits and tasks."""
    return Answer.from_json(timetable.document)
