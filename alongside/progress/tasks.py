"""Progress in the background: fetch by id, call one action again and again until it says that all is done."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django_scopes import scope, scopes_disabled
from django_tasks import task

from alongside.people.queries import viewer_of
from alongside.progress.actions import reports
from alongside.progress.models import ReportRun


@transaction.atomic
def begin_reports(**asked: Any) -> ReportRun:
    """Orders reports and hands them to the worker, both or neither; takes what `reports.order_reports` takes."""
    run = reports.order_reports(**asked)
    draft_reports.enqueue(str(run.pk), get_language())
    return run


@transaction.atomic
def go_on(**asked: Any) -> None:
    """Resumes a run and hands it to the worker; takes what `reports.resume_run` takes."""
    reports.resume_run(**asked)
    draft_reports.enqueue(str(asked["run"].pk), get_language())


@task()
def draft_reports(run_id: str, language: str | None = None) -> str:
    """Drafts the reports of one run in the scope and name of whoever ordered them, and in the language of the order."""
    with scopes_disabled():
        run = ReportRun.objects.select_related("organisation", "asked_by").get(pk=UUID(run_id))
    zone = ZoneInfo(run.organisation.time_zone)
    viewer = viewer_of(run.asked_by, timezone.localdate(timezone=zone), run.organisation_id)
    if viewer is None:
        return "whoever asked has left"
    spoken = override(language or run.asked_by.reads_in)
    with timezone.override(zone), scope(organisation=run.organisation), spoken:
        while reports.draft_next(run=run, by=viewer, at=timezone.now()):
            continue
    return "done"
