"""What adults do through the day with a child, and with a class, as the pages of those who give it show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Routine
from alongside.people import queries as people
from alongside.people.models import Child, Guardianship
from alongside.people.rules import Viewer
from alongside.schooltime.clock import clock
from alongside.strategies.choices import Strength, Went
from alongside.strategies.models import Assignment, Use, Wording
from alongside.strategies.queries.given import (
    GivenRow,
    children_given_by,
    classes_worked_with,
    given_to_child,
    given_to_class,
    library_words_for,
)
from alongside.strategies.queries.library import Strategy, search
from alongside.strategies.queries.suggestions import ClassSuggestion, class_suggestions, suggestions_for
from alongside.strategies.rules.given import can_give_to_class, rung_said
from alongside.strategies.rules.texts import seen_with
from alongside.wording.joins import clauses, stopped

#: How far back the page counts what adults said.
LOOKS_BACK = timedelta(weeks=4)
#: How many strategies are suggested to a class.
SUGGESTED = 6
#: How words in another language stand.
WRITTEN, MACHINE, MISSING = "written", "machine", "missing"


@dataclass(frozen=True)
class Said:
    """What adults said of one assignment in the last four weeks, in counts of days and adults."""

    used: int = 0
    not_used: int = 0
    hard: int = 0
    okay: int = 0
    well: int = 0

    @property
    def words(self) -> str:
        """“Used 5 of 7 times; 3 well, 1 okay, 1 hard”; that nobody has said anything, where nobody has."""
        told = self.used + self.not_used
        if not told:
            return _("Nobody has said yet how it goes.")
        said = ngettext("Used {used} of {told} time", "Used {used} of {told} times", told)
        went = [
            (self.well, _("{count} well")),
            (self.okay, _("{count} okay")),
            (self.hard, _("{count} hard")),
        ]
        parts = [words.format(count=count) for count, words in went if count]
        used = said.format(used=self.used, told=told)
        return _("{used}; {went}.").format(used=used, went=clauses(parts)) if parts else stopped(used)


@dataclass(frozen=True)
class WordsIn:
    """How the words of an assignment stand in one language of the family: written, machine or missing.

    `seen` is the fingerprint of what is confirmed, where a person says that it is right.
    """

    language: str
    state: str
    wording: Wording | None = None
    seen: int = 0


@dataclass(frozen=True)
class Line:
    """One thing that was given, with what was said of it; `words_in` are the other languages of the family."""

    row: GivenRow
    said: Said
    words_in: tuple[WordsIn, ...] = ()

    @property
    def rungs(self) -> list[tuple[int, str, bool]]:
        """The ladder from the most help to none: number, words, and whether help is given there now."""
        given = self.row.assignment
        rungs = [(at, rung_said(words)) for at, words in enumerate(given.ladder, start=1)]
        return [(at, words, at == given.rung) for at, words in [*reversed(rungs), (0, _("No help any more"))]]

    @property
    def less(self) -> int | None:
        """The rung with one step less help; None without a ladder and at its end."""
        given = self.row.assignment
        return given.rung - 1 if given.ladder and given.rung > 0 else None

    @property
    def more(self) -> int | None:
        given = self.row.assignment
        return given.rung + 1 if given.ladder and given.rung < len(given.ladder) else None


@dataclass(frozen=True)
class InPlace:
    """A routine at school, or one at home, with what is done in it; `starts` is its clock time where it is known."""

    title: str
    starts: str
    is_home: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class ChildDay:
    """What was given for one child; `open_places` counts those of the plan's matrix that have nothing yet."""

    child: Child
    classroom: Classroom | None
    places: tuple[InPlace, ...]
    everybody: tuple[GivenRow, ...]
    open_places: int


@dataclass(frozen=True)
class ClassDay:
    """What was given to a whole class, what its children have in common that could be, and what else would suit it."""

    classroom: Classroom
    places: tuple[InPlace, ...]
    suggestions: tuple[ClassSuggestion, ...]
    suits: tuple[Strategy, ...]


@dataclass(frozen=True)
class Place:
    """Where something can be given for a child: a routine of its class, or one at home that its plan names."""

    kind: str
    home: str
    title: str


def child_day(viewer: Viewer, child_id: UUID) -> ChildDay | None:
    """A child's strategies through its day, for those who may give them; None for everybody else.

    The number of queries does not grow with what was given.
    """
    child = children_given_by(viewer).filter(pk=child_id).first()
    if child is None:
        return None
    rows = given_to_child(viewer, child.pk, viewer.on)
    classroom, routines = _day_of(child, viewer)
    said = _said([row.assignment for row in rows], viewer.on)
    words = _words_in(child, viewer.on, [row.assignment for row in rows if row.assignment.home])
    lines = [Line(row, said.get(row.assignment.pk, Said()), words.get(row.assignment.pk, ())) for row in rows]
    shared = given_to_class(viewer, classroom.pk, viewer.on) if classroom else []
    return ChildDay(
        child=child,
        classroom=classroom,
        places=_in_places(lines, routines),
        everybody=tuple(row for row in shared if row.is_for_everybody),
        open_places=len(suggestions_for(viewer, child.pk)),
    )


def class_day(viewer: Viewer, classroom_id: UUID) -> ClassDay | None:
    """What a whole class does, for those who may give it something; None for everybody else."""
    classroom = classes_worked_with(viewer).filter(pk=classroom_id).first()
    if classroom is None or not can_give_to_class(viewer, classroom):
        return None
    rows = [row for row in given_to_class(viewer, classroom.pk, viewer.on) if row.is_for_everybody]
    said = _said([row.assignment for row in rows], viewer.on)
    routines = _routines_of(classroom, viewer)
    lines = [Line(row, said.get(row.assignment.pk, Said())) for row in rows]
    return ClassDay(
        classroom=classroom,
        places=_in_places(lines, routines),
        suggestions=tuple(class_suggestions(viewer, classroom.pk)),
        suits=_suits(viewer, {row.assignment.strategy for row in rows}, {each.kind for each in routines}),
    )


def _suits(viewer: Viewer, given: Collection[str], kinds: Collection[str]) -> tuple[Strategy, ...]:
    """What suits everybody in routines that the class has and was not given yet: what is best studied comes first."""
    strengths = list(Strength)
    fitting = [
        each
        for each in search(viewer, whole_class=True)
        if each.key not in given and (not kinds or not set(kinds).isdisjoint(each.kinds))
    ]
    return tuple(sorted(fitting, key=lambda each: strengths.index(each.evidence.strength))[:SUGGESTED])


def places_of(viewer: Viewer, child: Child, homes: Iterable[str]) -> list[Place]:
    """Where something can be given for a child: its class's routines in their order, then these routines at home."""
    _classroom, routines = _day_of(child, viewer)
    return [*_school_places(routines), *(Place("", home, home) for home in homes)]


def places_of_class(viewer: Viewer, classroom: Classroom) -> list[Place]:
    """Where something can be given to a class: its routines in their order."""
    return _school_places(_routines_of(classroom, viewer))


def _school_places(routines: list[Routine]) -> list[Place]:
    """Each kind of routine once: the class's own in the order of its day, then those that it does not have."""
    titles: dict[str, str] = {}
    for routine in sorted(routines, key=lambda each: each.starts):
        titles.setdefault(routine.kind, routine.title)
    rest = {kind.value: str(kind.label) for kind in RoutineKind if kind.value not in titles}
    return [Place(kind, "", title) for kind, title in [*titles.items(), *rest.items()]]


def _day_of(child: Child, viewer: Viewer) -> tuple[Classroom | None, list[Routine]]:
    ids = classrooms.classroom_ids_of(Child.objects.filter(pk=child.pk), viewer.on)
    classroom = Classroom.objects.filter(pk__in=ids.values()).first()
    return classroom, _routines_of(classroom, viewer) if classroom else []


def _routines_of(classroom: Classroom, viewer: Viewer) -> list[Routine]:
    asked = Classroom.objects.filter(pk=classroom.pk)
    return classrooms.routines_on(asked, viewer.on).get(classroom.pk, [])


def _in_places(lines: list[Line], routines: list[Routine]) -> tuple[InPlace, ...]:
    """The lines by routine in the order of the class's day, then home by the family's names."""
    starts: dict[str, int] = {}
    titles: dict[str, Counter[str]] = {}
    for routine in routines:
        starts[routine.kind] = min(starts.get(routine.kind, routine.starts), routine.starts)
        titles.setdefault(routine.kind, Counter())[routine.title] += 1
    grouped: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        grouped.setdefault((line.row.assignment.kind, line.row.assignment.home), []).append(line)

    def at(place: tuple[str, str]) -> tuple[bool, int, str]:
        kind, home = place
        return bool(home), starts.get(kind, 24 * 60), home.casefold()

    return tuple(
        InPlace(
            title=home
            or (titles[kind].most_common(1)[0][0] if kind in titles else str(RoutineKind(kind).label)),
            starts=clock(starts[kind]).removeprefix("0") if kind in starts else "",
            is_home=bool(home),
            lines=tuple(grouped[kind, home]),
        )
        for kind, home in sorted(grouped, key=at)
    )


def _said(assignments: Collection[Assignment], on: date) -> dict[UUID, Said]:
    """What was said of each in the last four weeks: one query."""
    ids = [each.pk for each in assignments]
    uses = Use.objects.filter(assignment__in=ids, on__gt=on - LOOKS_BACK, on__lte=on, taken_back_at=None)
    counted = (
        uses.order_by()
        .values_list("assignment")
        .annotate(
            used=Count("pk", filter=Q(was_used=True)),
            not_used=Count("pk", filter=Q(was_used=False)),
            hard=Count("pk", filter=Q(went=Went.HARD)),
            okay=Count("pk", filter=Q(went=Went.OKAY)),
            well=Count("pk", filter=Q(went=Went.WELL)),
        )
    )
    return {assignment: Said(*counts) for assignment, *counts in counted}


def family_languages(child: Child, on: date) -> list[str]:
    """The languages in which the child's guardians read, as far as they have said so."""
    ties = Guardianship.objects.filter(people.held_on(on), child=child, confirmed_at__isnull=False)
    languages = ties.values_list("guardian__account__language", flat=True)
    return sorted({language for language in languages if language})


def _words_in(child: Child, on: date, assignments: Collection[Assignment]) -> dict[UUID, tuple[WordsIn, ...]]:
    """How the words for home stand in each language of the family, and in those in which somebody wrote them."""
    if not assignments:
        return {}
    spoken = set(family_languages(child, on))
    written: dict[UUID, dict[str, Wording]] = {}
    for wording in Wording.objects.filter(assignment__in=[each.pk for each in assignments]):
        written.setdefault(wording.assignment_id, {})[wording.language] = wording
    return {
        each.pk: tuple(
            _stands(each, language, written.get(each.pk, {}).get(language))
            for language in sorted((spoken | set(written.get(each.pk, {}))) - {each.language})
        )
        for each in assignments
    }


def _stands(assignment: Assignment, language: str, wording: Wording | None) -> WordsIn:
    if wording is not None:
        unsure = wording.is_machine and wording.confirmed_at is None
        return WordsIn(language, MACHINE if unsure else WRITTEN, wording, seen_with(assignment, wording))
    words = library_words_for(assignment, language)
    if words is None:
        return WordsIn(language, MISSING)
    return WordsIn(language, MACHINE if words.is_machine else WRITTEN)
