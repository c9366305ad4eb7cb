"""Who may decide about a goal, and when its probes fall due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.capture.choices import Setting
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer
from alongside.plans.choices import WITH, Who
from alongside.plans.rules.goals import HOME
from alongside.plans.rules.plans import check_can_write_plan
from alongside.progress.choices import MAINTENANCE_WEEKS, ProbeKind, Step
from alongside.progress.models import Probe
from alongside.progress.rules.places import Shown
from alongside.progress.rules.points import Point
from alongside.schooltime.cycles import SchoolCalendar
from alongside.wording.joins import clauses

#: A generalisation probe is looked for within so many weeks.
SOON = 2
#: So many looks on goal in a setting count as shown there.
LOOKS = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A probe to schedule."""

    kind: ProbeKind
    due_on: date
    routine_kind: str = ""
    setting: str = ""
    adult: str = ""


def check_can_decide(viewer: Viewer, child: Child) -> None:
    """Refuses everybody but the child's team and those who run the programme."""
    check_can_write_plan(viewer, child)


def check_decision(step: Step, words: str) -> None:
    """A change of the teaching says what changes: it stands on the chart."""
    if step is Step.CHANGE and not words.strip():
        raise NotNow(_("Say in a few words what changes. They stand on the chart from today."))


def maintenance(on: date, calendar: SchoolCalendar | None) -> list[Wanted]:
    """When to look whether a skill stays: after some weeks, on a day with school."""
    return [
        Wanted(ProbeKind.MAINTENANCE, _school_day(on + timedelta(weeks=weeks), calendar))
        for weeks in MAINTENANCE_WEEKS
    ]


def generalisation(
    on: date, shown: Iterable[Shown], shown_with: Iterable[Shown], calendar: SchoolCalendar | None
) -> list[Wanted]:
    """Where and with whom to look next: all that the goal names and where nobody has seen it at the goal yet."""
    due = _school_day(on + timedelta(weeks=SOON), calendar)
    there = [
        Wanted(
            ProbeKind.GENERALISATION,
            due,
            routine_kind="" if row.key == HOME else row.key,
            setting=Setting.HOME if row.key == HOME else "",
        )
        for row in shown
        if row.reached < LOOKS
    ]
    with_them = [
        Wanted(ProbeKind.GENERALISATION, due, adult=row.key) for row in shown_with if row.reached < LOOKS
    ]
    return there + with_them


def is_done(probe: Probe, points: Collection[Point]) -> bool:
    """Whether somebody has looked there on the day or after it."""
    return any(
        point.on >= probe.due_on
        and (not probe.routine_kind or point.condition.routine_kind == probe.routine_kind)
        and (not probe.setting or point.condition.setting == probe.setting)
        and (not probe.adult or point.condition.adult == probe.adult)
        for point in points
    )


def probe_in_words(probe: Probe) -> str:
    """What is to be looked at: "In Maths", "At home", "With the class teacher", "Still there after a while"."""
    where: Sequence[str] = [
        word
        for word in (
            probe.get_routine_kind_display() if probe.routine_kind else "",
            probe.get_setting_display() if probe.setting else "",
            str(WITH[Who(probe.adult)]) if probe.adult else "",
        )
        if word
    ]
    return clauses(where) or str(ProbeKind(probe.kind).label)


def _school_day(on: date, calendar: SchoolCalendar | None) -> date:
    if calendar is None or calendar.cycle_day_on(on):
        return on
    return calendar.next_school_day(on) or on
