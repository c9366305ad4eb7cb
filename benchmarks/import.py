"""Measures one import of a large roster: reading and preview, bringing in, taking back; time, memory and progress.

Usage: `python benchmarks/import.py [--pupils 50000] [--classes 2000] [--out benchmarks/results/import.json]`.
The bundle is invented and seeded; the database is a new SQLite file with the product's own settings.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import platform
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GIVEN = (
    "Ama",
    "Ben",
    "Chidi",
    "Dilnoza",
    "Elif",
    "Farid",
    "Goran",
    "Hana",
    "Iker",
    "Jun",
    "Kavya",
    "Leila",
    "Mateo",
)
FAMILY = (
    "Achterberg",
    "Brennan",
    "Castaneda",
    "Dhillon",
    "Eriksen",
    "Fonoti",
    "Guerrero",
    "Hayashi",
    "Ivanenko",
)


def bundle(pupils: int, classes: int, seed: int = 7) -> bytes:
    """A OneRoster 1.1 set: schools of 20 classes, a teacher a class, a parent for every tenth pupil."""
    chance = random.Random(seed)
    schools = max(1, classes // 20)
    blank = ["", ""]
    tables: dict[str, tuple[str, Iterator[list[str]]]] = {
        "orgs": (
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
            (
                [f"s{school}", *blank, f"School {school} of the Valley", "school", "", ""]
                for school in range(schools)
            ),
        ),
        "academicSessions": (
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
            iter([["y1", *blank, "2026", "schoolYear", "2026-09-01", "2027-07-20", "", "2027"]]),
        ),
        "classes": (
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
            "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
            (
                [
                    f"c{number}", *blank, f"{number % 20 // 4 + 1}{'ABCD'[number % 4]}",
                    f"0{number % 20 // 4 + 1}", "co", "", "homeroom", "", f"s{number // 20 % schools}", "y1",
                    "", "", "",
                ]
                for number in range(classes)
            ),
        ),
        "users": (
            "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
            "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
            _users(pupils, classes, schools, chance),
        ),
        "enrollments": (
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
            "beginDate,endDate",
            _enrolments(pupils, classes, schools),
        ),
    }  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = [
            ["manifest.version", "1.0"],
            ["oneroster.version", "1.1"],
            *([f"file.{name}", "bulk"] for name in tables),
        ]
        archive.writestr("manifest.csv", _table("propertyName,value", iter(rows)))
        for name, (heading, lines) in tables.items():
            archive.writestr(f"{name}.csv", _table(heading, lines))
    return stream.getvalue()


def _users(pupils: int, classes: int, schools: int, chance: random.Random) -> Iterator[list[str]]:
    def row(id: str, school: int, role: str, agent: str = "") -> list[str]:
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        return [
            id,
            "",
            "",
            "true",
            f"s{school}",
            role,
            id,
            "",
            given,
            family,
            "",
            id,
            "",
            "",
            "",
            agent,
            "",
            "",
        ]

    for number in range(classes):
        yield row(f"t{number}", number // 20 % schools, "teacher")
    for number in range(pupils):
        agent = f"g{number}" if number % 10 == 0 else ""
        yield row(f"p{number}", number % classes // 20 % schools, "student", agent)
        if agent:
            yield row(agent, number % classes // 20 % schools, "parent")


def _enrolments(pupils: int, classes: int, schools: int) -> Iterator[list[str]]:
    for number in range(classes):
        school = f"s{number // 20 % schools}"
        yield [f"et{number}", "", "", f"c{number}", school, f"t{number}", "teacher", "", "2026-09-01", ""]
    for number in range(pupils):
        group = number % classes
        school = f"s{group // 20 % schools}"
        yield [f"ep{number}", "", "", f"c{group}", school, f"p{number}", "student", "", "2026-09-01", ""]


def _table(heading: str, rows: Iterator[list[str]]) -> str:
    stream = io.StringIO()
    stream.write(heading + "\n")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def timed(what: str, work: Callable[[Callable[[int, int], None]], Any]) -> tuple[Any, dict[str, float]]:
    """Does the work; says how long it took, how often its progress moved, and the longest silence."""
    began = heard = time.perf_counter()
    heard_of: list[float] = []
    seen = -1

    def tick(done: int, total: int) -> None:
        nonlocal heard, seen
        if done != seen:
            now = time.perf_counter()
            heard_of.append(now - heard)
            heard, seen = now, done

    cpu = time.process_time()
    answer = work(tick)
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    silence = max([*heard_of, time.perf_counter() - heard])
    print(
        f"{what}: {took:.1f} s ({cpu:.1f} s of processor), {len(heard_of)} steps of progress, "
        f"longest silence {silence:.1f} s",
        file=sys.stderr,
    )
    return answer, {
        "seconds": round(took, 2),
        "processor_seconds": round(cpu, 2),
        "steps": len(heard_of),
        "longest_silence": round(silence, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pupils", type=int, default=50_000)
    parser.add_argument("--classes", type=int, default=2_000)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results" / "import.json")
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ALONGSIDE_VAR"] = folder
        os.environ["ALONGSIDE_SQLITE"] = f"{folder}/import.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.config.settings"
        sys.path.insert(0, str(ROOT))
        result = measure(said.pupils, said.classes)
    said.out.parent.mkdir(parents=True, exist_ok=True)
    said.out.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


def measure(pupils: int, classes: int) -> dict[str, Any]:
    """Runs the import and its undoing in a new database."""
    import django

    django.setup()
    from django.core.management import call_command
    from django_scopes import scope

    from alongside.exchange.actions import import_work, imports
    from alongside.people.actions import found_organisation

    call_command("migrate", verbosity=0, skip_checks=True)
    data = bundle(pupils, classes)
    before = _peak_mib()
    by = found_organisation(
        name="Benchmark", time_zone="UTC", coordinator="Bench", email="b@example.org", password="not used at all",
        by=None, at=datetime.now(UTC),
    )  # fmt: skip
    with scope(organisation=by.organisation):
        now = lambda: datetime.now(UTC)  # noqa: E731
        run = imports.start_import(files=[("bundle.zip", data)], limit_bytes=64 * 2**20, by=by, at=now())
        run, read = timed(
            "read and preview", lambda tick: import_work.read_import(run=run, by=by, at=now(), tick=tick)
        )
        run = imports.decide(run=run, changed=True, missing=False, by=by, at=now())
        run, commit = timed(
            "commit", lambda tick: import_work.commit_import(run=run, by=by, at=now(), tick=tick)
        )
        import_peak = _peak_mib()
        assert run.state == "committed", (run.state, run.sentence)
        run = imports.ask_undo(run=run, by=by, at=now())
        run, undo = timed("undo", lambda tick: import_work.undo_import(run=run, by=by, at=now(), tick=tick))
        assert run.state == "undone"
    return {
        "pupils": pupils,
        "classes": classes,
        "bundle_bytes": len(data),
        "read_and_preview": read,
        "commit": commit,
        "import_seconds": round(read["seconds"] + commit["seconds"], 2),
        "undo": undo,
        "peak_mib_before": before,
        "peak_mib_import": import_peak,
        "peak_mib_with_undo": _peak_mib(),
        "lines": sum(sum(things.values()) for things in run.summary["counts"].values()),
        "rows": sum(run.summary["parts"].values()),
        "load_average": os.getloadavg()[0],
        "machine": machine(),
        "measured_on": datetime.now(UTC).date().isoformat(),
    }


def machine() -> dict[str, str | int | None]:
    """What it was measured on."""
    model = "unknown"
    if (about := Path("/proc/cpuinfo")).exists():
        names = [
            line.partition(":")[2].strip()
            for line in about.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    return {
        "system": platform.platform(),
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
