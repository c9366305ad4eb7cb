"""A plan in plain words: what a family reads of its child's, and a class teacher of her class's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Routine
from alongside.people.models import Child
from alongside.people.queries import term
from alongside.people.rules import Viewer
from alongside.plans.choices import Model, Pattern, PlanState, Who
from alongside.plans.models import Comment, Goal, Opportunity, PlannedService, PlanVersion
from alongside.plans.queries.goals import ClassGoals, goals_for_teacher
from alongside.plans.queries.plans import PlanPage, plan_of, versions_of
from alongside.wording.joins import clauses


@dataclass(frozen=True)
class PlainGoal:
    """A goal as it is told at home: `words`, the child's own words for it, and by when it is looked for."""

    mark: str
    discipline: str
    words: str
    child_words: str
    by_on: date | None


@dataclass(frozen=True)
class Help:
    """Who helps, how often and where, each a piece of a sentence; `who` are names, empty where any of them may."""

    mark: str
    discipline: str
    often: str
    where: str
    who: str


@dataclass(frozen=True)
class AtHome:
    """A routine at home and what is practised in it, a line each."""

    routine: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class PlainPlan:
    """One version of a child's plan as its family reads it; `ask` are the people to ask, with what each is."""

    child: Child
    version: PlanVersion
    state: PlanState
    strengths: str
    child_words: str
    family_words: str
    accommodations: tuple[str, ...]
    goals: tuple[PlainGoal, ...]
    helps: tuple[Help, ...]
    home: tuple[AtHome, ...]
    ask: tuple[str, ...]
    page: PlanPage

    @property
    def is_in_force(self) -> bool:
        return self.state is PlanState.IN_FORCE


@dataclass(frozen=True)
class FamilyPlans:
    """What a family may read: what is in force, and the draft that was shared with it; either may be missing.

    `said` is what the viewer has said of the draft.
    """

    child: Child
    in_force: PlainPlan | None
    draft: PlainPlan | None
    said: tuple[Comment, ...]

    @property
    def shown(self) -> list[PlainPlan]:
        """What there is, what holds first."""
        return [each for each in (self.in_force, self.draft) if each]


@dataclass(frozen=True)
class Practice:
    """One goal in one routine of a class: with whom, how often, and how, where the plan says it."""

    mark: str
    words: str
    who: str
    often: str
    how: str


@dataclass(frozen=True)
class InRoutine:
    """A routine by the class's own name for it, when it is first (minutes from midnight), and what is practised."""

    title: str
    starts: int | None
    practices: tuple[Practice, ...]


@dataclass(frozen=True)
class ClassPlan:
    """What a class teacher reads of one child's plan in force; `elsewhere` are goals of no routine of the class."""

    child: Child
    accommodations: tuple[str, ...]
    routines: tuple[InRoutine, ...]
    elsewhere: tuple[PlainGoal, ...]


OFTEN = {
    1: gettext_lazy("once"),
    2: gettext_lazy("twice"),
}
WHERE = {
    Model.PUSH_IN: gettext_lazy("in class, with the other children"),
    Model.PULL_OUT: gettext_lazy("outside class, in a quieter place"),
    Model.COMBINATION: gettext_lazy("partly in class, partly outside"),
    Model.CONSULTATION: gettext_lazy("as advice to the adults at school and at home"),
}
#: Who practises, as it is said to the class's teacher.
WITH = {
    Who.TEACHER: gettext_lazy("with you"),
    Who.THERAPIST: gettext_lazy("with the therapist"),
    Who.ASSISTANT: gettext_lazy("with an assistant"),
    Who.FAMILY: gettext_lazy("with the family"),
    Who.PEER: gettext_lazy("with a classmate"),
}
#: A school week; what is done that often is done every day there.
SCHOOL_WEEK = 5


def family_plans(viewer: Viewer, child_id: UUID) -> FamilyPlans | None:
    """A child's plan in plain words; None where there is none that the viewer may read as a family does.

    A version in the making is here from the moment that it was shared, for the team too.
    """
    in_force, draft = _versions_for_family(viewer, child_id)
    now = plain_plan(viewer, child_id, in_force) if in_force else None
    to_come = plain_plan(viewer, child_id, draft) if draft else None
    child = next((each.child for each in (now, to_come) if each), None)
    if child is None:
        return None
    comments = to_come.page.comments if to_come else ()
    said = tuple(comment for comment in comments if comment.by_id == viewer.account.pk)
    return FamilyPlans(child, now, to_come, said)


def has_plan_for_family(viewer: Viewer, child_id: UUID) -> bool:
    """Whether `family_plans` would find something, in three queries."""
    return any(_versions_for_family(viewer, child_id))


def has_draft_for_family(viewer: Viewer, child_id: UUID) -> bool:
    """Whether a version in the making was shared, so that the family can say what it thinks."""
    return _versions_for_family(viewer, child_id)[1] is not None


def _versions_for_family(viewer: Viewer, child_id: UUID) -> tuple[UUID | None, UUID | None]:
    """The version in force, and the one in the making or still to come that was shared."""
    lines = versions_of(viewer, child_id)
    in_force = [line.version.pk for line in lines if line.state is PlanState.IN_FORCE]
    shared = [
        line.version.pk
        for line in lines
        if line.version.shared_at and line.state not in {PlanState.IN_FORCE, PlanState.ENDED}
    ]
    return next(iter(in_force), None), next(iter(shared), None)


def plain_plan(viewer: Viewer, child_id: UUID, version_id: UUID | None = None) -> PlainPlan | None:
    """One version in plain words, or the one that `plan_of` shows; None where the viewer reads less than a family."""
    page = plan_of(viewer, child_id, version_id)
    if page is None or page.version is None or page.state is None or page.texts is None:
        return None
    if "strengths" not in page.texts:
        return None
    goals = [each.goal for each in page.goals]
    return PlainPlan(
        child=page.child,
        version=page.version,
        state=page.state,
        strengths=page.texts["strengths"].strip(),
        child_words=page.texts["child_words"].strip(),
        family_words=page.texts["family_words"].strip(),
        accommodations=lines_of(page.texts["accommodations"]),
        goals=tuple(_plain_goal(goal) for goal in goals),
        helps=tuple(_help(service) for service in page.services),
        home=tuple(_at_home(goals)),
        ask=tuple(_whom_to_ask(viewer, page)),
        page=page,
    )


def class_plans(viewer: Viewer, classroom_id: UUID) -> list[ClassPlan] | None:
    """What its teacher (or a coordinator) reads of each child of a class with a plan in force; None for others."""
    taught = classrooms.classrooms_for if viewer.is_coordinator else classrooms.classrooms_taught_by
    classroom = taught(viewer).filter(pk=classroom_id)
    if not classroom:
        return None
    plans = goals_for_teacher(viewer, classroom_id)
    prefetch_related_objects([goal for plan in plans for goal in plan.goals], "opportunities")
    routines = classrooms.routines_on(classroom, viewer.on).get(classroom_id, [])
    return [_class_plan(plan, routines) for plan in plans]


def classroom_with_plans(viewer: Viewer, classroom_id: UUID) -> Classroom | None:
    """The class whose children's plans the viewer may read there: her own, or any for a coordinator."""
    taught = classrooms.classrooms_for if viewer.is_coordinator else classrooms.classrooms_taught_by
    return taught(viewer).filter(pk=classroom_id).first()


def lines_of(text: str) -> tuple[str, ...]:
    """A text of one thing a line as its lines, without signs before them and empty ones."""
    lines = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return tuple(line for line in lines if line)


def plain_words(goal: Goal) -> str:
    """The goal as it is told to somebody who is no therapist."""
    return goal.plain.strip() or goal.behaviour.strip() or goal.title


def how_often(times: int, per: str) -> str:
    """“Twice a week”; `per` is the unit with its article."""
    said = OFTEN[times] if times in OFTEN else _("{times} times").format(times=times)
    return f"{said} {per}"


def _plain_goal(goal: Goal) -> PlainGoal:
    return PlainGoal(
        mark=goal.mark,
        discipline=str(goal.get_discipline_display()),
        words=plain_words(goal),
        child_words=goal.child_words.strip(),
        by_on=goal.target_on,
    )


def _help(service: PlannedService) -> Help:
    often = _("{often}, {minutes} minutes each time").format(
        often=how_often(service.times, str(service.get_per_display())), minutes=service.minutes
    )
    if service.pattern == Pattern.THREE_TO_ONE:
        often = _("{often}, three weeks of four; the fourth week is for the adults around").format(
            often=often
        )
    if service.pattern == Pattern.RECEDING:
        often = _("{often} at first, then less and less").format(often=often)
    where = str(WHERE[Model(service.model)]) if service.model else ""
    if service.max_group > 1 and service.model != Model.CONSULTATION:
        where = clauses([where, _("in a group of {most} at most").format(most=service.max_group)])
    return Help(
        mark=service.mark,
        discipline=str(service.get_discipline_display()),
        often=often,
        where=where,
        who=clauses(each.name for each in service.therapists.all()),
    )


def _at_home(goals: Iterable[Goal]) -> Iterable[AtHome]:
    """The routines at home in which something is practised, in the family's order."""
    found: dict[str, list[str]] = {}
    places: dict[str, int] = {}
    for goal in goals:
        for cell in goal.opportunities.all():
            if cell.home:
                found.setdefault(cell.home.name, []).append(
                    f"{cell.how.strip() or plain_words(goal)} ({_times_a_week(cell, 7)})"
                )
                places[cell.home.name] = cell.home.place
    return [AtHome(name, tuple(found[name])) for name in sorted(found, key=lambda name: (places[name], name))]


def _times_a_week(cell: Opportunity, days: int) -> str:
    return _("every day") if cell.times_a_week >= days else how_often(cell.times_a_week, _("a week"))


def _whom_to_ask(viewer: Viewer, page: PlanPage) -> Iterable[str]:
    """The class's teachers, then the team, each with what they are."""
    child = Child.objects.filter(pk=page.child.pk)
    classroom = Classroom.objects.filter(pk__in=classrooms.classroom_ids_of(child, viewer.on).values())
    teachers = [name for names in classrooms.teachers_of(classroom, viewer.on).values() for name in names]
    for name in teachers:
        yield f"{name} ({term(viewer.organisation, 'teacher')})"
    for staff in (place.staff for place in page.team):
        if staff.name not in teachers:
            yield f"{staff.name} ({staff.get_discipline_display() if staff.discipline else staff.get_role_display()})"


def _class_plan(plan: ClassGoals, routines: Iterable[Routine]) -> ClassPlan:
    titles: dict[str, list[str]] = {}
    starts: dict[str, int] = {}
    for routine in routines:
        if routine.title not in titles.setdefault(routine.kind, []):
            titles[routine.kind].append(routine.title)
        starts[routine.kind] = min(starts.get(routine.kind, routine.starts), routine.starts)
    practised: dict[str, list[Practice]] = {}
    placed = set()
    for goal in plan.goals:
        at_school = [cell for cell in goal.opportunities.all() if cell.kind]
        for cell in sorted(at_school, key=lambda cell: list(Who).index(Who(cell.who))):
            practised.setdefault(cell.kind, []).append(_practice(goal, cell))
            placed.add(goal.pk)
    return ClassPlan(
        child=plan.child,
        accommodations=lines_of(plan.accommodations),
        routines=tuple(
            InRoutine(
                title=clauses(titles.get(kind, [])) or str(RoutineKind(kind).label),
                starts=starts.get(kind),
                practices=tuple(practised[kind]),
            )
            for kind in sorted(practised, key=lambda kind: (starts.get(kind, 24 * 60), kind))
        ),
        elsewhere=tuple(_plain_goal(goal) for goal in plan.goals if goal.pk not in placed),
    )


def _practice(goal: Goal, cell: Opportunity) -> Practice:
    return Practice(
        mark=goal.mark,
        words=plain_words(goal),
        who=str(WITH[Who(cell.who)]),
        often=_times_a_week(cell, SCHOOL_WEEK),
        how=cell.how.strip(),
    )
