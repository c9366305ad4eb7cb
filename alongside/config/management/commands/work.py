"""The background worker: runs tasks, and ends what a dead machine has left behind."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_scopes import scope, scopes_disabled
from django_tasks_db.management.commands.db_worker import Worker

from alongside.conversations.actions import mail, notices
from alongside.conversations.queries.hearing import organisations
from alongside.exchange.actions import import_work
from alongside.progress.actions import reports
from alongside.scheduling.actions import builds

log = logging.getLogger(__name__)

#: How often the dead are looked for, in seconds.
ROUND = 15
#: How many mails of one organisation go out in a round, so that no other waits for long.
MAILS = 50


class PromptWorker(Worker):
    """Ends at the first signal: a build or import that is cut off is given up cleanly on the next round."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
        sys.exit(0)


class Command(BaseCommand):
    help = "Runs background work until it is stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        stopping = threading.Event()
        threading.Thread(target=make_rounds, args=(stopping,), daemon=True).start()
        worker = PromptWorker(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0.3,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, worker.shutdown)
        try:
            worker.run()
        finally:
            stopping.set()


def make_rounds(stopping: threading.Event) -> None:
    """Gives up, again and again, what has not been heard of, lets go of what is old, and tells who is to be told."""
    while not stopping.wait(ROUND):
        try:
            with scopes_disabled():
                builds.give_up_silent_builds(at=timezone.now())
                import_work.give_up_silent_imports(at=timezone.now())
                import_work.forget_old_files(at=timezone.now())
                reports.give_up_silent_runs(at=timezone.now())
            tell_and_send()
        except DatabaseError:  # As while a long import writes: the next round finds the same dead.
            log.exception("This round has failed; the next one comes in %s seconds", ROUND)
        close_old_connections()


def tell_and_send() -> None:
    """Hears what was done in every organisation, makes notices of it, and sends the mails that are due.

    The first mail that a server refuses ends an organisation's round: where the server is away, none is tried in vain.
    """
    for organisation in organisations():
        with scope(organisation=organisation):
            while notices.hear(organisation=organisation, at=timezone.now()) == notices.AT_ONCE:
                continue
            if settings.MAIL_IS_SET_UP:
                site = settings.SITE_ADDRESS
                mail.gather(organisation=organisation, site=site, at=timezone.now())
                for _mail in range(MAILS):
                    went = mail.send_next(organisation=organisation, site=site, at=timezone.now())
                    if went in {None, mail.Went.FAILED}:
                        break
