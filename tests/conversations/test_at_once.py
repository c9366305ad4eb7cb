"""Two workers at the same moment: nobody is told twice, and no mail goes out twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.core import mail as outbox
from django.db import connection, connections
from django_scopes import scope

from alongside.conversations.actions import mail as actions
from alongside.conversations.actions.notices import hear
from alongside.conversations.models import Mail, Notice
from alongside.people.actions import audit
from tests.conversations.said import talk
from tests.factories import AT, SmallSchool, small_school

pytestmark = pytest.mark.django_db(transaction=True)
SITE = "https://alongside.example"


@pytest.fixture
def shared_school() -> SmallSchool:
    """The small school, written down for good, so that several connections see it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database for tests is one connection's own; tests/on_postgresql.sh runs these.")
    return small_school()


def at_once(people: SmallSchool, act: Callable[[], Any], times: int = 4) -> list[Any]:
    """What each of so many workers returns that begin at one moment on connections of their own."""
    start = Barrier(times)

    def run(_number: int) -> Any:
        try:
            with scope(organisation=people.organisation):
                start.wait()
                return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_trail_heard_by_four_at_once_tells_once(shared_school: SmallSchool) -> None:
    people = shared_school
    with scope(organisation=people.organisation):
        for number in range(20):
            moment = AT + timedelta(minutes=number)
            audit(people.mei, moment, "plan.shared", people.ada, child=str(people.ada.pk))
    later = AT + timedelta(hours=1)
    heard = at_once(people, lambda: hear(organisation=people.organisation, at=later))
    assert sorted(heard) == [0, 0, 0, 20]
    with scope(organisation=people.organisation):
        assert Notice.objects.count() == 20


def test_digest_gathered_by_four_at_once_is_one(shared_school: SmallSchool) -> None:
    people = shared_school
    with scope(organisation=people.organisation):
        talk(people, people.mei, people.li, is_urgent=True)
    written = at_once(people, lambda: actions.gather(organisation=people.organisation, site=SITE, at=AT))
    assert sorted(written) == [0, 0, 0, 1]
    with scope(organisation=people.organisation):
        assert Mail.objects.count() == 1


def test_mails_sent_by_four_at_once_go_once_each(shared_school: SmallSchool) -> None:
    people = shared_school
    with scope(organisation=people.organisation):
        for number in range(12):
            actions.write_mail(to=f"{number}@b.example", subject="S", body="B", by=people.joy, at=AT)

    def send_all() -> int:
        sent = 0
        while actions.send_next(organisation=people.organisation, site=SITE, at=AT):
            sent += 1
        return sent

    assert sum(at_once(people, send_all)) == 12
    assert len({message.to[0] for message in outbox.outbox}) == len(outbox.outbox) == 12
