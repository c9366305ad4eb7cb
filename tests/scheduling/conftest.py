"""The small world of these tests, inside its organisation, and a second one that knows nothing of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope
from pytest_django import Settings

from tests.scheduling import world as worlds
from tests.scheduling.world import World


@pytest.fixture
def world(db: None, settings: Settings) -> Iterator[World]:
    """Lighthouse, whose coordinator Joy is."""
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # nobody waits for a hash here
    world = worlds.told()
    with scope(organisation=world.organisation):
        yield world


@pytest.fixture
def elsewhere(world: World) -> World:
    """Another organisation, told the same way: the stranger."""
    return worlds.told("Windmill", "windmill")
