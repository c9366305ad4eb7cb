"""The programme in figures: by school, discipline and delivery model, for those who run it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from alongside.capture.choices import Company
from alongside.capture.models import DatedSession
from alongside.capture.queries.seen import standing_observations
from alongside.people.choices import Discipline, Purpose
from alongside.people.models import Child
from alongside.people.queries.consents import children_refused
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure, Model
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.choices import Step
from alongside.progress.queries.observed import observed
from alongside.progress.queries.records import GoalRecord, records_of
from alongside.progress.rules.attainment import levels_on
from alongside.progress.rules.points import Seen
from alongside.progress.rules.programme import Figures, Group, hide_small
from alongside.scheduling.choices import Mode


@dataclass
class _Share:
    """One child's part in one discipline, to be added up."""

    school: str
    discipline: str
    model: str
    sessions: int = 0
    minutes: int = 0
    in_class: int = 0
    goals: int = 0
    judged: int = 0
    at_goal: int = 0
    levels: list[int] = field(default_factory=list)
    with_classmates: float | None = None


def programme(viewer: Viewer, since: date, until: date) -> list[Group]:
    """The lines of the programme between two days, both included; small groups are hidden. Empty for others.

    First the whole, then each school with its disciplines and their models. Children whose family does not want them
    counted are left out.
    """
    if not viewer.is_coordinator:
        return []
    everybody = children_planned_by(viewer).filter(plan__isnull=False).select_related("school")
    refused = children_refused(everybody.values_list("pk", flat=True), Purpose.STATISTICS, viewer.on)
    children = [child for child in everybody if child.pk not in refused]
    records = records_of(viewer, children, until)
    shares = list(_shares(children, records, since, until))
    return hide_small(_groups(shares))


def _shares(
    children: Sequence[Child], records: dict[UUID, list[GoalRecord]], since: date, until: date
) -> Iterable[tuple[UUID, _Share]]:
    given = _given(records, since, until)
    told = _told(records, until)
    for child in children:
        by_discipline: dict[str, list[GoalRecord]] = defaultdict(list)
        for record in records.get(child.pk, []):
            by_discipline[record.goal.discipline].append(record)
        for discipline, of_it in by_discipline.items():
            share = _Share(
                child.school.name, discipline, of_it[0].changes[-1].key if of_it[0].changes else ""
            )
            share.model = share.model if share.model in Model.values else _model(of_it[0])
            share.sessions, share.minutes, share.in_class = given.get((child.pk, discipline), (0, 0, 0))
            share.goals = len(of_it)
            share.judged = sum(record.reading.step is not Step.WAIT for record in of_it)
            share.at_goal = sum(record.reading.step is Step.FADE for record in of_it)
            share.levels = [level.level for level in levels_on([each.goal for each in of_it], told, until)]
            share.with_classmates = _with_classmates(told.get(child.pk, []), since)
            yield child.pk, share


def _model(record: GoalRecord) -> str:
    """The delivery model that holds: the last phase that is one, a change of the teaching aside."""
    return next((change.key for change in reversed(record.changes) if change.key in Model.values), "")


def _given(
    children: Iterable[UUID], since: date, until: date
) -> dict[tuple[UUID, str], tuple[int, int, int]]:
    """By child and discipline: sessions held, their minutes, and those of them in class."""
    found: dict[tuple[UUID, str], tuple[int, int, int]] = {}
    held = DatedSession.objects.filter(
        child__in=list(children), minutes__gt=0, away="", visit__on__gte=since, visit__on__lte=until
    )
    for child, discipline, minutes, mode in held.values_list("child", "discipline", "minutes", "visit__mode"):
        sessions, all_minutes, in_class = found.get((child, discipline), (0, 0, 0))
        had = minutes or 0
        inside = had if mode == Mode.PUSH_IN else 0
        found[child, discipline] = sessions + 1, all_minutes + had, in_class + inside
    return found


def _told(children: Iterable[UUID], until: date) -> dict[object, list[Seen]]:
    """Levels of attainment by goal, and looks at company by child."""
    found: dict[object, list[Seen]] = defaultdict(list)
    rows = standing_observations().filter(
        child__in=list(children), measure__in=[Measure.GOAL_ATTAINMENT, Measure.ENGAGEMENT], is_second=False
    )
    for child, lineage, seen in observed(rows):
        if seen.on <= until:
            found[lineage if seen.measure == Measure.GOAL_ATTAINMENT else child].append(seen)
    return found


def _with_classmates(looks: Sequence[Seen], since: date) -> float | None:
    """The share of looks since a day in which a child was together with classmates."""
    here = [each.value.get("company") == Company.WITH for each in looks if each.on >= since]
    return float(Fraction(sum(here), len(here))) if here else None


def _groups(shares: Sequence[tuple[UUID, _Share]]) -> list[Group]:
    groups = [Group("", "", "", _figures(shares))] if shares else []
    for school in sorted({share.school for _child, share in shares}):
        here = [each for each in shares if each[1].school == school]
        groups.append(Group(school, "", "", _figures(here)))
        for discipline in Discipline:
            of_it = [each for each in here if each[1].discipline == discipline]
            if not of_it:
                continue
            name = str(discipline.label)
            groups.append(Group(school, name, "", _figures(of_it)))
            for model in sorted({share.model for _child, share in of_it}):
                label = str(Model(model).label) if model else "—"
                groups.append(
                    Group(school, name, label, _figures([each for each in of_it if each[1].model == model]))
                )
    return groups


def _figures(shares: Sequence[tuple[UUID, _Share]]) -> Figures:
    by_child = {child: share.with_classmates for child, share in shares if share.with_classmates is not None}
    levels = [level for _child, share in shares for level in share.levels]
    return Figures(
        children=len({child for child, _share in shares}),
        sessions=sum(share.sessions for _child, share in shares),
        minutes=sum(share.minutes for _child, share in shares),
        minutes_in_class=sum(share.in_class for _child, share in shares),
        goals=sum(share.goals for _child, share in shares),
        judged=sum(share.judged for _child, share in shares),
        at_goal=sum(share.at_goal for _child, share in shares),
        scaled=len({child for child, share in shares if share.levels}),
        levels=len(levels),
        levels_expected=sum(level >= 0 for level in levels),
        with_classmates=sum(by_child.values()) / len(by_child) if by_child else None,
        looked_at=len(by_child),
    )
