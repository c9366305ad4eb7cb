"""Drafts, published weeks and the builds they come from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from alongside.people import queries as people
from alongside.people.models import School
from alongside.people.rules import Viewer
from alongside.scheduling.choices import BuildState, TimetableState
from alongside.scheduling.models import Build, Timetable

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: A build that has said nothing for so long has died with its machine.
SILENCE = timedelta(seconds=60)
#: A build that nobody has begun for so long is not going to be: four of the longest searches could have gone before.
PATIENCE = timedelta(hours=1)
#: The large documents of a timetable, which no list or week needs.
DOCUMENTS = ("problem", "document", "reasons", "pinned")


def timetables_for(viewer: Viewer) -> QuerySet[Timetable]:
    """Every timetable that is not put away: for coordinators; others see weeks, not timetables."""
    timetables = Timetable.objects.filter(organisation=viewer.organisation).prefetch_related("schools")
    if not viewer.is_coordinator:
        return timetables.none()
    return timetables.exclude(state=TimetableState.DISCARDED).defer(*DOCUMENTS)


def timetable_for(viewer: Viewer, pk: UUID) -> Timetable | None:
    """One timetable whole, or None where there is none that the viewer may see."""
    if not viewer.is_coordinator:
        return None
    timetables = Timetable.objects.filter(organisation=viewer.organisation, pk=pk)
    return timetables.prefetch_related("schools").first()


def drafts_for(viewer: Viewer) -> QuerySet[Timetable]:
    """The drafts, newest first."""
    return timetables_for(viewer).filter(state=TimetableState.DRAFT)


def published_for(viewer: Viewer) -> QuerySet[Timetable]:
    """What was published, the latest to hold first; what has been replaced stays readable."""
    return (
        timetables_for(viewer).filter(state=TimetableState.PUBLISHED).order_by("-holds_from", "-published_at")
    )


def published_on(viewer: Viewer, on: date, schools: Sequence[School] | None = None) -> list[Timetable]:
    """The published timetables that hold on a day: for each school the latest that has begun.

    Asked on behalf of any viewer: what of it may be shown is the caller's question.
    """
    published = Timetable.objects.filter(
        organisation=viewer.organisation, state=TimetableState.PUBLISHED, holds_from__lte=on
    ).order_by("-holds_from", "-published_at")
    wanted = {school.pk for school in (people.schools_for(viewer) if schools is None else schools)}
    holding: list[Timetable] = []
    for timetable in published.prefetch_related("schools").defer(*DOCUMENTS):
        covered = {school.pk for school in timetable.schools.all()}
        if covered & wanted:
            holding.append(timetable)
            wanted -= covered
        if not wanted:
            break
    return holding


def starts_within(viewer: Viewer, first: date, end: date) -> list[date]:
    """The days in a span on which a published timetable begins to hold, in order."""
    beginning = Timetable.objects.filter(
        organisation=viewer.organisation,
        state=TimetableState.PUBLISHED,
        holds_from__gt=first,
        holds_from__lt=end,
    )
    return sorted({day for day in beginning.values_list("holds_from", flat=True) if day})


def next_start(viewer: Viewer, after: date, schools: Sequence[School]) -> date | None:
    """The first day after another on which a published timetable of one of these schools begins to hold."""
    beginning = Timetable.objects.filter(
        organisation=viewer.organisation,
        state=TimetableState.PUBLISHED,
        holds_from__gt=after,
        schools__in=schools,
    )
    return beginning.order_by("holds_from").values_list("holds_from", flat=True).first()


def builds_for(viewer: Viewer) -> QuerySet[Build]:
    """The builds, newest first, without their problems."""
    builds = Build.objects.filter(organisation=viewer.organisation).defer("problem", "start")
    return builds.prefetch_related("schools") if viewer.is_coordinator else builds.none()


def build_for(viewer: Viewer, pk: UUID) -> Build | None:
    """One build, or None where there is none that the viewer may see."""
    return builds_for(viewer).select_related("timetable").filter(pk=pk).first()


def silent_builds(at: datetime) -> QuerySet[Build]:
    """Builds of the scope that run but have not been heard of for a minute, or have waited for an hour."""
    return Build.objects.filter(
        Q(state=BuildState.RUNNING, heard_at__lt=at - SILENCE)
        | Q(state=BuildState.QUEUED, asked_at__lt=at - PATIENCE)
    )
