"""The worker's rounds: what a dead machine has left behind is ended, in every organisation, whatever happens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import OperationalError
from django_scopes import scope

from alongside.config.management.commands import work
from alongside.conversations.actions import mail
from alongside.conversations.choices import About
from alongside.conversations.models import Mail, Notice
from alongside.conversations.queries.mail import count_waiting
from alongside.scheduling.actions import builds
from alongside.scheduling.choices import BuildState
from tests.scheduling.world import NOW, World, later


class Rounds:
    """Lets so many rounds pass, and then stops; stands in for the event that ends them."""

    def __init__(self, rounds: int) -> None:
        self.left = rounds

    def wait(self, seconds: float) -> bool:
        self.left -= 1
        return self.left < 0


@pytest.fixture
def five_minutes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: later(minutes=5))
    monkeypatch.setattr(work, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("five_minutes_on")
def test_dead_builds_of_every_organisation_are_ended(world: World, elsewhere: World) -> None:
    dead = []
    for each in (world, elsewhere):
        with scope(organisation=each.organisation):
            build = each.ask()
            builds._start(build, NOW)
            dead.append(build)
    work.make_rounds(Rounds(1))  # type: ignore[arg-type]
    for build in dead:
        with scope(organisation=build.organisation):
            build.refresh_from_db()
        assert build.state == BuildState.FAILED


@pytest.mark.usefixtures("five_minutes_on")
def test_round_that_fails_is_followed_by_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    build = world.ask()
    builds._start(build, NOW)
    give_up, failures = builds.give_up_silent_builds, [OperationalError("database is locked")]

    def fail_once(**given: object) -> int:
        if failures:
            raise failures.pop()
        return give_up(**given)  # type: ignore[arg-type]

    monkeypatch.setattr(work.builds, "give_up_silent_builds", fail_once)
    work.make_rounds(Rounds(2))  # type: ignore[arg-type]
    build.refresh_from_db()
    assert build.state == BuildState.FAILED
    assert "database is locked" in caplog.text


@pytest.mark.usefixtures("five_minutes_on")
def test_round_tells_and_mails_in_every_organisation(
    world: World, elsewhere: World, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_IS_SET_UP = True
    for each in (world, elsewhere):
        with scope(organisation=each.organisation):
            each.published()
            mail.write_mail(to=f"a@{each.organisation}.example", subject="S", body="B", by=each.joy, at=NOW)
    work.make_rounds(Rounds(2))  # type: ignore[arg-type]
    assert sorted(message.to[0] for message in mailoutbox) == ["a@Lighthouse.example", "a@Windmill.example"]
    for each in (world, elsewhere):
        with scope(organisation=each.organisation):
            told = Notice.objects.filter(about=About.TIMETABLE)
            assert {notice.organisation_id for notice in told} == {each.organisation.pk}


@pytest.mark.usefixtures("five_minutes_on")
def test_without_a_mail_server_mails_wait(
    world: World, settings: Any, mailoutbox: list[EmailMessage]
) -> None:
    settings.MAIL_IS_SET_UP = False
    mail.write_mail(to="a@lighthouse.example", subject="S", body="B", by=world.joy, at=NOW)
    work.make_rounds(Rounds(1))  # type: ignore[arg-type]
    assert mailoutbox == []
    assert count_waiting(world.joy) == 1


@pytest.mark.usefixtures("five_minutes_on")
def test_round_stops_at_the_first_mail_that_fails(
    world: World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MAIL_IS_SET_UP = True
    tried = []

    def refuse(each: Mail, site: str) -> None:
        tried.append(each.to)
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(mail, "_hand_over", refuse)
    for name in ("a", "b", "c"):
        mail.write_mail(to=f"{name}@lighthouse.example", subject="S", body="B", by=world.joy, at=NOW)
    work.make_rounds(Rounds(1))  # type: ignore[arg-type]
    assert len(tried) == 1
    assert count_waiting(world.joy) == 3
