"""The adversary at the outbox: a worker that dies while it sends, and two that send at once."""

from __future__ import annotations

import email
import json
import os
import shutil
import subprocess
import sys
from email.message import Message
from pathlib import Path

import pytest

from tests.factories.migrated import migrated

ROOT = Path(__file__).resolve().parent.parent.parent


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    """`doomed.py` on a database file and a mail folder in that folder."""
    env = os.environ | {
        "ALONGSIDE_DB": "sqlite",
        "ALONGSIDE_SQLITE": str(folder / "killed.sqlite3"),
        "ALONGSIDE_VAR": str(folder),
        "ALONGSIDE_EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    command = [sys.executable, "-m", "tests.conversations.doomed", *words]
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> None:
    """Ends it as a power cut does, once it says that the moment has come."""
    assert process.stdout is not None
    assert process.stdout.readline().strip() == "now"
    process.kill()
    process.communicate(timeout=30)


def run(folder: Path, *words: str) -> str:
    """Everything that it says, once it has ended by itself."""
    process = start(folder, *words)
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return said


def delivered(folder: Path) -> list[Message]:
    """The mails that were handed over."""
    return [email.message_from_bytes(path.read_bytes()) for path in sorted((folder / "mail").glob("*.log"))]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one mail waits."""
    folder = tmp_path_factory.mktemp("told")
    shutil.copyfile(migrated(), folder / "killed.sqlite3")
    run(folder, "tell")
    return folder


@pytest.fixture
def folder(told: Path, tmp_path: Path) -> Path:
    """The same, for one test alone."""
    return shutil.copytree(told, tmp_path / "outbox")


@pytest.mark.parametrize(("moment", "attempts"), [("claiming", 0), ("claimed", 1)])
def test_worker_killed_before_sending_leaves_the_mail_to_the_next(
    folder: Path, moment: str, attempts: int
) -> None:
    kill(start(folder, moment))
    assert delivered(folder) == []
    seen = json.loads(run(folder, "look"))
    assert seen == {"sent": False, "claimed": attempts == 1, "attempts": attempts}
    assert json.loads(run(folder, "much_later", "look"))["sent"]
    assert len(delivered(folder)) == 1


def test_claim_of_a_worker_that_may_be_alive_is_kept(folder: Path) -> None:
    kill(start(folder, "claimed"))
    run(folder, "send")
    assert delivered(folder) == []


def test_worker_killed_after_sending_leaves_one_mail_for_a_mailbox(folder: Path) -> None:
    kill(start(folder, "sent"))
    assert len(delivered(folder)) == 1
    assert json.loads(run(folder, "much_later", "look")) == {"sent": True, "claimed": True, "attempts": 2}
    assert len({message["Message-ID"] for message in delivered(folder)}) == 1
    run(folder, "much_later")
    assert len(delivered(folder)) == 2  # handed over again once, and never after that


def test_two_workers_at_once_send_once(folder: Path) -> None:
    both = [start(folder, "send") for _each in range(2)]
    for each in both:
        each.communicate(timeout=120)
        assert each.returncode == 0
    assert len(delivered(folder)) == 1
    assert json.loads(run(folder, "look")) == {"sent": True, "claimed": True, "attempts": 1}
