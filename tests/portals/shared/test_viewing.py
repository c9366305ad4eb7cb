"""Who looks is found by the day of their own school, whatever day it is in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django_scopes import scope

from alongside.people import actions
from alongside.people.models import RoleHeld
from tests.factories import PASSWORD, browser_of


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "now"),
    [
        ("Asia/Singapore", datetime(2026, 1, 4, 23, 30, tzinfo=UTC)),  # There it is Monday, half past seven.
        ("Pacific/Honolulu", datetime(2026, 1, 5, 3, 0, tzinfo=UTC)),  # There it is still Sunday.
    ],
)
def test_a_coordinator_is_one_on_her_first_day_and_no_more_after_her_last(
    zone: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    joy = actions.found_organisation(
        name="Far Away", time_zone=zone, coordinator="Joy", email="joy@far.example",
        password=PASSWORD, by=None, at=now,
    )  # fmt: skip
    browser = browser_of(joy)
    assert browser.get("/schools/").status_code == 200
    with scope(organisation=joy.organisation):
        RoleHeld.objects.filter(account=joy.account).update(ends=joy.organisation.day_at(now))
    assert browser.get("/schools/").status_code == 404
