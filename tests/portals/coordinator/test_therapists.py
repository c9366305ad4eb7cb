"""A coordinator's way through staff: hours, limits, other work, accounts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from alongside.classrooms.rules import day_in_words
from alongside.people.choices import Discipline
from alongside.people.models import Account, StaffMember
from alongside.people.rules import Viewer
from alongside.portals.coordinator.pictures import times_by_day
from alongside.scheduling.models import Availability, PlanningTask
from alongside.scheduling.queries.loads import therapist_loads
from tests.factories import ON, SmallSchool, a_therapist, founded

SignIn = Callable[[Viewer], Client]

LIST = "/therapists/"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def address(name: str, staff: StaffMember) -> str:
    return reverse(f"coordinator:{name}", args=[staff.pk])


def hours_of(staff: StaffMember) -> list[tuple[str, int, int]]:
    spans = Availability.objects.filter(staff=staff)
    return sorted(spans.values_list("day", "starts", "ends"))


def test_therapists_are_listed_with_hours_and_minutes_against_their_limit(
    people: SmallSchool, joy: Client
) -> None:
    listed = page(joy, LIST)
    for said in ("Mei Tan", "River School", "30 h", "0 of 1,320 min", "Carla Ferreira"):
        assert said in listed


def test_the_list_asks_as_often_for_one_therapist_more(people: SmallSchool, joy: Client) -> None:
    with CaptureQueriesContext(connection) as before:
        page(joy, LIST)
    for name in ("Bo", "Di", "Vi"):
        a_therapist(name, Discipline.BEHAVIOUR, people.school, by=people.joy)
    with CaptureQueriesContext(connection) as after:
        page(joy, LIST)
    assert len(before) == len(after)


def test_nobody_but_a_coordinator_is_told_the_loads(people: SmallSchool) -> None:
    assert [load.work_minutes for load in therapist_loads(people.joy)] == [5 * 360, 5 * 360]
    assert therapist_loads(people.mei) == []


def test_a_therapist_without_discipline_is_refused_at_the_field(people: SmallSchool, joy: Client) -> None:
    typed = {"role": "therapist", "given_name": "Bo", "discipline": ""}
    refused = joy.post(reverse("coordinator:staff_add"), typed).content.decode()
    assert "Say which therapy this therapist gives." in refused
    assert 'value="Bo"' in refused


def test_staff_are_added_and_a_teacher_has_no_discipline(people: SmallSchool, joy: Client) -> None:
    for role in ("therapist", "assistant", "teacher"):
        joy.post(
            reverse("coordinator:staff_add"), {"role": role, "given_name": role, "discipline": "behaviour"}
        )
    added = dict(
        StaffMember.objects.filter(given_name__in=["therapist", "assistant", "teacher"]).values_list(
            "role", "discipline"
        )
    )
    assert added == {"therapist": "behaviour", "assistant": "behaviour", "teacher": ""}
    assert "1 has no working hours yet" in page(joy, LIST)


def test_hours_are_said_once_for_every_day(people: SmallSchool, joy: Client) -> None:
    typed = {"starts_0_0": "08:00", "ends_0_0": "12:00", "school_0_0": people.school.pk, "same": "on"}
    joy.post(address("therapist_hours", people.mei_staff), typed)
    assert hours_of(people.mei_staff) == sorted(
        (day, 480, 720) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")
    )


def test_hours_of_single_days_are_kept_as_typed(people: SmallSchool, joy: Client) -> None:
    typed = {
        "starts_0_0": "08:00",
        "ends_0_0": "10:00",
        "starts_0_1": "10:30",
        "ends_0_1": "12:00",
        "school_0_1": people.school.pk,
    }
    joy.post(address("therapist_hours", people.mei_staff), typed)
    assert hours_of(people.mei_staff) == [("Mon", 480, 600), ("Mon", 630, 720)]
    assert Availability.objects.get(staff=people.mei_staff, starts=480).school is None


def test_days_are_called_as_the_reader_calls_them(people: SmallSchool, joy: Client) -> None:
    Account.objects.filter(pk=people.joy.account.pk).update(language="es")
    with translation.override("es"):
        monday, tuesday = day_in_words("Mon"), day_in_words("Tue")
        spans = [("Mon", 500, 720), ("Tue", 500, 720)]
        assert times_by_day(("Mon", "Tue"), spans) == [(f"{monday}, {tuesday}", [(500, 720)])]
    asked = page(joy, address("therapist_hours", people.mei_staff))
    assert f'aria-label="{monday}, ' in asked
    assert 'aria-label="Mon, ' not in asked
    typed = {"starts_1_0": "08:00", "ends_1_0": "10:00", "starts_1_1": "09:00", "ends_1_1": "12:00"}
    refused = joy.post(address("therapist_hours", people.mei_staff), typed).content.decode()
    with translation.override("es"):
        assert (
            translation.gettext("Two spans of working time overlap on {day}. Change one of the two.").format(
                day=tuesday
            )
            in refused
        )


def test_hours_that_overlap_or_lack_an_end_are_refused_and_kept_on_the_page(
    people: SmallSchool, joy: Client
) -> None:
    before = hours_of(people.mei_staff)
    typed = {"starts_1_0": "08:00", "ends_1_0": "10:00", "starts_1_1": "09:00", "ends_1_1": "12:00"}
    refused = joy.post(address("therapist_hours", people.mei_staff), typed).content.decode()
    assert "overlap on Tue" in refused
    assert 'value="09:00"' in refused
    half = joy.post(address("therapist_hours", people.mei_staff), {"starts_1_0": "08:00"}).content.decode()
    assert "Write both times, or neither." in half
    assert hours_of(people.mei_staff) == before


def test_a_school_of_a_stranger_cannot_be_chosen(people: SmallSchool, stranger: object, joy: Client) -> None:
    before = hours_of(people.mei_staff)
    foreign = stranger.school.pk  # type: ignore[attr-defined]
    typed = {"starts_0_0": "08:00", "ends_0_0": "12:00", "school_0_0": foreign}
    assert (
        "Select a valid choice"
        in joy.post(address("therapist_hours", people.mei_staff), typed).content.decode()
    )
    assert hours_of(people.mei_staff) == before


LIMITS = {
    "lunch_earliest": "11:30",
    "lunch_latest": "13:00",
    "lunch_minutes": "40",
    "changeover": "10",
    "max_direct_minutes_per_day": "240",
    "max_direct_minutes_per_cycle": "900",
    "max_children_per_visit": "3",
}


def test_limits_are_kept_and_lunch_must_fit(people: SmallSchool, joy: Client) -> None:
    refused = joy.post(
        address("therapist_limits", people.mei_staff), LIMITS | {"lunch_minutes": "100"}
    ).content.decode()
    assert "Give it more room." in refused
    assert 'value="100"' in refused
    joy.post(address("therapist_limits", people.mei_staff), LIMITS)
    assert "40 minutes of lunch between 11:30 and 13:00" in page(joy, address("therapist", people.mei_staff))
    assert "0 of 900 min" in page(joy, LIST)


TASK = {
    "title": "Planning with Carla",
    "minutes": "20",
    "priority": "1",
    "starts_1_0": "09:00",
    "ends_1_0": "10:00",
}


def test_other_work_is_added_with_a_class_and_ended(people: SmallSchool, joy: Client) -> None:
    joy.post(address("task_add", people.mei_staff), TASK | {"classroom": people.class_2b.pk})
    task = PlanningTask.objects.get(staff=people.mei_staff)
    assert (task.school, task.classroom) == (people.school, people.class_2b)
    assert task.windows == [{"day": "Tue", "starts": 540, "ends": 600}]
    assert "Planning with Carla" in page(joy, address("therapist", people.mei_staff))
    end = reverse("coordinator:task_end", args=[task.pk])
    joy.post(end)
    task.refresh_from_db()
    assert task.ends_on == ON + timedelta(days=1)
    assert joy.post(end).status_code == 404


def test_other_work_without_a_window_or_a_place_is_refused(people: SmallSchool, joy: Client) -> None:
    where = address("task_add", people.mei_staff)
    nowhere = joy.post(where, TASK).content.decode()
    assert "Say at which school this is" in nowhere
    never = joy.post(
        where, {"title": "Planning", "minutes": "20", "priority": "1", "school": people.school.pk}
    )
    assert "Say on at least one day" in never.content.decode()
    short = joy.post(where, TASK | {"minutes": "90", "school": people.school.pk}).content.decode()
    assert "None of the windows is 90 minutes long." in short
    assert not PlanningTask.objects.exists()


def test_teachers_have_no_working_hours_here(people: SmallSchool, joy: Client) -> None:
    assert joy.get(address("therapist_hours", people.carla_staff)).status_code == 404
    assert "Teachers are given their classes" in page(joy, address("therapist", people.carla_staff))


def test_a_member_of_staff_is_given_an_account(people: SmallSchool, joy: Client) -> None:
    bo = a_therapist("Bo", Discipline.BEHAVIOUR, people.school, by=people.joy)
    typed = {"email": "bo@riverside.example", "password": "three green boats"}
    joy.post(address("staff_account", bo), typed)
    bo.refresh_from_db()
    assert bo.account is not None
    assert "Signs in as bo@riverside.example." in page(joy, address("therapist", bo))


def test_an_organisation_without_therapists_is_told_where_to_begin(sign_in: SignIn, db: None) -> None:
    assert "No therapist is here yet." in page(sign_in(founded()), LIST)
