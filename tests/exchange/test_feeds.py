"""The week as a private calendar: what stands in it, who may read it, and that it says the same twice."""

from __future__ import annotations

import re
from datetime import UTC, date, timedelta

import pytest
from django.test import Client
from django_scopes import scope
from icalendar import Calendar

from alongside.classrooms import actions as classrooms
from alongside.exchange.actions import calendars
from alongside.exchange.models import CalendarAddress
from alongside.exchange.queries import feeds
from alongside.people.models import RoleHeld
from alongside.people.rules import NotAllowed
from alongside.trust import queries as trust
from tests.scheduling.test_drafts import move, number_of
from tests.scheduling.world import MONDAY, NOW, TODAY, World, later

HOST = "alongside.example"
WEEK = timedelta(days=7)


def opened(world: World, name: str) -> tuple[str, CalendarAddress]:
    """A new address of somebody's, by its secret and as it is kept."""
    token = calendars.open_address(label="Phone", by=world.viewer(name), at=NOW)
    address = feeds.address_of(token)
    assert address is not None
    return token, address


def read(world: World, name: str, on: date = TODAY) -> Calendar:
    """Somebody's calendar as a program reads it."""
    content = feeds.feed(opened(world, name)[1], on, HOST)
    assert content is not None
    return Calendar.from_ical(content)


def summaries(calendar: Calendar) -> set[str]:
    return {str(event["SUMMARY"]) for event in calendar.walk("VEVENT")}


def test_therapist_reads_class_and_letters(world: World) -> None:
    world.published()
    calendar = read(world, "Ada")
    assert str(calendar["X-WR-CALNAME"]) == "Alongside: Ada Marsh"
    assert {"2A: S.", "1A: N.", "Planning with 1A"} <= summaries(calendar)
    [sami, *_more] = [event for event in calendar.walk("VEVENT") if event["SUMMARY"] == "2A: S."]
    assert str(sami["LOCATION"]) == "2A, Alder"
    assert str(sami["UID"]).endswith(f"-2026-11-30@{HOST}")
    assert (int(sami["SEQUENCE"]), str(sami["STATUS"])) == (0, "CONFIRMED")


def test_teacher_and_family_read_who_comes(world: World) -> None:
    world.published()
    assert "Occupational therapy, in class: Ada Marsh (E., N.)" in summaries(read(world, "Tom"))
    assert summaries(read(world, "Gita")) == {
        "Occupational therapy, in class: Ada Marsh (N.)",
        "Speech and language therapy, outside class: Ben Marsh (N.)",
    }


@pytest.mark.parametrize("name", ["Ada", "Ben", "Tom", "Una", "Gita", "joy"])
def test_no_childs_name_stands_in_a_feed(world: World, name: str) -> None:
    world.published()
    content = feeds.feed(opened(world, name)[1], MONDAY, HOST)
    assert content is not None
    written = content.decode().replace("Alongside: Gita Vale", "")  # the calendar bears its owner's name
    for child in world.children.values():
        assert child.given_name not in written
        assert child.family_name not in written


def test_coordinator_reads_an_empty_calendar(world: World) -> None:
    world.published()
    assert not read(world, "joy").walk("VEVENT")


def test_moved_visit_is_the_same_event_with_a_higher_sequence(world: World) -> None:
    first = world.draft()
    world.publish(move(world, first, number_of(world, first, "Sami OT"), day="Wed", start=630))
    second = world.draft()
    world.publish(
        move(world, second, number_of(world, second, "Sami OT"), day="Thu", start=630), MONDAY + WEEK
    )
    events = [event for event in read(world, "Ada").walk("VEVENT") if event["SUMMARY"] == "2A: S."]
    before, after = events[:2]
    assert before.decoded("DTSTART").strftime("%a %H:%M") == "Wed 10:30"
    assert after.decoded("DTSTART").strftime("%a %H:%M") == "Thu 10:30"
    assert str(before["UID"]).split("-2026")[0] == str(after["UID"]).split("-2026")[0]
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)


def test_times_are_those_of_the_wall_clock_when_the_clocks_change(world: World) -> None:
    spring = (date(2027, 1, 4), date(2027, 4, 24))
    for school in world.both:
        classrooms.add_term(
            school=school, name="Spring", starts=spring[0], ends=spring[1], by=world.joy, at=NOW
        )
    draft = world.draft()
    world.publish(move(world, draft, number_of(world, draft, "Sami OT"), day="Wed", start=630))
    starts = {
        event.decoded("DTSTART")
        for event in read(world, "Ada", date(2027, 3, 24)).walk("VEVENT")
        if event["SUMMARY"] == "2A: S."
    }
    by_day = {start.date(): start for start in starts}
    before, after = by_day[date(2027, 3, 24)], by_day[date(2027, 3, 31)]
    assert before.strftime("%H:%M") == after.strftime("%H:%M") == "10:30"
    assert before.astimezone(UTC).hour == 10
    assert after.astimezone(UTC).hour == 9


def test_only_a_digest_of_the_secret_is_kept(world: World) -> None:
    token, address = opened(world, "Ada")
    assert re.fullmatch(r"[\w-]{43}", token)
    kept = CalendarAddress.objects.filter(pk=address.pk).values().get()
    assert token not in repr(kept)
    assert kept["digest"] == feeds.digest_of(token)
    assert len({opened(world, "Ada")[0] for _each in range(5)}) == 5


def test_address_is_closed_by_its_owner_alone(world: World) -> None:
    token, address = opened(world, "Ada")
    for name in ("Ben", "joy"):
        with pytest.raises(NotAllowed, match="somebody else’s"):
            calendars.close_address(address=address, by=world.viewer(name), at=NOW)
        assert not feeds.addresses_for(world.viewer(name)).exists()
    calendars.close_address(address=address, by=world.viewer("Ada"), at=NOW)
    assert feeds.address_of(token) is None
    assert not feeds.addresses_for(world.viewer("Ada")).exists()
    told = trust.events_about(
        world.organisation.pk, subject_type="exchange.calendaraddress", subject_id=str(address.pk)
    )
    assert [each.action for each in told] == ["calendar.opened", "calendar.closed"]


def test_reading_is_noted_once_an_hour_and_at_once_for_another_program(world: World) -> None:
    _token, address = opened(world, "Ada")
    calendars.note_reading(address=address, program="Google", at=NOW)
    calendars.note_reading(address=address, program="Google", at=later(minutes=59))
    address.refresh_from_db()
    assert (address.read_at, address.read_with) == (NOW, "Google")
    calendars.note_reading(address=address, program="Someone" * 99, at=later(minutes=59))
    address.refresh_from_db()
    assert (address.read_at, len(address.read_with)) == (later(minutes=59), 200)


@pytest.mark.usefixtures("tuesday")
class TestPage:
    """The address as a calendar program asks for it: not signed in, outside every organisation."""

    def test_feed_is_a_private_calendar(self, world: World) -> None:
        world.published()
        answer = Client().get(f"/calendar/{opened(world, 'Ada')[0]}.ics")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"].startswith("private")
        assert b"2A: S." in answer.content

    def test_feed_read_twice_is_the_same_and_then_not_sent(self, world: World) -> None:
        world.published()
        token, address = opened(world, "Ada")
        first = Client().get(f"/calendar/{token}.ics", headers={"user-agent": "Google"})
        second = Client().get(f"/calendar/{token}.ics")
        assert first.headers["ETag"] == second.headers["ETag"]
        assert first.content == second.content
        third = Client().get(f"/calendar/{token}.ics", headers={"if-none-match": first.headers["ETag"]})
        assert (third.status_code, third.content) == (304, b"")
        address.refresh_from_db()
        assert address.read_at == NOW

    def test_wrong_withdrawn_closed_and_left_look_alike(self, world: World) -> None:
        world.published()
        withdrawn, address = opened(world, "Ada")
        calendars.close_address(address=address, by=world.viewer("Ada"), at=NOW)
        closed, _address = opened(world, "Ben")
        world.accounts["Ben"].is_active = False
        world.accounts["Ben"].save()
        left, _address = opened(world, "Una")
        RoleHeld.objects.filter(account=world.accounts["Una"]).update(ends=TODAY)
        pages = set()
        for token in ("no-such-secret", withdrawn, closed, left):
            answer = Client().get(f"/calendar/{token}.ics")
            assert answer.status_code == 404
            [said] = re.findall(r"<main.*</main>", answer.content.decode(), re.DOTALL)
            pages.add(said)
        assert len(pages) == 1

    def test_feed_is_only_read(self, world: World) -> None:
        assert Client().post(f"/calendar/{opened(world, 'Ada')[0]}.ics").status_code == 405


def test_stranger_reads_nothing_of_this_organisation(world: World, elsewhere: World) -> None:
    world.published()
    with scope(organisation=elsewhere.organisation):
        assert not read(elsewhere, "Ada").walk("VEVENT")
