"""A coordinator corrects names, says who leaves and on which day, and adds somebody more who runs the programme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.people.models import Account, RoleHeld
from alongside.people.rules import Viewer
from tests.factories import ON, PASSWORD, SmallSchool

SignIn = Callable[[Viewer], Client]

TODAY = ON + timedelta(days=1)
LATER = TODAY + timedelta(days=30)


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def about(name: str, thing: object) -> str:
    return reverse(f"coordinator:{name}", args=[thing.pk])  # type: ignore[attr-defined]


def test_a_child_s_name_is_put_right(people: SmallSchool, joy: Client) -> None:
    where = about("child_name", people.ada)
    assert 'value="Ada"' in page(joy, where)
    joy.post(where, {"given_name": "Adah", "family_name": "Lund", "known_as": "Addie"})
    assert "Addie Lund" in page(joy, about("child", people.ada))


def test_a_name_without_a_given_name_is_refused_and_what_was_typed_is_kept(
    people: SmallSchool, joy: Client
) -> None:
    for where in (about("child_name", people.ada), about("staff_name", people.mei_staff)):
        refused = joy.post(where, {"given_name": " ", "family_name": "Lundqvist"}).content.decode()
        assert "This field is required." in refused
        assert 'value="Lundqvist"' in refused


def test_a_child_leaves_today_and_is_no_longer_listed(people: SmallSchool, joy: Client) -> None:
    where = about("child_leaves", people.ada)
    answer = joy.post(where, {"leaves_on": TODAY.isoformat()})
    assert answer.url == reverse("coordinator:children")  # type: ignore[attr-defined]
    assert "Ada" not in page(joy, answer.url)  # type: ignore[attr-defined]
    assert joy.get(about("child", people.ada)).status_code == 404
    assert "they stay after all" in page(joy, where)
    joy.post(where, {"leaves_on": ""})
    assert "In 2B" in page(joy, about("child", people.ada))


def test_a_day_to_come_stands_on_the_child_s_page(people: SmallSchool, joy: Client) -> None:
    joy.post(about("child_leaves", people.ada), {"leaves_on": LATER.isoformat()})
    assert f"Leaves on {LATER:%-d %b %Y}" in page(joy, about("child", people.ada))


def test_a_child_cannot_leave_before_it_came(people: SmallSchool, joy: Client) -> None:
    early = (ON - timedelta(days=1)).isoformat()
    refused = joy.post(about("child_leaves", people.ada), {"leaves_on": early}).content.decode()
    assert "Ada came to the class on 8 September 2025 and cannot leave before." in refused
    assert f'value="{early}"' in refused


def test_who_has_left_is_listed_with_a_way_back(people: SmallSchool, joy: Client) -> None:
    for listed, left, leaves, who in (
        ("children", "children_left", "child_leaves", people.ada),
        ("therapists", "staff_left", "staff_leaves", people.mei_staff),
    ):
        where = reverse(f"coordinator:{left}")
        assert where not in page(joy, reverse(f"coordinator:{listed}"))
        assert "Nobody has left." in page(joy, where)
        joy.post(about(leaves, who), {"leaves_on": TODAY.isoformat()})
        assert where in page(joy, reverse(f"coordinator:{listed}"))
        assert about(leaves, who) in page(joy, where)
        joy.post(about(leaves, who), {"leaves_on": LATER.isoformat()})
        assert "Nobody has left." in page(joy, where)


def test_the_lists_of_who_left_ask_as_often_for_one_as_for_two(people: SmallSchool, joy: Client) -> None:
    for left, leaves, two in (
        ("children_left", "child_leaves", (people.ada, people.ben)),
        ("staff_left", "staff_leaves", (people.mei_staff, people.amara_staff)),
    ):
        counts = []
        for who in two:
            joy.post(about(leaves, who), {"leaves_on": TODAY.isoformat()})
            with CaptureQueriesContext(connection) as count:
                assert who.name in page(joy, reverse(f"coordinator:{left}"))
            counts.append(len(count))
        assert counts[0] == counts[1]


def test_a_name_of_the_staff_is_put_right(people: SmallSchool, joy: Client) -> None:
    typed = {"given_name": "Mei-Ling", "family_name": "Tan", "email": "mei@tan.example"}
    joy.post(about("staff_name", people.mei_staff), typed)
    assert "Mei-Ling Tan" in page(joy, "/therapists/")


def test_a_therapist_s_and_a_teacher_s_pages_close_on_the_day_they_leave(
    people: SmallSchool, joy: Client, sign_in: SignIn
) -> None:
    for viewer, staff, theirs in (
        (people.mei, people.mei_staff, reverse("therapist:week", args=[people.mei_staff.pk])),
        (people.carla, people.carla_staff, reverse("teacher:week", args=[people.class_2b.pk])),
    ):
        client = sign_in(viewer)
        page(client, theirs)
        tomorrow = (TODAY + timedelta(days=1)).isoformat()
        joy.post(about("staff_leaves", staff), {"leaves_on": tomorrow})
        page(client, theirs)
        joy.post(about("staff_leaves", staff), {"leaves_on": TODAY.isoformat()})
        assert client.get(theirs).status_code == 404
        assert joy.get(about("therapist", staff)).status_code == 404
        joy.post(about("staff_leaves", staff), {"leaves_on": ""})
        page(client, theirs)


def test_a_coordinator_is_added_signs_in_and_leaves(people: SmallSchool, joy: Client, client: Client) -> None:
    typed = {"name": "Ravi Rao", "email": "ravi@riverside.example", "password": "three green boats"}
    joy.post(reverse("coordinator:coordinator_add"), typed)
    assert "Ravi Rao" in page(joy, reverse("coordinator:coordinators"))
    ravi = Account.objects.get(email="ravi@riverside.example")
    assert ravi.check_password("three green boats")
    client.force_login(ravi)
    page(client, "/children/")
    role = RoleHeld.objects.get(account=ravi)
    joy.post(about("coordinator_leaves", role), {"leaves_on": TODAY.isoformat()})
    assert client.get("/children/").status_code == 404
    assert "Ravi Rao" not in page(joy, reverse("coordinator:coordinators"))


def test_who_runs_the_programme_already_is_not_added_twice(people: SmallSchool, joy: Client) -> None:
    typed = {"name": "Joy", "email": "JOY@riverside.example", "password": PASSWORD}
    refused = joy.post(reverse("coordinator:coordinator_add"), typed).content.decode()
    assert "Joy Adeyemi runs the programme already." in refused
    assert 'value="JOY@riverside.example"' in refused


def test_the_last_coordinator_cannot_go(people: SmallSchool, joy: Client) -> None:
    role = RoleHeld.objects.get(account=people.joy.account, role="coordinator")
    refused = joy.post(about("coordinator_leaves", role), {"leaves_on": LATER.isoformat()}).content.decode()
    assert "Nobody else runs the programme. Add a coordinator first, then end this." in refused
    page(joy, "/children/")
