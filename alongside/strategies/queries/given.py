"""What was given to whom: to a class, to a child, for the home, and for a visit."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Enrolment
from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.queries.plans import children_planned_by
from alongside.strategies.models import Assignment, Use, Wording
from alongside.strategies.queries.library import (
    LibraryWords,
    Strategy,
    in_language,
    library_strategy,
    strategies_named,
)
from alongside.strategies.rules.given import (
    OF_THE_CLASS,
    can_give,
    can_give_to_class,
    rung_in_words,
    with_name,
)
from alongside.strategies.rules.uses import spoken_for_by

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Told:
    """The words of an assignment as somebody reads them: the name filled in, in `language`.

    `is_machine` says that a machine wrote them and nobody has confirmed them yet.
    """

    do: str
    why: str
    steps: tuple[str, ...]
    language: str
    is_machine: bool = False


@dataclass(frozen=True)
class GivenRow:
    """One thing to do, as a page shows it.

    `name` is the child's first name told apart, empty for everybody; `place` is the routine in words; `mark` the short
    form of the discipline; `rung` the present rung of help in words, empty without a ladder. `mine` is the viewer's own
    standing word of the day that was asked for.
    """

    assignment: Assignment
    child: Child | None
    name: str
    title: str
    mark: str
    place: str
    told: Told
    rung: str
    mine: Use | None

    @property
    def who(self) -> str:
        """Who does it, in words."""
        return str(Who(self.assignment.who).label)

    @property
    def is_for_everybody(self) -> bool:
        return self.child is None


def given_to_class(viewer: Viewer, classroom_id: UUID, on: date, kind: str | None = None) -> list[GivenRow]:
    """What teacher, assistant and classmates do in a class, for everybody first and then child by child.

    For its teacher and for those who run the programme; for a therapist what concerns the children of her teams. Empty
    for others. With `kind` only what belongs to that routine. The number of queries does not grow with the class.
    """
    classroom = classes_worked_with(viewer).filter(pk=classroom_id).first()
    if classroom is None:
        return []
    here = Enrolment.objects.filter(people.held_on(on), classroom=classroom).values("child")
    children = children_worked_with(viewer).filter(pk__in=here)
    asked = Q(home="", who__in=OF_THE_CLASS) & (Q(classroom=classroom) | Q(child__in=children.values("pk")))
    if kind:
        asked &= Q(kind=kind)
    return _rows(viewer, Assignment.objects.filter(asked), on)


def given_to_child(viewer: Viewer, child_id: UUID, on: date) -> list[GivenRow]:
    """What was given for one child, at school and at home; for its class teacher what is done at school by the class.

    Empty for those who do not work with the child.
    """
    child = children_worked_with(viewer).filter(pk=child_id).first()
    if child is None:
        return []
    asked = Assignment.objects.filter(child=child)
    if not can_give(viewer, child):
        asked = asked.filter(home="", who__in=OF_THE_CLASS)
    return _rows(viewer, asked, on)


def for_home(viewer: Viewer, child_id: UUID, on: date, language: str) -> list[GivenRow]:
    """What is done at home with one child, in the family's language as far as there are words in it.

    For a guardian of the child who helps at home, and for the child's team, who reads what the family reads.
    """
    own = people.children_of_guardian(viewer, Right.HELP_AT_HOME)
    if not any(children.filter(pk=child_id).exists() for children in (own, children_given_by(viewer))):
        return []
    return _rows(
        viewer, Assignment.objects.filter(child=child_id, who=Who.FAMILY).exclude(home=""), on, language
    )


def for_visit(
    viewer: Viewer, child_ids: Collection[UUID], kinds: Collection[str], on: date
) -> list[GivenRow]:
    """What adults do with these children, and with their whole classes, in routines of these kinds; for visits.

    Children with whom the viewer does not work are left out. The number of queries does not grow with the visits.
    """
    children = children_worked_with(viewer).filter(pk__in=child_ids).values("pk")
    classes = Enrolment.objects.filter(people.held_on(on), child__in=children).values("classroom")
    asked = Q(home="", kind__in=kinds) & (Q(child__in=children) | Q(classroom__in=classes))
    return _rows(viewer, Assignment.objects.filter(asked), on)


def words_of(assignment: Assignment, language: str) -> Told:
    """The words of one assignment in a language, or in its own where nobody has written them in that one."""
    wording = assignment.wordings.filter(language=language).first()
    return _told(assignment, language, wording, assignment.child.first_name if assignment.child else "")


def assignment_to_speak_for(viewer: Viewer, pk: UUID) -> Assignment | None:
    """An assignment of which the viewer says how it went; None where it is none of theirs."""
    return _with_whom().filter(spoken_for_by(viewer), pk=pk).first()


def assignment_to_change(viewer: Viewer, pk: UUID) -> Assignment | None:
    """An assignment that the viewer may change or end; None where there is none."""
    found = _with_whom().filter(organisation=viewer.organisation, pk=pk).first()
    if found is None:
        return None
    if found.child is not None:
        return found if can_give(viewer, found.child) else None
    return found if found.classroom and can_give_to_class(viewer, found.classroom) else None


def wordings_of(viewer: Viewer, assignment: Assignment) -> list[Wording]:
    """The words of an assignment in other languages, by language, for those who may change it."""
    if assignment_to_change(viewer, assignment.pk) is None:
        return []
    return list(assignment.wordings.order_by("language"))


def children_worked_with(viewer: Viewer) -> QuerySet[Child]:
    """The children with whom the viewer works: all for a coordinator, else of her teams and of the classes she teaches.

    A family tie does not count here: what a family reads is asked for by `for_home`.
    """
    if viewer.is_coordinator:
        return classrooms.children_for(viewer)
    held = people.held_on(viewer.on)
    mine = Q(team__staff__in=viewer.staff_ids) & people.held_on(viewer.on, "team__")
    if viewer.is_teacher:
        taught = classrooms.classrooms_taught_by(viewer).values("pk")
        mine |= Q(pk__in=Enrolment.objects.filter(held, classroom__in=taught).values("child"))
    here = Child.objects.filter(organisation=viewer.organisation).exclude(leaves_on__lte=viewer.on)
    return here.filter(pk__in=Child.objects.filter(mine).values("pk")) if viewer.staff_ids else here.none()


def children_given_by(viewer: Viewer) -> QuerySet[Child]:
    """The children for whom the viewer may give strategies: all for a coordinator, else those of her teams."""
    children = children_planned_by(viewer)
    return children if viewer.is_coordinator or viewer.is_therapist else children.none()


def classes_given_by(viewer: Viewer) -> QuerySet[Classroom]:
    """The classes to which the viewer may give strategies: all for a coordinator, else with a child of her teams."""
    known = classrooms.classrooms_for(viewer)
    if viewer.is_coordinator:
        return known
    enrolled = Enrolment.objects.filter(
        people.held_on(viewer.on), child__in=children_given_by(viewer).values("pk")
    )
    return known.filter(pk__in=enrolled.values("classroom"))


def classes_worked_with(viewer: Viewer) -> QuerySet[Classroom]:
    """The classes in which the viewer works: all for a coordinator, else taught or with a child of her teams."""
    known = classrooms.classrooms_for(viewer)
    if viewer.is_coordinator:
        return known
    enrolled = Enrolment.objects.filter(
        people.held_on(viewer.on), child__in=children_worked_with(viewer).values("pk")
    )
    taught = classrooms.classrooms_taught_by(viewer)
    return known.filter(Q(pk__in=taught.values("pk")) | Q(pk__in=enrolled.values("classroom")))


def begin_wording(assignment: Assignment, language: str) -> Told | None:
    """What stands in another language already, to write on; the name is not filled in."""
    return _written_in(assignment, language, assignment.wordings.filter(language=language).first())


def _with_whom() -> QuerySet[Assignment]:
    return Assignment.objects.select_related("child", "classroom")


def _rows(viewer: Viewer, assignments: QuerySet[Assignment], on: date, language: str = "") -> list[GivenRow]:
    """The assignments that stand on a day as rows: for everybody first, then by name and in the order of giving."""
    asked = assignments.filter(people.held_on(on), organisation=viewer.organisation)
    standing = list(asked.select_related("child", "classroom"))
    if not standing:
        return []
    uses = Use.objects.filter(
        assignment__in=[each.pk for each in standing], on=on, said_by=viewer.account, taken_back_at=None
    )
    mine = {use.assignment_id: use for use in uses}
    strategies = strategies_named(viewer, {each.strategy for each in standing})
    called = people.first_names_apart(viewer, [each.child for each in standing if each.child])
    wordings = (
        {
            wording.assignment_id: wording
            for wording in Wording.objects.filter(
                assignment__in=[each.pk for each in standing], language=language
            )
        }
        if language
        else {}
    )

    def row(each: Assignment) -> GivenRow:
        name = called[each.child_id] if each.child_id else ""
        first_name = each.child.first_name if each.child else ""
        strategy = strategies.get(each.strategy)
        return GivenRow(
            assignment=each,
            child=each.child,
            name=name,
            title=_title(each, strategy, language),
            mark=strategy.mark if strategy else "",
            place=each.home or str(RoutineKind(each.kind).label),
            told=_told(each, language or each.language, wordings.get(each.pk), first_name),
            rung=rung_in_words(each),
            mine=mine.get(each.pk),
        )

    rows = [row(each) for each in standing]
    return sorted(rows, key=lambda each: (each.child is not None, each.name.casefold()))


def _title(assignment: Assignment, strategy: Strategy | None, language: str) -> str:
    words = in_language(assignment.strategy, language) if language else None
    if words is not None:
        return words.title
    return strategy.title if strategy else assignment.do


def _told(assignment: Assignment, language: str, wording: Wording | None, name: str) -> Told:
    """What somebody wrote in the language; else the library's words while they still say the same; else the own."""
    own = Told(assignment.do, assignment.why, tuple(assignment.steps), assignment.language)
    if language == assignment.language:
        return _filled(own, name)
    return _filled(_written_in(assignment, language, wording) or own, name)


def _written_in(assignment: Assignment, language: str, wording: Wording | None) -> Told | None:
    """What stands in another language: somebody's words, or else the library's; the name is not filled in."""
    if wording is not None:
        unsure = wording.is_machine and wording.confirmed_at is None
        return Told(wording.do, wording.why, tuple(wording.steps), language, unsure)
    words = library_words_for(assignment, language)
    if words is None:
        return None
    do, steps = (words.home_title, words.home_steps) if assignment.home else (words.do, words.how)
    return Told(do, words.why, steps, language, words.is_machine)


def library_words_for(assignment: Assignment, language: str) -> LibraryWords | None:
    """The library's words in a language, as long as the assignment still says what the library says; else None."""
    words = in_language(assignment.strategy, language)
    own = in_language(assignment.strategy, assignment.language) or _written(assignment.strategy)
    if words is None or own is None:
        return None
    said = (own.home_title, own.home_steps) if assignment.home else (own.do, own.how)
    stands = (assignment.do, tuple(assignment.steps)) == said and assignment.why in ("", own.why)
    has_home = bool(words.home_title) or not assignment.home
    return words if stands and has_home else None


def _written(key: str) -> LibraryWords | None:
    """The words of the library as they were written."""
    strategy = library_strategy(key)
    if strategy is None:
        return None
    home = strategy.home
    return LibraryWords(
        title=strategy.title,
        do=strategy.do,
        why=strategy.why,
        how=strategy.how,
        home_title=home.title if home else "",
        home_steps=home.steps if home else (),
        is_machine=False,
    )


def _filled(told: Told, name: str) -> Told:
    return replace(
        told,
        do=with_name(told.do, name),
        why=with_name(told.why, name),
        steps=tuple(with_name(step, name) for step in told.steps),
    )
