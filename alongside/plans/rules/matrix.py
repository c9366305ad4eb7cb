"""What the goal-by-routine matrix shows at a glance: how far each goal reaches, and which gap costs most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.people.choices import Discipline
from alongside.people.rules import NotNow
from alongside.plans.choices import ADULTS, USUAL_FIT, Who
from alongside.plans.models import Goal, HomeRoutine, Opportunity
from alongside.plans.rules.faults import AtFault, Fault
from alongside.plans.rules.goals import HOME
from alongside.wording import listed
from alongside.wording.joins import clauses

#: More goals than this in one routine and nobody can attend to each: our assumption, not a finding.
MANY = 4
#: From this usual fit on, a routine is named as one that would suit a goal.
SUITS = 60
#: So many times a week is every day.
DAILY = 5


class RoutineTime(NamedTuple):
    """When a routine is: a day of the cycle, and minutes from midnight, half-open."""

    day: str
    starts: int
    ends: int


@dataclass(frozen=True)
class Column:
    """A routine of the class's day by its kind, or a routine at home.

    `key` is "school:writing" or "home:<id>". `title` is what the class calls it, `clock` when it usually begins
    ("8:30", empty at home), `times` every place in the cycle. `is_there` is false for a kind that the class does
    not have (any longer) though a goal is written there.
    """

    key: str
    title: str
    kind: str = ""
    home: HomeRoutine | None = None
    clock: str = ""
    times: tuple[RoutineTime, ...] = ()
    is_there: bool = True

    @property
    def is_home(self) -> bool:
        return self.home is not None


@dataclass(frozen=True)
class Cell:
    """A goal in a routine: who practises it there, how often and how; without opportunities nobody does."""

    column: Column
    opportunities: tuple[Opportunity, ...]


@dataclass(frozen=True)
class Coverage:
    """How far a goal reaches: in how many routines, how often, with which adults, and that in words."""

    places: int
    times_a_week: int
    people: frozenset[str]
    sentence: str

    @property
    def is_thin(self) -> bool:
        """Nowhere, or only in one place less than every day."""
        return self.places == 0 or (self.places == 1 and self.times_a_week < DAILY)


@dataclass(frozen=True)
class Row:
    """A goal, its cells in the order of the columns, and how far it reaches."""

    goal: Goal
    cells: tuple[Cell, ...]
    coverage: Coverage


@dataclass(frozen=True)
class Load:
    """How many goals a routine carries; `is_many` where nobody can attend to each."""

    column: Column
    goals: int

    @property
    def is_many(self) -> bool:
        return self.goals > MANY


@dataclass(frozen=True)
class Gap:
    """The gap that costs most: what it is, why it matters, and where the goal could live as well."""

    goal: Goal
    says: str
    why: str
    would_suit: tuple[Column, ...]

    @property
    def suggestion(self) -> str:
        """ "Meeting, Writing and Home would suit it."; empty where nothing suggests itself."""
        if not self.would_suit:
            return ""
        names = [column.title for column in self.would_suit]
        return ngettext("{names} would suit it too.", "{names} would suit it too.", len(names)).format(
            names=joined(names)
        )


def coverage_of(cells: Sequence[Cell]) -> Coverage:
    """How far one goal reaches over the week."""
    there = [cell for cell in cells if cell.opportunities]
    all_of_them = [opportunity for cell in there for opportunity in cell.opportunities]
    times = sum(each.times_a_week for each in all_of_them)
    if not there:
        sentence = _("Nowhere yet")
    else:
        places = ngettext("{count} place", "{count} places", len(there)).format(count=len(there))
        if any(each.times_a_week >= DAILY for each in all_of_them):
            often = _("every day")
        else:
            often = ngettext("once a week", "{count} times a week", times).format(count=times)
        sentence = _("{places}, {often}").format(places=places, often=often)
    return Coverage(len(there), times, frozenset(str(each.who) for each in all_of_them), sentence)


def loads_of(columns: Sequence[Column], rows: Sequence[Row]) -> tuple[Load, ...]:
    """How many goals each routine carries, in the order of the columns."""
    return tuple(
        Load(column, sum(bool(row.cells[place].opportunities) for row in rows))
        for place, column in enumerate(columns)
    )


def most_costly_gap(rows: Sequence[Row], loads: Sequence[Load]) -> Gap | None:
    """The goal whose gap costs most, or None where every goal reaches far enough.

    A gap counts 3 where a goal is practised nowhere, 2 where it is practised in one place alone, 1 where a setting in
    which it must show is missing; each times the goal's importance (1 to 3). Of equals the first in the plan's order.
    """
    weighed = [(_weight(row) * row.goal.importance, row) for row in rows]
    cost, row = max(weighed, key=lambda each: each[0], default=(0, None))
    if row is None or cost == 0:
        return None
    return Gap(row.goal, _says(row), _why(row), _would_suit(row, loads))


def _weight(row: Row) -> int:
    if row.coverage.places < 2:
        return 3 - row.coverage.places
    return int(bool(_missing_settings(row)))


def _missing_settings(row: Row) -> list[Column]:
    """The columns in which the goal must show and is not practised."""
    return must_show(row.goal, [(cell.column, bool(cell.opportunities)) for cell in row.cells])


def must_show(goal: Goal, places: Sequence[tuple[Column, bool]]) -> list[Column]:
    """The columns in which a goal must show and is not; home is missing only where the goal is nowhere there."""
    is_home = any(column.is_home and is_there for column, is_there in places)
    return [
        column
        for column, is_there in places
        if not is_there
        and (HOME in goal.settings and not is_home if column.is_home else column.kind in goal.settings)
    ]


def _says(row: Row) -> str:
    goal = row.goal.title
    there = [cell for cell in row.cells if cell.opportunities]
    if not there:
        return _("“{goal}” is practised nowhere yet.").format(goal=goal)
    if len(there) == 1:
        people = joined([str(ADULTS[Who(each.who)]) for each in there[0].opportunities])
        return _("“{goal}” is practised in {routine} only ({people}), {often}.").format(
            goal=goal,
            routine=there[0].column.title,
            people=people,
            often=row.coverage.sentence.split(", ", 1)[1],
        )
    missing = joined([column.title for column in _missing_settings(row)])
    return _("“{goal}” must show in {routines} too, and is not practised there.").format(
        goal=goal, routines=missing
    )


def _why(row: Row) -> str:
    if row.coverage.places == 0:
        return _("A goal that no routine asks for is not learnt where it is needed.")
    return _("Children keep a skill when more people and places ask for it.")


def _would_suit(row: Row, loads: Sequence[Load]) -> tuple[Column, ...]:
    """Up to four routines that the goal names or that usually suit its discipline, and that can carry one more."""
    usual = USUAL_FIT[Discipline(row.goal.discipline)]
    missing = {column.key for column in _missing_settings(row)}
    suits: list[tuple[int, Column]] = []
    for cell, load in zip(row.cells, loads, strict=True):
        column = cell.column
        fit = SUITS if column.is_home else usual.get(column.kind, usual["*"])
        wanted = column.key in missing
        if not cell.opportunities and column.is_there and load.goals < MANY and (wanted or fit >= SUITS):
            suits.append((fit + 100 * wanted, column))
    best = sorted(suits, key=lambda each: -each[0])[:4]
    return tuple(column for _fit, column in best)


def joined(names: Sequence[str]) -> str:
    """ "Meeting, Writing and Home"."""
    return listed(names) if names else ""


def check_is_one_place(kind: str, home: HomeRoutine | None, kinds: Sequence[str]) -> None:
    """Refuses a cell that is in no routine, or in two."""
    if (home is None) == (not kind) or (kind and kind not in kinds):
        raise NotNow(_("Choose one routine, at school or at home."))


def cell_id(goal: Goal, kind: str, home: HomeRoutine | None, who: str) -> UUID:
    """The id of a person in a cell: the same after they were taken out and put in again, so that both are known."""
    return uuid5(goal.pk, f"{kind} {home.pk if home else ''} {who}")


class SetMeanwhile(NotNow):
    """Somebody else has changed since how often a person practises in a cell; theirs stands, `mine` was set aside.

    `theirs` is how many times a week stands there now (0: nobody). Writing again with `seen=theirs` puts mine in.
    """

    def __init__(self, *, who: str, theirs: int, mine: int, by: str) -> None:
        said = (
            _("{name} has written “{what}” meanwhile.")
            if theirs
            else _("{name} has taken out “{what}” meanwhile.")
        )
        super().__init__(said.format(name=by or _("Somebody"), what=_practises(who, theirs)))
        self.who, self.theirs, self.mine = who, theirs, mine

    @property
    def meant(self) -> str:
        """What was set aside, in words: "Teacher, 3 a week", or who was to be taken out."""
        return _practises(self.who, self.mine)


def _practises(who: str, times: int) -> str:
    label = str(Who(who).label) if who in Who.values else who
    if times == 0:
        return label
    often = _("daily") if times >= DAILY else _("{times} a week").format(times=times)
    return clauses([label, often])


def check_how_is_free(cell: Opportunity, how: str) -> None:
    """Refuses to write over what somebody has said of a cell; there it is changed as the text that it is."""
    if cell.how and cell.how != how:
        raise AtFault(
            [Fault("how", _("“{how}” stands there already. Change it in the list.").format(how=cell.how))]
        )


def check_name_is_free(home: HomeRoutine) -> None:
    """Refuses a routine at home without a name, or with the name of another one."""
    if not home.name.strip():
        raise AtFault(
            [Fault("name", _("Say what the family calls it: bath, breakfast, the way to the bus."))]
        )
    others = home.version.home_routines.exclude(pk=home.pk)
    if others.filter(name__iexact=home.name).exists():
        sentence = _("There is a routine called {name} already.").format(name=home.name)
        raise AtFault([Fault("name", sentence)])
