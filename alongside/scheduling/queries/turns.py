"""The turns of a school's cycle as they stand on their dates, each as a problem with its timetable for the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from alongside.engine.parts import Child, Classroom, Room, Routine, Service, Therapist, Window
from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.timetable import Timetable
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan

Stretch = TypeVar("Stretch", Window, Routine)


@dataclass(frozen=True)
class Share:
    """One child's part of a visit on a date; `service` is the id of its service, or of what was planned without one."""

    service: UUID
    child: UUID
    minutes: int


@dataclass(frozen=True)
class Stands:
    """A visit that stands on a date, planned there, moved there or made up there; minutes from midnight."""

    id: UUID
    on: date
    starts: int
    ends: int
    mode: str
    staff: UUID
    school: UUID
    place: UUID
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Closed:
    """A stretch of a date in which a member of staff, a child, a class or a whole school cannot be had, by id."""

    on: date
    who: UUID
    starts: int = 0
    ends: int = 24 * 60


@dataclass(frozen=True)
class Turn:
    """One turn of the cycle: the dates of its days, those without school left out."""

    dates: Mapping[str, date]

    @property
    def span(self) -> DateSpan:
        dates = sorted(self.dates.values())
        return DateSpan(dates[0], dates[-1] + timedelta(days=1))


def turns_of(calendar: SchoolCalendar, between: DateSpan) -> list[Turn]:
    """The turns of the cycle, whole, of which some date lies in the span.

    A turn begins where the days of the cycle begin again, and in a plain week with each week.
    """
    found: list[dict[str, date]] = []
    number = {day: place for place, day in enumerate(calendar.cycle.days)}
    before: tuple[int, date] | None = None
    for on, day in calendar.school_days(DateSpan(date.min)):
        week = on - timedelta(days=(on.weekday() - calendar.cycle.weekdays[0]) % 7)
        is_new_week = before is not None and calendar.cycle.kind == "weekday" and week != before[1]
        if before is None or number[day] <= before[0] or is_new_week:
            found.append({})
        found[-1][day] = on
        before = number[day], week
    return [Turn(dates) for dates in found if any(between.contains(on) for on in dates.values())]


@dataclass(frozen=True)
class Beside:
    """What a published timetable's problem does not hold: services asked for since, their children and classes."""

    services: Sequence[Service]
    children: Mapping[str, str]
    classrooms: Sequence[Classroom]


def as_problem(
    base: Problem, turn: Turn, stands: Iterable[Stands], closed: Iterable[Closed], beside: Beside
) -> tuple[Problem, list[Stands]]:
    """The problem of one turn: the timetable's own, with who cannot be had and with what else stands there.

    Returns the visits too that it can speak of: those of its sites.
    """
    day_of = {on: day for day, on in turn.dates.items()}
    sites = {site.id for site in base.sites}
    here = [each for each in stands if each.on in day_of and str(each.school) in sites]
    problem = replace(
        base,
        pinned=(),
        previous=(),
        classrooms=_classrooms(base, here, beside),
        rooms=_rooms(base, here),
        therapists=_therapists(base, here),
        children=_children(base, beside),
        services=_services(base, here, beside),
    )
    for each in closed:
        if each.on in day_of:
            problem = _without(problem, day_of[each.on], each)
    known = problem.service.keys()
    return problem, [visit for visit in here if any(str(share.service) in known for share in visit.shares)]


def as_timetable(problem: Problem, turn: Turn, stands: Iterable[Stands], base: Timetable) -> Timetable:
    """The visits of one turn in their order, with the other work that has its place in it."""
    day_of = {on: day for day, on in turn.dates.items()}
    visits = [
        Visit(
            str(each.staff),
            day_of[each.on],
            each.starts,
            each.ends,
            Mode(each.mode),
            str(each.place),
            tuple(str(share.service) for share in each.shares if str(share.service) in problem.service),
        )
        for each in stands
    ]
    return Timetable.of(problem, visits, [task for task in base.tasks if task.day in turn.dates])


def _classrooms(base: Problem, here: Collection[Stands], beside: Beside) -> tuple[Classroom, ...]:
    known = {each.id: each for each in (*beside.classrooms, *base.classrooms)}
    for visit in here:
        if visit.mode == Mode.PUSH_IN and str(visit.place) not in known:
            known[str(visit.place)] = Classroom(str(visit.place), str(visit.school))
    return tuple(known.values())


def _rooms(base: Problem, here: Collection[Stands]) -> tuple[Room, ...]:
    known = {each.id: each for each in base.rooms}
    for visit in here:
        if visit.mode == Mode.PULL_OUT and str(visit.place) not in known:
            known[str(visit.place)] = Room(str(visit.place), str(visit.school))
    return tuple(known.values())


def _therapists(base: Problem, here: Collection[Stands]) -> tuple[Therapist, ...]:
    """Somebody whom the timetable does not know takes her place in class and room, and is given nothing more."""
    strangers = {str(visit.staff) for visit in here} - base.therapist.keys()
    return (*base.therapists, *(Therapist(each, discipline="") for each in sorted(strangers)))


def _children(base: Problem, beside: Beside) -> tuple[Child, ...]:
    known = {each.id: each for each in base.children}
    for child, classroom in beside.children.items():
        old = known.get(child)
        most = max((each.max_sessions_per_day or 0 for each in base.children), default=0) or None
        known[child] = (
            replace(old, classroom=classroom)
            if old
            else Child(child, classroom, (), max_sessions_per_day=most)
        )
    return tuple(known.values())


def _services(base: Problem, here: Collection[Stands], beside: Beside) -> tuple[Service, ...]:
    """Each asks for at least what stands, so that a make-up beside a whole week is no session too many."""
    held = Counter(str(share.service) for visit in here for share in visit.shares)
    known = {each.id: each for each in (*base.services, *beside.services)}
    return tuple(
        replace(each, sessions=max(each.sessions, held[each.id])) if held[each.id] > each.sessions else each
        for each in known.values()
    )


def _without(problem: Problem, day: str, closed: Closed) -> Problem:
    """The problem with a stretch of a day taken out of somebody's hours, or out of a class's day."""
    who = str(closed.who)
    if who in problem.therapist:
        therapists = tuple(
            replace(each, available=tuple(_cut(each.available, day, closed))) if each.id == who else each
            for each in problem.therapists
        )
        return replace(problem, therapists=therapists)
    if who in problem.child:
        away = Window(day, closed.starts, closed.ends)
        children = tuple(
            replace(each, unavailable=(*each.unavailable, away)) if each.id == who else each
            for each in problem.children
        )
        return replace(problem, children=children)
    classrooms = tuple(
        replace(each, routines=tuple(_cut(each.routines, day, closed)))
        if who in (each.id, each.site)
        else each
        for each in problem.classrooms
    )
    return replace(problem, classrooms=classrooms)


def _cut(spans: Iterable[Stretch], day: str, closed: Closed) -> Iterator[Stretch]:
    """The spans without the part that is closed."""
    for span in spans:
        if span.day != day or span.end <= closed.starts or closed.ends <= span.start:
            yield span
            continue
        if span.start < closed.starts:
            yield replace(span, end=closed.starts)
        if closed.ends < span.end:
            yield replace(span, start=closed.ends)
