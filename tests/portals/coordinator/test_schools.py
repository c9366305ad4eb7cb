"""A coordinator's way through schools: how their days turn, the year, rooms, ways between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.classrooms import queries
from alongside.classrooms.models import DayOff, Room, Term
from alongside.people.actions import add_school
from alongside.people.models import School
from alongside.people.rules import Viewer
from alongside.scheduling.models import Travel
from tests.factories import AT, ON, SmallSchool, founded

SignIn = Callable[[Viewer], Client]

LIST = "/schools/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address(name: str, school: School) -> str:
    return reverse(f"coordinator:{name}", args=[school.pk])


def test_schools_are_listed_and_added_by_name(people: SmallSchool, joy: Client) -> None:
    joy.post(reverse("coordinator:school_add"), {"name": "Hill End"})
    listed = page(joy, LIST)
    assert "River School" in listed
    assert "Mon, Tue, Wed, Thu, Fri" in listed
    assert "not known yet" in listed
    again = joy.post(reverse("coordinator:school_add"), {"name": "hill end"}).content.decode()
    assert "There is a school called hill end already." in again


def test_the_list_asks_as_often_for_one_school_as_for_three(people: SmallSchool, joy: Client) -> None:
    with CaptureQueriesContext(connection) as one:
        page(joy, LIST)
    for name in ("Two", "Three"):
        add_school(name=name, by=people.joy, at=AT)
    with CaptureQueriesContext(connection) as three:
        page(joy, LIST)
    assert len(one) == len(three)


def cycle(**changes: object) -> dict[str, object]:
    """How days turn as a browser sends it: school from Sunday to Tuesday."""
    usual = {"kind": "weekday", "weekdays": ["0", "1", "6"], "first": "6", "days": "Sun, Mon, Tue"}
    return usual | {"anchor_on": "2025-09-07"} | changes


def test_a_week_may_begin_on_any_day(people: SmallSchool, joy: Client) -> None:
    joy.post(address("cycle", people.school), cycle())
    turning = queries.cycle_of(people.school)
    assert turning is not None
    assert dict(zip(turning.days, turning.weekdays, strict=True)) == {"Sun": 6, "Mon": 0, "Tue": 1}
    never = joy.post(address("cycle", people.school), cycle(first="4")).content.decode()
    assert "School is not held on that day." in never


def test_two_weeks_have_each_day_twice(people: SmallSchool, joy: Client) -> None:
    few = joy.post(address("cycle", people.school), cycle(kind="fortnight")).content.decode()
    assert "School is held on 6 days, but 3 are named." in few
    names = "Sun A, Mon A, Tue A, Sun B, Mon B, Tue B"
    joy.post(address("cycle", people.school), cycle(kind="fortnight", days=names))
    turning = queries.cycle_of(people.school)
    assert turning is not None
    assert turning.weekdays == [6, 0, 1, 6, 0, 1]


def test_numbered_days_may_be_more_than_the_weekdays(people: SmallSchool, joy: Client) -> None:
    joy.post(address("cycle", people.school), cycle(kind="rotation", days="1, 2, 3, 4, 5, 6"))
    turning = queries.cycle_of(people.school)
    assert turning is not None
    assert turning.days == ["1", "2", "3", "4", "5", "6"]
    twice = joy.post(address("cycle", people.school), cycle(kind="rotation", days="1, 1")).content.decode()
    assert "Two days of a cycle have the same name." in twice


def test_a_term_is_said_with_its_last_day(people: SmallSchool, joy: Client) -> None:
    starts, last = ON + timedelta(weeks=18), ON + timedelta(weeks=28, days=4)
    spring = {"name": "Spring", "starts": starts.isoformat(), "last": last.isoformat()}
    joy.post(address("term_add", people.school), spring)
    assert Term.objects.get(name="Spring").ends == last + timedelta(days=1)
    shown = page(joy, address("school", people.school))
    assert f"{starts:%-d %b %Y} to {last:%-d %b %Y}" in shown
    assert re.search(rf"{starts:%B %Y}: \d+ school days", shown)
    overlap = joy.post(address("term_add", people.school), spring | {"name": "Extra"}).content.decode()
    assert "These dates overlap with Spring." in overlap
    assert 'value="Extra"' in overlap
    backwards = joy.post(
        address("term_add", people.school), spring | {"last": ON.isoformat()}
    ).content.decode()
    assert "The last day lies before the first." in backwards


def test_a_term_is_taken_away(people: SmallSchool, joy: Client) -> None:
    term = Term.objects.get(school=people.school)
    joy.post(reverse("coordinator:term_remove", args=[people.school.pk, term.pk]))
    assert not Term.objects.exists()
    assert "No term is known yet." in page(joy, address("school", people.school))


def test_a_holiday_is_added_in_one_go_and_a_day_given_back(people: SmallSchool, joy: Client) -> None:
    where, monday = address("days_off_add", people.school), ON + timedelta(weeks=5)
    holiday = {"reason": "Half term", "first": monday.isoformat()}
    joy.post(where, holiday | {"last": (monday + timedelta(days=4)).isoformat()})
    joy.post(where, {"reason": "Training", "first": (monday + timedelta(days=28)).isoformat()})
    assert DayOff.objects.filter(school=people.school).count() == 6
    shown = page(joy, address("school", people.school))
    assert re.search(rf"{monday:%B %Y}: \d+ school days, 5 days off", shown)
    day = DayOff.objects.get(reason="Training")
    joy.post(reverse("coordinator:day_off_remove", args=[people.school.pk, day.pk]))
    assert not DayOff.objects.filter(reason="Training").exists()


def test_days_off_that_go_backwards_or_last_a_year_are_refused(people: SmallSchool, joy: Client) -> None:
    where = address("days_off_add", people.school)
    asked = {"reason": "x", "first": ON.isoformat()}
    backwards = joy.post(where, asked | {"last": (ON - timedelta(days=1)).isoformat()}).content.decode()
    assert "Give it a later last day." in backwards
    year = joy.post(where, asked | {"last": (ON + timedelta(days=365)).isoformat()}).content.decode()
    assert "more than three months" in year
    assert not DayOff.objects.exists()


def test_a_room_is_free_at_the_same_hours_every_day_until_somebody_says_otherwise(
    people: SmallSchool, joy: Client
) -> None:
    joy.post(address("room_add", people.school), {"name": "Attic", "starts": "09:00", "ends": "12:00"})
    attic = Room.objects.get(name="Attic")
    assert attic.openings.count() == 5
    assert "Mon, Tue, Wed, Thu, Fri: 9:00–12:00" in page(joy, address("school", people.school))
    joy.post(
        reverse("coordinator:room", args=[attic.pk]),
        {"starts_0_0": "09:00", "ends_0_0": "10:00", "starts_0_1": "11:00", "ends_0_1": "12:00"},
    )
    assert "Mon: 9:00–10:00, 11:00–12:00" in page(joy, address("school", people.school))
    taken = joy.post(
        address("room_add", people.school), {"name": "attic", "starts": "09:00", "ends": "12:00"}
    )
    assert "River School has a room attic already." in taken.content.decode()
    late = joy.post(address("room_add", people.school), {"name": "Loft", "starts": "12:00", "ends": "09:00"})
    assert "Give it a later end." in late.content.decode()
    assert not Room.objects.filter(name="Loft").exists()


def test_the_way_between_two_schools_is_the_same_both_ways(people: SmallSchool, joy: Client) -> None:
    other = add_school(name="Hill End", by=people.joy, at=AT)
    assert "None is known." in page(joy, LIST)
    way = reverse("coordinator:way")
    joy.post(way, {"one": people.school.pk, "other": other.pk, "minutes": "15"})
    joy.post(way, {"one": other.pk, "other": people.school.pk, "minutes": "20"})
    assert Travel.objects.get().minutes == 20
    assert "20 min" in page(joy, LIST)
    same = joy.post(way, {"one": other.pk, "other": other.pk, "minutes": "5"}).content.decode()
    assert "Choose two different schools." in same


def test_an_organisation_without_a_school_is_told_where_to_begin(sign_in: SignIn, db: None) -> None:
    assert "No school is here yet." in page(sign_in(founded()), LIST)
