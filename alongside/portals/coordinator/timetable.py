"""The timetable's pages: what there is, building it, watching the build."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Role
from alongside.people.queries import schools_for
from alongside.people.rules import Refusal
from alongside.portals.coordinator.curve import curve
from alongside.portals.coordinator.timetable_forms import BuildForm, next_monday
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.scheduling import tasks
from alongside.scheduling.actions import builds
from alongside.scheduling.choices import BuildState
from alongside.scheduling.models import Build
from alongside.scheduling.queries import timetables
from alongside.scheduling.queries.misfits import misfits
from alongside.scheduling.queries.proposals import teachers_say
from alongside.scheduling.queries.readiness import readiness, school_facts

RUNNING = (BuildState.QUEUED, BuildState.RUNNING)


@for_roles(Role.COORDINATOR)
def overview(request: Request) -> HttpResponse:
    """What is published and whether it still fits, what is being built, the drafts, what the next build lacks."""
    viewer = request.viewer
    schools = list(schools_for(viewer))
    published = list(timetables.published_for(viewer)[:6])
    drafts = list(timetables.drafts_for(viewer)[:12])
    said = teachers_say(viewer, drafts)
    last_build = timetables.builds_for(viewer).first()
    return render(
        request,
        "coordinator/timetable/overview.html",
        {
            "published": published,
            "holding": {each.pk for each in timetables.published_on(viewer, viewer.on)},
            "drafts": [(draft, said.get(draft.pk)) for draft in drafts],
            "running": list(timetables.builds_for(viewer).filter(state__in=RUNNING)),
            "failed": last_build if last_build and last_build.state == BuildState.FAILED else None,
            "ready": readiness(viewer, schools, next_monday(viewer.on)) if schools else None,
            "facts": school_facts(viewer),
            "misfits": misfits(viewer),
            "today": viewer.on,
        },
    )


@for_roles(Role.COORDINATOR)
def build(request: Request) -> HttpResponse:
    """Says what to build; the checks that count stand beside the form."""
    viewer = request.viewer
    draft = None
    if request.GET.get("draft"):
        draft = found(timetables.timetable_for(viewer, uuid_in(request.GET["draft"])))
    form = BuildForm(viewer, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = tasks.begin_build(
                schools=list(form.cleaned_data["schools"]),
                for_on=form.cleaned_data["for_on"],
                seconds=form.cleaned_data["seconds"],
                draft=draft,
                by=viewer,
                at=timezone.localtime(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("coordinator:build_show", asked.pk)
    chosen = _chosen(form, viewer.on)
    return render(
        request,
        "coordinator/timetable/build.html",
        {
            "form": form,
            "draft": draft,
            "ready": readiness(viewer, *chosen) if chosen[0] else None,
            "day": chosen[1],
        },
    )


def _chosen(form: BuildForm, today: date) -> tuple[list, date]:  # type: ignore[type-arg]
    """The schools and the day that the checks are to look at: as written, or as proposed."""
    if form.is_bound and form.is_valid():
        return list(form.cleaned_data["schools"]), form.cleaned_data["for_on"]
    queryset = form.fields["schools"].queryset  # type: ignore[attr-defined]
    day = parse_date(str(form.data.get("for_on", ""))) if form.is_bound else None
    return list(queryset), day or next_monday(today)


@for_roles(Role.COORDINATOR)
def build_show(request: Request, pk: UUID) -> HttpResponse:
    """The build as it runs; asked by htmx each second, it answers with the part that changes."""
    asked: Build = found(timetables.build_for(request.viewer, pk))
    running = asked.state in RUNNING
    made = getattr(asked, "timetable", None)
    if request.headers.get("HX-Request") and not running:
        response = HttpResponse()
        response.headers["HX-Redirect"] = request.path
        return response
    if made is not None and not running:
        if asked.state == BuildState.STOPPED:
            messages.success(
                request, _("Stopped. The best timetable so far is kept as {name}.").format(name=made)
            )
        return redirect("coordinator:draft", made.pk)
    last = asked.progress[-1] if asked.progress else None
    context = {
        "build": asked,
        "running": running,
        "last": last,
        "gap": _gap_percent(last),
        "curve": curve(asked.progress),
    }
    template = "live.html" if request.headers.get("HX-Request") else "build_show.html"
    return render(request, f"coordinator/timetable/{template}", context)


def _gap_percent(last: list[float] | None) -> float | None:
    """How far the cost may be above the bound, in percent; None while that says nothing (no bound, or over 100 %)."""
    if not last or not last[2] or last[1] > 2 * last[2]:
        return None
    return 100 * (last[1] - last[2]) / last[2]


@require_POST
@for_roles(Role.COORDINATOR)
def build_stop(request: Request, pk: UUID) -> HttpResponse:
    """Stops a build; its best so far becomes a draft."""
    asked = found(timetables.build_for(request.viewer, pk))
    try:
        builds.stop_build(build=asked, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.warning(request, refusal.sentence)
    return redirect("coordinator:build_show", pk)
