"""What a child's note is drafted from: its visit, what was seen in it, the plan's goals, and the time before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.choices import MarkKind
from alongside.capture.models import DatedSession, DatedVisit, Mark, Observation
from alongside.capture.queries.seen import LastSeen, aim_of, last_seen, standing_in
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules.drafting import Facts, Noticed, Practised
from alongside.capture.rules.notes import had_minutes
from alongside.capture.rules.seen import Tally, reaches, tally
from alongside.capture.rules.standing import what_stands
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.plans.queries.plans import in_force_on
from alongside.plans.rules.goals import criterion_in_words
from alongside.wording.joins import clauses, headed

if TYPE_CHECKING:
    from django.db.models import QuerySet


def facts_of(viewer: Viewer, visit: DatedVisit) -> dict[UUID, Facts]:
    """The facts of every child that had its share of a visit, by session.

    Which of them the viewer may see is the caller's question. The number of queries does not grow with the children.
    """
    sessions = [session for session in _sessions(visit) if had_minutes(visit, session)]
    if not sessions:
        return {}
    seen = standing_in([visit.pk])
    children = {session.child_id for session in sessions}
    observed = {row.goal.pk: row.goal for rows in seen.values() for row in rows if row.goal}
    prefetch_related_objects(list(observed.values()), "objectives")
    goals = list(_goals_on(visit, children))
    before = last_seen([*observed.values(), *goals], visit.on)
    words = _words_said(visit)
    ladder = ways_of(viewer).ladder
    there = len(children)
    facts = {}
    for session in sessions:
        rows = [row for row in seen.get((visit.pk, session.child_id), []) if not row.is_second]
        of_goals = [row for row in rows if row.goal and row.goal.discipline == session.discipline]
        carried = [goal for goal in goals if _is_of(goal, session)]
        facts[session.pk] = Facts(
            name=session.child.first_name,
            discipline=str(session.get_discipline_display()),
            on=visit.on.isoformat(),
            starts=visit.starts,
            ends=visit.ends,
            minutes=session.minutes if session.minutes is not None else session.planned_minutes,
            planned_minutes=session.planned_minutes,
            is_in_class=visit.classroom is not None,
            place=_place(visit),
            routine=visit.routine,
            role=visit.role,
            others=there - 1,
            reason=str(visit.get_reason_display()) if visit.reason else "",
            words=tuple(words.get(session.child_id, []) + [row.words for row in rows if row.words]),
            practised=tuple(_practised(of_goals, carried, before, ladder, visit.on)),
            noticed=tuple(_noticed([row for row in rows if row.goal is None], session)),
        )
    return facts


def _sessions(visit: DatedVisit) -> QuerySet[DatedSession]:
    return visit.sessions.select_related("child", "visit__staff")


def _place(visit: DatedVisit) -> str:
    place = visit.classroom or visit.room
    return place.name if place else ""


def _goals_on(visit: DatedVisit, children: Collection[UUID]) -> QuerySet[Goal]:
    """The goals that this visit's routine carries, in the plans in force on its day."""
    if not visit.routine_kind:
        return Goal.objects.none()
    goals = Goal.objects.filter(
        in_force_on(visit.on, "version__"),
        version__plan__child__in=children,
        opportunities__kind=visit.routine_kind,
    )
    return goals.distinct().select_related("version__plan").prefetch_related("objectives")


def _is_of(goal: Goal, session: DatedSession) -> bool:
    return goal.version.plan.child_id == session.child_id and goal.discipline == session.discipline


def _words_said(visit: DatedVisit) -> dict[UUID, list[str]]:
    """What was said in words about each child of a visit, and not taken back."""
    said: dict[UUID, list[str]] = {}
    for mark in what_stands(Mark.objects.filter(visit=visit, kind__in=(MarkKind.WORD, MarkKind.UNSAID))):
        if mark.child_id and mark.detail.get("words"):
            said.setdefault(mark.child_id, []).append(str(mark.detail["words"]))
    return said


def _practised(
    rows: Sequence[Observation],
    carried: Iterable[Goal],
    before: dict[UUID, LastSeen],
    ladder: Sequence[str],
    on: date,
) -> Iterable[Practised]:
    """Every goal that was recorded, in the order of the plan, and after them those that the routine carries."""
    in_force = {goal.lineage: goal for goal in carried}
    by_lineage: dict[UUID, list[Observation]] = {}
    for row in rows:
        assert row.goal is not None  # The caller hands in rows of goals.
        by_lineage.setdefault(row.goal.lineage, []).append(row)
        in_force.setdefault(row.goal.lineage, row.goal)
    for lineage, goal in sorted(
        in_force.items(), key=lambda each: (each[0] not in by_lineage, each[1].place)
    ):
        last = before.get(lineage)
        planned = Practised(
            title=goal.title,
            criterion=criterion_in_words(goal),
            last=headed(date_format(last.on, "MONTH_DAY_FORMAT"), last.tally.words) if last else "",
            step=_next_objective(goal, on),
        )
        yield _recorded(planned, goal, by_lineage.get(lineage, []), ladder)


def _recorded(
    planned: Practised, goal: Goal, rows: Sequence[Observation], ladder: Sequence[str]
) -> Practised:
    """The goal with what was seen of it, by the measure that was used last."""
    if not rows:
        return planned
    measure = rows[-1].measure
    values = [row.value for row in rows if row.measure == measure]
    seen = tally(measure, values, aim_of(goal))
    needed, less = _rungs(seen, ladder)
    return replace(
        planned,
        words=seen.words,
        detail=seen.detail,
        dots=seen.dots,
        number=seen.number,
        needed=needed,
        less=less,
        helps=clauses(_times(word, times) for word, times in seen.helps),
        is_reached=reaches(goal, seen) if measure == goal.measure else None,
    )


def _rungs(seen: Tally, ladder: Sequence[str]) -> tuple[str, str]:
    """The help that was given most, and the rung below it; nothing where two were as frequent, or are no rungs now."""
    is_tied = len(seen.helps) > 1 and seen.helps[0][1] == seen.helps[1][1]
    if not seen.helps or is_tied or seen.helps[0][0] not in ladder:
        return "", ""
    rung = list(ladder).index(seen.helps[0][0])
    return ladder[rung], ladder[rung - 1] if rung else ""


def _times(word: str, times: int) -> str:
    said = ngettext("“{word}” once", "“{word}” {times} times", times)
    return said.format(word=word, times=times)


def _next_objective(goal: Goal, on: date) -> str:
    """The first step on the way to a goal whose day has not passed."""
    steps = (step for step in goal.objectives.all() if step.by_on is None or step.by_on >= on)
    return next((step.text for step in steps), "")


def _noticed(rows: Sequence[Observation], session: DatedSession) -> Iterable[Noticed]:
    by_measure: dict[str, list[Observation]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    for measure, of_measure in by_measure.items():
        seen = tally(measure, [row.value for row in of_measure])
        label = str(Measure(measure).label)
        if measure == Measure.CONFIDENCE:
            label = _("In {name}’s own word").format(name=session.child.first_name)
        yield Noticed(label, seen.words, seen.detail, seen.dots)
