"""Measures how fast the server takes in what devices send, and that many at once lose and double nothing.

Usage: `python benchmarks/intake.py [--observations 5000] [--devices 30] [--out benchmarks/results/intake.json]`.
A real gunicorn, as `./run` starts it, over a new SQLite file and over a PostgreSQL of its own (left out where it is not
installed), with the product's own settings. Each figure in batches stands beside entries sent one by one in the same
run: their ratio is what batches are good for, and says more than seconds of a busy machine.

Longer than 400 lines because `./run bench` runs each file here by itself: server, database and senders stand in it.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import platform
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHILDREN, BATCH, PASSWORD = 20, 500, "not used at all"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--observations", type=int, default=5_000)
    parser.add_argument("--devices", type=int, default=30)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results" / "intake.json")
    parser.add_argument("--tell", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--count", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args()
    if said.tell:
        print(json.dumps(tell(said.tell)))
    elif said.count:
        print(json.dumps(count()))
    else:
        result = {
            "observations": said.observations,
            "batch": BATCH,
            "devices": said.devices,
            **{name: measure(name, said.observations, said.devices) for name in databases()},
            "load_average": os.getloadavg()[0],
            "machine": machine(),
            "measured_on": datetime.now(UTC).date().isoformat(),
        }
        said.out.parent.mkdir(parents=True, exist_ok=True)
        said.out.write_text(json.dumps(result, indent=2) + "\n")
        print(json.dumps(result, indent=2))


def databases() -> list[str]:
    """SQLite, and PostgreSQL where it is installed."""
    return ["sqlite", *(["postgresql"] if _postgresql_bin() else [])]


def measure(database: str, observations: int, devices: int) -> dict[str, Any]:
    """What one database takes in; the server is a new one with an empty database."""
    with tempfile.TemporaryDirectory() as folder, _database(database, folder) as env:
        people = _run(env, "--tell", str(devices))
        with _server(env) as (port, pid):
            senders = [Sender(port, **person) for person in people]
            for sender in senders:  # What is read once and kept: code, connections.
                sender.send(sender.bodies(1, 1)[0])
            warm = len(senders)
            together = senders[: observations // BATCH]
            by_ten = _timed(together, observations // len(together), BATCH, pid)
            by_one = _timed(senders[:1], observations, BATCH, pid)
            singly = _timed(senders[:1], observations // 20, 1, pid)
            at_once = _at_once(senders)
        kept = _run(env, "--count")
    sent = warm + 2 * observations + observations // 20 + at_once["kept"]
    assert kept["broken_link"] is None, kept
    at_once |= {"lost": max(0, sent - kept["rows"]), "doubled": max(0, kept["rows"] - sent)}
    return {
        "batches_of_several_devices": by_ten,
        "batches_of_one_device": by_one,
        "one_by_one": singly,
        "times_as_fast_in_batches": round(by_one["kept_a_second"] / singly["kept_a_second"], 1),
        "devices_at_once": at_once,
    }


def _timed(senders: list[Sender], each: int, batch: int, pid: int) -> dict[str, Any]:
    """So many observations of each device in batches of a size, from the first request to the last answer.

    `processor_seconds` is what the server alone used of both cores: on a busy machine it says more than the clock.
    """
    bodies = {sender: sender.bodies(each, batch) for sender in senders}
    start = Barrier(len(senders) + 1)

    def work(sender: Sender) -> int:
        start.wait()
        return sum(sender.send(body)["kept"] for body in bodies[sender])

    with ThreadPoolExecutor(len(senders)) as pool:
        running = [pool.submit(work, sender) for sender in senders]
        used = _processor_seconds(pid)
        start.wait()
        began = time.perf_counter()
        kept = sum(each.result() for each in running)
        took = time.perf_counter() - began
    assert kept == each * len(senders), kept
    return {
        "devices": len(senders),
        "batch": batch,
        "observations": kept,
        "seconds": round(took, 2),
        "processor_seconds": round(_processor_seconds(pid) - used, 2),
        "kept_a_second": round(kept / took),
    }


def _processor_seconds(pid: int) -> float:
    """What the workers of a server have used so far, as Linux counts it."""
    ticks = 0
    for about in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = about.read_text().rpartition(")")[2].split()
        except OSError:  # It has ended meanwhile.
            continue
        if int(fields[1]) == pid:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


class Sender:
    """A device that sends over one connection, as a browser does."""

    def __init__(
        self, port: int, device: str, session: str, goals: list[list[str]], visit: dict[str, Any]
    ) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.device, self.goals, self.visit = device, goals, visit
        self.cookies, self.asked = f"sessionid={session}", 0.0
        answer = self._ask("GET", "token")
        token = answer["csrf_token"]
        self.headers = {"Content-Type": "application/json", "X-CSRFToken": token}
        self.cookies += f"; csrftoken={token}"

    def entries(self, count: int) -> list[dict[str, Any]]:
        """Trials of the children in turn, a second apart."""
        now = datetime.now(UTC)
        return [
            {
                "id": str(uuid.uuid4()),
                "kind": "observation",
                "order": number,
                "at": (now - timedelta(seconds=1)).isoformat(),
                "skew": 0,
                "visit": self.visit,
                "child": self.goals[number % len(self.goals)][0],
                "goal": self.goals[number % len(self.goals)][1],
                "measure": "trials",
                "value": {"help": number % 5, "word": "Point"},
                "routine_kind": "writing",
                "setting": "in_class",
                "adult": "therapist",
                "material": "",
                "words": "",
                "is_second": False,
                "source": "tapped",
                "corrects": None,
                "is_withdrawal": False,
            }
            for number in range(count)
        ]

    def bodies(self, count: int, batch: int) -> list[str]:
        """So many observations in batches, written as they are sent."""
        entries = self.entries(count)
        return [
            json.dumps(
                {
                    "device": self.device,
                    "device_now": datetime.now(UTC).isoformat(),
                    "waiting": 0,
                    "entries": entries[start : start + batch],
                }
            )
            for start in range(0, count, batch)
        ]

    def send(self, body: str) -> Counter[str]:
        """Sends a batch; how many were kept, known, refused."""
        return Counter(answer["answer"] for answer in self._ask("POST", "entries", body)["answers"])

    def _ask(self, method: str, path: str, body: str | None = None) -> Any:
        headers = {**getattr(self, "headers", {}), "Cookie": self.cookies}
        if time.monotonic() > self.asked + 1:  # The server hangs up on whoever is silent for two seconds.
            self.connection.close()
        self.asked = time.monotonic()
        self.connection.request(method, f"/api/capture/{path}", body, headers)
        answer = self.connection.getresponse()
        said = answer.read()
        assert answer.status == 200, (answer.status, said[:500])
        return json.loads(said)


def _at_once(devices: list[Sender], batches: int = 5, size: int = 50) -> dict[str, Any]:
    """Every device sends its batches at the same moment, each of them twice, as after a lost answer."""
    start = Barrier(len(devices))

    def work(device: Sender) -> Counter[str]:
        told: Counter[str] = Counter()
        bodies = device.bodies(batches * size, size)
        start.wait()
        for body in bodies:
            told += device.send(body) + device.send(body)
        return told

    began = time.perf_counter()
    with ThreadPoolExecutor(len(devices)) as pool:
        told = sum(pool.map(work, devices), Counter[str]())
    took = time.perf_counter() - began
    different = len(devices) * batches * size
    assert told == {"kept": different, "known": different}, told
    return {
        "seconds": round(took, 2),
        "requests": len(devices) * batches * 2,
        "kept": told["kept"],
        "known": told["known"],
    }


def tell(count: int) -> list[dict[str, Any]]:
    """So many therapists with a class each, told through the actions; what their devices need to send."""
    _django()
    from importlib import import_module

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.core.management import call_command
    from django_scopes import scope

    from alongside.people.actions import found_organisation

    call_command("migrate", verbosity=0, skip_checks=True)
    now = datetime.now(UTC)
    joy = found_organisation(
        name="Benchmark", time_zone="UTC", coordinator="Bench", email="b@example.org", password=PASSWORD,
        by=None, at=now,
    )  # fmt: skip
    sessions = import_module(settings.SESSION_ENGINE).SessionStore
    told = []
    with scope(organisation=joy.organisation):
        for account, person in _people(joy, count, now):
            session = sessions()
            session[SESSION_KEY], session[HASH_SESSION_KEY] = str(account.pk), account.get_session_auth_hash()
            session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            session.save()
            told.append({"session": session.session_key, **person})
    return told


def _people(joy: Any, count: int, at: datetime) -> Iterator[tuple[Any, dict[str, Any]]]:
    from alongside.capture.actions.devices import greet_device
    from alongside.capture.models import DatedVisit
    from alongside.classrooms import actions as classrooms
    from alongside.people import actions as people
    from alongside.people.choices import Discipline, Role
    from alongside.people.queries import viewer_of

    by: dict[str, Any] = {"by": joy, "at": at}
    school = people.add_school(name="Bench School", **by)
    for number in range(count):
        therapist = people.add_staff_member(
            role=Role.THERAPIST, given_name=f"Therapist {number}", discipline=Discipline.OCCUPATIONAL, **by
        )
        account = people.give_account(
            person=therapist, email=f"t{number}@example.org", password=PASSWORD, **by
        )
        classroom = classrooms.add_classroom(school=school, name=f"Class {number}", **by)
        children = [
            classrooms.add_child_to_class(
                classroom=classroom, given_name=f"Child {each}", family_name="Bench", starts=joy.on, **by
            )
            for each in range(CHILDREN)
        ]
        people.join_teams(places=[(child, therapist) for child in children], **by)
        viewer = viewer_of(account, joy.on, joy.organisation.pk)
        assert viewer is not None
        device = greet_device(installation=uuid.uuid4(), name="Tablet", by=viewer, at=at)
        visit = DatedVisit.objects.create(
            organisation=joy.organisation, staff=therapist, school=school, classroom=classroom, on=joy.on,
            starts=0, ends=1440, mode="push_in",
        )  # fmt: skip
        yield (
            account,
            {
                "device": str(device.pk),
                "visit": {"id": str(visit.pk), "series": None, "on": joy.on.isoformat()},
                "goals": [[str(child.pk), _goal(child, viewer, at)] for child in children],
            },
        )


def _goal(child: Any, by: Any, at: datetime) -> str:
    from alongside.people.choices import Discipline
    from alongside.plans.actions import goals, plans
    from alongside.plans.choices import Measure

    version = plans.start_plan(child=child, by=by, at=at)
    goal = goals.add_goal(
        version=version,
        title="Writes",
        discipline=Discipline.OCCUPATIONAL,
        measure=Measure.TRIALS,
        by=by,
        at=at,
    )
    return str(goal.pk)


def count() -> dict[str, Any]:
    """What the database holds once everything has been sent."""
    _django()
    from django_scopes import scope

    from alongside.capture.models import Observation
    from alongside.people.queries import organisation_named
    from alongside.trust.queries import first_broken_link

    organisation = organisation_named("Benchmark")
    assert organisation is not None
    with scope(organisation=organisation):
        return {"rows": Observation.objects.count(), "broken_link": first_broken_link(organisation.pk)}


def _django() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()


def _run(env: dict[str, str], *words: str) -> Any:
    """This file with a word, in a process that has the database's environment."""
    done = subprocess.run(
        [sys.executable, __file__, *words], env=env, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


@contextmanager
def _server(env: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The web server as `./run` starts it; its port and the id of its process."""
    port = _free_port()
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--no-control-socket",
        "--preload",
        "--workers",
        "2",
        "--threads",
        "8",
    ]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "alongside.config.wsgi"]
    process = subprocess.Popen(command, env=env, cwd=ROOT)
    try:
        for _each in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _database(name: str, folder: str) -> Iterator[dict[str, str]]:
    """The environment in which the product finds a new database of this kind."""
    env = os.environ | {"ALONGSIDE_VAR": folder, "PYTHONPATH": str(ROOT)}
    if name == "sqlite":
        yield env | {"ALONGSIDE_DB": "sqlite", "ALONGSIDE_SQLITE": f"{folder}/intake.sqlite3"}
        return
    port, home = _free_port(), tempfile.mkdtemp()
    as_whom: list[str] = []
    if os.getuid() == 0:  # It refuses to run as root, as one is in a container.
        shutil.chown(home, "postgres")
        as_whom = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    bin_folder = _postgresql_bin()

    def call(*words: str) -> None:
        subprocess.run(
            [*as_whom, f"{bin_folder}/{words[0]}", *words[1:]], check=True, stdout=subprocess.DEVNULL
        )

    call("initdb", "-D", f"{home}/data", "-A", "trust", "-U", "alongside")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1"
    call("pg_ctl", "-D", f"{home}/data", "-w", "-s", "-l", f"{home}/log", "-o", options, "start")
    try:
        call("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "alongside", "alongside")
        yield env | {
            "ALONGSIDE_DB": "postgresql", "PGHOST": "127.0.0.1", "PGPORT": str(port), "PGUSER": "alongside",
            "PGDATABASE": "alongside",
        }  # fmt: skip
    finally:
        call("pg_ctl", "-D", f"{home}/data", "-m", "immediate", "-s", "stop")
        shutil.rmtree(home)


def _postgresql_bin() -> Path | None:
    """The folder of the newest PostgreSQL of this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    there = shutil.which("initdb")
    return Path(there).parent if there else None


def machine() -> dict[str, str | int | None]:
    """What it was measured on."""
    model = "unknown"
    if (about := Path("/proc/cpuinfo")).exists():
        lines = about.read_text().splitlines()
        model = next(
            (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model
        )
    return {
        "system": platform.platform(),
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    main()
