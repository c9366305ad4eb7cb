"""What is told to whom: from what was done (an audit event) to who hears of it, in which words, and where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.conversations.choices import About
from alongside.people.choices import Right
from alongside.plans.choices import Who


class Hears(Enum):
    """Who hears of an event, found through the ids in its detail."""

    FAMILY = auto()  #: the child's guardians who have `Telling.right`
    CLASS = auto()  #: the teachers of the class, or of the child's class
    TEAM = auto()  #: the therapists and assistants of the child's team
    STAFF = auto()  #: the members of staff who are named
    COORDINATORS = auto()  #: everybody who runs the programme
    ACCOUNT = auto()  #: the one account that is named


@dataclass(frozen=True)
class Telling:
    """One kind of notice that an event makes.

    `sentence` and `path` may name {child} (in the path its id), {name} (who did it), {day}, {count} and {subject} (the
    id of what it was done to). `when` says which values of the detail it is for; `coming` leaves out what is about a
    day that has passed.
    """

    about: About
    hears: Hears
    sentence: Promise
    path: str
    right: Right | None = None
    when: Mapping[str, frozenset[str]] | None = None
    coming: bool = False


@dataclass(frozen=True)
class Heard:
    """An audit event as far as telling needs it."""

    number: int
    at: datetime
    actor: UUID | None
    action: str
    subject: str
    detail: Mapping[str, Any]

    def ids(self, one: str, many: str) -> dict[UUID, int]:
        """The ids that the detail names under `one` or `many`, each with its count where it has one (else 0)."""
        said = self.detail.get(many) or ([self.detail[one]] if self.detail.get(one) else [])
        counted = said if isinstance(said, dict) else dict.fromkeys(said, 0)
        return {UUID(str(key)): int(count) for key, count in counted.items()}

    @property
    def day(self) -> date | None:
        """The day that it is about, where it names one."""
        return parse_date(str(self.detail.get("on") or self.detail.get("holds_from") or ""))


def _any(**values: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    return {name: frozenset(each) for name, each in values.items()}


_AT_SCHOOL_ADULTS = (Who.TEACHER.value, Who.ASSISTANT.value, Who.PEER.value)

TABLE: dict[str, tuple[Telling, ...]] = {
    "leave_behind.left": (
        Telling(
            About.LEFT_BEHIND,
            Hears.FAMILY,
            _("There is one thing to do at home with {child}."),
            "/family/{child_id}/",
            right=Right.HELP_AT_HOME,
            when=_any(audience=("home",)),
        ),
        Telling(
            About.LEFT_BEHIND,
            Hears.CLASS,
            _("{name} has left you one thing to do with {child}."),
            "/my-class/today/",
            when=_any(audience=("teacher",)),
        ),
    ),
    "strategy.given": (
        Telling(
            About.STRATEGY,
            Hears.FAMILY,
            _("There is something new to do at home with {child}."),
            "/family/{child_id}/",
            right=Right.HELP_AT_HOME,
            when=_any(who=(Who.FAMILY.value,)),
        ),
        Telling(
            About.STRATEGY,
            Hears.CLASS,
            _("{name} has given your class a strategy for everybody."),
            "/my-class/today/",
            when=_any(who=_AT_SCHOOL_ADULTS, child=("",)),
        ),
        Telling(
            About.STRATEGY,
            Hears.CLASS,
            _("{name} has given you a strategy for {child}."),
            "/my-class/today/",
            when=_any(who=_AT_SCHOOL_ADULTS, classroom=("",)),
        ),
    ),
    "plan.shared": (
        Telling(
            About.PLAN,
            Hears.FAMILY,
            _("A draft of {child}'s plan is there for you to read. Say what you think of it."),
            "/family/{child_id}/plan/",
            right=Right.READ_PLAN,
        ),
    ),
    "plan.put_in_force": (
        Telling(
            About.PLAN,
            Hears.FAMILY,
            _("{child}'s plan is in force from {day}."),
            "/family/{child_id}/plan/",
            right=Right.READ_PLAN,
        ),
        Telling(
            About.PLAN,
            Hears.CLASS,
            _("{child}'s plan is in force from {day}."),
            "/my-class/children/",
        ),
        Telling(
            About.PLAN,
            Hears.TEAM,
            _("{child}'s plan is in force from {day}."),
            "/plans/{child_id}/",
        ),
    ),
    "report.signed": (
        Telling(
            About.REPORT,
            Hears.FAMILY,
            _("{name} has signed a report about {child} for you."),
            "/family/reports/{subject}/",
            right=Right.READ_REPORTS,
            when=_any(audience=("family",)),
        ),
    ),
    "timetable.published": (
        Telling(
            About.TIMETABLE,
            Hears.STAFF,
            _("A new timetable holds from {day}. Of your visits this many change: {count}."),
            "/my-week/",
        ),
        Telling(
            About.TIMETABLE,
            Hears.CLASS,
            _("A new timetable holds from {day}. Of the visits to your class this many change: {count}."),
            "/class-week/",
        ),
        Telling(
            About.TIMETABLE,
            Hears.FAMILY,
            _("{child} has other therapy times from {day}. This many change: {count}."),
            "/family/{child_id}/",
        ),
    ),
    "draft.shown": (
        Telling(
            About.QUESTION,
            Hears.CLASS,
            _("A timetable is proposed. Say whether its visits suit your class."),
            "/my-class/",
        ),
    ),
    "draft.answered": (
        Telling(
            About.QUESTION,
            Hears.COORDINATORS,
            _("{name} has answered about the proposed timetable."),
            "/timetable/{subject}/",
        ),
    ),
    "change.said": (
        Telling(
            About.CHANGE,
            Hears.STAFF,
            _("{day}: something is other than planned and touches your visits."),
            "/today/{on}/",
            coming=True,
        ),
    ),
    "visit.moved": (
        Telling(
            About.CHANGE,
            Hears.STAFF,
            _("{name} has put one of your visits on another time: {day}."),
            "/today/{on}/",
            coming=True,
        ),
        Telling(
            About.CHANGE,
            Hears.CLASS,
            _("A visit to your class is at another time: {day}."),
            "/my-class/today/",
            coming=True,
        ),
    ),
    "visit.missed": (
        Telling(
            About.CHANGE,
            Hears.STAFF,
            _("{name} has said that one of your visits does not take place: {day}."),
            "/today/{on}/",
            coming=True,
        ),
        Telling(
            About.CHANGE,
            Hears.CLASS,
            _("A visit to your class does not take place: {day}."),
            "/my-class/today/",
            coming=True,
        ),
    ),
    "consent.asked": (
        Telling(
            About.QUESTION,
            Hears.FAMILY,
            _("You are asked whether you consent to something for {child}."),
            "/family/consent/{child_id}/",
            right=Right.CONSENT,
        ),
    ),
    "invitation.accepted": (
        Telling(
            About.INVITATION,
            Hears.ACCOUNT,
            _("{name} has accepted your invitation."),
            "/children/",
        ),
    ),
}


def tellings_of(event: Heard, today: date) -> list[Telling]:
    """The notices that an event makes, as seen from the day on which it is heard."""
    return [
        telling
        for telling in TABLE.get(event.action, ())
        if _fits(event, telling) and not (telling.coming and event.day and event.day < today)
    ]


def _fits(event: Heard, telling: Telling) -> bool:
    for name, wanted in (telling.when or {}).items():
        said = event.detail.get(name) or ""
        values = {str(each) for each in said} if isinstance(said, list) else {str(said)}
        if not values & wanted:
            return False
    return True


def in_words(
    event: Heard, telling: Telling, *, child: str, child_id: UUID | None, name: str, count: int
) -> tuple[str, str]:
    """The sentence in the active language, and the path, of one notice."""
    day = event.day
    said = {
        "child": child,
        "name": name,
        "count": count,
        "day": date_format(day, "MONTH_DAY_FORMAT") if day else "",
    }
    at = {"child_id": child_id or "", "subject": event.subject, "on": day.isoformat() if day else ""}
    return str(telling.sentence).format(**said), telling.path.format(**at)
