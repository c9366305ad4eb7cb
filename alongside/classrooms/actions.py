"""Every write about classes, their day and the school's calendar."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from alongside.classrooms import queries, rules
from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.classrooms.models import (
    Classroom,
    ClassTeacher,
    ClassTimetable,
    DayOff,
    Enrolment,
    Room,
    RoomOpening,
    Routine,
    SchoolCycle,
    SubjectRule,
    Term,
)
from alongside.people.actions import add_child, audit
from alongside.people.models import Child, School, StaffMember
from alongside.people.rules import NotNow, Viewer, check_can_run_programme, check_is_ours
from alongside.schooltime.cycles import Cycle
from alongside.trust import actions as trust
from alongside.trust.rules import Change, Kept


@dataclass(frozen=True)
class NewRoutine:
    """A routine to be: its day, minutes from midnight, kind and flags."""

    day: str
    starts: int
    ends: int
    kind: RoutineKind
    title: str
    push_in: PushIn
    pull_out: PullOut

    @property
    def span(self) -> rules.RoutineSpan:
        return rules.RoutineSpan(self.day, self.starts, self.ends, self.title)


@dataclass(frozen=True)
class SubjectMeaning:
    """What a subject is here; `parts` splits a long lesson: minutes and kind of each."""

    kind: RoutineKind
    push_in: PushIn
    pull_out: PullOut
    parts: list[dict[str, Any]] = field(default_factory=list)


@transaction.atomic
def set_cycle(
    *,
    school: School,
    kind: CycleKind,
    days: Sequence[str],
    weekdays: Sequence[int] = (),
    anchor_on: date,
    step: int = 5,
    by: Viewer,
    at: datetime,
) -> SchoolCycle:
    """Says how the school's days turn: names of the days, their weekdays, and a date that is day one."""
    check_can_run_programme(by)
    check_is_ours(by, school)
    try:
        cycle = Cycle(days=tuple(days), step=step, kind=kind.literal, weekdays=tuple(weekdays))
    except ValueError as fault:
        raise NotNow(str(fault)) from fault
    row, _made = SchoolCycle.objects.update_or_create(
        school=school,
        defaults={
            "organisation": by.organisation,
            "kind": kind,
            "days": list(cycle.days),
            "weekdays": list(cycle.weekdays),
            "step": step,
            "anchor_on": anchor_on,
        },
    )
    audit(by, at, "cycle.set", row)
    return row


@transaction.atomic
def add_term(*, school: School, name: str, starts: date, ends: date, by: Viewer, at: datetime) -> Term:
    """Adds a term; `ends` is the first day after it. Terms of one school do not overlap."""
    check_can_run_programme(by)
    if ends <= starts:
        raise NotNow(_("A term ends after it starts. Give {name} a later end.").format(name=name))
    other = Term.objects.filter(school=school, starts__lt=ends, ends__gt=starts).first()
    if other:
        raise NotNow(_("These dates overlap with {name}. Change one of the two.").format(name=other.name))
    term = Term.objects.create(
        organisation=by.organisation, school=school, name=name, starts=starts, ends=ends
    )
    audit(by, at, "term.added", term)
    return term


@transaction.atomic
def remove_term(*, term: Term, by: Viewer, at: datetime) -> None:
    """Takes a term away; no record of what happened in it is touched."""
    check_can_run_programme(by)
    audit(by, at, "term.removed", term)
    term.delete()


@transaction.atomic
def add_day_off(*, school: School, on: date, reason: str, by: Viewer, at: datetime) -> DayOff:
    """Says that there is no school on a day, and why."""
    check_can_run_programme(by)
    check_is_ours(by, school)
    day, _made = DayOff.objects.update_or_create(
        school=school, on=on, defaults={"organisation": by.organisation, "reason": reason}
    )
    audit(by, at, "day_off.added", day)
    return day


@transaction.atomic
def add_days_off(
    *, school: School, first: date, last: date, reason: str, by: Viewer, at: datetime
) -> list[DayOff]:
    """Says that there is no school from a day to another, both included: a holiday within a term."""
    check_can_run_programme(by)
    if last < first:
        raise NotNow(_("The last day lies before the first. Give it a later last day."))
    if (last - first).days > 92:
        raise NotNow(_("That is more than three months. End the term and begin another one instead."))
    days = (first + timedelta(days=count) for count in range((last - first).days + 1))
    rows = [
        DayOff.objects.update_or_create(
            school=school, on=on, defaults={"organisation": by.organisation, "reason": reason}
        )[0]
        for on in days
    ]
    audit(by, at, "days_off.added", school, days=len(rows))
    return rows


@transaction.atomic
def remove_day_off(*, day_off: DayOff, by: Viewer, at: datetime) -> None:
    """Says that there is school after all."""
    check_can_run_programme(by)
    audit(by, at, "day_off.removed", day_off)
    day_off.delete()


@transaction.atomic
def add_classroom(
    *, school: School, name: str, year_group: str = "", by: Viewer, at: datetime, **limits: int | None
) -> Classroom:
    """Adds a class; `limits` may give max_visitors and max_visits_per_day."""
    check_can_run_programme(by)
    if Classroom.objects.filter(school=school, name__iexact=name).exists():
        raise NotNow(_("{school} has a class {name} already.").format(school=school, name=name))
    classroom = Classroom.objects.create(
        organisation=by.organisation, school=school, name=name, year_group=year_group, **limits
    )
    audit(by, at, "classroom.added", classroom)
    return classroom


@transaction.atomic
def set_visit_limits(
    *, classroom: Classroom, max_visitors: int, max_visits_per_day: int | None, by: Viewer, at: datetime
) -> None:
    """Says how many visits the class takes at a time and in a day."""
    check_can_run_programme(by)
    classroom.max_visitors, classroom.max_visits_per_day = max_visitors, max_visits_per_day
    classroom.save(update_fields=["max_visitors", "max_visits_per_day"])
    audit(by, at, "classroom.limits_set", classroom)


@transaction.atomic
def enrol(*, classroom: Classroom, children: Sequence[Child], starts: date, by: Viewer, at: datetime) -> None:
    """Puts children into a class from a day; a class they were in before ends on that day."""
    check_can_run_programme(by)
    check_is_ours(by, *children)
    Enrolment.objects.filter(child__in=children, ends=None, starts__lte=starts).exclude(
        classroom=classroom
    ).update(ends=starts)
    there = set(Enrolment.objects.filter(classroom=classroom, ends=None).values_list("child", flat=True))
    Enrolment.objects.bulk_create(
        [
            Enrolment(organisation=by.organisation, classroom=classroom, child=child, starts=starts)
            for child in children
            if child.pk not in there
        ]
    )
    audit(by, at, "children.enrolled", classroom, children=len(children))


@transaction.atomic
def add_child_to_class(
    *,
    classroom: Classroom,
    given_name: str,
    family_name: str = "",
    known_as: str = "",
    starts: date,
    by: Viewer,
    at: datetime,
) -> Child:
    """Adds one child by hand and puts it into a class of its school from a day."""
    names = {"given_name": given_name, "family_name": family_name, "known_as": known_as}
    child = add_child(school=classroom.school, by=by, at=at, **names)
    enrol(classroom=classroom, children=[child], starts=starts, by=by, at=at)
    return child


@transaction.atomic
def post_teacher(
    *, classroom: Classroom, teacher: StaffMember, starts: date, by: Viewer, at: datetime
) -> ClassTeacher:
    """Gives a class its teacher from a day, which opens the class's children to her."""
    check_can_run_programme(by)
    post, _made = ClassTeacher.objects.update_or_create(
        classroom=classroom,
        staff=teacher,
        starts=starts,
        defaults={"ends": None},
        create_defaults={"organisation": by.organisation},
    )
    audit(by, at, "teacher.posted", post)
    return post


@transaction.atomic
def end_teacher_post(*, post: ClassTeacher, ends: date, by: Viewer, at: datetime) -> None:
    """Ends a teacher's post on a day, the first without it: from then on the class's children are closed to her."""
    check_can_run_programme(by)
    if ends < post.starts:
        raise NotNow(_("The post began on {day}. It cannot end before.").format(day=post.starts))
    post.ends = ends
    post.save(update_fields=["ends"])
    audit(by, at, "teacher.post_ended", post)


@transaction.atomic
def set_class_timetable(
    *, classroom: Classroom, holds_from: date, routines: Sequence[NewRoutine], by: Viewer, at: datetime
) -> ClassTimetable:
    """Writes the class's day from a date on; the one before it stays as it was."""
    check_can_run_programme(by)
    rules.check_day_makes_sense([routine.span for routine in routines])
    ClassTimetable.objects.filter(classroom=classroom, holds_from=holds_from).delete()
    timetable = ClassTimetable.objects.create(
        organisation=by.organisation, classroom=classroom, holds_from=holds_from
    )
    Routine.objects.bulk_create(
        [Routine(organisation=by.organisation, timetable=timetable, **vars(routine)) for routine in routines]
    )
    audit(by, at, "class_timetable.set", timetable, routines=len(routines))
    return timetable


@transaction.atomic
def set_routine_flags(
    *, routine: Routine, kind: RoutineKind, push_in: PushIn, pull_out: PullOut, by: Viewer, at: datetime
) -> None:
    """Corrects what one routine is and admits; the next build reads it."""
    check_can_run_programme(by)
    routine.kind, routine.push_in, routine.pull_out = kind, push_in, pull_out
    routine.save(update_fields=["kind", "push_in", "pull_out"])
    audit(by, at, "routine.flags_set", routine)


@transaction.atomic
def set_flags_by_title(
    *,
    classroom: Classroom,
    meanings: Mapping[str, SubjectMeaning],
    everywhere: Collection[str] = (),
    by: Viewer,
    at: datetime,
) -> int:
    """Corrects what the routines of one title are and admit, in the class's day of today and in those to come.

    Titles that are also in `everywhere` are corrected in every class of the school. Returns the routines corrected.
    """
    check_can_run_programme(by)
    school = Classroom.objects.filter(school=classroom.school_id)
    mine, all_of_school = (
        _days_from(classes, at.date()) for classes in (school.filter(pk=classroom.pk), school)
    )
    corrected = 0
    for title, meaning in meanings.items():
        days = all_of_school if title in everywhere else mine
        corrected += Routine.objects.filter(timetable__in=days, title=title).update(
            kind=meaning.kind, push_in=meaning.push_in, pull_out=meaning.pull_out
        )
    audit(by, at, "routines.flags_set", classroom, routines=corrected)
    return corrected


def _days_from(classes: models.QuerySet[Classroom], on: date) -> list[UUID]:
    """The class timetables that hold on a day or begin later."""
    later = ClassTimetable.objects.filter(classroom__in=classes, holds_from__gt=on)
    return [*queries.timetable_ids_on(classes, on).values(), *later.values_list("pk", flat=True)]


@transaction.atomic
def remember_subjects(*, meanings: Mapping[str, SubjectMeaning], by: Viewer, at: datetime) -> None:
    """Keeps what each subject means, for this file and the next."""
    check_can_run_programme(by)
    for subject, meaning in meanings.items():
        rule = SubjectRule.objects.filter(organisation=by.organisation, subject__iexact=subject).first()
        rule = rule or SubjectRule(organisation=by.organisation, subject=subject)
        rule.kind, rule.push_in, rule.pull_out = meaning.kind, meaning.push_in, meaning.pull_out
        rule.parts = meaning.parts
        rule.save()
    audit(by, at, "subjects.remembered", by.organisation, subjects=len(meanings))


@transaction.atomic
def add_room(
    *, school: School, name: str, openings: Sequence[tuple[str, int, int]], by: Viewer, at: datetime
) -> Room:
    """Adds a room for pull-out work with the spans in which it is free: day, start and end in minutes."""
    check_can_run_programme(by)
    if Room.objects.filter(school=school, name__iexact=name).exists():
        raise NotNow(_("{school} has a room {name} already.").format(school=school, name=name))
    room = Room.objects.create(organisation=by.organisation, school=school, name=name)
    audit(by, at, "room.added", room)
    _write_openings(room, openings, by)
    return room


@transaction.atomic
def set_room_openings(
    *, room: Room, openings: Sequence[tuple[str, int, int]], by: Viewer, at: datetime
) -> None:
    """Says anew when a room is free."""
    check_can_run_programme(by)
    room.openings.all().delete()
    audit(by, at, "room.openings_set", room)
    _write_openings(room, openings, by)


def _write_openings(room: Room, openings: Sequence[tuple[str, int, int]], by: Viewer) -> None:
    if any(ends <= starts for _day, starts, ends in openings):
        raise NotNow(_("A room closes after it opens. Give it a later end."))
    RoomOpening.objects.bulk_create(
        [
            RoomOpening(organisation=by.organisation, room=room, day=day, starts=starts, ends=ends)
            for day, starts, ends in openings
        ]
    )


@transaction.atomic(savepoint=False)
def take_in(
    *,
    changes: Sequence[Change],
    subject: models.Model,
    by: Viewer,
    at: datetime,
    tick: Callable[[int], None] = lambda done: None,
) -> list[Kept]:
    """Applies what a person decided in an import (or its undoing) to classes, enrolments and class timetables.

    Returns what was left as it is, with reasons.
    """
    check_can_run_programme(by)
    foreign = {change.model for change in changes if not change.model.startswith("classrooms.")}
    if foreign:
        raise ValueError(f"{foreign} are not of the classrooms")
    new_days: dict[str, list[rules.RoutineSpan]] = {}
    for change in changes:
        if change.model == "classrooms.routine" and change.before is None and change.after:
            values = change.after
            span = rules.RoutineSpan(values["day"], values["starts"], values["ends"], values["title"])
            new_days.setdefault(values["timetable_id"], []).append(span)
    for spans in new_days.values():
        rules.check_day_makes_sense(spans)
    return trust.apply_changes(
        changes,
        organisation_id=by.organisation.pk,
        by=by.account.pk,
        at=at,
        action="classrooms.taken_in",
        subject=subject,
        tick=tick,
    )
