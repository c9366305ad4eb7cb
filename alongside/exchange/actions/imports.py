"""What a person does with an import: start it, say what its file means, decide, undo, put it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms import actions as classrooms
from alongside.classrooms import queries as classroom_queries
from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.exchange.choices import ImportKind, ImportState, Part
from alongside.exchange.models import ImportFile, ImportRun
from alongside.exchange.rules import days as day_rules
from alongside.exchange.rules import runs as rules
from alongside.exchange.rules.subjects import Meaning
from alongside.people import queries as people
from alongside.people.actions import audit
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer


@transaction.atomic
def start_import(
    *,
    files: Sequence[tuple[str, bytes]],
    kind: ImportKind | None = None,
    limit_bytes: int,
    by: Viewer,
    at: datetime,
) -> ImportRun:
    """Takes files in as they came, to be read in the background; `kind` where the person has said what they are."""
    rules.check_can_import(by)
    if not files:
        raise NotNow(_("Choose the file that your school’s system exported."))
    if sum(len(content) for _name, content in files) > limit_bytes:
        raise NotNow(
            _("This is more than {limit} MiB. Export one school at a time.").format(
                limit=limit_bytes // 2**20
            )
        )
    names = [name for name, _content in files]
    shown = names[0] if len(names) == 1 else _("{first} and {more} more").format(
        first=names[0][:200], more=len(names) - 1
    )  # fmt: skip
    run = ImportRun.objects.create(
        organisation=by.organisation,
        kind=kind or "",
        file_name=shown[-255:],
        asked_by=by.account,
        acting=by.account,
        asked_at=at,
        heard_at=at,
    )
    ImportFile.objects.bulk_create(
        [
            ImportFile(organisation=by.organisation, run=run, place=place, name=name[-255:], content=content)
            for place, (name, content) in enumerate(files)
        ]
    )
    audit(by, at, "import.started", run, files=len(files))
    return run


@transaction.atomic
def map_columns(
    *,
    run: ImportRun,
    columns: Mapping[str, str],
    school: School | None = None,
    new_school: str = "",
    by: Viewer,
    at: datetime,
) -> ImportRun:
    """Says which column holds which field, and which school the rows belong to that name none."""
    run = _locked(run, by, ImportState.READING)
    kind = ImportKind(run.kind)
    rules.check_columns(kind, columns, run.found["header"])
    kept = {field: heading for field, heading in columns.items() if heading}
    if kind is ImportKind.ROSTER and not kept.get("school") and not school and not new_school:
        raise NotNow(_("Say which school these children go to."))
    run.choices = {**run.choices, "columns": kept, **_school_choice(by, school, new_school)}
    return _read_on(run, by, at, "import.columns_mapped")


@transaction.atomic
def map_days(
    *,
    run: ImportRun,
    school: School | None,
    new_school: str = "",
    holds_from: date,
    cycle_kind: CycleKind,
    days: Mapping[str, str],
    bells: Mapping[str, tuple[int, int]],
    by: Viewer,
    at: datetime,
) -> ImportRun:
    """Says whose timetable it is, from when it holds, which day is which, and the times of periods without any.

    `days` gives for each day of the file a weekday ("Mon"), or the day of the school's cycle where it has one.
    """
    run = _locked(run, by, ImportState.MAPPING)
    chosen = _school_choice(by, school, new_school)
    if not chosen["school"] and not chosen["new_school"]:
        raise NotNow(_("Say which school this timetable belongs to."))
    cycle = classroom_queries.cycle_of(from_here) if (from_here := _school(by, chosen)) else None
    if cycle:
        day_rules.check_days_of_cycle(days, cycle.days)
    else:
        _turning, chosen_days = day_rules.turning_of(cycle_kind, list(days.items()))
        days = chosen_days if cycle_kind is CycleKind.ROTATION else days
    for name, (starts, ends) in bells.items():
        if ends <= starts:
            raise NotNow(_("{period} ends before it starts. Give it a later end.").format(period=name))
    run.choices = {
        **run.choices,
        **chosen,
        "holds_from": holds_from.isoformat(),
        "cycle_kind": cycle_kind.value,
        "days": dict(days),
        "bells": {name: list(span) for name, span in bells.items()},
    }
    run.save(update_fields=["choices"])
    audit(by, at, "import.days_mapped", run)
    return run


@transaction.atomic
def map_subjects(
    *,
    run: ImportRun,
    subjects: Mapping[str, Meaning],
    classes: Mapping[str, str],
    by: Viewer,
    at: datetime,
) -> ImportRun:
    """Says what each subject is in the day of a class, keeps it for the next file, and reads on.

    `classes` gives for a class of the file the id of a class here, "" for a new one, "-" to leave it out.
    """
    run = _locked(run, by, ImportState.READING)
    if "days" not in run.choices:
        raise NotNow(_("Say first whose timetable it is and which day is which."))
    meanings = {
        name[:120]: classrooms.SubjectMeaning(
            RoutineKind(meaning.kind),
            PushIn(meaning.push_in),
            PullOut(meaning.pull_out),
            meaning.as_json()["parts"],
        )
        for name, meaning in subjects.items()
    }
    classrooms.remember_subjects(meanings=meanings, by=by, at=at)
    run.choices = {
        **run.choices,
        "subjects": {name: meaning.as_json() for name, meaning in subjects.items()},
        "classes": dict(classes),
    }
    return _read_on(run, by, at, "import.subjects_mapped")


@transaction.atomic
def add_unknown_therapists(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Asks for the therapists whom a list of services names and who are not here to be added with it."""
    run = _locked(run, by, ImportState.READING)
    run.choices = {**run.choices, "add_therapists": True}
    return _read_on(run, by, at, "import.therapists_wanted")


@transaction.atomic
def reopen_mapping(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Goes back from the preview to what the file means; what was said is still there."""
    run = _locked(run, by, ImportState.MAPPING)
    run.state = ImportState.MAPPING
    run.save(update_fields=["state"])
    audit(by, at, "import.mapping_reopened", run)
    return run


@transaction.atomic
def read_again(*, run: ImportRun, kind: str | None = None, by: Viewer, at: datetime) -> ImportRun:
    """Compares the file anew with what is here by now.

    `kind` is an `ImportKind` where the person has now said what the file is, "" to find that out; it starts over.
    """
    run = _locked(run, by, ImportState.READING)
    if kind is not None:
        run.kind, run.choices = kind, {}
        run.save(update_fields=["kind", "choices"])
    return _read_on(run, by, at, "import.read_again")


@transaction.atomic
def decide(
    *, run: ImportRun, changed: bool, missing: bool, checked: bool = False, by: Viewer, at: datetime
) -> ImportRun:
    """Brings in what is new, and if wanted what has changed, and ends the places that the file no longer has.

    `checked` says that the person has seen that a class would lose more than half of its children.
    """
    run = _locked(run, by, ImportState.COMMITTING)
    parts = {Part.NEW} | ({Part.CHANGED} if changed else set()) | ({Part.MISSING} if missing else set())
    rules.check_shrink(run, parts, checked)
    if not any(run.summary.get("parts", {}).get(part.value) for part in parts):
        raise NotNow(_("There is nothing to bring in: everything is here as the file has it."))
    run.choices = {**run.choices, "parts": sorted(part.value for part in parts)}
    return _to_work(run, ImportState.COMMITTING, by, at, "import.decided")


@transaction.atomic
def ask_undo(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Asks for an import to be taken back."""
    run = _locked(run, by, ImportState.UNDOING)
    if not run.changes.exists():
        raise NotNow(_("This import is too old to be taken back: its rows are no longer kept."))
    return _to_work(run, ImportState.UNDOING, by, at, "import.undo_asked")


@transaction.atomic
def discard(*, run: ImportRun, by: Viewer, at: datetime) -> ImportRun:
    """Puts an import away undecided; its file goes, and nothing else was touched."""
    run = _locked(run, by, ImportState.DISCARDED)
    run.state, run.found = ImportState.DISCARDED, {}
    run.save(update_fields=["state", "found"])
    run.files.all().delete()
    run.lines.all().delete()
    run.changes.all().delete()
    audit(by, at, "import.discarded", run)
    return run


def _locked(run: ImportRun, by: Viewer, state: ImportState) -> ImportRun:
    """The run as it stands now, held until the action is done, if it may come to that state."""
    rules.check_can_import(by, run)
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    rules.check_can_become(run, state)
    return run


def _read_on(run: ImportRun, by: Viewer, at: datetime, action: str) -> ImportRun:
    return _to_work(run, ImportState.READING, by, at, action)


def _to_work(run: ImportRun, state: ImportState, by: Viewer, at: datetime, action: str) -> ImportRun:
    """Hands the run to the background, in the name of whoever asks."""
    run.state, run.acting, run.heard_at, run.sentence = state, by.account, at, ""
    run.save(update_fields=["choices", "state", "acting", "heard_at", "sentence"])
    audit(by, at, action, run, **({"parts": run.choices["parts"]} if "parts" in run.choices else {}))
    return run


def _school(by: Viewer, chosen: Mapping[str, str]) -> School | None:
    return people.schools_for(by).filter(pk=chosen["school"]).first() if chosen["school"] else None


def _school_choice(by: Viewer, school: School | None, new_school: str) -> dict[str, str]:
    """What is kept of the choice of a school; a new name that is here already means the school that has it."""
    name = " ".join(new_school.split())[:120]
    if school is not None and name and name.casefold() != school.name.casefold():
        raise NotNow(_("Choose a school that is here or name a new one, not both."))
    if school is None and name:
        school = people.schools_for(by).filter(name__iexact=name).first()
    if school is not None and school.organisation_id != by.organisation.pk:
        raise NotNow(_("This school is not here. Choose another."))
    return {"school": str(school.pk) if school else "", "new_school": "" if school else name}
