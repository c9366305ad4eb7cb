"""Changes of policy that could let one more session in: as data, as a changed problem, and as words."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from alongside.engine.problem import Delivery, Problem, PullOut, PushIn, Room, Routine, Window
from alongside.engine.rules.breach import Naming, counted, hours, listed


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
        who = listed(name(each) for each in self.subjects)
        match self.kind:
            case ChangeKind.GROUP_SIZE:
                return f"Let {who} be seen in a group of {self.value}"
            case ChangeKind.VISIT_SIZE:
                now = problem.therapist[self.subject].max_children_per_visit
                return f"Let {who} serve {self.value} children in one visit (now {now})"
            case ChangeKind.ROUTINE_PUSH_IN:
                return f"Let {who} be visited during {name(self._routine(problem).kind)} on {self._hours}"
            case ChangeKind.ROUTINE_PULL_OUT:
                return f"Let children leave {who} during {name(self._routine(problem).kind)} on {self._hours}"
            case ChangeKind.VISITS_OF_DAY:
                now_a_day = problem.classroom[self.subject].max_visits_per_day
                return f"Let {who} have {counted(self.value, 'visit')} a day (now {now_a_day})"
            case ChangeKind.SESSIONS_OF_DAY:
                now_a_day = problem.child[self.subject].max_sessions_per_day
                return f"Let {who} have {counted(self.value, 'session')} a day (now {now_a_day})"
            case ChangeKind.VISITORS:
                now = problem.classroom[self.subject].max_visitors
                return f"Let {who} have {counted(self.value, 'visitor')} at once (now {now})"
            case ChangeKind.DAYS_APART:
                now = problem.service[self.subject].min_days_apart
                return f"Let the sessions of {who} lie {counted(self.value, 'day')} apart (now {now})"
            case ChangeKind.DELIVERY:
                only_push_in = problem.service[self.subject].delivery is Delivery.PUSH_IN
                return f"Let {who} be given as {'pull-out' if only_push_in else 'push-in'} as well"
            case ChangeKind.DAY_MINUTES:
                most = problem.therapist[self.subject].max_direct_minutes_per_day
                return f"Let {who} give {self.value} minutes of visits a day (now {most})"
            case ChangeKind.CYCLE_MINUTES:
                most = problem.therapist[self.subject].max_direct_minutes_per_cycle
                return f"Let {who} give {self.value} minutes of visits in the cycle (now {most})"
            case ChangeKind.AVAILABILITY | ChangeKind.ANOTHER_DAY:
                site = self._window.site
                where = f"at {name(site)}" if site and len(problem.sites) > 1 else "there"
                return f"Have {who} {where} on {self._hours} as well"
            case ChangeKind.ROOM_OPEN:
                return f"Open {who} on {self._hours} as well"
            case ChangeKind.ANOTHER_ROOM:
                return f"Find another room at {who} for {self._hours}"

    @property
    def subject(self) -> str:
        """The first of the subjects: for most changes the only one."""
        return self.subjects[0]

    @property
    def _window(self) -> Window:
        if self.window is None:
            raise ValueError(f"A change of {self.kind} names its window.")
        return self.window

    @property
    def _hours(self) -> str:
        return hours(self._window.day, self._window.start, self._window.end)

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
