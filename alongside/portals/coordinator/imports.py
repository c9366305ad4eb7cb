"""Bringing in: the list of imports, and the way of one from its file to the decision and, if need be, back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.classrooms.choices import CycleKind
from alongside.exchange import tasks
from alongside.exchange.actions import imports as actions
from alongside.exchange.choices import AT_WORK, ImportKind, ImportState, Thing, Verdict
from alongside.exchange.models import ImportRun
from alongside.exchange.queries import imports as queries
from alongside.people.choices import Role
from alongside.people.queries import schools_for
from alongside.people.rules import Refusal
from alongside.portals.coordinator.import_forms import (
    ColumnsForm,
    DaysForm,
    DecideForm,
    KindForm,
    StartForm,
    SubjectsForm,
)
from alongside.portals.coordinator.import_pictures import weeks_of
from alongside.portals.shared.access import Request, for_roles, found
from alongside.wording import number
from alongside.wording.joins import clauses, headed

LINES_A_PAGE = 50
RUNS_A_PAGE = 25


@for_roles(Role.COORDINATOR)
def index(request: Request) -> HttpResponse:
    """Every import, newest first."""
    page = Paginator(queries.imports_for(request.viewer), RUNS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "coordinator/imports/list.html", {"page": page})


@for_roles(Role.COORDINATOR)
def new(request: Request) -> HttpResponse:
    """Takes a file, or a folder of them."""
    initial = {"kind": request.GET.get("kind", "")}
    form = StartForm(_sent(request), request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        kind = form.cleaned_data["kind"]
        try:
            run = actions.start_import(
                files=form.named(),
                kind=ImportKind(kind) if kind else None,
                limit_bytes=settings.UPLOAD_LIMIT_BYTES,
                by=request.viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _go_on(run)
    limit = settings.UPLOAD_LIMIT_BYTES // 2**20
    return render(request, "coordinator/imports/new.html", {"form": form, "limit": limit})


@for_roles(Role.COORDINATOR)
def show(request: Request, pk: UUID) -> HttpResponse:
    """An import as it stands: being worked on, asking what it means, waiting for the decision, or done."""
    run = _run(request, pk)
    if run.state in AT_WORK:
        return render(request, "coordinator/imports/working.html", _progress(run))
    if run.state == ImportState.MAPPING:
        return redirect(
            "coordinator:import_days" if run.kind == ImportKind.TIMETABLE else "coordinator:import_columns",
            pk,
        )
    if run.state == ImportState.PREVIEW:
        return _preview(request, run)
    if run.state == ImportState.REFUSED:
        form = KindForm(initial={"kind": run.kind})
        return render(request, "coordinator/imports/refused.html", {"run": run, "form": form})
    return render(request, "coordinator/imports/done.html", {"run": run, "totals": _totals(run)})


@for_roles(Role.COORDINATOR)
def progress(request: Request, pk: UUID) -> HttpResponse:
    """How far the work is; once it is done the browser goes on to what comes next."""
    run = _run(request, pk)
    if run.state in AT_WORK:
        return render(request, "coordinator/imports/progress.html", _progress(run))
    response = HttpResponse()
    response.headers["HX-Redirect"] = request.path.removesuffix("progress/")
    return response


@for_roles(Role.COORDINATOR)
def columns(request: Request, pk: UUID) -> HttpResponse:
    """What the columns of a list mean."""
    run = _mapping(request, pk)
    viewer = request.viewer
    if run is None or run.kind == ImportKind.TIMETABLE:
        return redirect("coordinator:import_show", pk)
    proposed = queries.proposed_school(viewer, run, run.found.get("classes", ()))
    form = ColumnsForm(run, schools_for(viewer), proposed, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            after = actions.map_columns(
                run=run,
                columns=form.columns(),
                school=form.cleaned_data.get("school"),
                new_school=form.cleaned_data.get("new_school", ""),
                by=viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _go_on(after)
    return render(request, "coordinator/imports/columns.html", {"run": run, "form": form})


@for_roles(Role.COORDINATOR)
def days(request: Request, pk: UUID) -> HttpResponse:
    """Whose timetable it is, from when it holds, and which day is which."""
    run = _mapping(request, pk)
    viewer = request.viewer
    if run is None or run.kind != ImportKind.TIMETABLE:
        return redirect("coordinator:import_show", pk)
    proposed = queries.proposed_school(viewer, run, run.found["classes"])
    form = DaysForm(
        run, schools_for(viewer), proposed, queries.cycle_days_by_school(viewer), viewer.on,
        _sent(request),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.map_days(
                run=run,
                school=form.cleaned_data["school"],
                new_school=form.cleaned_data["new_school"],
                holds_from=form.cleaned_data["holds_from"],
                cycle_kind=CycleKind(form.cleaned_data["cycle_kind"]),
                days=form.chosen_days(),
                bells=form.chosen_bells(),
                by=viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("coordinator:import_subjects", pk)
    return render(request, "coordinator/imports/days.html", {"run": run, "form": form})


@for_roles(Role.COORDINATOR)
def subjects(request: Request, pk: UUID) -> HttpResponse:
    """What each subject is in the day of a class."""
    run = _mapping(request, pk)
    viewer = request.viewer
    if run is None or run.kind != ImportKind.TIMETABLE or "days" not in run.choices:
        return redirect("coordinator:import_show", pk)
    classes = queries.classes_of(viewer, queries.school_of(viewer, run))
    form = SubjectsForm(run, queries.meanings_for(viewer, run), classes, _sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            after = actions.map_subjects(
                run=run,
                subjects=form.chosen_subjects(),
                classes=form.chosen_classes(),
                by=viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _go_on(after)
    return render(request, "coordinator/imports/subjects.html", {"run": run, "form": form})


def _preview(request: Request, run: ImportRun) -> HttpResponse:
    viewer = request.viewer
    form = DecideForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            after = actions.decide(run=run, **form.cleaned_data, by=viewer, at=timezone.localtime())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _go_on(after)
    verdict, search = request.GET.get("verdict", ""), request.GET.get("search", "")
    lines = queries.lines_of(viewer, run, verdict=verdict, search=search)
    page = Paginator(lines, LINES_A_PAGE).get_page(request.GET.get("page"))
    totals = _totals(run)
    return render(
        request,
        "coordinator/imports/preview.html",
        {
            "run": run,
            "form": form,
            "page": page,
            "totals": totals,
            "all": sum(total.count for total in totals),
            "verdict": verdict,
            "search": search,
            "parts": run.summary["parts"],
            "shrinking": run.summary["shrinking"],
            "weeks": weeks_of(run),
            "unknown_therapists": run.summary["unknown_therapists"],
        },
    )


@dataclass(frozen=True)
class Total:
    """How many lines have a verdict, and of what they speak."""

    verdict: str
    word: str
    count: int
    of: str


def _totals(run: ImportRun) -> list[Total]:
    totals = []
    for verdict in Verdict:
        things = run.summary.get("counts", {}).get(verdict.value, {})
        if things:
            of = clauses(headed(str(Thing(thing).label), number(count)) for thing, count in things.items())
            totals.append(Total(verdict.value, str(verdict.label), sum(things.values()), of))
    return totals


@require_POST
@for_roles(Role.COORDINATOR)
def add_therapists(request: Request, pk: UUID) -> HttpResponse:
    """Has the therapists whom the list names added with it."""
    return _act(request, pk, actions.add_unknown_therapists)


@require_POST
@for_roles(Role.COORDINATOR)
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Goes back to what the file means."""
    return _act(request, pk, actions.reopen_mapping)


@require_POST
@for_roles(Role.COORDINATOR)
def read_again(request: Request, pk: UUID) -> HttpResponse:
    """Reads the file once more, as what the person says it is."""
    form = KindForm(request.POST)
    kind = form.cleaned_data["kind"] if "kind" in request.POST and form.is_valid() else None
    return _act(request, pk, partial(actions.read_again, kind=kind))


@require_POST
@for_roles(Role.COORDINATOR)
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Takes an import back."""
    return _act(request, pk, actions.ask_undo)


@require_POST
@for_roles(Role.COORDINATOR)
def discard(request: Request, pk: UUID) -> HttpResponse:
    """Puts an import away."""
    return _act(request, pk, actions.discard)


def _act(request: Request, pk: UUID, action: Callable[..., ImportRun]) -> HttpResponse:
    try:
        run = action(run=_run(request, pk), by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("coordinator:import_show", pk)
    return _go_on(run)


def _sent(request: Request) -> QueryDict | None:
    """What was sent; None while the page is only looked at. An unticked box sends nothing, and yet was sent."""
    return request.POST if request.method == "POST" else None


def _run(request: Request, pk: UUID) -> ImportRun:
    run: ImportRun = found(queries.import_for(request.viewer, pk))
    return run


def _mapping(request: Request, pk: UUID) -> ImportRun | None:
    """The run while it waits for somebody to say what its file means."""
    run = _run(request, pk)
    return run if run.state == ImportState.MAPPING else None


def _go_on(run: ImportRun) -> HttpResponse:
    tasks.set_going(run)
    return redirect("coordinator:import_show", run.pk)


def _progress(run: ImportRun) -> dict[str, Any]:
    """How far the work is; the first words of a task are still to come where it has only been asked for."""
    heard = queries.progress_of(run.pk)
    if heard and run.heard_at and heard.heard_at < run.heard_at:
        heard = None
    return {"run": run, "heard": heard}
