"""The pages of facts are a coordinator's own: everybody else, and a stranger, finds nothing there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.classrooms.models import ClassTeacher, Room, Term
from alongside.people.models import RoleHeld
from alongside.people.rules import Viewer
from alongside.scheduling.actions import availability
from tests.factories import AT, SmallSchool, Stranger

SignIn = Callable[[Viewer], Client]

OPEN = (
    "children", "child_add", "family_ties", "classes", "class_add", "therapists", "staff_add", "coordinators",
    "coordinator_add", "children_left", "staff_left", "schools", "school_add", "way",
)  # fmt: skip
"""Pages that are about no single thing."""


def addresses(people: SmallSchool) -> dict[str, str]:
    """Every page that is about one thing of the small school, by name."""
    day_off_at = {"by": people.joy, "at": AT}
    span = availability.set_unavailable(child=people.ada, day="Mon", starts=540, ends=600, **day_off_at)
    task = availability.add_planning_task(
        staff=people.mei_staff,
        title="Planning",
        minutes=20,
        school=people.school,
        windows=[{"day": "Mon", "starts": 540, "ends": 600}],
        **day_off_at,
    )
    of: dict[str, tuple[Any, ...]] = {
        "child": (people.ada.pk,),
        "child_name": (people.ada.pk,),
        "child_leaves": (people.ada.pk,),
        "child_class": (people.ada.pk,),
        "service_add": (people.ada.pk, "speech"),
        "service_change": (people.ada_ot.pk,),
        "service_end": (people.ada_ot.pk,),
        "away_add": (people.ada.pk,),
        "away_remove": (span.pk,),
        "team_add": (people.ada.pk,),
        "team_leave": (people.mei_place.pk,),
        "family_add": (people.ada.pk,),
        "family_member": (people.ada.pk, people.li_tie.guardian_id),
        "family_invite": (people.ada.pk, people.li_tie.guardian_id),
        "family_withdraw": (people.ada.pk, people.li_tie.guardian_id),
        "family_rights": (people.ada.pk, people.li_tie.guardian_id),
        "family_ends": (people.ada.pk, people.li_tie.guardian_id),
        "consents": (people.ada.pk,),
        "consent_ask": (people.ada.pk,),
        "class": (people.class_2b.pk,),
        "class_day": (people.class_2b.pk,),
        "class_flags": (people.class_2b.pk,),
        "class_limits": (people.class_2b.pk,),
        "teacher_post": (people.class_2b.pk,),
        "teacher_end": (ClassTeacher.objects.get(staff=people.carla_staff).pk,),
        "therapist": (people.mei_staff.pk,),
        "therapist_hours": (people.mei_staff.pk,),
        "therapist_limits": (people.mei_staff.pk,),
        "task_add": (people.mei_staff.pk,),
        "task_end": (task.pk,),
        "staff_name": (people.mei_staff.pk,),
        "staff_leaves": (people.mei_staff.pk,),
        "coordinator_leaves": (RoleHeld.objects.get(role="coordinator").pk,),
        "staff_account": (people.mei_staff.pk,),
        "school": (people.school.pk,),
        "cycle": (people.school.pk,),
        "term_add": (people.school.pk,),
        "term_remove": (people.school.pk, Term.objects.get().pk),
        "days_off_add": (people.school.pk,),
        "room_add": (people.school.pk,),
        "room": (Room.objects.get().pk,),
    }
    return {name: reverse(f"coordinator:{name}", args=args) for name, args in of.items()}


POSTED = {
    "away_remove",
    "team_leave",
    "task_end",
    "term_remove",
    "family_invite",
    "family_withdraw",
    "family_rights",
    "consent_ask",
}
"""Addresses that are pressed, never looked at."""


def asked(client: Client, name: str, address: str) -> int:
    return (client.post(address) if name in POSTED else client.get(address)).status_code


def test_the_coordinator_sees_every_page_of_her_own(people: SmallSchool, joy: Client) -> None:
    pages = {name: reverse(f"coordinator:{name}") for name in OPEN} | addresses(people)
    seen = {name: joy.get(address).status_code for name, address in pages.items() if name not in POSTED}
    assert set(seen.values()) == {200}, seen


def test_a_stranger_finds_no_page_about_somebody_else(
    people: SmallSchool, stranger: Stranger, sign_in: SignIn
) -> None:
    client = sign_in(stranger.stan)
    answers = {name: asked(client, name, address) for name, address in addresses(people).items()}
    assert set(answers.values()) == {404}, answers
    assert people.ada.unavailable.exists()
    assert not people.mei_place.ends


@pytest.mark.parametrize("role", ["mei", "carla", "li"])
def test_nobody_but_a_coordinator_finds_these_pages(people: SmallSchool, sign_in: SignIn, role: str) -> None:
    client = sign_in(getattr(people, role))
    pages = {name: reverse(f"coordinator:{name}") for name in OPEN} | addresses(people)
    answers = {name: asked(client, name, address) for name, address in pages.items()}
    assert set(answers.values()) == {404}, answers


def test_a_list_of_a_stranger_names_nobody_of_ours(
    people: SmallSchool, stranger: Stranger, sign_in: SignIn
) -> None:
    client = sign_in(stranger.stan)
    for name, ours in (
        ("children", "Ben"),
        ("classes", ">2A<"),
        ("therapists", "Mei"),
        ("schools", "River School"),
    ):
        page = client.get(reverse(f"coordinator:{name}")).content.decode()
        assert ours not in page, name
