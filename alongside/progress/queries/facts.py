"""The figures that a report is drafted from, as plain values that are kept with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.models import DatedSession
from alongside.capture.queries.consultations import consultations_of, counted
from alongside.classrooms import queries as classrooms
from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure, Unit, Who
from alongside.plans.models import Opportunity
from alongside.plans.rules.goals import baseline_in_words, criterion_in_words
from alongside.progress.queries.child import ChildProgress, OverTime, child_progress
from alongside.progress.queries.pictures import picture_of, point_in_words
from alongside.progress.queries.places import places_of
from alongside.progress.queries.records import GoalRecord
from alongside.progress.rules.figures import number
from alongside.progress.rules.places import PlaceRow
from alongside.progress.rules.points import Point, Scale
from alongside.scheduling.queries.planned import planned_visits
from alongside.schooltime.spans import DateSpan

Facts = dict[str, Any]


@dataclass(frozen=True)
class Given:
    """What a discipline gave in a span of days."""

    discipline: str
    planned: int
    held: int
    minutes: int


@dataclass(frozen=True)
class Consulted:
    """How often a discipline met the adults around a child in a span of days, and for how long."""

    discipline: str
    times: int
    minutes: int


def facts_of(viewer: Viewer, child: Child, since: date, as_of: date) -> Facts | None:
    """Everything that is known of a child from one day to another, both included; None where it may not be seen."""
    page = child_progress(viewer, child.pk, as_of)
    if page is None:
        return None
    calendar = classrooms.calendar_of(child.school)
    return {
        "name": child.name,
        "first_name": child.first_name,
        "school": child.school.name,
        "since_words": date_format(since, "DATE_FORMAT"),
        "as_of_words": date_format(as_of, "DATE_FORMAT"),
        "goals": [
            {**_goal(record, since), "picture": picture_of(record, calendar)} for record in page.records
        ],
        "given": [
            {"discipline": row.discipline, "planned": row.planned, "held": row.held, "minutes": row.minutes}
            for row in given(viewer, child, since, as_of)
        ],
        "consulted": [
            {"discipline": row.discipline, "times": row.times, "minutes": row.minutes}
            for row in consulted(viewer, child, since, as_of)
        ],
        "taking_part": [_course(each, since) for each in page.over_time],
        "attainment": _attainment(page),
        "probes": [
            {
                "on": date_format(row.probe.due_on, "DATE_FORMAT"),
                "goal": row.record.goal.title,
                "words": row.words,
            }
            for row in page.probes
            if not row.is_done
        ],
        "home": list(_home(page.records)),
    }


def given(viewer: Viewer, child: Child, since: date, as_of: date) -> list[Given]:
    """Visits planned and held and minutes had, by discipline; a discipline with neither is left out."""
    planned: dict[str, int] = {}
    for visit in planned_visits(viewer, DateSpan(since, as_of + timedelta(days=1)), children=[child.pk]):
        for share in visit.shares:
            if share.child_id == child.pk:
                planned[share.discipline] = planned.get(share.discipline, 0) + 1
    had: dict[str, tuple[int, int]] = {}
    sessions = DatedSession.objects.filter(
        child=child, minutes__gt=0, away="", visit__on__gte=since, visit__on__lte=as_of
    )
    for discipline, minutes in sessions.values_list("discipline", "minutes"):
        times, all_minutes = had.get(discipline, (0, 0))
        had[discipline] = times + 1, all_minutes + (minutes or 0)
    return [
        Given(str(each.label), planned.get(each, 0), *had.get(each, (0, 0)))
        for each in Discipline
        if each in planned or each in had
    ]


def consulted(viewer: Viewer, child: Child, since: date, as_of: date) -> list[Consulted]:
    """Contacts with the adults around a child, by discipline; left out is what was taken back or counts as a visit."""
    contacts: dict[str, list[int]] = {}
    for each in counted(consultations_of(viewer, [child.pk]).filter(on__gte=since, on__lte=as_of)):
        contacts.setdefault(each.planned.discipline, []).append(each.minutes)
    return [
        Consulted(str(each.label), len(contacts[each]), sum(contacts[each]))
        for each in Discipline
        if each in contacts
    ]


def _goal(record: GoalRecord, since: date) -> Facts:
    goal, reading, places = record.goal, record.reading, places_of(record)
    there = [point for point in record.points if point.value is not None and point.on >= since]
    return {
        "lineage": str(goal.lineage),
        "title": goal.title,
        "plain": goal.plain,
        "discipline": goal.discipline,
        "criterion": criterion_in_words(goal),
        "baseline": baseline_in_words(goal),
        "step": str(reading.step),
        "headline": reading.headline,
        "detail": reading.detail,
        "takes": record.takes,
        "points": len(there),
        "days": len({point.on for point in there}),
        "first": plainly(there[0], record.scale) if there else "",
        "last": plainly(there[-1], record.scale) if there else "",
        "carried_out": record.carried_out.sentences,
        "places": [{"title": row.title, "words": place_in_words(row)} for row in places.rows],
        "shown": [
            {"title": row.title, "looked": row.looked, "reached": row.reached}
            for row in (*places.shown, *places.shown_with)
        ],
        "decisions": [
            {"on": date_format(each.on, "DATE_FORMAT"), "step": each.get_step_display(), "words": each.words}
            for each in record.decisions
        ],
    }


def place_in_words(row: PlaceRow) -> str:
    """ "56 (48 to 64), 11 points", or why there is no interval."""
    estimate = row.estimate
    n = estimate.n[0]
    points = ngettext("{n} point", "{n} points", n).format(n=n)
    if estimate.low is not None and estimate.high is not None:
        return _("{value} ({low} to {high}), {points}").format(
            value=number(estimate.value), low=number(estimate.low), high=number(estimate.high), points=points
        )
    if estimate.se is None:
        singles = ", ".join(number(value) for _on, value in row.singles)
        return _("{singles}: {points}, too few for an interval").format(singles=singles, points=points)
    return _("{value}, {points}, all equal").format(value=number(estimate.value), points=points)


def plainly(point: Point, scale: Scale) -> str:
    """A point as a family reads it: "8 times out of 10", "6 minutes", "3 times"."""
    if point.value is None:
        return ""
    if scale.is_share:
        tens = round(float(point.value) / 10)
        if scale.measure in (Measure.TRIALS, Measure.TASK_STEPS):
            return _("about {n} out of 10 without help").format(n=tens)
        return _("about {n} out of 10").format(n=tens)
    told = number(round(float(point.value)) if abs(point.value) >= 2 else point.value)
    if scale.unit is Unit.LEVEL:
        return _("{n} on our scale").format(n=told)
    return _("{n} {unit}").format(n=told, unit=Unit(scale.unit).label)


def _course(each: OverTime, since: date) -> Facts:
    there = [point for point in each.points if point.value is not None and point.on >= since]
    words = (
        ngettext("{n} session. Last: {point}", "{n} sessions. Last: {point}", len(there)).format(
            n=len(there), point=point_in_words(there[-1], each.scale)
        )
        if there
        else _("not recorded in this time")
    )
    return {"title": str(each.measure.label), "words": words}


def _attainment(page: ChildProgress) -> Facts | None:
    if page.attainment is None:
        return None
    return {
        "t": number(page.attainment.value),
        "n": page.attainment.n[0],
        "levels": [{"title": each.goal.title, "level": each.level} for each in page.levels],
    }


def _home(records: Sequence[GoalRecord]) -> Iterable[Facts]:
    """What the plan asks of the family, routine by routine."""
    goals = [record.goal for record in records]
    at_home = Opportunity.objects.filter(goal__in=goals, home__isnull=False, who=Who.FAMILY)
    for cell in at_home.select_related("home", "goal").order_by("goal__place", "goal", "pk"):
        if cell.home:
            yield {"routine": cell.home.name, "words": cell.how or cell.goal.plain or cell.goal.title}
