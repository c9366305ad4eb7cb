"""Every write about what a class does all day, and what each part of the day admits."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext as _

from alongside.classrooms import queries, rules
from alongside.classrooms.choices import PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Classroom, ClassTimetable, Routine, SubjectRule
from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer, check_can_run_programme


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


@transaction.atomic
def say_times(
    *,
    classroom: Classroom,
    routine: UUID,
    push_in: PushIn,
    on_every_day: bool = False,
    by: Viewer,
    at: datetime,
) -> int:
    """Says whether a visit suits one routine of the class, from now on; `on_every_day` all routines of its title.

    A class day that begins later takes it over where the same lesson stands at the same time. The next build reads it;
    a published week stays as it is. Returns the routines that it holds for.
    """
    taught = set(queries.classrooms_taught_by(by).values_list("pk", flat=True))
    rules.check_can_say_times(by, taught, classroom.pk)
    days = _days_from(Classroom.objects.filter(pk=classroom.pk), by.on)
    told = Routine.objects.filter(pk=routine, timetable__in=days).first()
    if told is None:
        raise NotNow(_("This part of the day is not there any more. Here is the class’s day as it stands."))
    meant = Routine.objects.filter(timetable__in=days, title=told.title)
    if not on_every_day:
        meant = meant.filter(day=told.day, starts=told.starts)
    said = meant.update(push_in=push_in)
    audit(by, at, "times.said", told, classroom=str(classroom.pk), push_in=push_in, routines=said)
    return said


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
