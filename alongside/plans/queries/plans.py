"""Every read about plans: the page of one, its versions, what differs, whose review is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.choices import THERAPIES, Discipline
from alongside.people.models import Child, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.choices import PLAN_TRANSITIONS, PlanState
from alongside.plans.models import (
    Comment,
    Goal,
    HomeRoutine,
    KeptText,
    Objective,
    Opportunity,
    Plan,
    PlannedService,
    PlanVersion,
    Signature,
)
from alongside.plans.rules.comparison import Difference, differences
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.goals import baseline_in_words, check_goal_makes_sense, criterion_in_words, hints
from alongside.plans.rules.parts import interval_in_words, parts_in_words
from alongside.plans.rules.plans import Reach, can_read, check_can_write, is_awaited, reach_of
from alongside.plans.rules.texts import Written

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class May:
    """What the viewer may do next with the version that is shown, or with the plan."""

    start: bool = False
    write: bool = False
    share: bool = False
    send_for_review: bool = False
    take_back: bool = False
    sign: bool = False
    agree: bool = False
    put_in_force: bool = False
    amend: bool = False
    end: bool = False
    comment: bool = False


@dataclass(frozen=True)
class GoalOnPage:
    """A goal with its steps, how its numbers and parts read, what contradicts itself in it, and what it lacks."""

    goal: Goal
    objectives: list[Objective]
    criterion: str
    baseline: str
    parts: str
    faults: list[Fault]
    hints: list[str]

    @property
    def fault_at(self) -> dict[str, str]:
        """The sentence at each field that has one."""
        return {fault.field: fault.sentence for fault in self.faults}


@dataclass(frozen=True)
class VersionLine:
    """A version in the list of a plan's versions."""

    version: PlanVersion
    state: PlanState


@dataclass(frozen=True)
class PlanPage:
    """A child's plan as far as the viewer may read it.

    `version` is None where nothing was written yet (and only those who may write see such a page). A class teacher gets
    goals and accommodations; everything else is empty for her. `numbers` says, by the id of what has texts and by
    field, the number to give as `seen` when that text is saved; a field that is not in it has 0. `set_aside` are texts
    that met a newer one and were not put in since.
    """

    child: Child
    reach: Reach
    may: May
    plan: Plan | None = None
    version: PlanVersion | None = None
    state: PlanState | None = None
    texts: Mapping[str, str] | None = None
    goals: tuple[GoalOnPage, ...] = ()
    services: tuple[PlannedService, ...] = ()
    home_routines: tuple[HomeRoutine, ...] = ()
    signatures: tuple[Signature, ...] = ()
    comments: tuple[Comment, ...] = ()
    team: tuple[TeamMembership, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    numbers: Mapping[UUID, Mapping[str, int]] | None = None
    set_aside: tuple[KeptText, ...] = ()


@dataclass(frozen=True)
class ReviewDue:
    """Something that a team looks at again: the plan as a whole, or how one service is given."""

    child: Child
    version: PlanVersion
    on: date
    service: PlannedService | None = None


def in_force_on(on: date, prefix: str = "") -> Q:
    """The condition that a version is in force on a day."""
    started = Q(**{f"{prefix}in_force_from__lte": on})
    return started & (Q(**{f"{prefix}ended_on": None}) | Q(**{f"{prefix}ended_on__gt": on}))


def children_planned_by(viewer: Viewer) -> QuerySet[Child]:
    """The children whose plan the viewer writes: all for a coordinator, else those in whose team she is."""
    children = classrooms.children_for(viewer)
    if viewer.is_coordinator:
        return children
    places = TeamMembership.objects.filter(people.held_on(viewer.on), staff__in=viewer.staff_ids)
    return children.filter(pk__in=places.values("child"))


def plan_of(viewer: Viewer, child_id: UUID, version_id: UUID | None = None) -> PlanPage | None:
    """A child's plan; None where there is none that the viewer may see.

    Without `version_id` the team sees the version in the making, else the one in force, else the last; everybody else
    the one in force, else the draft that was shared. The number of queries does not grow with the plan.
    """
    child = classrooms.children_for(viewer).filter(pk=child_id).select_related("school").first()
    if child is None or (reach := reach_of(viewer, child)) is Reach.NOTHING:
        return None
    plan = Plan.objects.filter(child=child).first()
    if plan is None:
        return PlanPage(child, reach, May(start=True)) if reach is Reach.TEAM else None
    everything = list(plan.versions.select_related("plan__child", "made_by").order_by("number"))
    open_ones = [each for each in everything if can_read(reach, each, viewer.on)]
    version = _to_show(open_ones, viewer.on, version_id, reach)
    if version is None:
        return None
    return _page(viewer, child, reach, plan, version, open_ones, is_last=version == everything[-1])


def _to_show(
    versions: list[PlanVersion], on: date, version_id: UUID | None, reach: Reach
) -> PlanVersion | None:
    if version_id is not None:
        return next((version for version in versions if version.pk == version_id), None)
    in_force = [each for each in versions if each.state_on(on) is PlanState.IN_FORCE]
    in_the_making = [each for each in versions if each.in_force_from is None]
    first, second = (in_the_making, in_force) if reach is Reach.TEAM else (in_force, in_the_making)
    return next(iter([*first, *second, *reversed(versions)]), None)


def _page(
    viewer: Viewer,
    child: Child,
    reach: Reach,
    plan: Plan,
    version: PlanVersion,
    versions: list[PlanVersion],
    is_last: bool,
) -> PlanPage:
    read_whole(version)
    state = version.state_on(viewer.on)
    goals = tuple(_goal_on_page(goal) for goal in version.goals.all())
    lines = tuple(VersionLine(each, each.state_on(viewer.on)) for each in versions)
    may = _may(reach, version, state, viewer.on, is_last, bool(goals))
    if reach is Reach.CLASS:
        texts = {"accommodations": version.accommodations}
        return PlanPage(child, reach, may, plan, version, state, texts, goals, versions=lines)
    texts = {
        name: getattr(version, name)
        for name in ("strengths", "needs", "child_words", "family_words", "accommodations")
    }
    is_team = reach is Reach.TEAM
    places = TeamMembership.objects.filter(people.held_on(viewer.on), child=child).select_related("staff")
    return PlanPage(
        child=child,
        reach=reach,
        may=may,
        plan=plan,
        version=version,
        state=state,
        texts=texts,
        goals=goals,
        services=tuple(version.planned_services.all()),
        home_routines=tuple(version.home_routines.all()),
        signatures=tuple(version.signatures.all()),
        comments=tuple(version.comments.select_related("by")),
        team=tuple(places.order_by("staff__family_name")),
        versions=lines,
        numbers=numbers_of(viewer, version) if may.write else {},
        set_aside=tuple(_set_aside(version)) if is_team else (),
    )


def _goal_on_page(goal: Goal) -> GoalOnPage:
    return GoalOnPage(
        goal=goal,
        objectives=list(goal.objectives.all()),
        criterion=criterion_in_words(goal),
        baseline=baseline_in_words(goal),
        parts=parts_in_words(goal) or interval_in_words(goal),
        faults=check_goal_makes_sense(goal),
        hints=hints(goal),
    )


def _may(
    reach: Reach, version: PlanVersion, state: PlanState, on: date, is_last: bool, has_goals: bool
) -> May:
    is_signable = state in {PlanState.IN_REVIEW, PlanState.AGREED, PlanState.IN_FORCE}
    if reach is Reach.CLASS:
        return May()
    if reach is Reach.FAMILY:
        return May(sign=is_signable, comment=state is not PlanState.IN_FORCE)
    after = set() if is_awaited(version, on) else PLAN_TRANSITIONS[state]
    return May(
        write=version.is_editable,
        share=version.in_force_from is None and version.shared_at is None,
        send_for_review=PlanState.IN_REVIEW in after and has_goals,
        take_back=PlanState.DRAFT in after,
        sign=is_signable,
        agree=PlanState.AGREED in after and bool(standing_signatures(version)),
        put_in_force=PlanState.IN_FORCE in after,
        amend=is_last and version.in_force_from is not None,
        end=PlanState.ENDED in after,
        comment=state is not PlanState.ENDED,
    )


def standing_signatures(version: PlanVersion) -> list[Signature]:
    """The names under what is in review now: those from before it was last taken back do not count."""
    sent = version.in_review_at
    return [each for each in version.signatures.all() if sent is not None and each.signed_at >= sent]


def read_whole(*versions: PlanVersion) -> None:
    """Reads everything that stands in these versions, in as many queries for one as for many."""
    prefetch_related_objects(
        list(versions),
        Prefetch("goals", Goal.objects.order_by("place", "pk")),
        Prefetch("goals__objectives", Objective.objects.order_by("place", "pk")),
        Prefetch("goals__opportunities", Opportunity.objects.select_related("home")),
        Prefetch("planned_services", PlannedService.objects.prefetch_related("therapists")),
        "home_routines",
        "signatures",
    )


def version_for(viewer: Viewer, pk: UUID) -> PlanVersion | None:
    """One version of a plan, or None where there is none that the viewer may read."""
    version = PlanVersion.objects.filter(organisation=viewer.organisation, pk=pk)
    found = version.select_related("plan__child").first()
    if found is None or not can_read(reach_of(viewer, found.plan.child), found, viewer.on):
        return None
    return found


def draft_held(viewer: Viewer, version: PlanVersion) -> PlanVersion:
    """The draft as it stands this moment, held until the transaction ends; refuses what may not be written.

    For actions: what a page read a minute ago may be in review by now.
    """
    held = version_held(version)
    check_can_write(viewer, held)
    return held


def version_held(version: PlanVersion) -> PlanVersion:
    """The version as it stands this moment, held until the transaction ends; whoever asks checks the viewer."""
    rows = PlanVersion.objects.select_for_update(of=("self",)).select_related("plan__child")
    return rows.get(pk=version.pk)


def versions_of(viewer: Viewer, child_id: UUID) -> list[VersionLine]:
    """The versions of a child's plan that the viewer may read, the first one first."""
    child = classrooms.children_for(viewer).filter(pk=child_id).first()
    if child is None:
        return []
    reach = reach_of(viewer, child)
    versions = PlanVersion.objects.filter(plan__child=child).order_by("number")
    return [
        VersionLine(each, each.state_on(viewer.on)) for each in versions if can_read(reach, each, viewer.on)
    ]


def compare(viewer: Viewer, a: UUID, b: UUID) -> list[Difference] | None:
    """What is different from version `a` to version `b` of one plan; None where one may not be read.

    A class teacher reads one version alone, and therefore compares none.
    """
    before, after = version_for(viewer, a), version_for(viewer, b)
    if before is None or after is None or before.plan_id != after.plan_id:
        return None
    if reach_of(viewer, after.plan.child) < Reach.FAMILY:
        return None
    read_whole(before, after)
    return differences(before, after)


def target_for(viewer: Viewer, version: PlanVersion, pk: UUID) -> Written | None:
    """What has a text that is saved by itself, by its id: the version, or something that stands in it."""
    if not can_read(reach_of(viewer, version.plan.child), version, viewer.on):
        return None
    if pk == version.pk:
        return version
    rows: list[QuerySet[Any]] = [
        Goal.objects.filter(version=version),
        Objective.objects.filter(goal__version=version).select_related("goal"),
        PlannedService.objects.filter(version=version),
        Opportunity.objects.filter(goal__version=version).select_related("goal"),
        HomeRoutine.objects.filter(version=version),
    ]
    return next((row for found in rows if (row := found.filter(pk=pk).first()) is not None), None)


def numbers_of(viewer: Viewer, version: PlanVersion) -> dict[UUID, dict[str, int]]:
    """The number of the text that stands in each field, by what it belongs to; fields never saved are not in it."""
    kept = KeptText.objects.filter(organisation=viewer.organisation, version=version, stands=True)
    numbers: dict[UUID, dict[str, int]] = {}
    for target, field, last in kept.order_by().values_list("target", "field").annotate(last=Max("number")):
        numbers.setdefault(target, {})[field] = last
    return numbers


def texts_kept(viewer: Viewer, version: PlanVersion, target: UUID, field: str) -> list[KeptText]:
    """Every text that was typed into one field, the last one first, for the team."""
    if reach_of(viewer, version.plan.child) is not Reach.TEAM:
        return []
    kept = KeptText.objects.filter(version=version, target=target, field=field)
    return list(kept.select_related("typed_by").order_by("-number"))


def _set_aside(version: PlanVersion) -> list[KeptText]:
    """Texts that met a newer one, until whoever typed them has saved that field again."""
    saved_again = KeptText.objects.filter(
        target=OuterRef("target"),
        field=OuterRef("field"),
        typed_by=OuterRef("typed_by"),
        number__gt=OuterRef("number"),
        stands=True,
    )
    texts = version.kept_texts.filter(~Exists(saved_again), stands=False)
    return list(texts.select_related("typed_by").order_by("typed_at", "number"))


def reviews_due(viewer: Viewer, until: date) -> list[ReviewDue]:
    """What the viewer's teams look at again up to a day (included), overdue first: plans, and services' delivery.

    Three queries at most, however many plans; only what is in force on the day of looking counts.
    """
    children = children_planned_by(viewer).values("pk")
    versions = PlanVersion.objects.filter(
        in_force_on(viewer.on), plan__child__in=children, review_on__lte=until
    )
    services = PlannedService.objects.filter(
        in_force_on(viewer.on, "version__"),
        version__plan__child__in=children,
        look_again_on__lte=until,
    ).exclude(ends__lte=F("look_again_on"))
    due = [
        ReviewDue(version.plan.child, version, version.review_on)
        for version in versions.select_related("plan__child__school")
        if version.review_on
    ]
    due += [
        ReviewDue(service.version.plan.child, service.version, service.look_again_on, service)
        for service in services.select_related("version__plan__child__school")
        if service.look_again_on
    ]
    return sorted(due, key=lambda each: (each.on, each.child.name))


def says_what_is_due(due: ReviewDue) -> str:
    """What to look at again, for a list: the plan, or how a service is given."""
    if due.service is None:
        return _("The plan")
    return _("How {discipline} is given").format(discipline=THERAPIES[Discipline(due.service.discipline)])
