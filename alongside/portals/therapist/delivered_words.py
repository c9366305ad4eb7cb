"""Owed, planned and delivered as words and as the widths of a bar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Model as Row
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.choices import Reason
from alongside.capture.queries.lines import Attendance, Line
from alongside.capture.rules.pace import Amount, Pace, Reckoning


@dataclass(frozen=True)
class Bar:
    """Widths in thousandths of the widest: what was delivered, what is to come after it, and where today stands."""

    delivered: int
    to_come: int
    owed: int
    to_date: int


@dataclass(frozen=True)
class LineInWords:
    """A service with its bar, its pace in words, and what each number means."""

    line: Line
    bar: Bar
    asked: str
    pace: str
    state: str
    numbers: tuple[tuple[str, str], ...]
    indirect: str
    outlook: str


@dataclass(frozen=True)
class Sum:
    """A school or a therapist with what all its services come to."""

    name: str
    bar: Bar
    services: int
    behind: int
    owed: int
    delivered: int
    to_come: int


@dataclass(frozen=True)
class ShareInWords:
    """How many sessions ended so, of all; `width` in thousandths."""

    label: str
    count: int
    percent: int
    width: int
    is_held: bool


def in_words(line: Line) -> LineInWords:
    """A service as its line in the list."""
    return LineInWords(
        line=line,
        bar=bar_of(line.all),
        asked=_asked(line),
        pace=_pace(line),
        state={Pace.AHEAD: "made-up", Pace.ON: "held", Pace.BEHIND: "due", Pace.NOTHING: "planned"}[
            line.pace
        ],
        numbers=_numbers(line),
        indirect=_indirect(line),
        outlook=_outlook(line),
    )


def bar_of(reckoning: Reckoning) -> Bar:
    """The bar of a service or of many."""
    there = reckoning.delivered.minutes + reckoning.to_come.minutes
    widest = max(reckoning.owed.minutes, there) or 1
    delivered, to_come, owed, to_date = (
        round(1000 * each.minutes / widest)
        for each in (reckoning.delivered, reckoning.to_come, reckoning.owed, reckoning.owed_to_date)
    )
    return Bar(delivered, to_come, owed, to_date)


def sums(groups: Iterable[tuple[Row, Sequence[Line]]]) -> list[Sum]:
    """What the services of each school, or of each therapist, come to."""
    found = []
    for row, lines in groups:
        total = Reckoning.total(line.all for line in lines)
        behind = sum(line.pace is Pace.BEHIND for line in lines)
        found.append(
            Sum(
                str(row),
                bar_of(total),
                len(lines),
                behind,
                total.owed_to_date.rounded,
                total.delivered.rounded,
                total.to_come.rounded,
            )
        )
    return found


def shares(attendance: Attendance) -> list[ShareInWords]:
    """What became of the sessions, the held first, then why others were missed; small numbers as they are."""
    counts = [(_("Held"), attendance.held, True), (_("Shortened"), attendance.shortened, True)]
    counts += [(str(Reason(reason).label), count, False) for reason, count in attendance.missed.items()]
    return [
        ShareInWords(
            label, count, round(100 * count / attendance.all), round(1000 * count / attendance.all), is_held
        )
        for label, count, is_held in counts
        if count
    ]


def amount(of: Amount) -> str:
    """ "4 sessions, 120 min"; parts of a session to one digit."""
    sessions = _number(float(of.sessions))
    said = ngettext("{number} session", "{number} sessions", 1 if of.sessions == 1 else 2)
    return said.format(number=sessions) + ", " + _("{minutes} min").format(minutes=of.rounded)


def _numbers(line: Line) -> tuple[tuple[str, str], ...]:
    """Each number with its name; consultation has no place in the week, so nothing of it is planned or to come."""
    main = line.indirect if line.is_consultation else line.direct
    begun = (
        (_("Owed so far"), main.owed_to_date),
        (_("Delivered"), main.delivered),
        (_("Owed in the term"), main.owed),
    )
    ahead = (
        ((_("This week so far"), main.to_come),)
        if line.is_consultation
        else ((_("Planned in the term"), main.planned), (_("Still to come"), main.to_come))
    )
    return tuple((name, amount(of)) for name, of in (*begun, *ahead))


def _asked(line: Line) -> str:
    return _("{times} × {minutes} min {unit}").format(times=line.times, minutes=line.minutes, unit=line.per)


def _pace(line: Line) -> str:
    if line.pace is Pace.NOTHING:
        return _("Nothing owed so far")
    if line.pace is Pace.ON:
        return _("On pace")
    sessions = ngettext("{number} session", "{number} sessions", 1 if line.sessions_off == 1 else 2)
    off = sessions.format(number=_number(line.sessions_off))
    minutes = abs(line.minutes_off)
    if line.pace is Pace.AHEAD:
        return _("Ahead by {sessions} ({minutes} min)").format(sessions=off, minutes=minutes)
    return _("Behind by {sessions} ({minutes} min)").format(sessions=off, minutes=minutes)


def _indirect(line: Line) -> str:
    """What is for the adults around the child, said beside the rest and never added to it in words."""
    if line.is_consultation or line.indirect.is_empty:
        return ""
    return _("For the adults around the child: {owed} owed, {delivered} given.").format(
        owed=amount(line.indirect.owed), delivered=amount(line.indirect.delivered)
    )


def _outlook(line: Line) -> str:
    """Whether what is still to come is enough for the term; of consultation, what is left to give."""
    if line.is_consultation:
        minutes = int(line.all.lacking)
        if not minutes:
            return _("The term’s consultation has been given.")
        return _("{minutes} min are left to give this term. They need no place in the timetable.").format(
            minutes=minutes
        )
    lacking = float(line.all.lacking) / line.minutes
    if lacking < 1:
        return _("What is still to come is enough for the term.")
    number = int(lacking)
    return ngettext(
        "Even if all that is to come is held, {number} session will be missing.",
        "Even if all that is to come is held, {number} sessions will be missing.",
        number,
    ).format(number=number)


def _number(value: float) -> str:
    return number_format(round(value, 1), 0 if round(value, 1) == int(round(value, 1)) else 1)
