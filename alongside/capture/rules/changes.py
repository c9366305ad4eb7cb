"""Who may say that a day is other than planned, and what can be said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.capture.choices import ChangeKind
from alongside.people.choices import Role
from alongside.people.models import StaffMember
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.schooltime.clock import MINUTES_IN_DAY

#: The longest that is said at once.
LONGEST = timedelta(days=92)


@dataclass(frozen=True)
class Ties:
    """Whom and what somebody knows of on a day: by team, class taught, and visits held there."""

    children: Collection[UUID]
    classrooms: Collection[UUID]
    staff: Collection[UUID]
    schools: Collection[UUID]


@dataclass(frozen=True)
class About:
    """What a change is about: one of a child, a class, a member of staff, or else a whole school."""

    school: UUID
    child: UUID | None = None
    classroom: UUID | None = None
    staff: StaffMember | None = None


def can_say(viewer: Viewer, about: About, ties: Ties) -> bool:
    """Whether somebody may say it: who runs the programme, or knows whom it is about on that day."""
    if viewer.is_coordinator:
        return True
    if not viewer.staff_ids:
        return False
    if about.child:
        return about.child in ties.children
    if about.classroom:
        return about.classroom in ties.classrooms
    if about.staff:
        return about.staff.pk in ties.staff
    return about.school in ties.schools


def check_can_say(viewer: Viewer, about: About, ties: Ties) -> None:
    if not can_say(viewer, about, ties):
        raise NotAllowed(
            _("Only somebody who works there that day can say this. Tell the class teacher or a coordinator.")
        )


def check_is_about_one(about: About) -> None:
    if len([each for each in (about.child, about.classroom, about.staff) if each]) > 1:
        raise NotNow(_("Say it of one child, one class, one member of staff, or the whole school."))


def check_kind_fits(kind: str, about: About) -> None:
    """Refuses an absence of nobody, and of a teacher as if she were a therapist."""
    if kind not in ChangeKind.values:
        raise NotNow(_("Choose what makes the day different."))
    if kind == ChangeKind.CHILD_AWAY and not about.child:
        raise NotNow(_("Say which child is away."))
    if kind in {ChangeKind.STAFF_AWAY, ChangeKind.TEACHER_AWAY} and about.staff is None:
        raise NotNow(_("Say who is away."))
    if about.staff is not None:
        is_teacher = about.staff.role == Role.TEACHER
        if kind != (ChangeKind.TEACHER_AWAY if is_teacher else ChangeKind.STAFF_AWAY):
            raise NotNow(_("Of a member of staff you can say that she or he is away."))


def check_time(on: date, ends_on: date, starts: int | None, ends: int | None) -> None:
    if ends_on <= on:
        raise NotNow(_("The last day lies before the first. Choose the days again."))
    if ends_on - on > LONGEST:
        raise NotNow(_("That is longer than a term. Say it for a shorter time."))
    if (starts is None) != (ends is None):
        raise NotNow(_("Give both the time from and the time until, or neither for all day."))
    if starts is not None and ends is not None and not 0 <= starts < ends <= MINUTES_IN_DAY:
        raise NotNow(_("It must end after it begins. Choose the times again."))


def check_stands(taken_back_at: object) -> None:
    if taken_back_at is not None:
        raise NotNow(_("This has been taken back already. There is nothing left to do."))
