"""Owed, planned and delivered: each service in its own unit, through a term, and what became of the sessions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _

from alongside.capture.choices import Outcome, Reason
from alongside.capture.models import Consultation
from alongside.capture.queries.consultations import consultations_of, counted
from alongside.capture.queries.dated import StandingShare, StandingVisit, visits_between
from alongside.capture.queries.lines import Attendance, Delivered, Line
from alongside.capture.rules.consultations import takes_consultation
from alongside.capture.rules.pace import Amount, Reckoning, owed_by_cycle, reckoned_until
from alongside.classrooms.models import Term
from alongside.classrooms.queries import calendars_of, children_at_work
from alongside.people.choices import Discipline
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import Model, Pattern, Per
from alongside.plans.models import PlannedService, Service
from alongside.plans.rules.owed import is_week_for_adults, owed_between
from alongside.plans.rules.planned import promise_of
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.models import Timetable
from alongside.schooltime.cycles import SchoolCalendar
from alongside.schooltime.spans import DateSpan

#: A session's date and its minutes.
Dated = tuple[date, int]


@dataclass(frozen=True)
class _School:
    """What counting at one school needs."""

    calendar: SchoolCalendar
    span: DateSpan
    until: date

    @property
    def to_date(self) -> DateSpan | None:
        return DateSpan(self.span.starts, self.until) if self.span.starts < self.until else None


@dataclass
class _Sessions:
    """The sessions of one service in a term, each with its minutes; `open` are those of which nothing was said yet.

    `contacts` are those with the adults around the child: they have no visit, and nothing plans them. `uncounted` are
    those of them beside which a visit of the service was held.
    """

    planned: list[Dated] = field(default_factory=list)
    delivered: list[Dated] = field(default_factory=list)
    open: list[Dated] = field(default_factory=list)
    contacts: list[Consultation] = field(default_factory=list)
    uncounted: set[UUID] = field(default_factory=set)
    unsaid: int = 0
    staff: Counter[UUID] = field(default_factory=Counter)


def term_names(viewer: Viewer) -> list[str]:
    """The names of the terms that have begun, the latest first."""
    terms = Term.objects.filter(organisation=viewer.organisation, starts__lte=viewer.on)
    return list(dict.fromkeys(terms.order_by("-starts").values_list("name", flat=True)))


def delivered(
    viewer: Viewer,
    *,
    term: str = "",
    school: UUID | None = None,
    staff: UUID | None = None,
    discipline: str = "",
    child: UUID | None = None,
) -> Delivered | None:
    """Owed, planned and delivered in a term (the running one unless named); None while no term is known.

    A coordinator sees every child, a therapist the children of her teams; others nothing. `staff` keeps the services
    that she gives most of. The number of queries is the same for one child and for a hundred.
    """
    names = term_names(viewer)
    if not (viewer.is_coordinator or viewer.is_therapist) or not names or (term and term not in names):
        return None
    name = term or names[0]
    children = children_at_work(viewer).select_related("school")
    if school:
        children = children.filter(school=school)
    if child:
        children = children.filter(pk=child)
    listed = {each.pk: each for each in children}
    schools = _schools(viewer, name, {each.school_id for each in listed.values()})
    here = {pk: each for pk, each in listed.items() if each.school_id in schools}
    visits = _visits(viewer, here, schools)
    lines = _lines(viewer, here, schools, visits, discipline)
    if staff:
        lines = [line for line in lines if line.staff_id == staff]
    keys = {(line.child.pk, line.discipline) for line in lines}
    shares = [
        (visit, share)
        for visit in visits
        for share in visit.shares
        if (share.child_id, share.discipline) in keys
    ]
    if staff:
        shares = [(visit, share) for visit, share in shares if visit.staff_id == staff]
    named = StaffMember.objects.in_bulk({line.staff_id for line in lines if line.staff_id})
    return Delivered(
        term=name,
        since={each.school: schools[each.school_id].span.starts for each in here.values()},
        until=max((each.until for each in schools.values()), default=viewer.on),
        lines=tuple(lines),
        attendance=_attendance(shares),
        staff=named,
    )


def _schools(viewer: Viewer, term: str, ids: Collection[UUID]) -> dict[UUID, _School]:
    """The schools that have the term and a published timetable before its end."""
    calendars = calendars_of(ids)
    published = Timetable.objects.filter(
        organisation=viewer.organisation, state=TimetableState.PUBLISHED, schools__in=ids
    )
    began = dict(published.values_list("schools").annotate(first=Min("holds_from")))
    found = {}
    for row in Term.objects.filter(school__in=ids, name=term):
        calendar, first = calendars.get(row.school_id), began.get(row.school_id)
        if calendar is None or first is None or first >= row.ends:
            continue
        span = DateSpan(max(row.starts, first), row.ends)
        found[row.school_id] = _School(calendar, span, min(reckoned_until(viewer.on, calendar), row.ends))
    return found


def _visits(
    viewer: Viewer, children: Mapping[UUID, Child], schools: Mapping[UUID, _School]
) -> list[StandingVisit]:
    if not schools or not children:
        return []
    around = DateSpan(
        min(each.span.starts for each in schools.values()),
        max(each.span.bounds[1] for each in schools.values()),
    )
    everybody = viewer.is_coordinator and len(children) > 1
    return [
        visit
        for visit in visits_between(viewer, around, children=None if everybody else children)
        if visit.school_id in schools and schools[visit.school_id].span.contains(visit.on)
    ]


def _lines(
    viewer: Viewer,
    children: Mapping[UUID, Child],
    schools: Mapping[UUID, _School],
    visits: Iterable[StandingVisit],
    discipline: str,
) -> list[Line]:
    planned = PlannedService.objects.filter(
        version__plan__child__in=children, version__in_force_from__isnull=False
    )
    versions: dict[UUID, list[PlannedService]] = defaultdict(list)
    named = planned.select_related("version__plan").prefetch_related("named_therapists")
    for row in named.order_by("version__number"):
        versions[row.lineage].append(row)
    lineages = {row.pk: row.lineage for rows in versions.values() for row in rows}
    services = {row.pk: row for row in Service.objects.filter(child__in=children)}
    key_of = {pk: lineages.get(row.planned_id, pk) if row.planned_id else pk for pk, row in services.items()}
    sessions: dict[UUID, _Sessions] = defaultdict(_Sessions)
    for visit in visits:
        for share in visit.shares:
            key = _key(share, key_of, lineages)
            if share.child_id in children and key:
                _count(sessions[key], visit, share, viewer.on)
    contacts = consultations_of(viewer, children)
    count = set(counted(contacts).values_list("pk", flat=True))
    for each in contacts:
        if schools[children[each.child_id].school_id].span.contains(each.on):
            of_service = sessions[lineages[each.planned_id]]
            of_service.contacts.append(each)
            of_service.uncounted |= {each.pk} - count
            of_service.staff[each.staff_id] += 1
    lines = [
        _planned_line(children[rows[0].version.plan.child_id], rows, schools, sessions[lineage], lineage)
        for lineage, rows in versions.items()
    ] + [
        _line_without_plan(children[row.child_id], row, schools, sessions[row.pk])
        for row in services.values()
        if key_of[row.pk] == row.pk
    ]
    kept = [
        line for line in lines if not line.all.is_empty and (not discipline or line.discipline == discipline)
    ]
    return sorted(
        kept, key=lambda line: (line.child.name, str(line.child.pk), line.discipline, str(line.key))
    )


def _key(share: StandingShare, key_of: Mapping[UUID, UUID], lineages: Mapping[UUID, UUID]) -> UUID | None:
    """The service through all its versions that a share belongs to."""
    if share.planned_id and share.planned_id in lineages:
        return lineages[share.planned_id]
    return key_of.get(share.service_id) if share.service_id else None


def _count(sessions: _Sessions, visit: StandingVisit, share: StandingShare, today: date) -> None:
    sessions.planned.append((visit.on, share.planned_minutes))
    sessions.staff[visit.staff_id] += 1
    if visit.outcome == Outcome.MISSED or share.away:
        return
    if visit.outcome:
        sessions.delivered.append((visit.on, share.minutes or 0))
        return
    sessions.open.append((visit.on, share.planned_minutes))
    sessions.unsaid += visit.on < today


def _planned_line(
    child: Child,
    rows: Sequence[PlannedService],
    schools: Mapping[UUID, _School],
    sessions: _Sessions,
    lineage: UUID,
) -> Line:
    """One service through the versions of its plan, each as long as its version was in force."""
    place, last = schools[child.school_id], rows[-1]
    owed = {True: [Amount(), Amount()], False: [Amount(), Amount()]}
    for row in rows:
        promise = promise_of(row)
        in_force = _in_force(row)
        for number, span in enumerate((place.to_date, place.span)):
            lived = span.overlap(in_force) if span and in_force else None
            if not lived:
                continue
            due = owed_between(promise, lived, place.calendar)
            for is_direct, count in ((True, due.direct), (False, due.indirect)):
                with_it = is_direct and row.model != Model.CONSULTATION
                owed[with_it][number] += Amount.of(count, row.minutes)
    promise = promise_of(last)

    def with_child(on: date) -> bool:
        if last.model == Model.CONSULTATION:
            return False
        return last.pattern != Pattern.THREE_TO_ONE or not is_week_for_adults(promise, on, place.calendar)

    return Line(
        key=lineage,
        child=child,
        discipline=Discipline(last.discipline),
        times=last.times,
        minutes=last.minutes,
        per=str(Per(last.per).label),
        model=last.model,
        direct=_reckoning(owed[True], sessions, place, with_child),
        indirect=_reckoning(owed[False], sessions, place, lambda on: not with_child(on))
        + _of_contacts(sessions, place),
        unsaid=sessions.unsaid,
        staff_id=_most(sessions) or _named(last),
        takes_consultation=takes_consultation(last),
        contacts=tuple(sessions.contacts),
        uncounted=frozenset(sessions.uncounted),
    )


def _line_without_plan(
    child: Child, row: Service, schools: Mapping[UUID, _School], sessions: _Sessions
) -> Line:
    """A service that no plan has: so many sessions a cycle."""
    place = schools[child.school_id]
    life = DateSpan(row.starts, row.ends) if row.ends is None or row.starts < row.ends else None
    owed = [
        owed_by_cycle(
            row.sessions, row.minutes, span.overlap(life) if span and life else None, place.calendar
        )
        for span in (place.to_date, place.span)
    ]
    return Line(
        key=row.pk,
        child=child,
        discipline=Discipline(row.discipline),
        times=row.sessions,
        minutes=row.minutes,
        per=_("a cycle"),
        model="",
        direct=_reckoning(owed, sessions, place),
        indirect=Reckoning(),
        unsaid=sessions.unsaid,
        staff_id=_most(sessions),
    )


def _in_force(row: PlannedService) -> DateSpan | None:
    """How long a version of a service was promised: while its plan's version was in force."""
    begins = row.version.in_force_from
    ends = row.version.ended_on
    return DateSpan(begins, ends) if begins and (ends is None or begins < ends) else None


def _reckoning(
    owed: Sequence[Amount],
    sessions: _Sessions,
    place: _School,
    counts: Callable[[date], bool] = lambda on: True,
) -> Reckoning:
    """What the sessions on the days that count come to, beside what is owed to date and in all."""
    there = [each for each in (*sessions.delivered, *sessions.open) if counts(each[0])]
    held = [each for each in sessions.delivered if counts(each[0])]
    return Reckoning(
        owed_to_date=owed[0],
        owed=owed[1],
        planned=_sum(each for each in sessions.planned if counts(each[0])),
        delivered=_sum(each for each in held if each[0] < place.until),
        to_come=_sum(each for each in there if each[0] >= place.until),
    )


def _of_contacts(sessions: _Sessions, place: _School) -> Reckoning:
    """What was held with the adults: this week's is still to count, as a visit of this week is."""
    held = [(each.on, each.minutes) for each in sessions.contacts if each.pk not in sessions.uncounted]
    return Reckoning(
        delivered=_sum(each for each in held if each[0] < place.until),
        to_come=_sum(each for each in held if each[0] >= place.until),
    )


def _sum(sessions: Iterable[Dated]) -> Amount:
    minutes = [each for _on, each in sessions if each]
    return Amount(Fraction(len(minutes)), Fraction(sum(minutes)))


def _most(sessions: _Sessions) -> UUID | None:
    """Who gives most of it."""
    return max(sessions.staff, key=lambda pk: (sessions.staff[pk], str(pk)), default=None)


def _named(row: PlannedService) -> UUID | None:
    """The therapist whom the plan names for it, where it is one alone."""
    named = [each.staff_id for each in row.named_therapists.all()]
    return named[0] if len(named) == 1 else None


def _attendance(shares: Iterable[tuple[StandingVisit, StandingShare]]) -> Attendance:
    counted: Counter[Outcome] = Counter()
    missed: Counter[Reason] = Counter()
    for visit, share in shares:
        if share.away and (visit.outcome or visit.is_written):
            missed[Reason(share.away)] += 1
        elif visit.outcome == Outcome.MISSED:
            missed[Reason(visit.reason or Reason.OTHER)] += 1
        elif visit.outcome:
            counted[Outcome(visit.outcome)] += 1
    return Attendance(counted[Outcome.HELD], counted[Outcome.SHORTENED], dict(missed.most_common()))
