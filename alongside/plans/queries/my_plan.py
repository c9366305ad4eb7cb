"""“My plan”: what a child reads and talks about with an adult, in its own words and with nothing clinical."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.models import Child, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.choices import SaidAbout
from alongside.plans.models import ChildSaid, PlanVersion
from alongside.plans.queries.plans import in_force_on
from alongside.plans.rules.plans import Reach, reach_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class MyGoal:
    """A goal as the child says it, or else in plain words; `kind` is the first routine in which it is looked for."""

    words: str
    is_own: bool
    kind: str


@dataclass(frozen=True)
class MyPlan:
    """The page: what the child said by what it is about, its words in the plan in force, its goals, who helps.

    `teachers` are names as the class says them; `said` has an entry for each of `SaidAbout`, the latest first.
    """

    child: Child
    may_write: bool
    own_words: str
    goals: tuple[MyGoal, ...]
    said: tuple[tuple[SaidAbout, tuple[ChildSaid, ...]], ...]
    helpers: tuple[StaffMember, ...]
    teachers: tuple[str, ...]


def my_plan_of(viewer: Viewer, child_id: UUID) -> MyPlan | None:
    """A child's own page, for its team, its class teacher and guardians who read the plan; None for everybody else."""
    child = _child(viewer, child_id)
    if child is None:
        return None
    version = PlanVersion.objects.filter(in_force_on(viewer.on), plan__child=child).first()
    rows = list(said_by(viewer, child))
    classroom = classrooms.classroom_ids_of(Child.objects.filter(pk=child.pk), viewer.on).get(child.pk)
    team = TeamMembership.objects.filter(people.held_on(viewer.on), child=child).select_related("staff")
    return MyPlan(
        child=child,
        may_write=reach_of(viewer, child) is Reach.TEAM,
        own_words=version.child_words.strip() if version else "",
        goals=tuple(_goals(version)) if version else (),
        said=tuple((about, tuple(row for row in rows if row.about == about)) for about in SaidAbout),
        helpers=tuple(place.staff for place in team.order_by("staff__given_name")),
        teachers=tuple(
            classrooms.teachers_of(Classroom.objects.filter(pk=classroom), viewer.on).get(classroom, ())
            if classroom
            else ()
        ),
    )


def has_my_plan(viewer: Viewer, child: Child) -> bool:
    """Whether the viewer may read the page of this child."""
    return reach_of(viewer, child) >= Reach.CLASS


def said_by(viewer: Viewer, child: Child) -> QuerySet[ChildSaid]:
    """What still stands of what a child said, the latest first; the child is one that the viewer may read."""
    return ChildSaid.objects.filter(
        organisation=viewer.organisation, child=child, taken_back_at=None
    ).select_related("written_by")


def said_for(viewer: Viewer, child_id: UUID, pk: UUID) -> ChildSaid | None:
    """One thing that a child said, for those who may read its page."""
    child = _child(viewer, child_id)
    return said_by(viewer, child).select_related("child").filter(pk=pk).first() if child else None


def _child(viewer: Viewer, child_id: UUID) -> Child | None:
    child = classrooms.children_for(viewer).filter(pk=child_id).select_related("school").first()
    return child if child and has_my_plan(viewer, child) else None


def _goals(version: PlanVersion) -> list[MyGoal]:
    """The goals that can be told to a child; one without words for it is left to the adults."""
    told = []
    for goal in version.goals.all():
        words = goal.child_words.strip() or goal.plain.strip()
        if words:
            kind = next((place for place in goal.settings if place != "home"), "")
            told.append(MyGoal(words, bool(goal.child_words.strip()), str(kind)))
    return told
