"""Every read about reports and the runs that draft them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.models import PlanVersion
from alongside.plans.queries.plans import children_planned_by
from alongside.progress.choices import Audience, RunState
from alongside.progress.models import Report, ReportRun
from alongside.progress.rules.reports import can_read_report

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: A run that has said nothing for so long has died with its machine.
SILENCE = timedelta(seconds=60)
#: A run that nobody has begun for so long is not going to be.
PATIENCE = timedelta(hours=1)


@dataclass(frozen=True)
class RunProgress:
    """How far a run is: reports drafted, children left out with the reason, and how many there are in all."""

    run: ReportRun
    reports: tuple[Report, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def total(self) -> int:
        return len(self.run.children)

    @property
    def done(self) -> int:
        return len(self.reports) + len(self.left_out)

    @property
    def is_over(self) -> bool:
        return self.run.state not in (RunState.QUEUED, RunState.RUNNING)


def reports_for(viewer: Viewer) -> QuerySet[Report]:
    """The reports of the children whose plan the viewer writes, the latest first."""
    reports = Report.objects.filter(child__in=children_planned_by(viewer).values("pk"))
    return reports.defer("facts").select_related("child__school", "signed_by")


def reports_of_family(viewer: Viewer) -> QuerySet[Report]:
    """The signed reports to a guardian who reads them, the latest first; what was corrected is left out."""
    mine = people.children_of_guardian(viewer, Right.READ_REPORTS).values("pk")
    signed = Report.objects.filter(child__in=mine, audience=Audience.FAMILY, signed_at__isnull=False)
    corrected = signed.filter(corrects__isnull=False).values("corrects")
    return signed.exclude(pk__in=corrected).defer("facts").select_related("child")


def report_for(viewer: Viewer, pk: UUID) -> Report | None:
    """One report, or None where there is none that the viewer may read."""
    found = Report.objects.filter(organisation=viewer.organisation, pk=pk)
    report = found.select_related("child__school", "signed_by", "drafted_by", "corrects").first()
    return report if report and can_read_report(viewer, report) else None


def report_begins(child: Child, audience: Audience, as_of: date) -> date:
    """From when a report tells: the day after the last signed one of its kind, else from when the plan was in force."""
    last = Report.objects.filter(child=child, audience=audience, signed_at__isnull=False, as_of__lte=as_of)
    before = last.order_by("-as_of").values_list("as_of", flat=True).first()
    if before:
        return before + timedelta(days=1)
    begun = PlanVersion.objects.filter(plan__child=child, in_force_from__lte=as_of).order_by("in_force_from")
    return begun.values_list("in_force_from", flat=True).first() or as_of


def run_for(viewer: Viewer, pk: UUID) -> RunProgress | None:
    """One run with its reports, or None where the viewer did not order it and does not run the programme."""
    mine = ReportRun.objects.filter(organisation=viewer.organisation, pk=pk)
    if not viewer.is_coordinator:
        mine = mine.filter(asked_by=viewer.account)
    run = mine.select_related("asked_by").first()
    if run is None:
        return None
    reports = (
        Report.objects.filter(run=run).defer("facts").select_related("child").order_by("child__given_name")
    )
    return RunProgress(run, tuple(reports), tuple((name, why) for _pk, name, why in run.left_out))


def runs_for(viewer: Viewer) -> QuerySet[ReportRun]:
    """The viewer's own runs, or all for those who run the programme, the latest first."""
    runs = ReportRun.objects.filter(organisation=viewer.organisation)
    return runs if viewer.is_coordinator else runs.filter(asked_by=viewer.account)


def silent_runs(at: datetime) -> QuerySet[ReportRun]:
    """Runs of the scope that are under way but have not been heard of for a minute, or have waited for an hour."""
    return ReportRun.objects.filter(
        Q(state=RunState.RUNNING, heard_at__lt=at - SILENCE)
        | Q(state=RunState.QUEUED, asked_at__lt=at - PATIENCE)
    )
