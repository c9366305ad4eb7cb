"""Changes of policy that could let one more session in: as data, as a changed problem, and as words."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from alongside.engine.problem import Delivery, Problem, PullOut, PushIn, Room, Routine, Window
from alongside.engine.rules.breach import Naming, hours
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext


class ChangeKind(StrEnum):
    """What is changed, in the order of how little it asks of people: the first is proposed first."""

    GROUP_SIZE = "group_size"
    VISIT_SIZE = "visit_size"
    ROUTINE_PUSH_IN = "routine_push_in"
    ROUTINE_PULL_OUT = "routine_pull_out"
    VISITS_OF_DAY = "visits_of_day"
    SESSIONS_OF_DAY = "sessions_of_day"
    VISITORS = "visitors"
    DAYS_APART = "days_apart"
    DAY_MINUTES = "day_minutes"
    CYCLE_MINUTES = "cycle_minutes"
    ROOM_OPEN = "room_open"
    AVAILABILITY = "availability"
    ANOTHER_ROOM = "another_room"
    ANOTHER_DAY = "another_day"
    DELIVERY = "delivery"  # What the team decided for the child: asked to be thought over last of all.

    @property
    def effort(self) -> int:
        return _EFFORT[self]


_OPENS = {ChangeKind.ROUTINE_PUSH_IN, ChangeKind.ROUTINE_PULL_OUT}

_EFFORT = {kind: effort for effort, kind in enumerate(ChangeKind)}


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a problem.

    `subjects` are the ids of what changes: services, a therapist, a classroom, a child or a room; for another
    room, the site that needs it. `value` is the new limit, `window` the stretch that is added or the routine
    that is opened.
    """

    kind: ChangeKind
    subjects: tuple[str, ...]
    value: int = 0
    window: Window | None = None

    def applied(self, problem: Problem) -> Problem:
        """The problem with this change made."""
        match self.kind:
            case ChangeKind.GROUP_SIZE:
                return self._with(problem, "services", max_group=self.value)
            case ChangeKind.VISIT_SIZE:
                return self._with(problem, "therapists", max_children_per_visit=self.value)
            case ChangeKind.ROUTINE_PUSH_IN | ChangeKind.ROUTINE_PULL_OUT:
                return self._with(problem, "classrooms", routines=self._opened(problem))
            case ChangeKind.VISITS_OF_DAY:
                return self._with(problem, "classrooms", max_visits_per_day=self.value)
            case ChangeKind.SESSIONS_OF_DAY:
                return self._with(problem, "children", max_sessions_per_day=self.value)
            case ChangeKind.VISITORS:
                return self._with(problem, "classrooms", max_visitors=self.value)
            case ChangeKind.DAYS_APART:
                return self._with(problem, "services", min_days_apart=self.value)
            case ChangeKind.DELIVERY:
                return self._with(problem, "services", delivery=Delivery.EITHER)
            case ChangeKind.DAY_MINUTES:
                return self._with(problem, "therapists", max_direct_minutes_per_day=self.value)
            case ChangeKind.CYCLE_MINUTES:
                return self._with(problem, "therapists", max_direct_minutes_per_cycle=self.value)
            case ChangeKind.AVAILABILITY | ChangeKind.ANOTHER_DAY:
                available = (*problem.therapist[self.subject].available, self._window)
                return self._with(problem, "therapists", available=available)
            case ChangeKind.ROOM_OPEN:
                return self._with(problem, "rooms", open=(*problem.room[self.subject].open, self._window))
            case ChangeKind.ANOTHER_ROOM:
                room = Room(another_room(self.subject), self.subject, (self._window,))
                return replace(problem, rooms=(*problem.rooms, room))

    def phrase(self, problem: Problem, name: Naming = str) -> str:
        """What to do, without a full stop: "Let 1A have 2 visitors at once (now 1)". `problem` is the unchanged one."""
        return self._pattern(problem).format(
            who=listed(name(each) for each in self.subjects),
            n=self.value,
            now=self._now(problem),
            site=name(self.window.site) if self.window and self.window.site else "",
            routine=name(self._routine(problem).kind) if self.kind in _OPENS else "",
            when=hours(self.window.day, self.window.start, self.window.end, name) if self.window else "",
        )

    def _pattern(self, problem: Problem) -> str:
        """The phrase with the names and numbers still to be put in."""
        n = self.value
        match self.kind:
            case ChangeKind.GROUP_SIZE:
                return _("Let {who} be seen in a group of {n}")
            case ChangeKind.VISIT_SIZE:
                return ngettext(
                    "Let {who} serve {n} child in one visit (now {now})",
                    "Let {who} serve {n} children in one visit (now {now})",
                    n,
                )
            case ChangeKind.ROUTINE_PUSH_IN:
                return _("Let {who} be visited during {routine} on {when}")
            case ChangeKind.ROUTINE_PULL_OUT:
                return _("Let children leave {who} during {routine} on {when}")
            case ChangeKind.VISITS_OF_DAY:
                return ngettext(
                    "Let {who} have {n} visit a day (now {now})",
                    "Let {who} have {n} visits a day (now {now})",
                    n,
                )
            case ChangeKind.SESSIONS_OF_DAY:
                return ngettext(
                    "Let {who} have {n} session a day (now {now})",
                    "Let {who} have {n} sessions a day (now {now})",
                    n,
                )
            case ChangeKind.VISITORS:
                return ngettext(
                    "Let {who} have {n} visitor at once (now {now})",
                    "Let {who} have {n} visitors at once (now {now})",
                    n,
                )
            case ChangeKind.DAYS_APART:
                return ngettext(
                    "Let the sessions of {who} lie {n} day apart (now {now})",
                    "Let the sessions of {who} lie {n} days apart (now {now})",
                    n,
                )
            case ChangeKind.DELIVERY if problem.service[self.subject].delivery is Delivery.PUSH_IN:
                return _("Let {who} be given as pull-out as well")
            case ChangeKind.DELIVERY:
                return _("Let {who} be given as push-in as well")
            case ChangeKind.DAY_MINUTES:
                return ngettext(
                    "Let {who} give {n} minute of visits a day (now {now})",
                    "Let {who} give {n} minutes of visits a day (now {now})",
                    n,
                )
            case ChangeKind.CYCLE_MINUTES:
                return ngettext(
                    "Let {who} give {n} minute of visits in the cycle (now {now})",
                    "Let {who} give {n} minutes of visits in the cycle (now {now})",
                    n,
                )
            case ChangeKind.AVAILABILITY | ChangeKind.ANOTHER_DAY if (
                self._window.site and len(problem.sites) > 1
            ):
                return _("Have {who} at {site} on {when} as well")
            case ChangeKind.AVAILABILITY | ChangeKind.ANOTHER_DAY:
                return _("Have {who} there on {when} as well")
            case ChangeKind.ROOM_OPEN:
                return _("Open {who} on {when} as well")
            case ChangeKind.ANOTHER_ROOM:
                return _("Find another room at {who} for {when}")

    def _now(self, problem: Problem) -> int | None:
        """The limit that is to change, as it is; None where the change is of no limit."""
        match self.kind:
            case ChangeKind.VISIT_SIZE:
                return problem.therapist[self.subject].max_children_per_visit
            case ChangeKind.VISITS_OF_DAY:
                return problem.classroom[self.subject].max_visits_per_day
            case ChangeKind.SESSIONS_OF_DAY:
                return problem.child[self.subject].max_sessions_per_day
            case ChangeKind.VISITORS:
                return problem.classroom[self.subject].max_visitors
            case ChangeKind.DAYS_APART:
                return problem.service[self.subject].min_days_apart
            case ChangeKind.DAY_MINUTES:
                return problem.therapist[self.subject].max_direct_minutes_per_day
            case ChangeKind.CYCLE_MINUTES:
                return problem.therapist[self.subject].max_direct_minutes_per_cycle
            case _:
                return None

    @property
    def subject(self) -> str:
        """The first of the subjects: for most changes the only one."""
        return self.subjects[0]

    @property
    def _window(self) -> Window:
        if self.window is None:
            raise ValueError(f"A change of {self.kind} names its window.")
        return self.window

    def _with(self, problem: Problem, parts: str, **fields: Any) -> Problem:
        """The problem with these fields changed in the subjects."""
        changed: dict[str, Any] = {
            parts: tuple(
                replace(part, **fields) if part.id in self.subjects else part
                for part in getattr(problem, parts)
            )
        }
        return replace(problem, **changed)

    def _routine(self, problem: Problem) -> Routine:
        routines = problem.routines_on(self.subject, self._window.day)
        return next(routine for routine in routines if routine.start == self._window.start)

    def _opened(self, problem: Problem) -> tuple[Routine, ...]:
        """The classroom's routines with the one opened; a child's leaving is only ever opened as far as `avoid`."""
        closed = self._routine(problem)
        if self.kind is ChangeKind.ROUTINE_PUSH_IN:
            opened = replace(closed, push_in=PushIn.ALLOWED)
        else:
            opened = replace(closed, pull_out=PullOut.AVOID)
        routines = problem.classroom[self.subject].routines
        return tuple(opened if routine == closed else routine for routine in routines)


def another_room(site: str) -> str:
    """The id of a room that does not exist yet."""
    return f"another-room-at-{site}"
