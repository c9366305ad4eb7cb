"""What a family reads on the page of its week: the focus, and each goal's progress in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.capture.models import DatedSession
from alongside.capture.queries.lately import LATELY
from alongside.capture.queries.seen import standing_observations
from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian, held_on
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Goal, Opportunity, PlanVersion
from alongside.plans.queries.plain import plain_words
from alongside.progress.queries.pictures import Picture, picture_of
from alongside.progress.queries.records import GoalRecord, records_for_family
from alongside.progress.rules.family import InWords, in_plain_words
from alongside.strategies.models import Assignment
from alongside.wording.joins import clauses


@dataclass(frozen=True)
class Practised:
    """Who practises a goal, and in which routines of the school day."""

    who: str
    routines: str


@dataclass(frozen=True)
class Focus:
    """The one goal that stands at the head of a family's week.

    `words` are the goal's own plain words, `child_words` the child's, empty where there are none.
    """

    lineage: UUID
    mark: str
    words: str
    child_words: str
    practised: tuple[Practised, ...]


@dataclass(frozen=True)
class FamilyGoal:
    """One goal as a family reads how it goes; `picture` is the chart's data, None before the first point."""

    lineage: UUID
    mark: str
    discipline: str
    words: str
    child_words: str
    told: InWords
    picture: Picture | None


def focus_of_week(viewer: Viewer, child_id: UUID) -> Focus | None:
    """The focus of a child's week, for a guardian who reads the plan; None without a plan in force.

    Of the goals of the plan in force: the one that the newest thing to do at home serves; else the one that was
    recorded in most of the visits of the last two weeks; else the first of the plan. So home and school work on the
    same thing wherever something was given for home, and nobody has to keep a focus up to date.
    """
    child = children_of_guardian(viewer, Right.READ_PLAN).filter(pk=child_id).first()
    if child is None:
        return None
    goals = list(_goals_in_force(viewer, child))
    if not goals:
        return None
    lineages = [goal.lineage for goal in goals]
    wanted = (
        _served_at_home(viewer, child, lineages) or _most_recorded(viewer, child, lineages) or lineages[0]
    )
    goal = next(goal for goal in goals if goal.lineage == wanted)
    at_school = Opportunity.objects.filter(goal=goal).exclude(kind="").order_by("who", "kind")
    return Focus(
        lineage=goal.lineage,
        mark=goal.mark,
        words=plain_words(goal),
        child_words=goal.child_words.strip(),
        practised=tuple(_practised(at_school, _team_by_discipline(viewer, child, goal))),
    )


def family_progress(viewer: Viewer, child_id: UUID) -> list[FamilyGoal]:
    """How each goal of the viewer's own child goes; for a guardian who reads progress, empty for everybody else."""
    return [_family_goal(record, viewer) for record in records_for_family(viewer, child_id)]


def _family_goal(record: GoalRecord, viewer: Viewer) -> FamilyGoal:
    told = in_plain_words(record.scale, record.points, viewer.on)
    return FamilyGoal(
        lineage=record.lineage,
        mark=record.goal.mark,
        discipline=str(record.goal.get_discipline_display()),
        words=plain_words(record.goal),
        child_words=record.goal.child_words.strip(),
        told=told,
        picture=picture_of(record, None) if told.rows else None,
    )


def _goals_in_force(viewer: Viewer, child: Child) -> Iterable[Goal]:
    begun = PlanVersion.objects.filter(plan__child=child, in_force_from__lte=viewer.on)
    version = begun.order_by("-in_force_from", "-number").first()
    return version.goals.order_by("place", "pk") if version else ()


def _served_at_home(viewer: Viewer, child: Child, lineages: Collection[UUID]) -> UUID | None:
    given = Assignment.objects.filter(
        held_on(viewer.on), child=child, who=Who.FAMILY, lineage__in=lineages
    ).exclude(home="")
    newest: UUID | None = given.order_by("-given_at").values_list("lineage", flat=True).first()
    return newest


def _most_recorded(viewer: Viewer, child: Child, lineages: Collection[UUID]) -> UUID | None:
    """Of two recorded in equally many visits the one that comes first in the plan."""
    visits = DatedSession.objects.filter(
        child=child, away="", visit__on__gt=viewer.on - LATELY, visit__on__lte=viewer.on
    ).values("visit")
    rows = standing_observations().filter(child=child, visit__in=visits, lineage__in=lineages)
    seen = set(rows.order_by().values_list("lineage", "visit").distinct())
    counts = [(sum(lineage == each for lineage, _visit in seen), each) for each in lineages]
    most = max(count for count, _each in counts)
    return next(each for count, each in counts if count == most) if most else None


def _team_by_discipline(viewer: Viewer, child: Child, goal: Goal) -> str:
    """The names of those in the child's team who give the goal's discipline."""
    places = child.team.filter(held_on(viewer.on), staff__discipline=goal.discipline)
    return clauses(
        place.staff.name for place in places.select_related("staff").order_by("staff__family_name")
    )


def _practised(cells: Iterable[Opportunity], therapists: str) -> Iterable[Practised]:
    routines: dict[str, list[str]] = {}
    for cell in cells:
        routines.setdefault(cell.who, []).append(str(RoutineKind(cell.kind).label))
    who = {
        Who.THERAPIST: therapists or _("The therapist"),
        Who.TEACHER: _("The class teacher"),
        Who.ASSISTANT: _("An assistant"),
        Who.PEER: _("A classmate"),
        Who.FAMILY: _("You"),
    }
    for each in Who:
        if each in routines:
            yield Practised(str(who[each]), clauses(routines[each]))
