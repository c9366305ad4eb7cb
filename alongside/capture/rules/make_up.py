"""Which missed sessions are made up, by when, and who may place them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _

from alongside.capture.choices import Outcome, Reason
from alongside.capture.models import DatedSession
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import MakeUp
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan


def reason_missed(session: DatedSession) -> Reason | None:
    """Why a session had no minutes: the child's own reason, else the visit's; None where it had some or may yet."""
    if session.away:
        return Reason(session.away)
    if session.visit.outcome == Outcome.MISSED:
        return Reason(session.visit.reason or Reason.OTHER)
    return None


def is_made_up(reason: Reason, by_plan: str, by_organisation: Mapping[Reason, bool]) -> bool:
    """Whether a session missed for a reason is owed again: the plan's word first, else the organisation's."""
    if by_plan == MakeUp.ALL:
        return True
    return by_plan != MakeUp.NONE and by_organisation.get(reason, False)


def due_by(missed_on: date, within: int, calendar: SchoolCalendar) -> date | None:
    """The last day to make up: so many school days after it was missed, or the last that is known; None without any."""
    after = calendar.school_days(DateSpan(date.fromordinal(missed_on.toordinal() + 1)))
    days = [on for on, _day in islice(after, within)]
    return days[-1] if days else None


def check_may_place(is_own: bool) -> None:
    """Refuses whoever neither runs the programme nor works with the child."""
    if not is_own:
        raise NotAllowed(
            _("Only a therapist of this child’s team or a coordinator places this. Ask one of them.")
        )


def check_is_missing(session: DatedSession, is_made_up_already: bool) -> None:
    """Refuses to make up what took place, what has a place already, and what was given up."""
    if reason_missed(session) is None:
        raise NotNow(_("This session was not missed after all. There is nothing to make up."))
    if is_made_up_already:
        raise NotNow(_("This session has a new place already. Look at the list again."))
    if session.given_up:
        raise NotNow(_("This session was given up. It stands on no list any more."))


def check_is_free(place: object) -> None:
    """Refuses a place that was taken since it was offered."""
    if place is None:
        raise NotNow(_("This place has just been taken. Here are those that are still free."))


def check_says_why(why: str) -> None:
    if not why.strip():
        raise NotNow(_("Say why it is not made up; a few words are enough."))
