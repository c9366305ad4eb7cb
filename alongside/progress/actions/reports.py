"""Drafting, editing, signing and correcting reports, one by one or many in a run."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, NotNow, Refusal, Viewer
from alongside.plans.queries.plans import children_planned_by
from alongside.plans.rules.texts import EditedMeanwhile
from alongside.progress.choices import Audience, RunState
from alongside.progress.models import Report, ReportRun
from alongside.progress.queries.facts import facts_of
from alongside.progress.queries.reports import report_begins, silent_runs
from alongside.progress.rules import reports as rules


@transaction.atomic
def draft_report(
    *,
    child: Child,
    audience: Audience,
    language: str,
    as_of: date,
    since: date | None = None,
    run: ReportRun | None = None,
    by: Viewer,
    at: datetime,
) -> Report:
    """Drafts a report from the record as of a day; refuses a child without a goal in force.

    Without `since` it begins after the last signed one of its kind, or as the plan came into force.
    """
    rules.check_can_write_report(by, child)
    if as_of > by.on:
        raise NotNow(_("A report tells what was. Choose today or a day before."))
    begins = since or report_begins(child, audience, as_of)
    if begins > as_of:
        raise NotNow(
            _("The last report of {name} goes up to that day already.").format(name=child.first_name)
        )
    with translation.override(language):
        facts = facts_of(by, child, begins, as_of)
        sections = rules.sections_of(audience, facts) if facts and facts["goals"] else []
    if not sections:
        raise NotNow(
            _("{name} has no goal in force yet, so there is nothing to report.").format(name=child.first_name)
        )
    report = Report.objects.create(
        organisation=by.organisation,
        child=child,
        run=run,
        audience=audience,
        language=language,
        since=begins,
        as_of=as_of,
        facts=facts,
        sections=sections,
        drafted_at=at,
        drafted_by=by.account,
    )
    audit(by, at, "report.drafted", report, audience=str(audience))
    return report


@transaction.atomic
def save_section(*, report: Report, key: str, text: str, seen: int, by: Viewer, at: datetime) -> int:
    """Keeps one part as typed and returns its new number; `seen` is the number that the writer began from.

    Where somebody has changed the part since, `EditedMeanwhile` brings their text, and nothing is overwritten.
    """
    rules.check_can_write_report(by, report.child)
    report = _held(report)
    rules.check_is_open(report)
    rules.check_section(report, key, text)
    part = next(section for section in report.sections if section["key"] == key)
    if text == part["text"]:
        return int(part["number"])
    if part["number"] > seen:
        raise EditedMeanwhile(part["text"], part["number"], part.get("by", ""))
    part |= {"text": text, "number": part["number"] + 1, "by": by.account.name}
    report.edited_at = at
    report.save(update_fields=["sections", "edited_at"])
    audit(by, at, "report.edited", report, part=key)
    return int(part["number"])


@transaction.atomic
def sign_report(*, report: Report, name: str, by: Viewer, at: datetime) -> Report:
    """Puts a name under a report; from then on nothing in it changes, and a family's own can be read at home."""
    report = _held(report)
    rules.check_can_sign_report(by, report, name)
    report.signed_at, report.signed_by, report.signed_name = at, by.account, name.strip()
    report.save(update_fields=["signed_at", "signed_by", "signed_name"])
    audit(by, at, "report.signed", report, child=str(report.child_id), audience=str(report.audience))
    return report


@transaction.atomic
def correct_report(*, report: Report, by: Viewer, at: datetime) -> Report:
    """Begins a correction of a signed report: a draft of its own with the same facts and words."""
    report = _held(report)
    rules.check_can_correct(by, report)
    correction = Report.objects.create(
        organisation=by.organisation,
        child=report.child,
        audience=report.audience,
        language=report.language,
        since=report.since,
        as_of=report.as_of,
        facts=report.facts,
        sections=report.sections,
        drafted_at=at,
        drafted_by=by.account,
        corrects=report,
    )
    audit(by, at, "report.correction_begun", correction, corrects=str(report.pk))
    return correction


@transaction.atomic
def order_reports(
    *, children: Collection[Child], audience: Audience, language: str, as_of: date, by: Viewer, at: datetime
) -> ReportRun:
    """Writes down for whom reports are wanted; a task drafts them. Refuses a child whose plan one does not write."""
    rules.check_can_order(by, children)
    wanted = {child.pk for child in children}
    mine = set(children_planned_by(by).filter(pk__in=wanted).values_list("pk", flat=True))
    if wanted - mine:
        raise NotAllowed(_("One of these children is not among yours. Load the page again and choose anew."))
    run = ReportRun.objects.create(
        organisation=by.organisation,
        audience=audience,
        language=language,
        as_of=as_of,
        children=[str(child.pk) for child in children],
        asked_by=by.account,
        asked_at=at,
    )
    audit(by, at, "reports.ordered", run, children=len(wanted))
    return run


def draft_next(*, run: ReportRun, by: Viewer, at: datetime) -> bool:
    """Drafts the report of the next child of a run, in a transaction of its own; False once there is none left.

    A run that was cut off goes on with the first child that has no report yet.
    """
    with transaction.atomic():
        run = ReportRun.objects.select_for_update().get(pk=run.pk)
        if run.state == RunState.QUEUED:
            run.state = RunState.RUNNING
        if run.state != RunState.RUNNING:
            return False
        run.heard_at = at
        if run.stop_asked_at:
            run.state, run.ended_at = RunState.STOPPED, at
            run.save(update_fields=["state", "ended_at", "heard_at"])
            return False
        child = _next_child(run, by)
        if child is None:
            run.state, run.ended_at = RunState.DONE, at
            run.save(update_fields=["state", "ended_at", "heard_at"])
            audit(by, at, "reports.drafted", run)
            return False
        run.save(update_fields=["state", "heard_at"])
        try:
            with transaction.atomic():
                draft_report(
                    child=child,
                    audience=Audience(run.audience),
                    language=run.language,
                    as_of=run.as_of,
                    run=run,
                    by=by,
                    at=at,
                )
        except Refusal as refusal:
            run.left_out = [*run.left_out, [str(child.pk), child.name, refusal.sentence]]
            run.save(update_fields=["left_out"])
    return True


@transaction.atomic
def stop_run(*, run: ReportRun, by: Viewer, at: datetime) -> None:
    """Asks a run to stop after the report that is being drafted; what is there stays."""
    run = _run_held(run, by)
    rules.check_can_move_run(run, RunState.STOPPED)
    run.stop_asked_at = at
    if run.state == RunState.QUEUED:
        run.state, run.ended_at = RunState.STOPPED, at
    run.save(update_fields=["stop_asked_at", "state", "ended_at"])
    audit(by, at, "reports.stop_asked", run)


@transaction.atomic
def resume_run(*, run: ReportRun, by: Viewer, at: datetime) -> None:
    """Lets a run that was stopped or cut off go on where it was."""
    run = _run_held(run, by)
    rules.check_can_move_run(run, RunState.QUEUED)
    run.state, run.stop_asked_at, run.ended_at, run.asked_at = RunState.QUEUED, None, None, at
    run.save(update_fields=["state", "stop_asked_at", "ended_at", "asked_at"])
    audit(by, at, "reports.resumed", run)


@transaction.atomic
def give_up_silent_runs(*, by: None = None, at: datetime) -> int:
    """Ends the runs of the scope whose machine has died, so that they can be resumed. Returns how many."""
    return int(silent_runs(at).update(state=RunState.FAILED, ended_at=at))


def _held(report: Report) -> Report:
    return Report.objects.select_for_update(of=("self",)).select_related("child").get(pk=report.pk)


def _run_held(run: ReportRun, by: Viewer) -> ReportRun:
    run = ReportRun.objects.select_for_update().get(pk=run.pk)
    if not by.is_coordinator and run.asked_by_id != by.account.pk:
        raise NotAllowed(_("Somebody else ordered these reports. Ask them, or a coordinator."))
    return run


def _next_child(run: ReportRun, by: Viewer) -> Child | None:
    """The first child of the run without a report and not left out; one that is gone is passed over."""
    drafted = {str(pk) for pk in Report.objects.filter(run=run).values_list("child", flat=True)}
    dealt_with = drafted | {pk for pk, _name, _why in run.left_out}
    waiting = [UUID(pk) for pk in run.children if pk not in dealt_with]
    there = {
        child.pk: child for child in children_planned_by(by).filter(pk__in=waiting).select_related("school")
    }
    return next((there[pk] for pk in waiting if pk in there), None)
