"""A coordinator's way through children, services, times to keep free, teams and families."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.classrooms import queries as classrooms
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.models import Child, Guardianship
from alongside.people.rules import Viewer
from alongside.plans.choices import USUAL_FIT
from alongside.plans.models import Service
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger, a_child, a_service, founded

SignIn = Callable[[Viewer], Client]

LIST = "/children/"
TOMORROW = (ON + timedelta(days=1)).isoformat()

SPEECH = {
    "sessions": "2",
    "minutes": "30",
    "delivery": "push_in",
    "max_group": "3",
    "min_days_apart": "1",
    "priority": "2",
    "pull_out_fit": "50",
    "starts": TOMORROW,
}


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_children_are_listed_with_class_services_and_what_is_owed(people: SmallSchool, joy: Client) -> None:
    listed = page(joy, LIST)
    assert "Ada" in listed
    assert "2B" in listed
    assert "3 sessions, 90 min" in listed
    assert "2 × 30" in listed


def test_children_are_found_by_name_class_and_services(people: SmallSchool, joy: Client) -> None:
    assert "Ben" not in page(joy, LIST + "?q=ada+lund")
    in_2a = page(joy, f"{LIST}?classroom={people.class_2a.pk}")
    assert "Cem" in in_2a
    assert "Ada" not in in_2a
    served = page(joy, LIST + "?served=on")
    assert "Ada" in served
    assert "Dao" not in served


def test_a_search_that_finds_nobody_says_what_to_try(people: SmallSchool, joy: Client) -> None:
    assert "Try part of a name" in page(joy, LIST + "?q=zzz")


def test_the_list_asks_as_often_for_one_child_as_for_three(people: SmallSchool, joy: Client) -> None:
    for name in ("Zia", "Zola", "Zuri"):
        child = a_child(people.class_2b, name, "Zed", by=people.joy)
        a_service(child, Discipline.SPEECH, therapists=[people.amara_staff], by=people.joy)
    with CaptureQueriesContext(connection) as one:
        assert "1 child" in page(joy, LIST + "?q=Zia")
    with CaptureQueriesContext(connection) as three:
        assert "3 children" in page(joy, LIST + "?q=Zed")
    assert len(one) == len(three)


def test_an_organisation_without_children_is_told_where_to_begin(sign_in: SignIn, db: None) -> None:
    assert "Bring in a roster" in page(sign_in(founded()), LIST)


def test_a_child_added_by_hand_stands_in_its_class(people: SmallSchool, joy: Client) -> None:
    typed = {"given_name": "Eli", "family_name": "Roe", "classroom": people.class_2a.pk, "starts": TOMORROW}
    answer = joy.post(reverse("coordinator:child_add"), typed)
    eli = Child.objects.get(given_name="Eli")
    assert answer.headers["Location"] == reverse("coordinator:child", args=[eli.pk])
    assert "In 2A, River School." in page(joy, answer.headers["Location"])


def test_a_class_of_a_stranger_cannot_be_chosen(people: SmallSchool, stranger: Stranger, joy: Client) -> None:
    typed = {"given_name": "Eli", "classroom": stranger.classroom.pk, "starts": TOMORROW}
    answer = joy.post(reverse("coordinator:child_add"), typed).content.decode()
    assert "Select a valid choice" in answer
    assert 'value="Eli"' in answer
    assert not Child.objects.filter(given_name="Eli").exists()


def test_a_child_changes_class_from_a_day(people: SmallSchool, joy: Client) -> None:
    joy.post(
        reverse("coordinator:child_class", args=[people.ada.pk]),
        {"classroom": people.class_2a.pk, "starts": TOMORROW},
    )
    after = people.as_on(people.joy, date.fromisoformat(TOMORROW))
    assert people.ada in classrooms.children_of_class(after, people.class_2a)
    assert people.ada in classrooms.children_of_class(people.joy, people.class_2b)


def test_a_child_who_changes_class_on_the_day_it_came_is_in_one_class(
    people: SmallSchool, joy: Client
) -> None:
    where = reverse("coordinator:child_class", args=[people.ada.pk])
    joy.post(where, {"classroom": people.class_2a.pk, "starts": ON.isoformat()})
    assert people.ada in classrooms.children_of_class(people.joy, people.class_2a)
    assert people.ada not in classrooms.children_of_class(people.joy, people.class_2b)


def test_a_service_is_added_with_the_usual_fit_unless_somebody_says_otherwise(
    people: SmallSchool, joy: Client
) -> None:
    address = reverse("coordinator:service_add", args=[people.ben.pk, "speech"])
    joy.post(address, SPEECH | {"therapists": [people.amara_staff.pk]})
    service = Service.objects.get(child=people.ben)
    assert (service.sessions, service.minutes, service.fit) == (2, 30, {})
    assert list(service.therapists.all()) == [people.amara_staff]
    joy.post(
        reverse("coordinator:service_change", args=[service.pk]),
        SPEECH | {"fit_circle_time": "20", "minutes": "20"},
    )
    service.refresh_from_db()
    usual = {str(kind): fit for kind, fit in USUAL_FIT[Discipline.SPEECH].items()}
    assert service.fit == usual | {"circle_time": 20}
    assert service.minutes == 20
    assert service.starts == date.fromisoformat(TOMORROW)
    assert not service.therapists.exists()


def test_only_therapists_of_the_discipline_are_offered(people: SmallSchool, joy: Client) -> None:
    offered = page(joy, reverse("coordinator:service_add", args=[people.ben.pk, "speech"]))
    assert "Amara Okafor" in offered
    assert "Mei Tan" not in offered


def test_a_service_that_makes_no_sense_is_refused_and_what_was_typed_is_kept(
    people: SmallSchool, joy: Client
) -> None:
    address = reverse("coordinator:service_add", args=[people.ben.pk, "speech"])
    refused = joy.post(address, SPEECH | {"minutes": "32"}).content.decode()
    assert "Take the nearest multiple" in refused
    assert 'value="32"' in refused
    at_field = joy.post(address, SPEECH | {"sessions": "0"}).content.decode()
    assert 'aria-invalid="true"' in at_field
    assert not Service.objects.filter(child=people.ben).exists()


def test_a_discipline_that_nobody_knows_is_no_page(people: SmallSchool, joy: Client) -> None:
    assert joy.get(f"/children/{people.ben.pk}/services/magic/").status_code == 404


def test_a_service_ends_on_a_day_but_not_before_it_began(people: SmallSchool, joy: Client) -> None:
    address = reverse("coordinator:service_end", args=[people.ada_ot.pk])
    early = joy.post(address, {"ends": (ON - timedelta(days=1)).isoformat()}).content.decode()
    assert "It cannot end before." in early
    joy.post(address, {"ends": TOMORROW})
    people.ada_ot.refresh_from_db()
    assert people.ada_ot.ends == date.fromisoformat(TOMORROW)
    assert joy.get(reverse("coordinator:service_change", args=[people.ada_ot.pk])).status_code == 404


def test_a_time_is_kept_free_and_opened_again(people: SmallSchool, joy: Client) -> None:
    address = reverse("coordinator:away_add", args=[people.ada.pk])
    backwards = {"day": "Tue", "starts": "11:00", "ends": "10:00", "reason": "Swimming"}
    refused = joy.post(address, backwards).content.decode()
    assert "Give it a later end." in refused
    assert 'value="11:00"' in refused
    joy.post(address, backwards | {"ends": "12:00"})
    span = people.ada.unavailable.get()
    assert (span.day, span.starts, span.ends) == ("Tue", 660, 720)
    assert "Swimming" in page(joy, reverse("coordinator:child", args=[people.ada.pk]))
    joy.post(reverse("coordinator:away_remove", args=[span.pk]))
    assert not people.ada.unavailable.exists()
    assert AuditEvent.objects.filter(action="child.available").count() == 1


def test_a_team_takes_somebody_in_and_lets_them_go(people: SmallSchool, joy: Client) -> None:
    joy.post(reverse("coordinator:team_add", args=[people.ada.pk]), {"staff": people.amara_staff.pk})
    place = people.ada.team.get(staff=people.amara_staff)
    joy.post(reverse("coordinator:team_leave", args=[place.pk]))
    place.refresh_from_db()
    assert place.ends == date.fromisoformat(TOMORROW)
    shown = page(joy, reverse("coordinator:child", args=[people.ada.pk]))
    assert "Take Mei Tan out of the team" in shown
    assert "Take Amara Okafor out of the team" not in shown


def imported_tie(people: SmallSchool) -> Guardianship:
    """A tie as a roster brings it: not confirmed."""
    tie = people_actions.add_guardian(
        child=people.cem, name="Deniz Lund", relation="father", by=people.joy, at=AT
    )
    tie.confirmed_at = None
    tie.save()
    return tie


def test_a_tie_from_a_roster_waits_and_is_confirmed(people: SmallSchool, joy: Client) -> None:
    tie = imported_tie(people)
    assert "1 family tie waits for you." in page(joy, LIST)
    assert "Deniz Lund" in page(joy, reverse("coordinator:family_ties"))
    closed = reverse("coordinator:family_member", args=[people.cem.pk, tie.guardian_id])
    assert joy.get(closed).status_code == 404
    joy.post(reverse("coordinator:family_tie", args=[tie.pk]), {"answer": "confirm"})
    tie.refresh_from_db()
    assert tie.confirmed_at is not None
    assert joy.get(closed).status_code == 200
    assert "family tie" not in page(joy, LIST)


def test_a_tie_that_is_none_is_not_asked_about_again(people: SmallSchool, joy: Client) -> None:
    tie = imported_tie(people)
    joy.post(reverse("coordinator:family_tie", args=[tie.pk]), {"answer": "decline"})
    tie.refresh_from_db()
    assert tie.confirmed_at is None
    assert tie.ends == date.fromisoformat(TOMORROW)
    assert "No family waits for you." in page(joy, reverse("coordinator:family_ties"))
    assert AuditEvent.objects.filter(action="guardianship.declined").count() == 1
    assert (
        joy.post(reverse("coordinator:family_tie", args=[tie.pk]), {"answer": "confirm"}).status_code == 404
    )
