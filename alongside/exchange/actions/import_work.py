"""What the machine does for an import: read and compare, write all in one transaction, take back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scopes_disabled

from alongside.classrooms import actions as classrooms
from alongside.exchange.choices import AT_WORK, ImportState, Part
from alongside.exchange.models import ImportChanges, ImportFile, ImportLine, ImportRun
from alongside.exchange.queries import imports as queries
from alongside.exchange.queries.kept import labels_of
from alongside.exchange.queries.reading import Found, read_files
from alongside.exchange.rules import runs as rules
from alongside.exchange.rules.plan import ROOMS, Plan
from alongside.exchange.rules.undo import what_stays
from alongside.formats.odd import NotThisFormat
from alongside.people import actions as people
from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer
from alongside.plans import actions as plans
from alongside.trust.queries import not_to_be_removed
from alongside.trust.rules import Change, Kept

SILENCE = timedelta(seconds=60)
"""A task that has begun and was not heard of for so long is taken to be dead."""
PATIENCE = timedelta(minutes=15)
"""How long a task may wait behind others before it begins."""
KEPT_FOR = timedelta(days=30)
"""How long the files and lines of an ended import stay."""
_LOT = 500
_LISTED = 200

Tick = Callable[[int, int], None]
_TAKE_IN = {"people": people.take_in, "classrooms": classrooms.take_in, "plans": plans.take_in}


def _silent(done: int, total: int) -> None:
    """For callers who do not watch."""


def hear(*, run_id: UUID, done: int, total: int, at: datetime) -> None:
    """Keeps how far the task at work is, where others can see it while its transaction is still open."""
    cache.set(queries.progress_key(run_id), queries.Progress(done, total, at), timeout=3600)


def read_import(*, run: ImportRun, by: Viewer, at: datetime, tick: Tick = _silent) -> ImportRun:
    """Reads the files and compares them with what is here; ends in a question, a preview or a refusal."""
    rules.check_can_import(by, run)
    run = ImportRun.objects.get(pk=run.pk)
    if run.state != ImportState.READING:
        return run
    try:
        found = read_files(by, run, tick)
    except (NotThisFormat, NotNow) as refusal:
        return _refuse(run, str(refusal), by, at)
    return _keep(run, found, by, at, tick)


@transaction.atomic
def _refuse(run: ImportRun, sentence: str, by: Viewer, at: datetime) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportState.READING:
        run.state, run.sentence = ImportState.REFUSED, sentence[:500]
        run.save(update_fields=["state", "sentence"])
        audit(by, at, "import.refused", run)
    return run


@transaction.atomic
def _keep(run: ImportRun, found: Found, by: Viewer, at: datetime, tick: Tick) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.READING:
        return run
    run.lines.all().delete()
    run.changes.all().delete()
    run.kind, run.header, run.found, run.choices = found.kind, found.header, found.found, found.choices
    run.sentence, run.compared_after = found.sentence[:500], found.compared_after
    if found.plan is None:
        run.state, run.summary = ImportState.MAPPING, {}
    else:
        run.state = ImportState.PREVIEW
        run.summary = {
            "counts": found.plan.counts(),
            "parts": found.plan.changes_by_part(),
            "shrinking": rules.shrinking(found.plan),
            "unknown_therapists": found.plan.unknown_therapists,
        }
        _write_plan(run, found.plan, tick)
    run.save()
    audit(by, at, "import.read", run)
    return run


def _write_plan(run: ImportRun, plan: Plan, tick: Tick) -> None:
    lots = [
        (room, part, changes[start : start + _LOT])
        for room in ROOMS
        for part, changes in plan.in_order(room)
        for start in range(0, len(changes), _LOT)
    ]
    total = len(lots) + len(plan.lines) // _LOT + 1
    for place, (room, part, changes) in enumerate(lots):
        rows = [[change.model, str(change.id), change.before, change.after] for change in changes]
        ImportChanges.objects.create(
            organisation_id=run.organisation_id, run=run, room=room, part=part, place=place, rows=rows
        )
        tick(70 * total + 30 * place, 100 * total)
    lines = iter(enumerate(plan.lines))
    written = len(lots)
    while batch := list(islice(lines, _LOT)):
        ImportLine.objects.bulk_create(
            [
                ImportLine(organisation_id=run.organisation_id, run=run, place=place, **line._asdict())
                for place, line in batch
            ]
        )
        written += 1
        tick(70 * total + 30 * written, 100 * total)


def commit_import(*, run: ImportRun, by: Viewer, at: datetime, tick: Tick = _silent) -> ImportRun:
    """Writes what was decided, all or nothing.

    Where another import came between the preview and the decision, nothing is written and the file is to be read
    anew: the run then stands at READING.
    """
    rules.check_can_import(by, run)
    try:
        return _commit(run, by, at, tick)
    except IntegrityError:
        # Somebody has written a row by hand that the preview did not know: what was decided no longer fits.
        return _ask_to_read_again(run, by, at)


@transaction.atomic
def _commit(run: ImportRun, by: Viewer, at: datetime, tick: Tick) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.COMMITTING:
        return run
    if queries.imports_written(by) != run.compared_after:
        return _ask_to_read_again(run, by, at)
    parts = {Part(part) for part in run.choices["parts"]}
    kept = _take_in(run, parts, by, at, tick, undo=False, leave=set())
    run.state, run.committed_at = ImportState.COMMITTED, at
    run.summary = {
        **run.summary,
        "kept": _told(by, kept)[:_LISTED],
        "kept_ids": [str(one.change.id) for one in kept],
    }
    run.save(update_fields=["state", "committed_at", "summary"])
    audit(by, at, "import.committed", run, kept=len(kept))
    return run


@transaction.atomic
def _ask_to_read_again(run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state == ImportState.COMMITTING:
        run.state, run.heard_at = ImportState.READING, at
        run.choices = {**run.choices, "overtaken": True}
        run.save(update_fields=["state", "heard_at", "choices"])
        audit(by, at, "import.overtaken", run)
    return run


@transaction.atomic
def undo_import(*, run: ImportRun, by: Viewer, at: datetime, tick: Tick = _silent) -> ImportRun:
    """Takes back what was written. What has changed since, and what something else points to, stays and is listed."""
    rules.check_can_import(by, run)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.state != ImportState.UNDOING:
        return run
    parts = {Part(part) for part in run.choices["parts"]}
    leave = {UUID(id) for id in run.summary.get("kept_ids", ())}
    staying = _staying(run, parts, leave, by)
    leave |= {one.change.id for one in staying}
    kept = [*staying, *_take_in(run, parts, by, at, tick, undo=True, leave=leave)]
    told = _told(by, kept)
    run.state, run.undone_at = ImportState.UNDONE, at
    run.summary = {**run.summary, "kept_by_undo": told[:_LISTED], "kept_by_undo_count": len(told)}
    run.save(update_fields=["state", "undone_at", "summary"])
    audit(by, at, "import.undone", run, kept=len(kept))
    return run


def _take_in(
    run: ImportRun, parts: set[Part], by: Viewer, at: datetime, tick: Tick, *, undo: bool, leave: set[UUID]
) -> list[Kept]:
    total = max(1, sum(run.summary["parts"].get(part.value, 0) for part in parts))
    before = 0
    kept: list[Kept] = []
    for room in reversed(ROOMS) if undo else ROOMS:
        changes: list[Change] = [
            change.reversed if undo else change
            for change in queries.changes_of(run, parts, room, reverse=undo)
            if change.id not in leave
        ]
        if changes:
            kept += _TAKE_IN[room](
                changes=changes,
                subject=run,
                by=by,
                at=at,
                tick=lambda done, so_far=before: tick(so_far + done, total),  # type: ignore[misc]
            )
            before += len(changes)
    return kept


def _staying(run: ImportRun, parts: set[Part], leave: set[UUID], by: Viewer) -> list[Kept]:
    undoing = [
        change.reversed
        for room in ROOMS
        for change in queries.changes_of(run, parts, room)
        if change.id not in leave
    ]
    removals = [change for change in undoing if change.after is None]
    return what_stays(undoing, not_to_be_removed(by.organisation.pk, removals))


def _told(by: Viewer, kept: list[Kept]) -> list[dict[str, Any]]:
    """What was kept and why, a line for each thing that the rows speak of, with the first reason."""
    labels = labels_of(by, [one.change for one in kept])
    reasons: dict[str, str] = {}
    for one in kept:
        reasons.setdefault(labels[one.change.id], one.reason)
    return [{"label": label, "reason": reason} for label, reason in reasons.items()]


@transaction.atomic
def stop_import(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Brings a run whose task has failed back to where a person can go on; the transaction left nothing behind."""
    rules.check_can_import(by, run)
    return _bring_back(ImportRun.objects.select_for_update().get(pk=run.pk))


def give_up_silent_imports(*, by: None = None, at: datetime) -> int:
    """Brings back every run whose task has died, or never began. Returns how many."""
    given_up = 0
    with scopes_disabled():  # The reaper works for all organisations.
        for run in ImportRun.objects.filter(state__in=AT_WORK, heard_at__lt=at - SILENCE):
            heard = queries.progress_of(run.pk)
            has_begun = heard is not None and run.heard_at is not None and heard.heard_at >= run.heard_at
            if heard and has_begun:
                is_dead = heard.heard_at < at - SILENCE
            else:
                is_dead = run.heard_at is None or run.heard_at < at - PATIENCE
            if is_dead:
                with transaction.atomic():
                    _bring_back(ImportRun.objects.select_for_update().get(pk=run.pk))
                given_up += 1
    return given_up


def _bring_back(run: ImportRun) -> ImportRun:
    if run.state in AT_WORK:
        run.state = AT_WORK[ImportState(run.state)]
        with override(run.acting.reads_in):  # The reaper, who may have found it, reads in no language.
            run.sentence = _(
                "The work stopped halfway, and nothing was written. Try again; if it stops again, tell us."
            )
        run.save(update_fields=["state", "sentence"])
    return run


def forget_old_files(*, by: None = None, at: datetime) -> int:
    """Lets go of the files, lines and rows of imports that ended long ago; the runs and their counts stay."""
    with scopes_disabled():
        old = ImportRun.objects.filter(asked_at__lt=at - KEPT_FOR).exclude(state__in=AT_WORK)
        if not ImportFile.objects.filter(run__in=old).exists():
            return 0
    with scopes_disabled(), transaction.atomic():
        for run in old.exclude(found={}):
            run.found = {}
            run.summary = {"counts": run.summary.get("counts", {})}
            run.save(update_fields=["found", "summary"])
        ImportLine.objects.filter(run__in=old).delete()
        ImportChanges.objects.filter(run__in=old).delete()
        return ImportFile.objects.filter(run__in=old).delete()[0]
