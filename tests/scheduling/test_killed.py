"""The adversary at the builder's edge: a machine that dies in the middle leaves the database whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from alongside.scheduling.choices import BuildState

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


def run(folder: Path, *words: str) -> str:
    """Runs it to its end and returns what it says."""
    process = start(folder, *words)
    said, _nothing = process.communicate(timeout=120)
    assert process.returncode == 0
    return said


def test_killed_build_leaves_nothing_half_written(tmp_path: Path) -> None:
    run(tmp_path, "tell")
    for moment, points in (("searching", 1), ("writing", 1)):
        process = start(tmp_path, "build", moment)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "now"
        process.kill()
        process.communicate(timeout=30)
        left = json.loads(run(tmp_path, "look"))
        assert left.pop("points") >= points, moment
        assert left == {
            "state": BuildState.FAILED, "drafts": 0, "revisions": 0, "broken_link": None,
            "again": BuildState.QUEUED,
        }, moment  # fmt: skip
