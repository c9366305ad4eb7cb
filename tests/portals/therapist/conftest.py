"""The small school on the Monday of its story, and its people in front of the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.people.rules import Viewer
from alongside.plans.models import PlanVersion
from tests.factories import SmallSchool, browser_of
from tests.plans.written import a_draft

SignedIn = Callable[[Viewer], Client]


@pytest.fixture(autouse=True)
def on_that_monday(monday: None) -> None:
    """Every page is looked at on the day on which the school's story is told."""


@pytest.fixture
def signed_in(db: None) -> SignedIn:
    """Signs in whoever is named."""
    return browser_of


@pytest.fixture
def mei(people: SmallSchool, signed_in: SignedIn) -> Client:
    """Mei, the occupational therapist of Ada's team."""
    return signed_in(people.mei)


@pytest.fixture
def joy(people: SmallSchool, signed_in: SignedIn) -> Client:
    """Joy, who runs the programme."""
    return signed_in(people.joy)


@pytest.fixture
def draft(people: SmallSchool) -> PlanVersion:
    """Ada's first draft (`tests.plans.written.a_draft`)."""
    return a_draft(people)
