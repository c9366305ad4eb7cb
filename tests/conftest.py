"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django_scopes import scope

if (
    TYPE_CHECKING
):  # Our models cannot be imported before Django is ready, so each fixture imports what it makes.
    from tests.factories import SmallSchool, Stranger
    from tests.factories.told_demo import ToldDemo
    from tests.scheduling.world import World
    from tests.wording.invented import Invented

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """Passwords are hashed in no time: what a slow hash is good for is not what we test.

    Each process remembers for itself: no run, and no other core, counts the failed sign-ins of another's tests.
    No example has a time to keep, since that fails where the machine has other work. A catalogue of translations that
    has been changed is compiled before anything reads it. What Python has compiled is kept, also for the processes that
    tests start: some machines forbid it, and then all modules and tests are compiled anew in each of them.
    """
    from alongside.config import catalogues

    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

    if not hasattr(config, "workerinput") and catalogues.is_stale():
        catalogues.compile_all()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What has been imported by now stays to the end: the garbage collector need not look through it again."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """The tests' database in memory begins as a copy of the migrated one, so that Django finds nothing to migrate."""
    if connection.vendor != "sqlite":
        yield
        return
    from tests.factories.migrated import migrated

    name = connection.creation._get_test_db_name()
    # What lies in shared memory lives as long as somebody is connected with it.
    with closing(sqlite3.connect(name, uri=True)) as memory:
        with closing(sqlite3.connect(migrated())) as kept:
            kept.backup(memory)
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample problems and real files beside the project; without it the test is skipped."""
    if not (SHARED / "problems").is_dir():
        pytest.skip("The folder ../shared with sample problems and real files is not here.")
    return SHARED


@pytest.fixture
def another_language() -> Iterator[Invented]:
    """What the pure rooms say is said in an invented language (`tests.wording.invented.Invented`)."""
    from tests.wording.invented import Invented, speaking

    with speaking(Invented()) as voice:
        yield voice


@pytest.fixture
def people(db: None) -> Iterator[SmallSchool]:
    """A small school with everybody in it (`tests.factories.SmallSchool`), in its organisation's open scope."""
    from tests.factories import small_school

    school = small_school()
    with scope(organisation=school.organisation):
        yield school


@pytest.fixture
def stranger(db: None) -> Stranger:
    """The coordinator of another organisation (`tests.factories.Stranger`)."""
    from tests.factories import strange_school

    return strange_school()


@pytest.fixture
def demo(db: None) -> Iterator[ToldDemo]:
    """The invented organisation up to its services (`tests.factories.told_demo.ToldDemo`), in its open scope."""
    from tests.factories.told_demo import told_demo

    told = told_demo()
    with scope(organisation=told.organisation):
        yield told


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """Two schools ready to be built for (`tests.scheduling.world.World`), in their organisation's open scope."""
    from tests.scheduling.world import told

    world = told()
    with scope(organisation=world.organisation):
        yield world


@pytest.fixture
def elsewhere(world: World) -> World:
    """Another organisation, told the same way: the stranger to `world`."""
    from tests.scheduling.world import told

    return told("Windmill", "windmill")


@pytest.fixture
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for on the Monday of `people`."""
    from tests.factories import AT

    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)


@pytest.fixture
def tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are asked for on the Tuesday of `world`."""
    from tests.scheduling.world import NOW

    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
