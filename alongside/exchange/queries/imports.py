"""Reading imports: their list, one of them line by line, how far it is, and what was said of the last such file."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Count, Q

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import SchoolCycle
from alongside.exchange.choices import ImportKind, Part, Verdict
from alongside.exchange.models import ImportChanges, ImportLine, ImportRun
from alongside.exchange.rules.subjects import Meaning, guess_meaning
from alongside.people import queries as people
from alongside.people.models import School
from alongside.people.rules import Viewer
from alongside.trust.rules import Change

if TYPE_CHECKING:
    from django.db.models import QuerySet


def imports_for(viewer: Viewer) -> QuerySet[ImportRun]:
    """The organisation's imports, newest first; none for those who do not run the programme."""
    runs = ImportRun.objects.filter(organisation=viewer.organisation)
    return runs.select_related("asked_by") if viewer.is_coordinator else runs.none()


def import_for(viewer: Viewer, id: UUID) -> ImportRun | None:
    """One import, or None where there is none that the viewer may see."""
    return imports_for(viewer).filter(pk=id).first()


def lines_of(
    viewer: Viewer, run: ImportRun, *, verdict: str = "", thing: str = "", search: str = ""
) -> QuerySet[ImportLine]:
    """The lines of a preview in the order of the file, of one verdict or thing, holding some words."""
    lines = ImportLine.objects.filter(run=run, run__in=imports_for(viewer))
    if verdict in Verdict.values:
        lines = lines.filter(verdict=verdict)
    if thing:
        lines = lines.filter(thing=thing)
    if search:
        lines = lines.filter(Q(label__icontains=search) | Q(sentence__icontains=search))
    return lines


def changes_of(run: ImportRun, parts: set[Part], room: str, *, reverse: bool = False) -> Iterator[Change]:
    """The changes that an import writes in one room, in their order or, for undoing, backwards."""
    lots = ImportChanges.objects.filter(run=run, part__in=parts, room=room)
    for lot in lots.order_by("-place" if reverse else "place").iterator(chunk_size=20):
        for model, id, before, after in reversed(lot.rows) if reverse else lot.rows:
            yield Change(model, UUID(id), before, after)


def imports_written(viewer: Viewer) -> int:
    """How many imports have been written or taken back: another number later says that the ground has moved.

    Counted, since clocks would not tell: a commit that began before a comparison may end after it.
    """
    found = imports_for(viewer).aggregate(committed=Count("committed_at"), undone=Count("undone_at"))
    return int(found["committed"] + found["undone"])


@dataclass(frozen=True)
class Progress:
    """How far a background task is, and when it was last heard of."""

    done: int
    total: int
    heard_at: datetime

    @property
    def percent(self) -> int:
        """Of a hundred."""
        return 100 * self.done // max(1, self.total)


def progress_of(run_id: UUID) -> Progress | None:
    """What the task at work last said; None where none has spoken.

    It is kept in the cache: a commit is one transaction, in which nobody else could see a row change.
    """
    said = cache.get(progress_key(run_id))
    return said if isinstance(said, Progress) else None


def progress_key(run_id: UUID) -> str:
    """The cache's name for it."""
    return f"import-progress-{run_id}"


def last_choices(viewer: Viewer, kind: ImportKind, header: str) -> dict[str, Any]:
    """What was said of the last file of this shape; empty where nothing was."""
    key = "days" if kind is ImportKind.TIMETABLE else "columns"
    runs = imports_for(viewer).filter(kind=kind, header=header, choices__has_key=key)
    return dict(runs.order_by("-asked_at").values_list("choices", flat=True).first() or {})


def school_of(viewer: Viewer, run: ImportRun) -> School | None:
    """The school that was chosen for an import (or for the last such file), where it is one that is here."""
    said = (
        run.choices
        if run.choices.get("school") or run.choices.get("new_school")
        else run.choices.get("proposed", {})
    )
    schools = people.schools_for(viewer)
    if said.get("school"):
        return schools.filter(pk=said["school"]).first()
    return schools.filter(name__iexact=said["new_school"]).first() if said.get("new_school") else None


def proposed_school(viewer: Viewer, run: ImportRun, classes: Collection[str]) -> School | None:
    """The school to offer for a file of these classes: as said, else that of the last such file or the only one.

    A school that has classes, and none of the file's, is not offered: the file is another school's.
    """
    school = school_of(viewer, run)
    if run.choices.get("school") or run.choices.get("new_school"):
        return school
    if school is None:
        known = list(people.schools_for(viewer)[:2])
        school = known[0] if len(known) == 1 else None
    here = {name.casefold() for _id, name in classes_of(viewer, school)}
    is_another = here and classes and here.isdisjoint(name.casefold() for name in classes)
    return None if is_another else school


def cycle_days_by_school(viewer: Viewer) -> dict[UUID, list[str]]:
    """The days of each school's cycle, for the schools that have one."""
    rows = SchoolCycle.objects.filter(school__in=people.schools_for(viewer).values("pk"))
    return dict(rows.values_list("school_id", "days"))


def classes_of(viewer: Viewer, school: School | None) -> list[tuple[UUID, str]]:
    """The classes of a school by name; none for a school that is not here yet."""
    if school is None:
        return []
    return list(
        classrooms.classrooms_for(viewer).filter(school=school).order_by("name").values_list("pk", "name")
    )


def meanings_for(viewer: Viewer, run: ImportRun) -> dict[str, Meaning]:
    """What each subject of the file means: as said of this file, as remembered, or as a guess."""
    rules = classrooms.subject_rules(viewer)
    said = run.choices.get("subjects", {})
    meanings = {}
    for subject in run.found.get("subjects", ()):
        name = subject["name"]
        rule = rules.get(name.lower())
        if name in said:
            meanings[name] = Meaning.from_json(said[name])
        elif rule:
            kept = {
                "kind": rule.kind,
                "push_in": rule.push_in,
                "pull_out": rule.pull_out,
                "parts": rule.parts,
            }
            meanings[name] = Meaning.from_json(kept, remembered=True)
        else:
            meanings[name] = guess_meaning(name, subject["longest"])
    return meanings
