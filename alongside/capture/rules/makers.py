"""Who may say something of a child or a visit: by what they were on the day of it, not on the day it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.capture.choices import MarkKind
from alongside.capture.rules.entries import MarkEntry, SeenEntry
from alongside.capture.rules.visits import check_has_part, check_shortened
from alongside.people.choices import Role
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.models import Goal

#: How far a visit is moved at most.
FARTHEST = timedelta(days=366)


@dataclass(frozen=True)
class VisitFacts:
    """What counts of a visit, written down or only planned: whose it is, when, and which children have a share.

    `dates` are the date on which it was planned and the one on which it stands, `on` is the latter.
    """

    id: UUID
    staff: UUID
    dates: frozenset[date]
    on: date
    starts: int
    ends: int
    children: frozenset[UUID]


@dataclass(frozen=True)
class Place:
    """A place in a child's team from one day to another, `ends` the first day without it; None is for good."""

    starts: date
    ends: date | None

    def holds_on(self, on: date) -> bool:
        return self.starts <= on and (self.ends is None or on < self.ends)


@dataclass(frozen=True)
class Maker:
    """What whoever made the entries was, day by day: roles, own staff records, places in children's teams.

    `visits` are the (child, date) that have a share in a visit of hers.
    """

    roles: Mapping[Role, tuple[Place, ...]]
    staff: Mapping[UUID, Role]
    teams: Mapping[UUID, tuple[tuple[UUID, Place], ...]]
    visits: frozenset[tuple[UUID, date]]

    def is_on(self, role: Role, on: date) -> bool:
        return any(place.holds_on(on) for place in self.roles.get(role, ()))

    def is_in_team_on(self, child: UUID, on: date) -> bool:
        """Whether she was in the child's team as a therapist or assistant on a day."""
        return any(
            place.holds_on(on) and self.is_on(self.staff[staff], on)
            for staff, place in self.teams.get(child, ())
        )

    def may_record(self, child: UUID, on: date) -> bool:
        """A coordinator may for all; else whoever was in the child's team, or had a visit with it, on that day."""
        if self.is_on(Role.COORDINATOR, on):
            return True
        had_visit = (child, on) in self.visits and any(self.is_on(role, on) for role in self.staff.values())
        return had_visit or self.is_in_team_on(child, on)


def check_may_record(maker: Maker, child: UUID | None, on: date) -> None:
    """Refuses an entry about a child that was not on the maker's caseload on the day of it."""
    if child is None or not maker.may_record(child, on):
        raise NotAllowed(
            _("This child was not on your caseload on that day. Ask a coordinator, who can enter it for you.")
        )


def check_may_mark(maker: Maker, visit: VisitFacts, on: date) -> None:
    """Refuses what is said of a visit that is neither the maker's nor one with a child of hers."""
    is_hers = visit.staff in maker.staff and maker.is_on(maker.staff[visit.staff], on)
    if not (is_hers or any(maker.may_record(child, on) for child in visit.children)):
        raise NotAllowed(_("This visit is not yours. Ask whoever held it, or a coordinator, to mark it."))


def check_mark_fits(entry: MarkEntry, visit: VisitFacts) -> None:
    """Refuses what is said of a child that has no share in the visit, and what the visit's length or day rules out.

    Shortened, it lasted less than planned; moved, it ends before midnight, and within a year.
    """
    if entry.child is not None:
        check_has_part(entry.child, visit.children)
    if entry.mark == MarkKind.SHORTENED:
        check_shortened(int(entry.detail["minutes"] or 0), visit.ends - visit.starts)
    if entry.mark == MarkKind.MOVED:
        if abs(date.fromisoformat(str(entry.detail["on"])) - visit.on) > FARTHEST:
            raise NotNow(_("The visit would be more than a year away there. Choose a nearer day."))
        ends = int(entry.detail["starts"] or 0) + visit.ends - visit.starts
        if ends > 24 * 60:
            raise NotNow(_("The visit would end after midnight there. Choose an earlier time."))


def check_goal_fits(goal: Goal | None, entry: SeenEntry) -> None:
    """Refuses a goal that is not there, is another child's, or is measured otherwise."""
    if entry.goal is None:
        return
    if goal is None or goal.version.plan.child_id != entry.child:
        raise NotAllowed(
            _("There is no such goal of this child. Choose one of its goals and write it again.")
        )
    if goal.measure != entry.measure:
        raise NotNow(
            _("This goal is measured by “{measure}”. Write it again in that way.").format(
                measure=goal.get_measure_display()
            )
        )
