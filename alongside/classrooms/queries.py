"""Every read about classes, their children and their day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery, UUIDField

from alongside.classrooms.choices import CycleKind
from alongside.classrooms.models import (
    Classroom,
    ClassTeacher,
    ClassTimetable,
    DayOff,
    Enrolment,
    Room,
    Routine,
    SchoolCycle,
    SubjectRule,
    Term,
)
from alongside.people import queries as people
from alongside.people.models import Child, School
from alongside.people.rules import Viewer
from alongside.schooltime.cycles import Cycle, SchoolCalendar
from alongside.schooltime.spans import DateSpan

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: What a class does all day, and since when.
ClassDay = tuple[date, list[Routine]]


def classrooms_taught_by(viewer: Viewer) -> QuerySet[Classroom]:
    """The classes that the viewer teaches on the day of looking."""
    posts = ClassTeacher.objects.filter(people.held_on(viewer.on), staff__in=viewer.staff_ids)
    return Classroom.objects.filter(pk__in=posts.values("classroom")).select_related("school")


def classrooms_for(viewer: Viewer) -> QuerySet[Classroom]:
    """Classes open on the day of looking: all for a coordinator; else those taught or with a child of one's teams.

    A family tie opens none: what a family reads of a class is asked for by its child.
    """
    classrooms = Classroom.objects.exclude(closes_on__lte=viewer.on).select_related("school")
    if viewer.is_coordinator:
        return classrooms.filter(organisation=viewer.organisation)
    enrolled = Enrolment.objects.filter(
        people.held_on(viewer.on), child__in=children_at_work(viewer).values("pk")
    )
    return classrooms.filter(
        Q(pk__in=classrooms_taught_by(viewer).values("pk")) | Q(pk__in=enrolled.values("classroom"))
    )


def children_for(viewer: Viewer) -> QuerySet[Child]:
    """The children whom the viewer has a relation to on the day of looking: team, family, or class taught.

    A teacher sees every child of her class; what of a plan she may read is a question to `plans`.
    """
    related = people.children_related_to(viewer)
    if related and viewer.is_teacher:
        taught = Enrolment.objects.filter(
            people.held_on(viewer.on), classroom__in=classrooms_taught_by(viewer).values("pk")
        )
        related |= Q(pk__in=taught.values("child"))
    here = Child.objects.filter(organisation=viewer.organisation).exclude(leaves_on__lte=viewer.on)
    return here.filter(pk__in=Child.objects.filter(related).values("pk")) if related else here


def children_at_work(viewer: Viewer) -> QuerySet[Child]:
    """The children of one's work: `children_for` without those to whom only a family tie leads, for pages of the staff.

    Who works here and has a child here reads of it as its guardian does.
    """
    return children_for(replace(viewer, guardian_ids=frozenset()))


def with_classroom(children: QuerySet[Child], on: date) -> QuerySet[Child]:
    """The same children, each with `classroom_name` and `classroom_id` on a day."""
    enrolled = Enrolment.objects.filter(people.held_on(on), child=OuterRef("pk")).order_by("-starts")
    return children.annotate(
        classroom_name=Subquery(enrolled.values("classroom__name")[:1]),
        classroom_id=Subquery(enrolled.values("classroom")[:1], output_field=UUIDField()),
    )


def classroom_ids_of(children: QuerySet[Child], on: date) -> dict[UUID, UUID]:
    """Which class each child is in on a day; the latest enrolment where two overlap."""
    enrolled = Enrolment.objects.filter(people.held_on(on), child__in=children.values("pk")).order_by(
        "starts"
    )
    return dict(enrolled.values_list("child", "classroom"))


def class_sizes(viewer: Viewer) -> QuerySet[Classroom]:
    """The viewer's classes with `children_count` and `timetable_from`, for lists."""
    holds = people.held_on(viewer.on, "enrolments__")
    timetable = ClassTimetable.objects.filter(classroom=OuterRef("pk"), holds_from__lte=viewer.on)
    sized = classrooms_for(viewer).annotate(
        children_count=Count("enrolments", filter=holds, distinct=True),
        timetable_from=Subquery(timetable.order_by("-holds_from").values("holds_from")[:1]),
    )
    return sized.order_by("school__name", "name")


def classrooms_without_day(viewer: Viewer) -> QuerySet[Classroom]:
    """The viewer's classes of which nobody has said what they do all day."""
    known = ClassTimetable.objects.filter(organisation=viewer.organisation)
    return classrooms_for(viewer).exclude(pk__in=known.values("classroom"))


def timetable_ids_on(classrooms: QuerySet[Classroom], on: date) -> dict[UUID, UUID]:
    """The class timetable in force on a day for each class that has one: {classroom: timetable}."""
    rows = ClassTimetable.objects.filter(classroom__in=classrooms.values("pk"), holds_from__lte=on)
    return dict(rows.order_by("holds_from").values_list("classroom", "pk"))


def routines_on(classrooms: QuerySet[Classroom], on: date) -> dict[UUID, list[Routine]]:
    """The day of each class on a date, by classroom: two queries however many classes."""
    in_force = timetable_ids_on(classrooms, on)
    of_timetable = {timetable: classroom for classroom, timetable in in_force.items()}
    routines: dict[UUID, list[Routine]] = {classroom: [] for classroom in in_force}
    for routine in Routine.objects.filter(timetable__in=of_timetable).order_by("day", "starts"):
        routines[of_timetable[routine.timetable_id]].append(routine)
    return routines


def hours_on(school: School, on: date) -> dict[UUID, tuple[int, int] | None]:
    """From when to when each class of a school is there on a date, by class, in minutes from midnight.

    None for a class that is not there on that date at all; a class of whose day nothing is known is left out.
    """
    calendar = calendar_of(school)
    day = calendar.cycle_day_on(on) if calendar else None
    classes = Classroom.objects.filter(school=school)
    hours: dict[UUID, tuple[int, int] | None] = {}
    for classroom, routines in routines_on(classes.exclude(closes_on__lte=on), on).items():
        then = [each for each in routines if each.day == day]
        if routines:
            hours[classroom] = (
                (min(each.starts for each in then), max(each.ends for each in then)) if then else None
            )
    return hours | dict.fromkeys(classes.filter(closes_on__lte=on).values_list("pk", flat=True))


def routines_between(classrooms: Collection[UUID], between: DateSpan) -> dict[UUID, list[ClassDay]]:
    """What each of these classes does all day within a span, by class, the latest first: two queries however many."""
    rows = ClassTimetable.objects.filter(classroom__in=classrooms, holds_from__lt=between.bounds[1])
    days: dict[UUID, list[ClassDay]] = {}
    for row in rows.order_by("-holds_from").prefetch_related("routines"):
        days.setdefault(row.classroom_id, []).append((row.holds_from, list(row.routines.all())))
    return days


def routine_during(routines: Iterable[Routine], day: str, starts: int, ends: int) -> Routine | None:
    """What a class does in a span: the routine that fills most of it, None where there is none."""
    there = [each for each in routines if each.day == day and each.starts < ends and each.ends > starts]
    return max(there, key=lambda each: min(ends, each.ends) - max(starts, each.starts), default=None)


def days_of(viewer: Viewer, classroom: Classroom) -> list[ClassTimetable]:
    """The class's day that holds on the day of looking, where one does, and those to come, in order."""
    known = ClassTimetable.objects.filter(organisation=viewer.organisation, classroom=classroom)
    now = known.filter(holds_from__lte=viewer.on).order_by("-holds_from").values("pk")[:1]
    return list(known.filter(Q(pk__in=now) | Q(holds_from__gt=viewer.on)).prefetch_related("routines"))


def teachers_of(classrooms: QuerySet[Classroom], on: date) -> dict[UUID, list[str]]:
    """The names of each class's teachers on a day, by classroom."""
    names: dict[UUID, list[str]] = {}
    posts = ClassTeacher.objects.filter(people.held_on(on), classroom__in=classrooms.values("pk"))
    for post in posts.select_related("staff").order_by("staff__family_name"):
        names.setdefault(post.classroom_id, []).append(post.staff.name)
    return names


def rooms_for(viewer: Viewer) -> QuerySet[Room]:
    """The rooms for pull-out work: all for staff, none for families."""
    rooms = Room.objects.filter(organisation=viewer.organisation).select_related("school")
    if viewer.is_coordinator or viewer.is_therapist or viewer.is_teacher:
        return rooms.prefetch_related("openings")
    return rooms.none()


def cycle_of(school: School) -> SchoolCycle | None:
    """How the school's days turn, where somebody has said it."""
    return SchoolCycle.objects.filter(school=school).first()


def calendar_of(school: School) -> SchoolCalendar | None:
    """The school's calendar: cycle, terms and days off; None while its cycle or its terms are not known."""
    return calendars_of([school.pk]).get(school.pk)


def calendars_of(schools: Collection[UUID]) -> dict[UUID, SchoolCalendar]:
    """The calendar of each of these schools that has a cycle and terms, by school: three queries however many."""
    terms: dict[UUID, list[DateSpan]] = {}
    for school, starts, ends in Term.objects.filter(school__in=schools).values_list(
        "school", "starts", "ends"
    ):
        terms.setdefault(school, []).append(DateSpan(starts, ends))
    closed: dict[UUID, dict[date, str]] = {}
    for school, on, reason in DayOff.objects.filter(school__in=schools).values_list("school", "on", "reason"):
        closed.setdefault(school, {})[on] = reason
    return {
        turning.school_id: SchoolCalendar(
            cycle=Cycle(
                days=tuple(turning.days),
                step=turning.step,
                kind=CycleKind(turning.kind).literal,
                weekdays=tuple(turning.weekdays),
            ),
            terms=tuple(terms[turning.school_id]),
            closed=closed.get(turning.school_id, {}),
            anchor=turning.anchor_on,
        )
        for turning in SchoolCycle.objects.filter(school__in=schools)
        if turning.school_id in terms
    }


def subject_rules(viewer: Viewer) -> dict[str, SubjectRule]:
    """What each subject of the school's files means here, by its name in lower case."""
    rules = SubjectRule.objects.filter(organisation=viewer.organisation)
    return {rule.subject.lower(): rule for rule in rules}


def posts_of(viewer: Viewer, classroom: Classroom) -> QuerySet[ClassTeacher]:
    """The teachers of a class from the day of looking on, those to come included."""
    posts = ClassTeacher.objects.filter(organisation=viewer.organisation, classroom=classroom)
    if not viewer.is_coordinator:
        return posts.none()
    return posts.filter(Q(ends=None) | Q(ends__gt=viewer.on)).select_related("staff").order_by("starts")


def post_for(viewer: Viewer, pk: UUID) -> ClassTeacher | None:
    """One teacher's post, or None where there is none that the viewer may see."""
    if not viewer.is_coordinator:
        return None
    posts = ClassTeacher.objects.filter(organisation=viewer.organisation, pk=pk)
    return posts.select_related("staff", "classroom").first()


def children_of_class(viewer: Viewer, classroom: Classroom) -> QuerySet[Child]:
    """The children of a class on the day of looking, as far as the viewer may see them."""
    enrolled = Enrolment.objects.filter(people.held_on(viewer.on), classroom=classroom)
    return children_for(viewer).filter(pk__in=enrolled.values("child"))


def terms_of(viewer: Viewer, school: School) -> QuerySet[Term]:
    """A school's terms in order."""
    return Term.objects.filter(organisation=viewer.organisation, school=school)


def days_off_of(viewer: Viewer, school: School) -> QuerySet[DayOff]:
    """A school's days without school, in order."""
    return DayOff.objects.filter(organisation=viewer.organisation, school=school)


def cycle_days(viewer: Viewer, school: School | None = None) -> list[str]:
    """The names of the days that timetables are written in: of one school, or of all in the organisation.

    Monday to Friday in short where no school has said otherwise yet.
    """
    turning = SchoolCycle.objects.filter(organisation=viewer.organisation).order_by("school__name")
    if school is not None:
        turning = turning.filter(school=school)
    days = [day for each in turning.values_list("days", flat=True) for day in each]
    return list(dict.fromkeys(days)) or ["Mon", "Tue", "Wed", "Thu", "Fri"]


def cycles_of(viewer: Viewer) -> dict[UUID, SchoolCycle]:
    """How the days of each school turn, by school, as far as somebody has said it."""
    turning = SchoolCycle.objects.filter(organisation=viewer.organisation)
    return {cycle.school_id: cycle for cycle in turning}
