"""An import as a person drives it, and a picture of every table to hold against another."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django_scopes import scopes_disabled

from alongside.classrooms.choices import CycleKind
from alongside.exchange.actions import import_work, imports
from alongside.exchange.choices import ImportKind, ImportState, Verdict
from alongside.exchange.models import ImportRun
from alongside.exchange.queries import imports as queries
from alongside.exchange.rules.subjects import Meaning
from alongside.people import queries as people
from alongside.people.actions import found_organisation
from alongside.people.models import School
from alongside.people.rules import Viewer

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
_ROOMS = ("people", "classrooms", "plans")


def found(name: str = "Reed Lane", email: str = "joy@reedlane.example") -> Viewer:
    """An organisation's first coordinator, looking on the day of these tests."""
    return found_organisation(
        name=name, time_zone="Europe/London", coordinator="Joy Amos", email=email, password="a long password",
        by=None, at=NOW,
    )  # fmt: skip


class Desk:
    """A coordinator with files in hand."""

    def __init__(self, by: Viewer) -> None:
        self.by = by
        self._clock = NOW

    @property
    def now(self) -> datetime:
        """A second later each time."""
        self._clock += timedelta(seconds=1)
        return self._clock

    def start(self, *files: tuple[str, bytes], kind: ImportKind | None = None) -> ImportRun:
        run = imports.start_import(files=files, kind=kind, limit_bytes=64 * 2**20, by=self.by, at=self.now)
        return self.read(run)

    def read(self, run: ImportRun) -> ImportRun:
        return import_work.read_import(run=run, by=self.by, at=self.now)

    def columns(self, run: ImportRun, *, school: str = "", **columns: str) -> ImportRun:
        """Says what the columns are: as guessed, unless said otherwise."""
        columns = {**run.found["guess"], **columns}
        run = imports.map_columns(run=run, columns=columns, new_school=school, by=self.by, at=self.now)
        return self.read(run)

    def timetable(
        self,
        run: ImportRun,
        *,
        school: str,
        holds_from: date = TODAY,
        bells: dict[str, tuple[int, int]] | None = None,
        classes: dict[str, str] | None = None,
        **meanings: Meaning,
    ) -> ImportRun:
        """Says what the days and subjects of a timetable are: as proposed, unless said otherwise."""
        run = imports.map_days(
            run=run, school=None, new_school=school, holds_from=holds_from,
            cycle_kind=CycleKind(run.found["cycle_kind"]), bells=bells or {}, by=self.by, at=self.now,
            days={day["name"]: day["weekday"] or day["name"] for day in run.found["days"]},
        )  # fmt: skip
        subjects = {**queries.meanings_for(self.by, run), **meanings}
        run = imports.map_subjects(run=run, subjects=subjects, classes=classes or {}, by=self.by, at=self.now)
        return self.read(run)

    def commit(
        self, run: ImportRun, *, changed: bool = True, missing: bool = False, checked: bool = False
    ) -> ImportRun:
        run = imports.decide(
            run=run, changed=changed, missing=missing, checked=checked, by=self.by, at=self.now
        )
        return import_work.commit_import(run=run, by=self.by, at=self.now)

    def undo(self, run: ImportRun) -> ImportRun:
        run = imports.ask_undo(run=run, by=self.by, at=self.now)
        return import_work.undo_import(run=run, by=self.by, at=self.now)

    def lines(self, run: ImportRun, verdict: Verdict) -> list[str]:
        """What a preview says under one verdict."""
        return [
            f"{line.label}: {line.sentence}" for line in queries.lines_of(self.by, run, verdict=verdict.value)
        ]

    def school(self, name: str) -> School:
        return people.schools_for(self.by).get(name=name)


def state(run: ImportRun) -> ImportState:
    """Where the run stands."""
    return ImportState(run.state)


def dump(*leaving_out: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of the rooms that imports write to, by table."""
    rows: dict[str, list[dict[str, Any]]] = {}
    with scopes_disabled():
        for label in _ROOMS:
            for model in apps.get_app_config(label).get_models():
                if model._meta.model_name not in leaving_out:
                    rows[model._meta.label] = sorted(
                        model._base_manager.values(), key=lambda row: str(row["id"])
                    )
    return rows


def counts() -> dict[str, int]:
    """How many rows each table of the rooms has."""
    return {label: len(rows) for label, rows in dump().items()}
