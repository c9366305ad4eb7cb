"""Houses that run for a journey: a web server and a worker over a database of their own."""

from __future__ import annotations

import fcntl
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.factories.migrated import migrated

ROOT = Path(__file__).resolve().parent.parent.parent
#: The stages of the demo in which a journey begins, each going on from the one before it.
STAGES = ("services", "plans", "published")
#: Where the demo's schools are.
HERE = "Europe/London"
#: In which zones a journey says what day it is, and how long the longest of them takes.
ZONES = ("UTC", HERE, "Europe/Athens")
LONGEST = timedelta(minutes=3)
#: How long a machine with much else to do may take to bring up a house, in seconds.
PATIENCE = 180


@dataclass(frozen=True)
class House:
    """A web server and a worker of their own over a database of their own."""

    address: str
    environment: dict[str, str]

    def command(self, *words: str, **answers: str) -> None:
        """Runs one of the house's commands."""
        _run("alongside", *words, environment=self.environment | answers)

    def told(self, story: str, *words: str) -> str:
        """Tells a story of `tests.journeys` into this house beside its server, and returns what it says."""
        return _run(f"tests.journeys.{story}", *words, environment=self.environment)

    def found(self, story: str, *words: str) -> dict[str, str]:
        """The same, where a story says what a journey needs to find its way."""
        words_said: dict[str, str] = json.loads(self.told(story, *words))
        return words_said


def _run(module: str, *words: str, environment: dict[str, str]) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def running_house(folder: Path, begins: Path, **more: str) -> Iterator[House]:
    """A house in a folder of its own, over a copy of a database; it stops when the iterator is closed.

    `more` goes into its environment. The demo has been told before anybody works in the house: the worker would take a
    build of the story, which lies weeks back, for one whose machine has died.
    """
    _wait_for_a_day()
    _copy(begins, folder / "alongside.sqlite3")
    # The socket is bound here and handed on, so that nobody else can take its port in between.
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"http://localhost:{door.getsockname()[1]}"
        environment = _environment(folder, ALONGSIDE_ADDRESS=address, **more)
        serve = [sys.executable, "-m", "gunicorn", "--no-control-socket", "--workers", "1", "--threads", "4"]
        serve += ["--timeout", str(PATIENCE), "--bind", f"fd://{door.fileno()}", "--log-level", "error"]
        serve += ["alongside.config.wsgi"]
        work = [sys.executable, "-m", "alongside", "work"]
        running = [
            subprocess.Popen(serve, cwd=ROOT, env=environment, pass_fds=[door.fileno()]),
            subprocess.Popen(work, cwd=ROOT, env=environment),
        ]
    try:
        _wait_for(address, running[0])
        yield House(address, environment)
    finally:
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def told(stage: str, folder: Path) -> Path:
    """An SQLite file with the demo told up to a stage, or an empty one without; copy it, and write nothing into it.

    It is told once in a run: `folder` is one that all workers of the run share, and each waits for another who tells.
    """
    if not stage:
        return migrated()
    folder.mkdir(exist_ok=True)
    with open(folder / "telling", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        begins = migrated()
        for each in STAGES[: STAGES.index(stage) + 1]:
            kept = folder / f"{each}.sqlite3"
            if not kept.exists():
                making = folder / each
                making.mkdir(exist_ok=True)
                _copy(begins, making / "alongside.sqlite3")
                _run("alongside", "demo", "--stage", each, environment=_environment(making))
                _copy(making / "alongside.sqlite3", kept)
            begins = kept
    return begins


def _environment(folder: Path, **more: str) -> dict[str, str]:
    house = {"ALONGSIDE_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.journeys.settings"}
    return os.environ | house | more


def _copy(one: Path, other: Path) -> None:
    """Whole, with what may still lie in the log beside it."""
    with closing(sqlite3.connect(one)) as begins, closing(sqlite3.connect(other)) as copy:
        begins.backup(copy)


def _wait_for_a_day() -> None:
    """Lets the last minutes of a day go by: what is planned for today in a journey is today to its end."""
    for zone in ZONES:
        while (datetime.now(ZoneInfo(zone)) + LONGEST).date() != today(zone):
            time.sleep(1)


def today(zone: str = HERE) -> date:
    """What day it is in a zone; that of the machine may be another."""
    return datetime.now(ZoneInfo(zone)).date()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    """Until the first page has been made."""
    gives_up = time.monotonic() + PATIENCE
    while time.monotonic() < gives_up and server.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=PATIENCE).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not come up.")
