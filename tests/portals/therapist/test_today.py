"""Today: the day on one line, what is now on top, changes and endings in one tap or two; whose day it is."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.capture.choices import ChangeKind, ClassRole, Outcome, Reason
from alongside.capture.models import DatedVisit, DayChange
from alongside.capture.queries.days import day_of
from alongside.capture.queries.visits import VisitOnDay
from alongside.classrooms import actions as classrooms
from alongside.people.choices import Discipline
from tests.scheduling.world import MONDAY, NOW, World


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for on the Monday from which the week of `world` holds, a quarter past nine."""
    at_minute(monkeypatch, 9 * 60 + 15)


def at_minute(monkeypatch: pytest.MonkeyPatch, minute: int, on: date = MONDAY) -> None:
    """The clock stands at that minute, and goes on a little each time that it is asked: what is said has an order."""
    moment = datetime(on.year, on.month, on.day, minute // 60, minute % 60, tzinfo=UTC)
    ticks = count()
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment + timedelta(milliseconds=next(ticks)))


def day_with_visit(world: World, name: str = "Ada") -> tuple[date, VisitOnDay]:
    """The first day from that Monday on which somebody has a visit, and that visit."""
    for days in range(5):
        on = MONDAY + timedelta(days=days)
        day = day_of(world.viewer(name, on), world.staff[name].pk, on)
        if day and day.visits:
            return on, day.visits[0]
    raise AssertionError(f"{name} has no visit in that week")


def ask(browser: Client, on: date | None = None) -> HttpResponse:
    return browser.get(reverse("today:day", args=[on]) if on else reverse("today:mine"))


def in_it(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Client, date, VisitOnDay]:
    """Ada five minutes into her first visit."""
    world.published()
    on, visit = day_with_visit(world)
    at_minute(monkeypatch, visit.starts + 5, on)
    return world.browser("Ada"), on, visit


def say(browser: Client, visit: VisitOnDay, name: str = "say", **said: str) -> HttpResponse:
    address = reverse(f"today:{name}", args=[visit.id]) + f"?series={visit.series}&on={visit.on}"
    return browser.post(address, said, follow=True)


def standing(world: World, visit: VisitOnDay) -> DatedVisit:
    return DatedVisit.objects.get(pk=visit.id)


def test_visit_that_is_now_stands_on_top_with_the_minutes_that_are_left(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, _on, visit = in_it(world, monkeypatch)
    html = ask(browser).content.decode()
    assert "Good morning, Ada." in html
    assert f"You are in {visit.place} until" in html
    assert f"{visit.ends - visit.starts - 5} minutes left" in html
    assert visit.title in html.split("<ol")[0]
    for pupil in visit.pupils:
        assert pupil.name in html
    assert f"/capture/?visit={visit.id}" in html


def test_next_visit_stands_on_top_before_it_begins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.published()
    on, visit = day_with_visit(world)
    at_minute(monkeypatch, visit.starts - 25, on)
    html = ask(world.browser("Ada")).content.decode()
    assert "in 25 minutes" in html


def test_day_says_what_the_teacher_teaches(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _on, visit = in_it(world, monkeypatch)
    assert f"{visit.teachers[0]} teaches {visit.routine}." in ask(browser).content.decode()
    say(browser, visit, role=ClassRole.TEAM)
    assert f"Team teaching with {visit.teachers[0]}: {visit.routine}." in ask(browser).content.decode()


def test_visit_is_held_in_one_tap_and_opened_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, on, visit = in_it(world, monkeypatch)
    html = say(browser, visit, "end", outcome=Outcome.HELD, back=f"/today/{on}/").content.decode()
    assert standing(world, visit).outcome == Outcome.HELD
    assert "Write the note" in html
    say(browser, visit, "end", reopen="1")
    assert standing(world, visit).outcome == ""


def test_visit_is_shortened_to_minutes_and_missed_with_a_reason(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, _on, visit = in_it(world, monkeypatch)
    html = say(browser, visit, "end", outcome=Outcome.SHORTENED, minutes="10").content.decode()
    assert "Shortened: 10 minutes" in html
    html = say(browser, visit, "end", outcome=Outcome.MISSED, reason=Reason.ASSEMBLY).content.decode()
    assert "Missed: Assembly" in html
    assert standing(world, visit).reason == Reason.ASSEMBLY


def test_missed_without_a_reason_is_refused_with_a_sentence(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, _on, visit = in_it(world, monkeypatch)
    assert "Say why there was no visit." in say(browser, visit, "end", outcome="missed").content.decode()
    assert "Say how the visit ended" in say(browser, visit, "end", outcome="danced").content.decode()
    assert not DatedVisit.objects.filter(pk=visit.id).exclude(outcome="").exists()


def test_visit_that_is_over_asks_how_it_ended(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.published()
    on, visit = day_with_visit(world)
    at_minute(monkeypatch, visit.ends + 1, on)
    assert "How did it end?" in ask(world.browser("Ada")).content.decode()


def test_class_is_elsewhere_in_two_taps_and_back_in_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, on, visit = in_it(world, monkeypatch)
    html = say(browser, visit, kind=ChangeKind.ASSEMBLY, back=f"/today/{on}/").content.decode()
    change = DayChange.objects.get()
    assert (change.kind, change.starts, change.ends) == (ChangeKind.ASSEMBLY, visit.starts, visit.ends)
    assert "Take back: Assembly" in html
    say(browser, visit, take_back=str(change.pk))
    change.refresh_from_db()
    assert change.taken_back_at is not None
    say(browser, visit, kind=ChangeKind.TRIP)
    assert DayChange.objects.get(kind=ChangeKind.TRIP).starts is None


def test_child_teacher_and_oneself_are_said_away(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, on, visit = in_it(world, monkeypatch)
    pupil = visit.pupils[0]
    say(browser, visit, away=str(pupil.child.pk))
    say(browser, visit, teacher=str(visit.taught_by[0].pk))
    browser.post(reverse("today:away", args=[on]))
    html = ask(browser).content.decode()
    assert {change.kind for change in DayChange.objects.all()} == {"child_away", "teacher_away", "staff_away"}
    for said in ("Child away", "Teacher away", "Therapist away"):
        assert said in html, said
    assert "I am away this day" not in html


def test_visit_is_moved_by_a_short_form(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, on, visit = in_it(world, monkeypatch)
    address = reverse("today:move", args=[visit.id]) + f"?series={visit.series}&on={visit.on}"
    assert f'value="{visit.on}"' in browser.get(address).content.decode()
    answer = browser.post(address, {"on": MONDAY + timedelta(days=5), "starts": "09:00"})
    assert "has no school on Saturday" in answer.content.decode()
    far = browser.post(address, {"on": MONDAY + timedelta(days=5 + 52 * 7), "starts": "09:00"})
    assert "has no school on Saturday 4 December 2027. Choose another day." in far.content.decode()
    late = browser.post(address, {"on": on, "starts": "14:00", "agreed": "1"}).content.decode()
    assert "the day of 1A is from 9:00 to 11:30. Choose a time within it." in late
    assert "We have agreed" not in late
    asked = browser.post(address, {"on": on, "starts": "10:00"}).content.decode()
    for reason in ("1A admits no push-in during", "10:00 was meant otherwise"):
        assert reason in asked
    assert not DatedVisit.objects.exists()
    (agreed,) = re.findall(r'<form method="post" class="mt-5.*?</form>', asked, re.DOTALL)
    form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', agreed))
    assert form.pop("csrfmiddlewaretoken", "")
    assert form == {"on": on.isoformat(), "starts": "10:00", "agreed": "1"}
    browser.post(address, form)
    assert standing(world, visit).starts == 10 * 60
    html = ask(browser).content.decode()
    assert "Moved from" in html


def test_other_days_are_a_step_away(world: World) -> None:
    world.published()
    html = ask(world.browser("Ada")).content.decode()
    for days in (-1, 1):
        assert reverse("today:day", args=[MONDAY + timedelta(days=days)]) in html
    assert ask(world.browser("Ada"), date(2090, 1, 1)).status_code == 404
    assert world.browser("Ada").get("/today/2026-02-31/").status_code == 404


def test_day_without_school_says_why(world: World) -> None:
    for school in world.both:
        classrooms.add_day_off(school=school, on=MONDAY, reason="Teachers’ day", by=world.joy, at=NOW)
    world.published()
    assert "No school: Teachers’ day" in ask(world.browser("Ada")).content.decode()


def test_day_without_a_visit_says_what_would_stand_there(world: World) -> None:
    assert "No visit on this day." in ask(world.browser("Ada")).content.decode()


def test_coordinator_looks_at_anybodys_day(world: World) -> None:
    world.published()
    on, visit = day_with_visit(world)
    staff = world.staff["Ada"].pk
    html = world.browser("joy").get(reverse("today:of_day", args=[staff, on])).content.decode()
    assert "Ada Marsh: " in html
    assert visit.title in html
    assert world.browser("joy").get(reverse("today:of", args=[staff])).status_code == 200


def test_everybody_else_finds_no_day_and_no_visit(
    world: World, elsewhere: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    _browser, _on, visit = in_it(world, monkeypatch)
    staff = world.staff["Ada"].pk
    query = f"?series={visit.series}&on={visit.on}"
    assert world.browser("Ben").get(reverse("today:of", args=[staff])).status_code == 404
    for browser in (
        world.browser("Tom"), world.browser("Gita"), elsewhere.browser("joy"), elsewhere.browser("Ada"),
    ):  # fmt: skip
        assert browser.get(reverse("today:of", args=[staff])).status_code == 404
        for name in ("visit", "move"):
            assert browser.get(reverse(f"today:{name}", args=[visit.id]) + query).status_code == 404
        for name in ("end", "say"):
            address = reverse(f"today:{name}", args=[visit.id]) + query
            assert browser.post(address, {"outcome": "held", "kind": "trip"}).status_code == 404
    for name in ("Tom", "Gita", "joy"):
        assert world.browser(name).get(reverse("today:mine")).status_code == 404
    assert not DatedVisit.objects.exists()
    assert not DayChange.objects.exists()


def test_what_is_no_button_is_no_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, _on, visit = in_it(world, monkeypatch)
    for said in (
        {"kind": "party"}, {"role": "queen"}, {"away": "nobody"}, {"away": str(UUID(int=1))},
        {"take_back": str(UUID(int=1))}, {"teacher": str(UUID(int=1))}, {},
    ):  # fmt: skip
        assert say(browser, visit, **said).status_code == 404
    assert browser.get(reverse("today:visit", args=[UUID(int=5)])).status_code == 404
    assert browser.get(reverse("today:visit", args=[visit.id]) + "?on=2026-02-31").status_code == 404


def test_signed_out_reader_is_asked_to_sign_in() -> None:
    answer = Client().get("/today/")
    assert answer.headers["Location"].startswith(reverse("account_login"))


def test_front_door_leads_a_therapist_to_today(world: World) -> None:
    assert world.browser("Ada").get("/").headers["Location"] == reverse("today:mine")


def test_day_asks_the_same_number_of_questions_for_one_and_three(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, _on, visit = in_it(world, monkeypatch)

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            assert ask(browser).status_code == 200
        return len(context)

    asked()
    one = asked()
    for child in ("Eli", "Mira"):
        world.service(child, Discipline.OCCUPATIONAL, f"{child} more", minutes=15)
    world.published(visit.on)
    assert asked() == one
