"""Reports: drafted, edited part by part, signed, corrected, printed, and many at once with a progress bar."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.exchange.queries.charts import caption_of, chart_of, drawings
from alongside.exchange.queries.report_documents import report_pdf
from alongside.people.rules import Refusal
from alongside.plans.queries.overview import plan_rows
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act
from alongside.portals.shared.papers import child_print
from alongside.portals.therapist import report_forms as forms
from alongside.portals.therapist.autosaved import keep
from alongside.portals.therapist.plan_pages import TEAM
from alongside.progress import tasks
from alongside.progress.actions import reports as actions
from alongside.progress.choices import Audience
from alongside.progress.models import Report
from alongside.progress.queries import reports as queries
from alongside.progress.queries.pictures import Picture
from alongside.progress.queries.reports import RunProgress

A_PAGE = 50


@for_roles(*TEAM)
def reports(request: Request) -> HttpResponse:
    """The reports that are there, and the runs that drafted them."""
    context = {
        "reports": queries.reports_for(request.viewer)[:A_PAGE],
        "runs": queries.runs_for(request.viewer)[:10],
    }
    return render(request, "therapist/reports/list.html", context)


@for_roles(*TEAM)
def order(request: Request) -> HttpResponse:
    """Chooses children, and drafts a report of each in one go."""
    rows = [row for row in plan_rows(request.viewer) if row.since]
    form = forms.DraftForm(request.POST or None, initial={"as_of": request.viewer.on})
    chosen = set(request.POST.getlist("child")) or (
        {request.GET["child"]} if "child" in request.GET else set()
    )
    if request.method == "POST" and form.is_valid():
        children = [row.child for row in rows if str(row.child.pk) in chosen]
        try:
            run = tasks.begin_reports(**_asked(form), children=children, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("reports:run", run.pk)
    context = {"rows": rows, "form": form, "chosen": chosen}
    return render(request, "therapist/reports/order.html", context)


@for_roles(*TEAM)
def run(request: Request, pk: UUID) -> HttpResponse:
    """How far a run is; asked again and again while it goes on."""
    progress: RunProgress = found(queries.run_for(request.viewer, pk))
    template = "therapist/reports/run_progress.html" if request.htmx else "therapist/reports/run.html"  # type: ignore[attr-defined]
    return render(request, template, {"progress": progress, "run": progress.run})


@require_POST
@for_roles(*TEAM)
def stop(request: Request, pk: UUID) -> HttpResponse:
    """Stops a run after the report that is being drafted."""
    progress: RunProgress = found(queries.run_for(request.viewer, pk))
    return act(
        request,
        lambda: actions.stop_run(run=progress.run, by=request.viewer, at=timezone.now()),
        _("Stopping. What is drafted stays."),
        reverse("reports:run", args=[pk]),
    )


@require_POST
@for_roles(*TEAM)
def resume(request: Request, pk: UUID) -> HttpResponse:
    """Goes on where a run was."""
    progress: RunProgress = found(queries.run_for(request.viewer, pk))
    return act(
        request,
        lambda: tasks.go_on(run=progress.run, by=request.viewer, at=timezone.now()),
        "",
        reverse("reports:run", args=[pk]),
    )


@for_roles(*TEAM)
def report(request: Request, pk: UUID) -> HttpResponse:
    """One report: its parts to edit, with the chart of each goal, or as it was signed."""
    shown = _found(request, pk)
    pictures = drawings(shown)
    is_family = shown.audience == Audience.FAMILY
    with translation.override(shown.language):
        parts: list[dict[str, Any]] = [
            {
                **part,
                "caption": caption_of(pictures[part["key"]], plain=is_family)
                if part["key"] in pictures
                else "",
                "wide": _drawn(pictures.get(part["key"]), "wide", is_family),
                "narrow": _drawn(pictures.get(part["key"]), "narrow", is_family),
            }
            for part in shown.sections
        ]
    context = {
        "report": shown,
        "parts": parts,
        "is_family": is_family,
        "form": forms.SignForm(initial={"name": request.viewer.account.name}),
    }
    return render(request, "therapist/reports/report.html", context)


@require_POST
@for_roles(*TEAM)
def section(request: Request, pk: UUID) -> HttpResponse:
    """Keeps one part as typed (`autosaved.keep`)."""
    shown = _found(request, pk)
    form = forms.PartForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data

    def save(text: str) -> int:
        return actions.save_section(
            report=shown,
            key=said["field"],
            text=text,
            seen=said["seen"],
            by=request.viewer,
            at=timezone.now(),
        )

    return keep(request, save, said["text"], to=reverse("reports:report", args=[pk]))


@require_POST
@for_roles(*TEAM)
def sign(request: Request, pk: UUID) -> HttpResponse:
    """Puts a name under it."""
    shown = _found(request, pk)
    form = forms.SignForm(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    said = (
        _("Signed. {name}’s family can read it now.").format(name=shown.child.first_name)
        if shown.audience == Audience.FAMILY
        else _("Signed. It stays as it is from now on.")
    )
    return act(
        request,
        lambda: actions.sign_report(report=shown, name=name, by=request.viewer, at=timezone.now()),
        said,
        reverse("reports:report", args=[pk]),
    )


@require_POST
@for_roles(*TEAM)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """Begins a correction, a report of its own."""
    shown = _found(request, pk)
    try:
        correction = actions.correct_report(report=shown, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("reports:report", pk)
    return redirect("reports:report", correction.pk)


@for_roles(*TEAM)
def print_report(request: Request, pk: UUID) -> HttpResponse:
    """The report on paper."""
    shown = _found(request, pk)
    return child_print(request, partial(report_pdf, request.viewer, pk), shown.child, "report")


def _found(request: Request, pk: UUID) -> Report:
    shown: Report = found(queries.report_for(request.viewer, pk))
    return shown


def _drawn(picture: Picture | None, size: Literal["wide", "narrow"], is_family: bool) -> SafeString:
    """A chart as it will stand in the report; everything in it that people wrote is escaped where it is drawn."""
    return mark_safe(chart_of(picture, size=size, plain=is_family)) if picture else SafeString("")


def _asked(form: forms.DraftForm) -> dict[str, Any]:
    return {**form.cleaned_data, "audience": Audience(form.cleaned_data["audience"])}
