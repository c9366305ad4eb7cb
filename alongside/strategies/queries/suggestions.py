"""What could be given next: for each place of the plan's matrix that has nothing yet, and for a whole class."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Goal, HomeRoutine, Opportunity
from alongside.plans.queries.goals import bank_goal, goals_in_force
from alongside.plans.queries.plans import in_force_on
from alongside.strategies.models import Assignment
from alongside.strategies.queries.given import children_given_by, children_worked_with, classes_worked_with
from alongside.strategies.queries.library import Strategy, library, strategies_named
from alongside.strategies.rules.given import OF_THE_CLASS, can_give_to_class
from alongside.strategies.rules.library import Wanted, best_for

#: From how many children on a strategy is proposed for everybody: universal before individual.
FOR_EVERYBODY_FROM = 3


@dataclass(frozen=True)
class Suggestion:
    """A place of the matrix with nothing given: a goal in a routine (or `home`) with somebody, and what could help.

    `strategies` are at most three, the best first; none where the library has nothing that fits.
    """

    goal: Goal
    kind: str
    home: str
    who: str
    how: str
    strategies: tuple[Strategy, ...]

    @property
    def place(self) -> str:
        """The routine in words."""
        return self.home or str(RoutineKind(self.kind).label)

    @property
    def who_label(self) -> str:
        return str(Who(self.who).label)

    @property
    def key(self) -> str:
        """What tells this place from the others of the child's matrix, for a form."""
        return uuid5(self.goal.lineage, f"{self.kind}|{self.home}|{self.who}").hex


@dataclass(frozen=True)
class ClassSuggestion:
    """A strategy that so many children of a class have in one routine with the same adult."""

    strategy: Strategy
    kind: str
    who: str
    assignments: tuple[Assignment, ...]
    names: tuple[str, ...]

    @property
    def place(self) -> str:
        return str(RoutineKind(self.kind).label)

    @property
    def who_label(self) -> str:
        return str(Who(self.who).label)


def suggestions_for(viewer: Viewer, child_id: UUID) -> list[Suggestion]:
    """Each place of the plan's matrix in force that has no strategy yet, with the three best of the library.

    For those who may give strategies for the child; empty for others. The same strategy is proposed first only once in
    a routine with the same adult. The number of queries does not grow with the matrix.
    """
    child = children_given_by(viewer).filter(pk=child_id).first()
    if child is None:
        return []
    goals = goals_in_force(viewer, [child.pk], viewer.on).get(child.pk, [])
    places = [(goal, cell) for goal in goals for cell in goal.opportunities.all()]
    names = {home.pk: home.name for home in HomeRoutine.objects.filter(opportunities__goal__in=goals)}
    standing = Assignment.objects.filter(child=child, ends=None)
    given = {(each.lineage, each.kind, each.home, each.who) for each in standing}
    taken = {(each.strategy, each.kind, each.home, each.who) for each in standing}
    known = library(viewer)
    found = []
    for goal, cell in places:
        home = names[cell.home_id] if cell.home_id else ""
        if (goal.lineage, cell.kind, home, cell.who) in given or bool(home) != (cell.who == Who.FAMILY):
            continue
        free = [each for each in known if (each.key, cell.kind, home, cell.who) not in taken]
        best = best_for(_wanted(goal, cell, home, child, viewer.on), free)
        if best:
            taken.add((best[0].key, cell.kind, home, cell.who))
        found.append(Suggestion(goal, cell.kind, home, cell.who, cell.how, tuple(best)))
    return found


def homes_of(viewer: Viewer, child_id: UUID) -> list[str]:
    """The routines at home that the child's plan in force names, in order; for those who may give something there."""
    if not children_given_by(viewer).filter(pk=child_id).exists():
        return []
    homes = HomeRoutine.objects.filter(in_force_on(viewer.on, "version__"), version__plan__child=child_id)
    return list(homes.values_list("name", flat=True))


def class_suggestions(viewer: Viewer, classroom_id: UUID) -> list[ClassSuggestion]:
    """Where three or more children of a class have the same strategy in one routine, and the class not yet.

    Only children with whom the viewer works are counted; for those who may give the class something, empty for others.
    """
    classroom = classes_worked_with(viewer).filter(pk=classroom_id).first()
    if classroom is None or not can_give_to_class(viewer, classroom):
        return []
    children = children_worked_with(viewer).filter(
        pk__in=classrooms.children_of_class(viewer, classroom).values("pk")
    )
    standing = Assignment.objects.filter(
        child__in=children.values("pk"), ends=None, home="", who__in=OF_THE_CLASS
    ).select_related("child")
    alike: dict[tuple[str, str, str], list[Assignment]] = defaultdict(list)
    for each in standing:
        alike[each.strategy, each.kind, each.who].append(each)
    has = _given_to(classroom)
    wanted = {key: each for key, each in alike.items() if len(each) >= FOR_EVERYBODY_FROM and key not in has}
    strategies = strategies_named(viewer, {key for key, _kind, _who in wanted})
    called = people.first_names_apart(
        viewer, [each.child for row in wanted.values() for each in row if each.child]
    )
    return [
        ClassSuggestion(
            strategy=strategies[key],
            kind=kind,
            who=who,
            assignments=tuple(row),
            names=tuple(sorted(called[each.child_id] for each in row if each.child_id)),
        )
        for (key, kind, who), row in sorted(wanted.items(), key=lambda each: -len(each[1]))
        if key in strategies
    ]


def _given_to(classroom: Classroom) -> set[tuple[str, str, str]]:
    standing = Assignment.objects.filter(classroom=classroom, ends=None)
    return set(standing.values_list("strategy", "kind", "who"))


def _wanted(goal: Goal, cell: Opportunity, home: str, child: Child, on: date) -> Wanted:
    from_bank = bank_goal(goal.bank_id) if goal.bank_id else None
    return Wanted(
        discipline=goal.discipline,
        area=from_bank.area if from_bank else "",
        words=" ".join((goal.title, goal.condition, goal.behaviour)),
        kind=cell.kind,
        home=home,
        age=_age(child, on),
    )


def _age(child: Child, on: date) -> int | None:
    """A child's age in years on a day; None where the birthday is not known."""
    born = child.born_on
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) if born else None
