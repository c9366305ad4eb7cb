"""Coaching cycles as the two in them see them, and looks that wait for a second rater."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from alongside.classrooms import queries as classrooms
from alongside.people.choices import Role
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.strategies.models import Cycle, Look
from alongside.strategies.queries.library import Strategy, strategies_named
from alongside.strategies.rules.coaching import agreed_of, done_of


@dataclass(frozen=True)
class Rated:
    """A look as it is read: each item with its answer, the share, and a second rater's agreement."""

    look: Look
    items: tuple[tuple[str, bool | None], ...]
    done: int
    of: int
    agreed: tuple[int, int] | None


@dataclass(frozen=True)
class CyclePage:
    """A cycle with the title of its strategy, its looks in order, and which of the two the viewer is."""

    cycle: Cycle
    title: str
    looks: tuple[Rated, ...]
    is_coach: bool
    is_coached: bool

    @property
    def awaits(self) -> str:
        """The step that comes next: "look", "reflection", "feedback", "end", or "" once it has ended."""
        if self.cycle.ended_at:
            return ""
        if not self.looks:
            return "look"
        if not self.cycle.reflected_at:
            return "reflection"
        return "end" if self.cycle.feedback_at else "feedback"


def cycles_for(viewer: Viewer) -> list[CyclePage]:
    """The cycles in which the viewer coaches or is coached, those that go on first."""
    cycles = _whole(_own(viewer))
    told = strategies_named(viewer, {cycle.strategy for cycle in cycles})
    pages = [_page(viewer, cycle, told) for cycle in cycles]
    return sorted(pages, key=lambda page: page.cycle.ended_at is not None)


def cycle_for(viewer: Viewer, pk: UUID) -> CyclePage | None:
    """One cycle, for the two in it alone; None for everybody else, coordinators too."""
    cycle = _whole(_own(viewer).filter(pk=pk)).first()
    return _page(viewer, cycle, strategies_named(viewer, [cycle.strategy])) if cycle else None


def looks_to_rate(viewer: Viewer) -> QuerySet[Look]:
    """The day's looks in the viewer's classes that a third person may rate again, without the first answers."""
    if not viewer.is_therapist:
        return Look.objects.none()
    return (
        Look.objects.filter(
            organisation=viewer.organisation,
            on=viewer.on,
            is_second=False,
            seconds=None,
            cycle__ended_at=None,
            cycle__classroom__in=classrooms.classrooms_for(viewer).values("pk"),
        )
        .exclude(Q(cycle__coach__in=viewer.staff_ids) | Q(cycle__coached__in=viewer.staff_ids))
        .select_related("cycle__classroom", "cycle__coached")
    )


def coachable(viewer: Viewer, classroom_id: UUID) -> QuerySet[StaffMember]:
    """Whom a therapist may coach in a class: its teachers, and the assistants of the school."""
    if not classrooms.classrooms_for(viewer).filter(pk=classroom_id).exists():
        return StaffMember.objects.none()
    of_class = Q(role=Role.TEACHER, classes_taught__classroom=classroom_id) & (
        Q(classes_taught__ends=None) | Q(classes_taught__ends__gt=viewer.on)
    )
    return (
        StaffMember.objects.filter(of_class | Q(role=Role.ASSISTANT), organisation=viewer.organisation)
        .exclude(leaves_on__lte=viewer.on)
        .exclude(pk__in=viewer.staff_ids)
        .distinct()
    )


def _own(viewer: Viewer) -> QuerySet[Cycle]:
    """The viewer's cycles. One about a child is shut once she works with the child no longer; one about none stays."""
    mine = Q(coach__in=viewer.staff_ids) | Q(coached__in=viewer.staff_ids)
    about = Q(child=None) | Q(child__in=classrooms.children_at_work(viewer).values("pk"))
    return Cycle.objects.filter(mine, about, organisation=viewer.organisation)


def _whole(cycles: QuerySet[Cycle]) -> QuerySet[Cycle]:
    first = Look.objects.filter(is_second=False).order_by("on", "rated_at").prefetch_related("seconds")
    return cycles.select_related("classroom", "child", "coach", "coached").prefetch_related(
        Prefetch("looks", first, to_attr="first_looks")
    )


def _page(viewer: Viewer, cycle: Cycle, strategies: Mapping[str, Strategy]) -> CyclePage:
    told = strategies.get(cycle.strategy)
    return CyclePage(
        cycle=cycle,
        title=told.title if told else cycle.aim,
        looks=tuple(_rated(cycle, look) for look in cycle.first_looks),  # type: ignore[attr-defined]
        is_coach=cycle.coach_id in viewer.staff_ids,
        is_coached=cycle.coached_id in viewer.staff_ids,
    )


def _rated(cycle: Cycle, look: Look) -> Rated:
    done, of = done_of(look.seen)
    second = next(iter(look.seconds.all()), None)
    return Rated(
        look=look,
        items=tuple(zip(cycle.checklist, look.seen, strict=True)),
        done=done,
        of=of,
        agreed=agreed_of(look.seen, second.seen) if second else None,
    )
