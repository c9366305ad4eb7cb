"""Where one session could be held on a date: every place that keeps every rule of the timetable that holds then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.engine.cost import misfit_of
from alongside.engine.document import ProblemError, Record
from alongside.engine.insertions import legal_visits
from alongside.engine.parts import Classroom as ClassroomPart
from alongside.engine.parts import Service as ServicePart
from alongside.engine.problem import Mode as EngineMode
from alongside.engine.problem import Problem, Visit
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable as Answer
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import DELIVERIES, Model
from alongside.plans.models import Goal, Opportunity, PlannedService, Service
from alongside.plans.rules import fit
from alongside.scheduling.choices import Mode
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries.problems import classroom_part, service_part
from alongside.scheduling.queries.timetables import published_on, starts_within
from alongside.scheduling.queries.turns import (
    Beside,
    Closed,
    Stands,
    Turn,
    as_problem,
    as_timetable,
    turns_of,
)
from alongside.schooltime.spans import DateSpan
from alongside.wording.joins import sentences

#: From which fit on goals are well practised somewhere, and from which they are practised at all.
FITS_WELL, FITS = 70, 40


class PlaceKey(NamedTuple):
    """What names a free place: whoever takes it says this again."""

    on: date
    starts: int
    mode: Mode
    staff_id: UUID
    place: UUID
    joins: UUID | None


@dataclass(frozen=True)
class FreePlace:
    """A place for one session on a date: `place` is a class or a room by its mode, minutes are from midnight.

    `joins` is the visit that it would become part of, None for a visit of its own; `ends` is then the end of the whole
    visit. `during` is what the class does then, `routine` the same where the session would be in it. `fit` says, 0 to
    100, how well the child's goals are practised there; `why` says in words why it is good.
    """

    on: date
    starts: int
    ends: int
    mode: Mode
    staff_id: UUID
    place: UUID
    school_id: UUID
    during: str
    routine: str
    routine_kind: str
    joins: UUID | None
    fit: int
    is_usual: bool
    why: str

    @property
    def rank(self) -> tuple[object, ...]:
        """The best first: the goals, who gives it already, a visit that is there anyway, and the sooner."""
        return -self.fit, not self.is_usual, self.joins is None, self.on, self.starts

    @property
    def key(self) -> PlaceKey:
        return PlaceKey(self.on, self.starts, self.mode, self.staff_id, self.place, self.joins)


def apart(places: Iterable[FreePlace]) -> list[FreePlace]:
    """Of places that differ by a few minutes within one routine, the first: what a person chooses among."""
    found: dict[object, FreePlace] = {}
    for each in places:
        found.setdefault((each.on, each.staff_id, each.mode, each.place, each.during, each.joins), each)
    return list(found.values())


def span_of_turns(viewer: Viewer, school: School, between: DateSpan) -> DateSpan | None:
    """The dates of the whole turns of the cycle that a span touches: what stands in them must be known to be asked.

    None where the school has no day in the span.
    """
    calendar = classrooms.calendar_of(school)
    spans = [turn.span for turn in turns_of(calendar, between)] if calendar else []
    return DateSpan(spans[0].starts, spans[-1].ends) if spans else None


def next_school_days(school: School, after: date, number: int) -> DateSpan | None:
    """The span of so many school days after a day; None where none is known."""
    calendar = classrooms.calendar_of(school)
    days = calendar.school_days(DateSpan(after + timedelta(days=1))) if calendar else iter(())
    dates = [on for on, _day in islice(days, number)]
    return DateSpan(dates[0], dates[-1] + timedelta(days=1)) if dates else None


def free_places(
    viewer: Viewer,
    child: Child,
    wanted: Service | PlannedService,
    between: DateSpan,
    *,
    stands: Collection[Stands],
    closed: Collection[Closed] = (),
    usual: UUID | None = None,
) -> list[FreePlace]:
    """Every place on the dates of the span for one more session, by every rule of the timetable, the best first.

    `wanted` is a service of the timetable, or one that a plan asks for by date. `stands` is what stands in the whole
    turns of the span (`span_of_turns`), `closed` who cannot be had then; `usual` gives the service already. Group and
    visit sizes are kept as the rules say, and outside class the therapist's own limit too. Asked on behalf of any
    viewer: what may be shown is the caller's question. The number of queries grows with the timetables that begin to
    hold in the span, not with what stands in it.
    """
    calendar = classrooms.calendar_of(child.school)
    if calendar is None or between.ends is None:
        return []
    turns = turns_of(calendar, between)
    facts = Facts(viewer, child, wanted, stands, between.starts)
    found: list[FreePlace] = []
    for holding, span in _held(viewer, child.school, between):
        base, answer, beside = facts.of(holding)
        away = [*closed, *facts.gone(base, turns)]
        for turn in turns:
            days = [day for day, on in turn.dates.items() if span.contains(on)]
            if days:
                problem, visits = as_problem(base, turn, stands, away, beside)
                timetable = as_timetable(problem, turn, visits, answer)
                found += facts.places(problem, timetable, visits, turn, days, usual)
    return sorted(found, key=lambda place: place.rank)


def _held(viewer: Viewer, school: School, between: DateSpan) -> Iterator[tuple[Timetable, DateSpan]]:
    """Which published timetable holds at a school in which part of the span."""
    first, end = between.bounds
    seams = [first, *starts_within(viewer, first, end), end]
    for starts, ends in pairwise(seams):
        for timetable in published_on(viewer, starts, schools=[school])[:1]:
            yield timetable, DateSpan(starts, ends)


class Facts:
    """What is read once to ask about a date: a service as the engine asks of it, and what a timetable does not know."""

    def __init__(
        self,
        viewer: Viewer,
        child: Child,
        wanted: Service | PlannedService,
        stands: Collection[Stands],
        on: date,
    ) -> None:
        self.key = str(wanted.pk)
        shares = {share.service: share.child for visit in stands for share in visit.shares}
        self.child_of = {str(service): str(pk) for service, pk in shares.items()} | {self.key: str(child.pk)}
        self.services: dict[str, Service] = {
            str(row.pk): row
            for row in Service.objects.filter(pk__in=[*shares, wanted.pk]).prefetch_related("therapists")
        }
        by_date = PlannedService.objects.filter(pk__in=[*shares, wanted.pk], model__in=["", *DELIVERIES])
        self.planned = {str(row.pk): row for row in by_date.prefetch_related("therapists")}
        self.fits = _fits(self.planned.values())
        children = Child.objects.filter(pk__in={*shares.values(), child.pk})
        self.class_of = {
            str(pk): classroom for pk, classroom in classrooms.classroom_ids_of(children, on).items()
        }
        classes = [classroom for pk, classroom in self.class_of.items() if pk == str(child.pk)]
        own = Classroom.objects.filter(pk__in=classes).select_related("school")
        self.classroom = own.first()
        self.routines = classrooms.routines_on(own, on)
        self.staff = {
            str(each.pk): each for each in StaffMember.objects.filter(organisation=viewer.organisation)
        }
        self.child = child

    def of(self, timetable: Timetable) -> tuple[Problem, Answer, Beside]:
        """A published timetable as the engine knows it, and what it does not hold."""
        base = Problem.from_json(timetable.problem | {"pinned": [], "previous": []})
        children = {str(self.child.pk)} | {
            pk for service, pk in self.child_of.items() if service not in base.service
        }
        known = {
            pk: str(self.class_of[pk])
            for pk in children
            if pk in self.class_of and (str(self.class_of[pk]) in base.classroom or pk == str(self.child.pk))
        }
        own = []
        if self.classroom:
            part = classroom_part(self.classroom, self.routines.get(self.classroom.pk, []), base.days)
            own = [ClassroomPart.read(Record.of(part, "", ProblemError))]
        asked = ((key, pk) for key, pk in self.child_of.items() if key not in base.service)
        parts = [self._part(key, pk, base) for key, pk in asked if pk in known or pk in base.child]
        missing = [each for each in parts if each is not None]
        return base, Answer.from_json(timetable.document), Beside(missing, known, own)

    def _part(self, key: str, child: str, base: Problem) -> ServicePart | None:
        """A service that the timetable does not hold, as the engine asks of it."""
        here = {UUID(each.id) for each in base.therapists}
        if key in self.services:
            document = service_part(self.services[key], here)
        elif key in self.planned:
            document = self._by_date(self.planned[key], child, here)
        else:
            return None
        return ServicePart.read(Record.of(document, "", ProblemError))

    def _by_date(self, planned: PlannedService, child: str, here: set[UUID]) -> dict[str, Any]:
        model = Model(planned.model or Model.COMBINATION)
        row = Service(
            pk=planned.pk,
            child_id=UUID(child),
            discipline=planned.discipline,
            sessions=1,
            minutes=planned.minutes,
            delivery=DELIVERIES[model],
            max_group=planned.max_group,
            group=planned.group,
            min_days_apart=planned.min_days_apart,
            priority=planned.priority,
            fit=self.fits.get(planned.pk, {}),
            pull_out_fit=fit.PULL_OUT_FIT[model],
        )
        document = service_part(row, here)
        named = [each.pk for each in planned.therapists.all()]
        return document | ({"therapists": [str(pk) for pk in named if pk in here]} if named else {})

    def gone(self, base: Problem, turns: Iterable[Turn]) -> list[Closed]:
        """The therapists of a timetable who have left, on the dates without them."""
        return [
            Closed(on, member.pk)
            for member in self.staff.values()
            if member.leaves_on and str(member.pk) in base.therapist
            for turn in turns
            for on in turn.dates.values()
            if member.leaves_on <= on
        ]

    def places(
        self,
        problem: Problem,
        timetable: Answer,
        visits: list[Stands],
        turn: Turn,
        days: Collection[str],
        usual: UUID | None,
    ) -> Iterator[FreePlace]:
        """The places of one turn on some of its days."""
        if self.key not in problem.service:
            return
        standing = Standing(_with_one_more(problem, timetable, self.key), timetable)
        for visit, joins in legal_visits(standing, self.key, days):
            limit = problem.therapist[visit.therapist].max_children_per_visit
            if len(visit.services) <= limit:
                joined = None if joins is None else visits[joins]
                yield self._place(problem, visit, turn.dates[visit.day], joined, usual)

    def _place(
        self, problem: Problem, visit: Visit, on: date, joined: Stands | None, usual: UUID | None
    ) -> FreePlace:
        service = problem.service[self.key]
        fits = 100 - misfit_of(problem, service, visit.day, visit.start, visit.mode)
        staff = UUID(visit.therapist)
        routines = self.routines.get(self.classroom.pk, []) if self.classroom else []
        routine = classrooms.routine_during(routines, visit.day, visit.start, visit.start + service.minutes)
        in_class = visit.mode is EngineMode.PUSH_IN
        place = FreePlace(
            on=on,
            starts=visit.start,
            ends=visit.end,
            mode=Mode(visit.mode.value),
            staff_id=staff,
            place=UUID(visit.place),
            school_id=UUID(problem.site_of(visit.mode, visit.place)),
            during=routine.title if routine else "",
            routine=routine.title if routine and in_class else "",
            routine_kind=routine.kind if routine and in_class else "",
            joins=joined.id if joined else None,
            fit=fits,
            is_usual=staff == usual,
            why="",
        )
        return replace(place, why=_why(place, self.staff[visit.therapist]))


def _with_one_more(problem: Problem, timetable: Answer, service: str) -> Problem:
    """The problem that asks for one session more of a service than stand."""
    held = sum(service in visit.services for visit in timetable.visits)
    return replace(
        problem,
        services=tuple(
            replace(each, sessions=held + 1) if each.id == service else each for each in problem.services
        ),
    )


def _fits(planned: Iterable[PlannedService]) -> Mapping[UUID, dict[str, int]]:
    """How well the goals of each planned service are practised in each kind of routine."""
    rows = list(planned)
    opportunities: dict[UUID, list[Opportunity]] = {}
    goals: dict[UUID, list[Goal]] = {}
    versions = {row.version_id for row in rows}
    for goal in Goal.objects.filter(version__in=versions).prefetch_related("opportunities"):
        goals.setdefault(goal.version_id, []).append(goal)
        opportunities.setdefault(goal.version_id, []).extend(goal.opportunities.all())
    return {
        row.pk: fit.as_fit(
            fit.fits(
                goals.get(row.version_id, []),
                opportunities.get(row.version_id, []),
                row.discipline,
            )
        )
        for row in rows
    }


def _why(place: FreePlace, staff: StaffMember) -> str:
    """Why it is good, or what is less good about it, in one to three short sentences."""
    said = []
    if place.mode == Mode.PULL_OUT:
        said.append(
            _("Outside class, during {routine}.").format(routine=place.during)
            if place.during
            else _("Outside class.")
        )
    elif place.fit >= FITS_WELL:
        said.append(_("{routine}: a good place for these goals.").format(routine=place.during))
    elif place.fit >= FITS:
        said.append(_("{routine}: some room for these goals.").format(routine=place.during))
    else:
        said.append(_("{routine}: little to do with these goals.").format(routine=place.during))
    if place.is_usual:
        said.append(_("{name} gives it already.").format(name=staff.given_name))
    if place.joins:
        said.append(_("It joins a visit that is there anyway."))
    return sentences(said)
