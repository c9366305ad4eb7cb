"""The background work of imports: fetch by id, call one action, say how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language, override
from django_scopes import scope, scopes_disabled
from django_tasks import task

from alongside.exchange.actions import import_work
from alongside.exchange.choices import AT_WORK, ImportState
from alongside.exchange.models import ImportRun
from alongside.people import queries as people

_SECONDS_BETWEEN_WORDS = 0.3

_WORK = {
    ImportState.READING: import_work.read_import,
    ImportState.COMMITTING: import_work.commit_import,
    ImportState.UNDOING: import_work.undo_import,
}


def set_going(run: ImportRun) -> ImportRun:
    """Has the work that a run waits for done in the background; nothing where it waits for a person."""
    if run.state in AT_WORK:
        work_on_import.enqueue(str(run.pk), get_language())
    return run


@task()
def work_on_import(run_id: str, language: str | None = None) -> None:
    """Does what the state of a run asks for, in the language of whoever acts, until it waits for a person again."""
    with scopes_disabled():  # The run says whose it is.
        run = ImportRun.objects.select_related("organisation", "acting").get(pk=run_id)
    with scope(organisation=run.organisation), override(language or run.acting.reads_in):
        while run.state in AT_WORK:
            now = timezone.now()
            viewer = people.viewer_of(run.acting, run.organisation.day_at(now), run.organisation_id)
            if viewer is None:
                return  # Whoever asked has left; the reaper brings the run back.
            import_work.hear(run_id=run.pk, done=0, total=100, at=now)
            try:
                after = _WORK[ImportState(run.state)](run=run, by=viewer, at=now, tick=_telling(run.pk))
            except Exception:
                import_work.stop_import(run=run, by=viewer, at=now)
                raise
            if after.state == run.state:
                return
            run = after


def _telling(run_id: UUID) -> Callable[[int, int], None]:
    last = 0.0

    def tick(done: int, total: int) -> None:
        nonlocal last
        if time.monotonic() - last >= _SECONDS_BETWEEN_WORDS:
            last = time.monotonic()
            import_work.hear(run_id=run_id, done=done, total=total, at=timezone.now())

    return tick
