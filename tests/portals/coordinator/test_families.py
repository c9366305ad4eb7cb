"""A child's family at the coordinator's: invited with a link that is shown once, rights, a last day, consent."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.formats import date_format
from django_scopes import scope

from alongside.conversations.models import Mail
from alongside.people.actions import add_guardian
from alongside.people.choices import Purpose, Relation, Right
from alongside.people.models import Consent, Guardianship, Invitation
from alongside.people.queries.consents import has_consent
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.portals.coordinator.conftest import SignIn

#: The day on which these pages are asked for (conftest).
TODAY = ON + timedelta(days=1)


@pytest.fixture
def tie(people: SmallSchool) -> Guardianship:
    """Bo, who answers for Ada too and has no account yet."""
    return add_guardian(
        child=people.ada,
        name="Bo Lund",
        relation=Relation.MOTHER,
        email="bo@home.example",
        by=people.joy,
        at=AT,
    )


def of(tie: Guardianship, page: str = "family_member") -> str:
    return reverse(f"coordinator:{page}", args=[tie.child_id, tie.guardian_id])


def test_who_is_added_is_invited_next(people: SmallSchool, joy: Client) -> None:
    typed = {"name": "Bo Lund", "relation": "mother", "email": "bo@home.example"}
    answer = joy.post(reverse("coordinator:family_add", args=[people.ben.pk]), typed, follow=True)
    assert "Not invited yet." in answer.content.decode()
    assert 'value="bo@home.example"' in answer.content.decode()


def test_the_link_is_shown_once_and_a_letter_goes_out_that_names_no_child(
    people: SmallSchool, joy: Client, tie: Guardianship
) -> None:
    html = joy.post(of(tie, "family_invite"), {"email": "bo@home.example", "language": ""}).content.decode()
    shown = re.search(r"/invitation/[\w-]{40,}/", html)
    assert shown
    mail = Mail.objects.get()
    assert mail.to == "bo@home.example"
    assert shown[0] in mail.body
    assert "Ada" not in mail.subject + mail.body
    again = joy.get(of(tie)).content.decode()
    assert shown[0] not in again
    made, until = (date_format(day, "DATE_FORMAT") for day in (TODAY, TODAY + timedelta(days=14)))
    assert f"Invited at bo@home.example on {made}. The link opens until {until}." in again
    child = joy.get(reverse("coordinator:child", args=[people.ada.pk])).content.decode()
    assert "Invited, until" in child


def test_without_an_address_no_letter_goes_out(people: SmallSchool, joy: Client, tie: Guardianship) -> None:
    html = joy.post(of(tie, "family_invite"), {"email": "", "language": ""}).content.decode()
    assert "/invitation/" in html
    assert not Mail.objects.exists()


def test_a_link_is_withdrawn(people: SmallSchool, joy: Client, tie: Guardianship) -> None:
    joy.post(of(tie, "family_invite"), {"email": "", "language": ""})
    joy.post(of(tie, "family_withdraw"))
    assert Invitation.objects.get().withdrawn_at
    assert "no longer opens" in joy.post(of(tie, "family_withdraw"), follow=True).content.decode()


def test_rights_are_kept_and_said_on_the_childs_page(
    people: SmallSchool, joy: Client, tie: Guardianship
) -> None:
    joy.post(of(tie, "family_rights"), {"rights": [Right.HELP_AT_HOME, Right.WRITE]})
    tie.refresh_from_db()
    assert [right for right in Right if getattr(tie, right.value)] == [Right.HELP_AT_HOME, Right.WRITE]
    page = joy.get(reverse("coordinator:child", args=[people.ada.pk])).content.decode()
    assert "With some rights only." in page


def test_access_ends_on_a_day(people: SmallSchool, joy: Client, tie: Guardianship) -> None:
    joy.post(of(tie, "family_ends"), {"ends": "2025-10-01"})
    tie.refresh_from_db()
    assert str(tie.ends) == "2025-10-01"
    day = date_format(date(2025, 10, 1), "DATE_FORMAT")
    assert f"Access ends on {day}" in joy.get(of(tie)).content.decode()


def test_the_family_is_asked_and_paper_is_written_down(people: SmallSchool, joy: Client) -> None:
    page = reverse("coordinator:consents", args=[people.ada.pk])
    asked = {"purpose": Purpose.OUTSIDE, "named": "Hearing clinic"}
    joy.post(reverse("coordinator:consent_ask", args=[people.ada.pk]), asked)
    assert "Joy Adeyemi asked" in joy.get(page).content.decode()
    wrote = {"guardian": people.li_tie.guardian_id, "is_given": "yes", "signed_on": str(ON), **asked}
    joy.post(page, wrote)
    assert has_consent(people.ada, Purpose.OUTSIDE, ON, "Hearing clinic")
    html = joy.get(page).content.decode()
    assert "Li Lund, Yes" in html
    assert "on paper, written down by Joy Adeyemi" in html
    shown = joy.get(reverse("coordinator:child", args=[people.ada.pk])).content.decode()
    assert "Hearing clinic" in shown
    assert "Allowed" in shown


def test_paper_of_tomorrow_and_a_nameless_service_are_refused_in_the_form(
    people: SmallSchool, joy: Client
) -> None:
    page = reverse("coordinator:consents", args=[people.ada.pk])
    wrote = {"guardian": people.li_tie.guardian_id, "purpose": Purpose.PICTURES, "is_given": "no"}
    tomorrow = joy.post(page, wrote | {"signed_on": str(TODAY + timedelta(days=1))})
    assert "still to come" in tomorrow.content.decode()
    nameless = joy.post(page, wrote | {"purpose": Purpose.OUTSIDE, "signed_on": str(ON)})
    assert "which service" in nameless.content.decode()
    assert not Consent.objects.exists()


def test_a_stranger_changes_nothing(
    people: SmallSchool, stranger: Stranger, sign_in: SignIn, tie: Guardianship
) -> None:
    stan = sign_in(stranger.stan)
    for page in ("family_invite", "family_withdraw", "family_rights", "family_ends"):
        assert stan.post(of(tie, page), {"rights": []}).status_code == 404, page
    for name in ("consents", "consent_ask"):
        address = reverse(f"coordinator:{name}", args=[people.ada.pk])
        assert stan.post(address, {"purpose": "pictures"}).status_code == 404, name
    with scope(organisation=people.organisation):
        assert not Invitation.objects.exists()
        assert not Consent.objects.exists()
