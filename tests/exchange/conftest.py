"""The coordinator of these tests, inside her organisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope
from pytest_django import Settings

from tests.exchange.importing import Desk, found


@pytest.fixture
def desk(db: None, settings: Settings) -> Iterator[Desk]:
    """Joy, who runs the programme of Reed Lane."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # nobody signs in slowly here
    viewer = found()
    with scope(organisation=viewer.organisation):
        yield Desk(viewer)
