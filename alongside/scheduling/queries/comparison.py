"""Drafts beside each other, in the figures that a coordinator chooses by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.engine.cost import cost_of
from alongside.engine.problem import Mode
from alongside.people.rules import Viewer
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.boards import changed_visits
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.names import named


@dataclass(frozen=True)
class Column:
    """One timetable in figures. Minutes are of the whole cycle; `terms` is the cost by term."""

    timetable: Timetable
    visits: int
    sessions_in_class: int
    sessions_outside: int
    average_group: float
    changed: int
    unmet: tuple[str, ...]
    terms: dict[str, int]
    minutes_by_therapist: dict[str, int]

    @property
    def gap_percent(self) -> float | None:
        """How far above the proven bound the cost may be, in percent of it; None where that says nothing (over 100)."""
        bound, cost = self.timetable.bound, self.timetable.cost
        return 100 * (cost - bound) / bound if bound and cost <= 2 * bound else None


def columns(viewer: Viewer, timetables: Sequence[Timetable]) -> list[Column]:
    """The figures of each timetable, in the given order."""
    return [_column(timetable) for timetable in timetables if viewer.is_coordinator]


def _column(timetable: Timetable) -> Column:
    problem, answer = problem_of(timetable), answer_of(timetable)
    names = named(problem).by_id
    sessions = Counter({Mode.PUSH_IN: 0, Mode.PULL_OUT: 0})
    minutes: Counter[str] = Counter()
    for visit in answer.visits:
        sessions[visit.mode] += len(visit.services)
        minutes[names.get(visit.therapist, "")] += visit.end - visit.start
    return Column(
        timetable=timetable,
        visits=len(answer.visits),
        sessions_in_class=sessions[Mode.PUSH_IN],
        sessions_outside=sessions[Mode.PULL_OUT],
        average_group=sessions.total() / len(answer.visits) if answer.visits else 0.0,
        changed=len(changed_visits(problem, answer)),
        unmet=tuple(sorted(names.get(unmet.service, "") for unmet in answer.unmet)),
        terms={name: term.cost for name, term in cost_of(problem, answer).terms.items()},
        minutes_by_therapist=dict(sorted(minutes.items())),
    )
