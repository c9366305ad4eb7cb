"""The adversary at the edge to the devices: a machine that dies in mid-batch loses nothing that it has answered."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.capture.doomed import SIZE
from tests.factories.migrated import migrated

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def place(
    tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[dict[str, str]]:
    """The environment of a database of its own, of the kind on which the tests run."""
    env = os.environ | {"ALONGSIDE_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "alongside.config.settings"}
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated(), tmp_path / "killed.sqlite3")
        yield env | {"ALONGSIDE_DB": "sqlite", "ALONGSIDE_SQLITE": str(tmp_path / "killed.sqlite3")}
        return
    name = f"killed_{uuid4().hex[:8]}"
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        yield env | {"PGDATABASE": name}
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def start(place: dict[str, str], *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.capture.doomed", *words]
    return subprocess.Popen(command, cwd=ROOT, env=place, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> str:
    """Ends it as a power cut does; what it had said by then."""
    process.kill()
    return process.communicate(timeout=60)[0]


def tell(place: dict[str, str]) -> None:
    process = start(place, "tell")
    assert process.communicate(timeout=120)[0] == "told\n"


def look(place: dict[str, str], up_to: int) -> dict[str, Any]:
    process = start(place, "look", str(up_to))
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    found: dict[str, Any] = json.loads(said)
    return found


def test_a_batch_that_died_half_way_is_not_there_and_comes_again_whole(place: dict[str, str]) -> None:
    tell(place)
    hanging = start(place, "hang", "2")
    assert [line(hanging) for _each in range(3)] == ["0", "1", "now"]
    kill(hanging)
    assert look(place, 3) == {
        "found": {"rows": 2 * SIZE, "whole": [0, 1]},
        "again": [{"known": SIZE}, {"known": SIZE}, {"kept": SIZE}],
        "then": 3 * SIZE,
        "broken_link": None,
    }


def test_what_was_answered_is_there_whenever_it_dies(place: dict[str, str]) -> None:
    tell(place)
    answered = -1
    for more in (1, 4):
        sending = start(place, "send", "0")
        for _each in range(
            answered + 1 + more
        ):  # It begins anew each time, as a device does that heard nothing.
            last = line(sending)
        rest = kill(sending).split()  # What it said while the signal was under way counts as answered too.
        answered = max(answered, int(rest[-1] if rest else last))
    found = look(place, answered + 1)
    assert found["found"]["whole"][: answered + 1] == list(range(answered + 1))
    assert found["found"]["rows"] == len(found["found"]["whole"]) * SIZE
    assert found["again"] == [{"known": SIZE}] * (answered + 1)
    assert found["then"] == found["found"]["rows"]
    assert found["broken_link"] is None
