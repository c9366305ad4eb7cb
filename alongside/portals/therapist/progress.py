"""What the record says: a goal's chart, a child's page, and whose goals need a look first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside import wording
from alongside.capture.queries.voice import voice_of
from alongside.classrooms import queries as classrooms
from alongside.exchange.queries import charts
from alongside.plans.rules.goals import baseline_in_words, criterion_in_words
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.therapist import progress_forms as forms
from alongside.portals.therapist.plan_pages import TEAM
from alongside.progress.actions import goals as actions
from alongside.progress.choices import Step
from alongside.progress.queries import pictures
from alongside.progress.queries import probes as probe_queries
from alongside.progress.queries.child import ChildProgress, OverTime, child_progress
from alongside.progress.queries.facts import place_in_words
from alongside.progress.queries.overview import NeedsALook
from alongside.progress.queries.overview import overview as overview_of
from alongside.progress.queries.places import places_of
from alongside.progress.queries.records import GoalRecord, record_of
from alongside.progress.rules.figures import number
from alongside.progress.rules.places import PlaceRow
from alongside.progress.rules.points import Point, Scale
from alongside.strategies.queries.pictures import CREDIT

#: The state pill that goes with what may come next.
STATES = {
    Step.WAIT: ("off", "hourglass"),
    Step.COACH: ("due", "hand-helping"),
    Step.CHANGE: ("due", "shuffle"),
    Step.GO_ON: ("held", "trending-up"),
    Step.RAISE: ("planned", "chevrons-up"),
    Step.FADE: ("held", "sparkles"),
}


@dataclass(frozen=True)
class Line:
    """A goal in a list: its small picture, and what may be said of it."""

    record: GoalRecord
    picture: SafeString
    state: str
    icon: str
    last: str


@dataclass(frozen=True)
class TableRow:
    """A point in the table beside the picture."""

    on: date
    value: str
    looks: int
    where: str
    phase: str
    is_apart: bool


@dataclass(frozen=True)
class Place:
    """A place or an adult, with its picture and the numbers in words."""

    title: str
    picture: SafeString
    words: str


@dataclass(frozen=True)
class Course:
    """Taking part, classmates, daring or the child's own voice over time."""

    title: str
    picture: SafeString
    words: str


@for_roles(*TEAM)
def overview(request: Request) -> HttpResponse:
    """Whose goals need a look first, and why."""
    form = forms.LookForm(request.GET, request.viewer)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = overview_of(request.viewer, classroom_id=chosen.get("classroom"), school_id=chosen.get("school"))
    context = {"rows": [(row, _line(row.first), _steps(row)) for row in rows], "form": form}
    return render(request, "therapist/progress/overview.html", context)


@for_roles(*TEAM)
def child(request: Request, child: UUID) -> HttpResponse:
    """All of a child's goals, and how taking part goes over time."""
    page: ChildProgress = found(child_progress(request.viewer, child))
    context = {
        "page": page,
        "child": page.child,
        "lines": [_line(record) for record in page.records],
        "courses": [_course(each) for each in page.over_time],
        "voice": voice_of(request.viewer, child),
        "credit": CREDIT,
        "due": [probe for probe in page.probes if probe.is_due],
        "used": [record for record in page.records if record.carried_out.to_use],
        "attainment": page.attainment,
        "scores": [(day, number(score.value), score.n[0]) for day, score in page.attainment_over_time],
    }
    return render(request, "therapist/progress/child.html", context)


@for_roles(*TEAM)
def goal(request: Request, child: UUID, lineage: UUID) -> HttpResponse:
    """A goal's chart, what may be said of it, and the same goal in other places."""
    record: GoalRecord = found(record_of(request.viewer, child, lineage))
    places = places_of(record)
    picture = pictures.picture_of(record, classrooms.calendar_of(record.child.school))
    state, icon = STATES[record.reading.step]
    context = {
        "record": record,
        "child": record.child,
        "goal": record.goal,
        "state": state,
        "icon": icon,
        "carried_out": record.carried_out.lines,
        "criterion": criterion_in_words(record.goal),
        "baseline": baseline_in_words(record.goal),
        "wide": _safe(charts.chart_of(picture)),
        "narrow": _safe(charts.chart_of(picture, size="narrow")),
        "key": [(_safe(drawn), words) for drawn, words in charts.key_of(picture)],
        "unit": pictures.unit_in_words(record.scale),
        "table": _table(record),
        "places": [_place(row, record) for row in places.rows],
        "settings": [_place(row, record) for row in places.settings] if len(places.settings) > 1 else [],
        "presence": [_place(row, record) for row in places.presence] if len(places.presence) > 1 else [],
        "shown": places.shown,
        "shown_with": places.shown_with,
        "probes": probe_queries.probes_of(record, request.viewer.on),
        "lag": wording.number(record.lag.value, 2).replace("-", "−") if record.lag else "",
        "lag_n": record.lag.n[0] if record.lag else 0,
        "form": forms.DecisionForm(),
        "steps": _choices(record),
    }
    return render(request, "therapist/progress/goal.html", context)


@require_POST
@for_roles(*TEAM)
def decide(request: Request, child: UUID, lineage: UUID) -> HttpResponse:
    """Keeps what the team decided."""
    record: GoalRecord = found(record_of(request.viewer, child, lineage))
    form = forms.DecisionForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {"step": "", "words": request.POST.get("words", "")}
    return act(
        request,
        lambda: actions.decide(
            child=record.child,
            lineage=lineage,
            step=Step(chosen["step"] or _usual_step(record)),
            words=chosen["words"],
            by=request.viewer,
            at=timezone.now(),
        ),
        _("Kept, with what the record says today."),
        _address(record),
    )


@require_POST
@for_roles(*TEAM)
def plan_probes(request: Request, child: UUID, lineage: UUID) -> HttpResponse:
    """Plans the looks that ask whether a skill stays and travels."""
    record: GoalRecord = found(record_of(request.viewer, child, lineage))
    return act(
        request,
        lambda: actions.schedule_probes(
            child=record.child, lineage=lineage, by=request.viewer, at=timezone.now()
        ),
        _("Planned. Each is listed here until somebody has looked."),
        _address(record) + "#probes",
    )


@require_POST
@for_roles(*TEAM)
def put_probe_aside(request: Request, pk: UUID) -> HttpResponse:
    """Takes one look off the list."""
    probe = found(probe_queries.probe_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.drop_probe(
            probe=probe, why=request.POST.get("why", ""), by=request.viewer, at=timezone.now()
        ),
        _("Put aside."),
        reverse("progress:goal", args=[probe.child_id, probe.lineage]) + "#probes",
    )


def _address(record: GoalRecord) -> str:
    return reverse("progress:goal", args=[record.child.pk, record.lineage])


def _usual_step(record: GoalRecord) -> str:
    """What the form begins with: what the record points to, and going on where it points nowhere yet."""
    return str(Step.GO_ON if record.reading.step is Step.WAIT else record.reading.step)


def _choices(record: GoalRecord) -> list[tuple[Step, str, bool]]:
    """What the team can decide, with its icon: what the record points to comes first."""
    usual = Step(_usual_step(record))
    others = (Step.GO_ON, Step.CHANGE, Step.COACH, Step.RAISE, Step.FADE)
    return [
        (step, STATES[step][1], step is usual)
        for step in (usual, *(each for each in others if each is not usual))
    ]


def _line(record: GoalRecord) -> Line:
    state, icon = STATES[record.reading.step]
    there = [point for point in record.points if point.value is not None]
    last = pictures.point_in_words(there[-1], record.scale) if there else _("Nothing recorded yet")
    return Line(record, _safe(charts.spark_of(record)), state, icon, last)


def _steps(row: NeedsALook) -> list[tuple[str, str, str]]:
    words = _("{step}: {n}")
    return [(*STATES[step], words.format(step=step.label, n=count)) for step, count in row.steps]


def _table(record: GoalRecord) -> list[TableRow]:
    labels = {change.key: change.label for change in record.changes}
    rows = [
        _table_row(point, record.scale, labels.get(record.phase_of(point), _("Before")), is_apart)
        for points, is_apart in ((record.points, False), (record.apart, True))
        for point in points
    ]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def _table_row(point: Point, scale: Scale, phase: str, is_apart: bool) -> TableRow:
    value = _("no value") if point.value is None else number(point.value)
    return TableRow(point.on, value, point.looks, pictures.where_in_words(point), phase, is_apart)


def _place(row: PlaceRow, record: GoalRecord) -> Place:
    return Place(row.title, _safe(charts.place_of(row, record)), place_in_words(row))


def _course(each: OverTime) -> Course:
    there = [point for point in each.points if point.value is not None]
    words = (
        ngettext(
            "{n} session, {first}. Last: {point}",
            "{n} sessions from {first} to {last}. Last: {point}",
            len(there),
        ).format(
            n=len(there),
            first=date_format(there[0].on, "SHORT_MONTH_DAY_FORMAT"),
            last=date_format(there[-1].on, "SHORT_MONTH_DAY_FORMAT"),
            point=pictures.point_in_words(there[-1], each.scale),
        )
        if there
        else _("Recorded, without a value yet")
    )
    return Course(str(each.measure.label), _safe(charts.course_of(each)), words)


def _safe(picture: str) -> SafeString:
    """Our own SVG: everything in it that people wrote is escaped where it is drawn."""
    return mark_safe(picture)
