"""Supports to print: what there is for a child, who may print it, and the day with which a schedule begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.rules.given import can_give
from alongside.strategies.rules.pictures import PICTURE_OF
from alongside.strategies.rules.supports import BOUNDS, Cell, children_read_by

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class ChildSupports:
    """What there is for one child, the last changed first; `put_away` only for those who may take it out again."""

    child: Child
    may_make: bool
    supports: tuple[Support, ...]
    put_away: tuple[Support, ...] = ()


def children_with_supports(viewer: Viewer) -> QuerySet[Child]:
    """The children whose supports the viewer may read, each with `number` of those in use and `classroom_name`."""
    children = children_read_by(viewer).annotate(
        number=Count("supports", filter=Q(supports__put_away_at=None), distinct=True)
    )
    return classrooms.with_classroom(children, viewer.on).order_by("given_name", "family_name")


def child_for(viewer: Viewer, child_id: UUID) -> Child | None:
    """A child whose supports the viewer may read; None for everybody else's."""
    return children_read_by(viewer).filter(pk=child_id).select_related("school").first()


def supports_of(viewer: Viewer, child_id: UUID) -> ChildSupports | None:
    """The child with its supports; None where the viewer may not read them."""
    child = child_for(viewer, child_id)
    if child is None:
        return None
    may_make = can_give(viewer, child)
    rows = list(Support.objects.filter(organisation=viewer.organisation, child=child))
    return ChildSupports(
        child=child,
        may_make=may_make,
        supports=tuple(each for each in rows if each.put_away_at is None),
        put_away=tuple(each for each in rows if may_make and each.put_away_at is not None),
    )


def supports_for(viewer: Viewer, child_id: UUID) -> list[Support]:
    """The supports in use for a child that the viewer may print: team, class teacher, guardian who helps at home."""
    found = supports_of(viewer, child_id)
    return list(found.supports) if found else []


def language_of_sheets(viewer: Viewer, child: Child) -> str:
    """The language of the child's sheet that was changed last, in which its team speaks to it; empty without any."""
    rows = Support.objects.filter(organisation=viewer.organisation, child=child, put_away_at=None)
    return rows.order_by("-changed_at").values_list("language", flat=True).first() or ""


def support_for(viewer: Viewer, child_id: UUID, pk: UUID) -> Support | None:
    """One support that the viewer may print; what was put away is there for those who make them alone."""
    child = child_for(viewer, child_id)
    if child is None:
        return None
    rows = Support.objects.filter(organisation=viewer.organisation, child=child, pk=pk)
    if not can_give(viewer, child):
        rows = rows.filter(put_away_at=None)
    return rows.select_related("child__school", "organisation").first()


def day_of_class(viewer: Viewer, child: Child, on: date) -> list[Cell]:
    """The real day of the child's class on a date, in order, each routine with its time and a picture to start with.

    Refuses with a sentence where the class has no day on that date: no school, or nobody has said what it does.
    """
    classroom_id = classrooms.classroom_ids_of(Child.objects.filter(pk=child.pk), on).get(child.pk)
    if classroom_id is None:
        raise NotNow(
            _("{child} is in no class on that day. Choose another day.").format(child=child.first_name)
        )
    calendar = classrooms.calendar_of(child.school)
    if calendar is None:
        raise NotNow(
            _("The school’s terms are not known yet. Ask your coordinator, or write the day by hand.")
        )
    cycle_day = calendar.cycle_day_on(on)
    if cycle_day is None:
        raise NotNow(
            _("There is no school on that day ({reason}). Choose another day.").format(
                reason=calendar.why_closed(on) or _("no school day")
            )
        )
    routines = classrooms.routines_on(Classroom.objects.filter(pk=classroom_id), on).get(classroom_id, [])
    cells = [
        Cell(picture=PICTURE_OF[RoutineKind(each.kind)], words=each.title, time=each.starts)
        for each in routines
        if each.day == cycle_day
    ]
    if not cells:
        raise NotNow(
            _(
                "Nobody has said yet what the class does on that day. Ask its teacher, or write the day by hand."
            )
        )
    return cells[: BOUNDS[SupportKind.VISUAL_SCHEDULE][1]]
