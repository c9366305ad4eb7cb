"""Reads the files of an import with the readers of `formats` and compares them with what is here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from alongside.classrooms.choices import CycleKind
from alongside.exchange.choices import ImportKind
from alongside.exchange.models import ImportRun
from alongside.exchange.queries import imports as queries
from alongside.exchange.queries import standing
from alongside.exchange.rules.days import propose_kind, turning_of
from alongside.exchange.rules.plan import Plan
from alongside.exchange.rules.roster import LIST_SOURCE, ONEROSTER, compare_roster, source_of
from alongside.exchange.rules.runs import fields_of
from alongside.exchange.rules.services import compare_services
from alongside.exchange.rules.subjects import Meaning
from alongside.exchange.rules.timetables import TimetableChoices, compare_timetables
from alongside.formats import roster_columns, services
from alongside.formats.container import Container, open_container, open_folder
from alongside.formats.fet import read_fet, read_fet_csv
from alongside.formats.grid import read_grid
from alongside.formats.odd import NotThisFormat, Oddities, Oddity
from alongside.formats.oneroster import read_oneroster
from alongside.formats.recognise import Kind, recognise_files
from alongside.formats.roster import Roster
from alongside.formats.services import ServiceRow
from alongside.formats.table import Table, check_has_rows, read_table
from alongside.formats.timetables import ClassTimetables
from alongside.people.models import School
from alongside.people.rules import Viewer

Tick = Callable[[int, int], None]
_KINDS = {
    Kind.ONEROSTER: ImportKind.ROSTER,
    Kind.ROSTER: ImportKind.ROSTER,
    Kind.SERVICES: ImportKind.SERVICES,
    Kind.FET: ImportKind.TIMETABLE,
    Kind.FET_CSV: ImportKind.TIMETABLE,
    Kind.GRID: ImportKind.TIMETABLE,
}
_TABLES = {ImportKind.ROSTER: Kind.ROSTER, ImportKind.SERVICES: Kind.SERVICES}
_SAMPLES = 3
_LOOKED_AT = 200


@dataclass
class Found:
    """What reading came to: a plan, or without one what a person must first say the meaning of."""

    kind: ImportKind
    header: str = ""
    found: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    sentence: str = ""
    plan: Plan | None = None
    compared_after: int = 0


def read_files(viewer: Viewer, run: ImportRun, tick: Tick) -> Found:
    """Reads and compares the files of an import. Raises `NotThisFormat` for what is no such file."""
    tick(2, 100)
    container = _container(run)
    kind, sentence = _recognised(run, container)
    tick(5, 100)
    choices = dict(run.choices)
    found = Found(
        _KINDS[kind], choices=choices, sentence=sentence, compared_after=queries.imports_written(viewer)
    )
    if kind is Kind.ONEROSTER:
        _compare_oneroster(viewer, container, found, tick)
    elif kind in (Kind.ROSTER, Kind.SERVICES):
        _compare_tables(viewer, run, container, found, tick)
    else:
        _compare_timetables(viewer, run, container, kind, found, tick)
    if choices.pop("overtaken", False):
        found.sentence = _(
            "Something else was brought in after you looked, so nothing was written yet. "
            "This is the file compared anew."
        )
    tick(70, 100)
    return found


def _container(run: ImportRun) -> Container:
    files = [(file.name, bytes(file.content)) for file in run.files.all()]
    if len(files) == 1:
        return open_container(*files[0])
    return open_folder(files, run.file_name)


def _recognised(run: ImportRun, container: Container) -> tuple[Kind, str]:
    """What the files are; a table that nobody knows is what the person says it is."""
    said = ImportKind(run.kind) if run.kind else None
    try:
        recognised = recognise_files(container)
    except NotThisFormat:
        if said not in _TABLES:
            raise
        read_table(container.names[0], container.read(container.names[0]), Oddities())
        return _TABLES[said], _as_said(said)
    if said and _KINDS[recognised.kind] is not said:
        if said in _TABLES and recognised.kind in (Kind.ROSTER, Kind.SERVICES):
            return _TABLES[said], _as_said(said)
        raise NotThisFormat(
            _(
                "{why} You said that it is something else: {what}. Choose the other kind, or the other file."
            ).format(why=recognised.sentence, what=said.label)
        )
    return recognised.kind, recognised.sentence


def _as_said(kind: ImportKind) -> str:
    if kind is ImportKind.SERVICES:
        return _("Read as a table of services, as you said.")
    return _("Read as a table of children, classes and teachers, as you said.")


def _compare_oneroster(viewer: Viewer, container: Container, found: Found, tick: Tick) -> None:
    roster, oddities = read_oneroster(container)
    tick(35, 100)
    source = source_of(roster, standing.known_sources(viewer, ONEROSTER))
    here = standing.roster_here(viewer, source)
    tick(50, 100)
    found.plan = compare_roster(
        roster, here, source=source, on=viewer.on, tick=lambda done, total: tick(50 + 20 * done // total, 100)
    )
    found.plan.note(oddities)
    found.sentence = _("{why} {source}.").format(why=found.sentence, source=roster.source)


def _compare_tables(viewer: Viewer, run: ImportRun, container: Container, found: Found, tick: Tick) -> None:
    notes = Oddities()
    tables = _tables(container, notes)
    first = tables[0]
    found.header = _digest(first.header)
    columns = found.choices.get("columns")
    if columns is None or not set(columns.values()) <= set(first.header):
        remembered = queries.last_choices(viewer, found.kind, found.header)
        found.found = _columns_to_map(found.kind, first, remembered.get("columns"))
        found.choices["proposed"] = {name: remembered.get(name, "") for name in ("school", "new_school")}
        found.choices.pop("columns", None)
        return
    found.found = run.found
    tick(20, 100)
    alike = [table for table in tables if table.header == first.header]
    for table in tables:
        if table.header != first.header:
            notes.note(
                table.name, None, _("Its columns are other than those of the first file. It was not read.")
            )
    if found.kind is ImportKind.SERVICES:
        rows, oddities = _service_rows(alike, columns)
        add = bool(found.choices.get("add_therapists"))
        here = standing.services_here(viewer, viewer.on)
        found.plan = compare_services(rows, here, on=viewer.on, add_therapists=add)
    else:
        roster, oddities = _roster(alike, columns)
        school = queries.school_of(viewer, run)
        named = school.name if school else found.choices.get("new_school", "")
        everything = standing.roster_here(viewer, LIST_SOURCE)
        found.plan = compare_roster(
            roster, everything, source=LIST_SOURCE, on=viewer.on, is_list=True, school=named
        )
    found.plan.note([*notes.listed(), *oddities])


def _tables(container: Container, notes: Oddities) -> list[Table]:
    tables: list[Table] = []
    for name, data in container.files():
        try:
            table = read_table(name, data, notes)
            check_has_rows(table)
            tables.append(table)
        except NotThisFormat as refusal:
            if len(container.names) == 1:
                raise
            notes.note(name, None, str(refusal))
    if not tables:
        raise NotThisFormat(_("None of these files holds a table. Choose CSV or XLSX files."))
    return tables


def _columns_to_map(kind: ImportKind, table: Table, remembered: dict[str, str] | None) -> dict[str, Any]:
    """The headings with a few values each, and a heading for each field as remembered or guessed."""
    rows = [cells for _line, cells in table.rows[:_LOOKED_AT]]
    reader = roster_columns if kind is ImportKind.ROSTER else services
    guess = remembered or reader.guess_columns(table.header, rows)
    samples = {
        heading: list(dict.fromkeys(cells[heading][:60] for cells in rows if cells[heading]))[:_SAMPLES]
        for heading in table.header
    }
    classes = {cells[guess["class"]] for cells in rows} if guess.get("class") in table.header else set()
    return {
        "classes": sorted(classes - {""}),
        "header": list(table.header),
        "samples": samples,
        "guess": {field: guess[field] for field in fields_of(kind) if field in guess},
        "remembered": remembered is not None,
        "rows": len(table.rows),
    }


def _roster(tables: Iterable[Table], columns: dict[str, str]) -> tuple[Roster, list[Oddity]]:
    """One roster out of the lists of several files; a thing that stands in two of them is one."""
    rosters: list[Roster] = []
    oddities: list[Oddity] = []
    for table in tables:
        roster, odd = roster_columns.read_roster(table, columns)
        rosters.append(roster)
        oddities += odd
    if len(rosters) == 1:
        return rosters[0], oddities
    return Roster(
        rosters[0].source,
        list({school.id: school for roster in rosters for school in roster.schools}.values()),
        [],
        list({known.id: known for roster in rosters for known in roster.classes}.values()),
        list({person.id: person for roster in rosters for person in roster.people}.values()),
        list({place.id: place for roster in rosters for place in roster.enrolments}.values()),
        list({(tie.child_id, tie.adult_id): tie for roster in rosters for tie in roster.relations}.values()),
    ), oddities


def _service_rows(tables: Iterable[Table], columns: dict[str, str]) -> tuple[list[ServiceRow], list[Oddity]]:
    rows: list[ServiceRow] = []
    oddities: list[Oddity] = []
    for table in tables:
        read, odd = services.read_services(table, columns)
        rows += read
        oddities += odd
    return rows, oddities


def _compare_timetables(
    viewer: Viewer, run: ImportRun, container: Container, kind: Kind, found: Found, tick: Tick
) -> None:
    timetables, oddities = _timetables(container, kind)
    tick(30, 100)
    found.header = _digest(
        [*(day.name for day in timetables.days), *(slot.name for slot in timetables.slots)]
    )
    if "subjects" not in found.choices:
        found.found = _to_map(timetables)
        remembered = queries.last_choices(viewer, found.kind, found.header)
        known = ("school", "bells", "days", "cycle_kind", "new_school")
        found.choices["proposed"] = {name: remembered[name] for name in known if name in remembered}
        return
    school = queries.school_of(viewer, run)
    here = standing.timetables_here(viewer, school)
    said = _said(found.choices, school, here.has_cycle)
    found.plan, weeks = compare_timetables(timetables, here, said)
    found.plan.note(oddities)
    cycle_days = list(here.cycle_days) or list(said.turning.days if said.turning else ())
    shown = {name: [list(routine) for routine in week] for name, week in weeks.items()}
    found.found = {**run.found, "weeks": shown, "cycle_days": cycle_days}


def _timetables(container: Container, kind: Kind) -> tuple[ClassTimetables, list[Oddity]]:
    files = list(container.files())
    if kind is Kind.GRID:
        return read_grid(files)
    read = read_fet if kind is Kind.FET else read_fet_csv
    if len(files) == 1:
        return read(*files[0])
    notes = Oddities()
    read_one: tuple[ClassTimetables, list[Oddity]] | None = None
    for name, data in files:
        try:
            one = read(name, data)
        except NotThisFormat:
            notes.note(name, None, _("It is no timetable of FET and was not read."))
            continue
        if read_one is None:
            read_one = one
        else:
            notes.note(
                name, None, _("Another timetable of FET was read already. Bring this one in by itself.")
            )
    if read_one is None:
        raise NotThisFormat(
            _("None of these files is a timetable of FET. Choose the one ending in _timetable.csv.")
        )
    return read_one[0], [*read_one[1], *notes.listed()]


def _to_map(timetables: ClassTimetables) -> dict[str, Any]:
    """What a person has to say the meaning of: days, periods, classes, and subjects with how often and how long."""
    places = {slot.name: (10 * place, 10 * place + 10) for place, slot in enumerate(timetables.slots)}
    # Times that are not known yet stand in order, so that groups which part are seen side by side all the same.
    timed = timetables.with_bell_times(places) if timetables.unknown_slots else timetables
    subjects: dict[str, dict[str, Any]] = {}
    for name in timed.class_names:
        for lesson in timed.week_of(name):
            length = (lesson.end or 0) - (lesson.start or 0)
            example = {
                "class": name,
                "day": lesson.day,
                "start": lesson.start,
                "slot": " ".join(lesson.slots[:1]),
            }
            if timetables.unknown_slots:
                length, example["start"] = 0, None
            known = subjects.setdefault(
                lesson.subject, {"name": lesson.subject, "lessons": 0, "longest": 0, "example": example}
            )
            known["lessons"] += 1
            known["longest"] = max(known["longest"], length)
    return {
        "days": [{"name": day.name, "weekday": day.weekday or ""} for day in timetables.days],
        "slots": [
            {"name": slot.name, "start": slot.start, "end": slot.end, "guessed": slot.guessed}
            for slot in timetables.slots
        ],
        "classes": list(timetables.class_names),
        "subjects": sorted(subjects.values(), key=lambda subject: -subject["lessons"]),
        "cycle_kind": propose_kind(timetables.days).value,
    }


def _said(choices: dict[str, Any], school: School | None, has_cycle: bool) -> TimetableChoices:
    days = dict(choices["days"])
    turning = None
    if not has_cycle:
        turning, days = turning_of(CycleKind(choices["cycle_kind"]), list(days.items()))
    return TimetableChoices(
        holds_from=date.fromisoformat(choices["holds_from"]),
        days=days,
        classes=choices["classes"],
        bells={name: (span[0], span[1]) for name, span in choices["bells"].items()},
        subjects={name: Meaning.from_json(kept) for name, kept in choices["subjects"].items()},
        turning=turning,
        school="" if school else choices["new_school"],
    )


def _digest(names: Iterable[str]) -> str:
    return sha256("\n".join(names).encode()).hexdigest()
