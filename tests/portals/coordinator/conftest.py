"""What the tests of the coordinator's pages share: the morning on which they happen, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from alongside.people.rules import Viewer
from tests.factories import AT, SmallSchool, browser_of

SignIn = Callable[[Viewer], Client]


@pytest.fixture
def the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for on the day after the small school was set up."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT + timedelta(days=1))


@pytest.fixture
def sign_in(the_day_after: None) -> SignIn:
    """A browser in which somebody has signed in."""
    return browser_of


@pytest.fixture
def joy(people: SmallSchool, sign_in: SignIn) -> Client:
    """Joy's browser."""
    return sign_in(people.joy)
