"""What may be said of a visit, and when it makes sense."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.choices import ClassRole, Outcome, Reason
from alongside.people.rules import NotNow, Viewer
from alongside.schooltime.clock import MINUTES_IN_DAY, clock
from alongside.schooltime.cycles import SchoolCalendar
from alongside.wording import listed
from alongside.wording.joins import sentences

#: Within it, a day and its month say which year is meant.
HALF_A_YEAR = timedelta(days=182)


def check_is_there(visit: object) -> None:
    """Refuses a visit that the timetable has lost since the page was opened."""
    if visit is None:
        raise NotNow(_("This visit is not in the timetable any more. Load the day again."))


def check_has_begun(viewer: Viewer, on: date, starts: int, at: datetime) -> None:
    """Refuses to call a visit held before it has begun."""
    zone = ZoneInfo(viewer.organisation.time_zone)
    if datetime.combine(on, time(), tzinfo=zone) + timedelta(minutes=starts) > at:
        raise NotNow(
            _("This visit is still to come, on {day} at {time}. Say how it went once it has begun.").format(
                day=date_format(on, "MONTH_DAY_FORMAT"), time=short_clock(starts)
            )
        )


def check_ending(outcome: str, minutes: int | None, reason: str, length: int) -> None:
    """Refuses an ending that leaves open how long it was, or why there was none."""
    if outcome not in Outcome.values:
        raise NotNow(_("Say whether the visit was held, shortened or missed."))
    if outcome == Outcome.SHORTENED:
        check_shortened(minutes, length)
    if outcome == Outcome.MISSED and reason not in Reason.values:
        raise NotNow(_("Say why there was no visit. What is owed again depends on it."))
    if reason and reason not in Reason.values:
        raise NotNow(_("Choose one of the reasons."))


def check_shortened(minutes: int | None, length: int) -> None:
    """Refuses a shortened visit that was no shorter than planned, or of which nobody says how long it was."""
    if minutes is None or not 1 <= minutes < length:
        raise NotNow(
            _("A shortened visit has 1 to {most} minutes. Say how many it had.").format(most=length - 1)
        )


def check_is_ended(outcome: str) -> None:
    if not outcome:
        raise NotNow(_("This visit is open already. Nobody has said yet how it ended."))


def check_nobody_has_signed(names: Collection[str]) -> None:
    """Refuses to change what a signed note speaks of: the note is corrected, and says why."""
    if names:
        raise NotNow(
            _("{names} has signed a note of this visit. Correct the note instead; it says why.").format(
                names=listed(names)
            )
        )


def check_is_open(outcome: str) -> None:
    """Refuses to move a visit that has ended."""
    if outcome:
        raise NotNow(
            _("This visit has ended ({outcome}). Open it again before you move it.").format(
                outcome=Outcome(outcome).label
            )
        )


def check_role(role: str, in_class: bool) -> None:
    if role not in ClassRole.values:
        raise NotNow(_("Choose one of the six roles."))
    if not in_class:
        raise NotNow(_("This visit is outside class, where there is no teacher to stand beside."))


def check_has_part(child: object, children: Collection[object]) -> None:
    if child not in children:
        raise NotNow(_("This child has no part in this visit. Mark it in one of its own."))


def check_is_reason(reason: str) -> None:
    if reason not in Reason.values:
        raise NotNow(_("Say why the child was away."))


def check_time(starts: int, length: int) -> None:
    """Refuses a time that is none, or past midnight."""
    if not 0 <= starts <= MINUTES_IN_DAY - length:
        raise NotNow(_("The visit would not end on that day. Choose an earlier time."))


def check_is_school_day(calendar: SchoolCalendar | None, on: date, school: str, today: date) -> None:
    if calendar is None or calendar.cycle_day_on(on) is None:
        raise NotNow(
            _("{school} has no school on {day}. Choose another day.").format(
                school=school, day=day_said(on, today)
            )
        )


def check_nothing_is_there(facts: Sequence[str]) -> None:
    """Refuses with the sentence of what cannot be otherwise then."""
    if facts:
        raise NotNow(facts[0])


class NotAgreed(NotNow):
    """What was meant otherwise, in sentences; those whom it concerns may have agreed, and say so."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(sentences(reasons))
        self.reasons = tuple(reasons)


def check_is_agreed(reasons: Sequence[str], agreed: bool) -> None:
    """Refuses what was meant otherwise until somebody says that all have agreed."""
    if reasons and not agreed:
        raise NotAgreed(reasons)


def is_taken(room: str, starts: int, ends: int) -> str:
    """The sentence for a room in which somebody else is."""
    return _("{room} is taken from {starts} to {ends} then. Choose another time.").format(
        room=room, starts=short_clock(starts), ends=short_clock(ends)
    )


def is_ruled_out(sentence: str) -> str:
    """What cannot be otherwise, with what to do about it."""
    return sentence + " " + _("Choose another time.")


def is_outside_its_day(who: str, day: str, hours: tuple[int, int] | None) -> str:
    """The sentence for a time at which a class or a school is not there; no `hours`: not at all on that day."""
    if hours is None:
        return _("{who} is not at school on {day}. Choose another day.").format(who=who, day=day)
    return _("On {day} the day of {who} is from {starts} to {ends}. Choose a time within it.").format(
        who=who, day=day, starts=short_clock(hours[0]), ends=short_clock(hours[1])
    )


def is_without_children(names: Sequence[str]) -> str:
    """The sentence for a time at which none of the children of a visit is at school."""
    sentence = ngettext(
        "{names} is not at school then. Choose another time.",
        "{names} are not at school then. Choose another time.",
        len(names),
    )
    return sentence.format(names=listed(names))


def is_off(who: str, change: str, starts: int | None, ends: int | None) -> str:
    """The sentence for what was said of a day: "2A: Trip, 9:00 to 12:00." """
    if starts is None or ends is None:
        return _("{who}: {change}, all day.").format(who=who, change=change)
    return _("{who}: {change}, {starts} to {ends}.").format(
        who=who, change=change, starts=short_clock(starts), ends=short_clock(ends)
    )


def is_at(who: str, place: str, starts: int, ends: int) -> str:
    """The sentence for a time that somebody has not."""
    return _("{who} is in {place} from {starts} to {ends} then. Choose another time.").format(
        who=who, place=place, starts=short_clock(starts), ends=short_clock(ends)
    )


def day_said(on: date, today: date) -> str:
    """A day as it is said: "Tuesday 3 November"; with its year in another one, or where its name is not the nearest."""
    is_plain = on.year == today.year and abs(on - today) <= HALF_A_YEAR
    return date_format(on, "WEEKDAY_FORMAT" if is_plain else "WEEKDAY_YEAR_FORMAT")


def short_clock(minutes: int) -> str:
    """The time of day as it is said: "9:10"."""
    return clock(minutes).removeprefix("0")
