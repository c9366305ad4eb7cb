"""A class's day as it is drawn for its teacher: who comes and how, and what to do in which routine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.capture.choices import ClassRole, Outcome, Reason
from alongside.capture.queries.class_days import ClassDate, Comer
from alongside.classrooms.models import Routine
from alongside.plans.choices import Who
from alongside.plans.queries.plain import WITH
from alongside.schooltime.clock import clock
from alongside.strategies.choices import Went
from alongside.strategies.queries.given import GivenRow
from alongside.wording.joins import clauses, sentences, stopped

#: What the therapist does beside the teacher, as the teacher reads it.
ROLES = {
    ClassRole.OBSERVE: gettext_lazy("watches while you teach"),
    ClassRole.ASSIST: gettext_lazy("helps while you teach"),
    ClassRole.STATION: gettext_lazy("leads one of the tables"),
    ClassRole.PARALLEL: gettext_lazy("takes half the class"),
    ClassRole.ALTERNATIVE: gettext_lazy("takes a small group"),
    ClassRole.TEAM: gettext_lazy("teaches with you"),
}
#: Why somebody does not come, as a piece of a sentence.
WHY = {
    Reason.CHILD_AWAY: gettext_lazy("the child is away"),
    Reason.REFUSED: gettext_lazy("the child did not want to"),
    Reason.STAFF_AWAY: gettext_lazy("the therapist is away today"),
    Reason.TEACHER_AWAY: gettext_lazy("the teacher is away"),
    Reason.ASSEMBLY: gettext_lazy("assembly"),
    Reason.TRIP: gettext_lazy("a trip"),
    Reason.SCHOOL_EVENT: gettext_lazy("a school event"),
    Reason.NO_SCHOOL: gettext_lazy("no school"),
    Reason.OTHER: gettext_lazy("something else came up"),
}
#: What is said once it is done, by how it went.
DONE = {
    Went.HARD: gettext_lazy("Used, was hard."),
    Went.OKAY: gettext_lazy("Used, went okay."),
    Went.WELL: gettext_lazy("Used, went well."),
}


@dataclass(frozen=True)
class Line:
    """One who comes as a line of the day; `stage` is now, moved, missed, held or planned, each with a `word`."""

    comer: Comer
    stage: str
    word: str
    what: str
    note: str

    @property
    def starts(self) -> int:
        return self.comer.starts


@dataclass(frozen=True)
class Tab:
    """A routine of the day to which something was given; `count` is how much, `open` how much is not said yet."""

    kind: str
    title: str
    is_shown: bool
    count: int
    open: int


@dataclass(frozen=True)
class Given:
    """One thing to do as it is drawn: `with_whom` where it is not the teacher who does it; `said` once it is said."""

    row: GivenRow
    with_whom: str
    said: str

    @property
    def is_used(self) -> bool:
        return self.row.mine is not None and self.row.mine.was_used

    @property
    def asks_how(self) -> bool:
        """It was used, and how it went is not said yet."""
        return self.row.mine is not None and self.row.mine.was_used and not self.row.mine.went

    @property
    def went(self) -> str:
        return self.row.mine.went if self.row.mine else ""


def line(comer: Comer, today: date, minute: int) -> Line:
    """How one who comes stands now; `minute` counts from midnight of the day of looking."""
    visit = comer.visit
    if comer.is_gone:
        return Line(comer, "moved", _("Moved"), _what(comer), _moved_to(comer))
    if comer.missed:
        why = str(WHY[Reason(comer.missed)])
        return Line(comer, "missed", _("Not today"), _what(comer), stopped(why[:1].upper() + why[1:]))
    note = sentences([_moved_here(comer, today), _away(comer)])
    if visit.outcome in {Outcome.HELD, Outcome.SHORTENED} or (visit.on, visit.ends) <= (today, minute):
        return Line(comer, "over", _("Over"), _what(comer), note)
    if visit.on == today and visit.starts <= minute:
        return Line(comer, "now", _("Now"), _what(comer), note)
    return Line(comer, "planned", "", _what(comer), note)


def _what(comer: Comer) -> str:
    """ "Writing, takes a small group, with Kofi and Ngọc", or where the children go."""
    children = get_text_list(list(comer.children), _("and"))
    if not comer.visit.in_class:
        if not children:
            return _("Outside class, {place}").format(place=comer.place)
        return _("{children} to {place}, outside class").format(children=children, place=comer.place)
    role = str(ROLES[ClassRole(comer.role)]) if comer.role else ""
    beside = _("with {children}").format(children=children) if children else ""
    return clauses([comer.visit.routine, role, beside])


def _moved_to(comer: Comer) -> str:
    if comer.to_on is None:
        return ""
    at = clock(comer.to_starts or 0).removeprefix("0")
    return _("Now on {day}, {time}.").format(day=date_format(comer.to_on, "l"), time=at)


def _moved_here(comer: Comer, today: date) -> str:
    if comer.from_on is None or comer.from_starts is None:
        return ""
    at = clock(comer.from_starts).removeprefix("0")
    if comer.from_on == comer.visit.on:
        return _("Moved from {time}.").format(time=at)
    return _("Moved from {day}, {time}.").format(day=date_format(comer.from_on, "l"), time=at)


def _away(comer: Comer) -> str:
    if not comer.away:
        return ""
    names = get_text_list(list(comer.away), _("and"))
    return ngettext("{names} is away.", "{names} are away.", len(comer.away)).format(names=names)


def tabs(day: ClassDate, rows: Iterable[GivenRow], asked: str, minute: int | None) -> list[Tab]:
    """The routines of a day to which something was given, in the order of the day.

    Shown is the one asked for, else the one that is now, else the next, else the first. `minute` counts from midnight.
    """
    given: dict[str, list[GivenRow]] = {}
    for row in rows:
        given.setdefault(row.assignment.kind, []).append(row)
    of_day: dict[str, list[Routine]] = {}
    for routine in day.routines:
        if routine.kind in given:
            of_day.setdefault(routine.kind, []).append(routine)
    shown = asked if asked in of_day else _at(of_day, minute)
    return [
        Tab(
            kind,
            clauses(dict.fromkeys(each.title for each in routines)),
            kind == shown,
            len(given[kind]),
            sum(row.mine is None for row in given[kind]),
        )
        for kind, routines in of_day.items()
    ]


def _at(of_day: dict[str, list[Routine]], minute: int | None) -> str:
    spans = sorted((each.starts, each.ends, kind) for kind, routines in of_day.items() for each in routines)
    if minute is not None:
        spans = [span for span in spans if span[1] > minute] or spans[-1:]
    return next((kind for _starts, _ends, kind in spans), "")


def given(rows: Sequence[GivenRow], kind: str) -> list[Given]:
    """What to do in a routine, for everybody first."""
    return [given_row(row) for row in rows if row.assignment.kind == kind]


def given_row(row: GivenRow) -> Given:
    who = Who(row.assignment.who)
    with_whom = "" if who is Who.TEACHER else str(WITH[who])
    said = ""
    if row.mine is not None:
        said = str(DONE[Went(row.mine.went)]) if row.mine.went else ""
        if not row.mine.was_used:
            said = _("Not used today.")
    return Given(row, with_whom, said)


def greeting(name: str, minute: int) -> str:
    """ "Good morning, Clara." """
    if minute < 12 * 60:
        return _("Good morning, {name}.").format(name=name)
    if minute < 18 * 60:
        return _("Good afternoon, {name}.").format(name=name)
    return _("Good evening, {name}.").format(name=name)
