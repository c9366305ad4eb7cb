"""The adversary at the builder's edge: a machine that dies in the middle leaves the database whole."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from alongside.scheduling.choices import BuildState
from tests.factories.migrated import migrated

ROOT = Path(__file__).resolve().parent.parent.parent


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    """`doomed.py` on a database file in that folder."""
    env = os.environ | {
        "ALONGSIDE_DB": "sqlite",
        "ALONGSIDE_SQLITE": str(folder / "killed.sqlite3"),
        "ALONGSIDE_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    command = [sys.executable, "-m", "tests.scheduling.doomed", *words]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    """The next line that it says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def kill(process: subprocess.Popen[str]) -> None:
    """Ends it as a power cut does, once it says that the moment has come."""
    assert line(process) == "now"
    process.kill()
    process.communicate(timeout=30)


def test_killed_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    nothing = {
        "state": BuildState.FAILED, "points": 1, "drafts": 0, "revisions": 0, "broken_link": None,
        "again": BuildState.QUEUED,
    }  # fmt: skip
    shutil.copyfile(migrated(), tmp_path / "killed.sqlite3")
    kill(start(tmp_path, "tell", "searching"))
    second = start(tmp_path, "look", "writing")
    assert json.loads(line(second)) == nothing
    kill(second)
    third = start(tmp_path, "look")
    left = json.loads(third.communicate(timeout=60)[0])
    assert third.returncode == 0
    assert left.pop("points") >= 1
    assert left == {name: value for name, value in nothing.items() if name != "points"}
