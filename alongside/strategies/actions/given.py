"""Every write about what was given: to a child's adults, to a whole class, in which words, at which rung of help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom
from alongside.people.actions import audit
from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.strategies.models import Assignment, Wording
from alongside.strategies.queries.library import Strategy, strategy
from alongside.strategies.queries.writers import check_unchanged
from alongside.strategies.rules import given as rules
from alongside.strategies.rules.texts import seen_of, seen_with


@dataclass(frozen=True)
class Choice:
    """One strategy chosen for a place of a child's matrix, in the words that go out.

    Empty `do`, `why` and `steps` are the strategy's own; `fading` chooses a ladder with its usual rungs. Exactly one of
    `kind` (at school) and `home` (the family's name of a routine) is said.
    """

    strategy: str
    who: str
    kind: str = ""
    home: str = ""
    lineage: UUID | None = None
    do: str = ""
    why: str = ""
    steps: tuple[str, ...] = ()
    fading: str = ""
    ladder: tuple[str, ...] = ()
    language: str = "en-gb"


@transaction.atomic
def give(
    *,
    child: Child,
    choice: Choice,
    starts: date | None = None,
    by: Viewer,
    at: datetime,
) -> Assignment:
    """Gives one strategy for a child to an adult in a routine, from a day on (that of giving, where none is said)."""
    return give_from_matrix(child=child, choices=[choice], starts=starts, by=by, at=at)[0]


@transaction.atomic
def give_from_matrix(
    *, child: Child, choices: Sequence[Choice], starts: date | None = None, by: Viewer, at: datetime
) -> list[Assignment]:
    """Gives many strategies for a child in one step; all of them, or none and the reason.

    Those who were given something hear of it once, however much it is: it is one audit event.
    """
    rules.check_can_give(by, child)
    if not choices:
        raise NotNow(_("Choose at least one strategy to give."))
    # Held, so that of two who give the same at once the second is told that it is given.
    Child.objects.select_for_update().get(pk=child.pk)
    given = [_give(by, at, choice, starts or by.on, child=child) for choice in choices]
    _audit_given(by, at, given, child=str(child.pk))
    return given


@transaction.atomic
def give_to_class(
    *,
    classroom: Classroom,
    choice: Choice,
    instead_of: Sequence[Assignment] = (),
    starts: date | None = None,
    by: Viewer,
    at: datetime,
) -> Assignment:
    """Gives a strategy to a whole class in a routine; `instead_of` are children's own ones that end as it starts."""
    rules.check_can_give_to_class(by, classroom)
    Classroom.objects.select_for_update().get(pk=classroom.pk)  # As above.
    starts = starts or by.on
    given = _give(by, at, choice, starts, classroom=classroom)
    _audit_given(by, at, [given], classroom=str(classroom.pk))
    for each in instead_of:
        end_assignment(assignment=each, on=starts, by=by, at=at)
    return given


@transaction.atomic
def change_words(
    *,
    assignment: Assignment,
    do: str,
    why: str = "",
    steps: Sequence[str] = (),
    seen: int | None = None,
    by: Viewer,
    at: datetime,
) -> Assignment:
    """Writes the words of what was given anew; those in other languages no longer say the same and go.

    `seen` is the fingerprint (`seen_of`) of what the page showed, None without a page. Where somebody has changed the
    words since, `ChangedMeanwhile` is raised.
    """
    rules.check_can_change(by, assignment)
    _hold(assignment)
    rules.check_stands(assignment)
    do, why, kept = do.strip(), why.strip(), _steps(steps)
    rules.check_words(do, why, kept)
    if (do, why, kept) == (assignment.do, assignment.why, list(assignment.steps)):
        return assignment
    check_unchanged(by, seen, seen_of(assignment), assignment)
    assignment.do, assignment.why, assignment.steps = do, why, kept
    assignment.save(update_fields=["do", "why", "steps"])
    assignment.wordings.all().delete()
    audit(by, at, "strategy.changed", assignment, **_whom(assignment))
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, on: date, by: Viewer, at: datetime) -> Assignment:
    """Ends what was given; `on` is the first day without it, and what was said of the days before stays."""
    rules.check_can_change(by, assignment)
    rules.check_stands(assignment)
    assignment.ends = max(on, assignment.starts)
    assignment.save(update_fields=["ends"])
    audit(by, at, "strategy.ended", assignment, **_whom(assignment))
    return assignment


@transaction.atomic
def set_rung(*, assignment: Assignment, rung: int, by: Viewer, at: datetime) -> Assignment:
    """Says at which rung of the ladder help is given now: 0 is none, the last the most."""
    rules.check_can_change(by, assignment)
    rules.check_stands(assignment)
    rules.check_rung(assignment, rung)
    if rung != assignment.rung:
        before, assignment.rung = assignment.rung, rung
        assignment.save(update_fields=["rung"])
        audit(by, at, "strategy.rung_set", assignment, **_whom(assignment), before=before, rung=rung)
    return assignment


@transaction.atomic
def write_wording(
    *,
    assignment: Assignment,
    language: str,
    do: str,
    why: str = "",
    steps: Sequence[str] = (),
    is_machine: bool = False,
    seen: int | None = None,
    by: Viewer,
    at: datetime,
) -> Wording:
    """Writes the words of an assignment in another language; what a machine wrote waits for a person to confirm it.

    `seen` is the fingerprint (`seen_with`) of both languages as the page showed them, None without a page. Where
    somebody has changed one of them since, `ChangedMeanwhile` is raised.
    """
    rules.check_can_change(by, assignment)
    _hold(assignment)
    rules.check_stands(assignment)
    rules.check_is_other_language(assignment, language)
    do, why, kept = do.strip(), why.strip(), _steps(steps)
    rules.check_words(do, why, kept)
    there = assignment.wordings.filter(language=language).first()
    if there and (there.do, there.why, there.steps, there.is_machine) == (do, why, kept, is_machine):
        return there
    check_unchanged(by, seen, seen_with(assignment, there), assignment, there)
    wording, _made = Wording.objects.update_or_create(
        organisation=by.organisation,
        assignment=assignment,
        language=language,
        defaults={
            "do": do,
            "why": why,
            "steps": kept,
            "is_machine": is_machine,
            "written_by": by.account,
            "written_at": at,
            "confirmed_name": "" if is_machine else by.account.name,
            "confirmed_at": None if is_machine else at,
        },
    )
    audit(by, at, "wording.written", wording, **_whom(assignment), language=language, by_machine=is_machine)
    return wording


@transaction.atomic
def confirm_wording(*, wording: Wording, seen: int | None = None, by: Viewer, at: datetime) -> Wording:
    """A person who reads the language says that a machine's words are right: those that were read, and no others.

    `seen` is the fingerprint (`seen_with`) of both languages as the page showed them, None without a page.
    """
    check_is_ours(by, wording)
    assignment = wording.assignment
    rules.check_can_change(by, assignment)
    _hold(assignment)
    there = assignment.wordings.filter(pk=wording.pk).first()
    check_unchanged(by, seen, seen_with(assignment, there), assignment, wording)
    if there is None:
        raise NotNow(
            _("These words are gone, since the ones that they translate were changed. Write them anew.")
        )
    wording.refresh_from_db()
    if wording.confirmed_at is None:
        wording.confirmed_name, wording.confirmed_at = by.account.name, at
        wording.save(update_fields=["confirmed_name", "confirmed_at"])
        audit(by, at, "wording.confirmed", wording, **_whom(wording.assignment), language=wording.language)
    return wording


def _hold(assignment: Assignment) -> None:
    """Reads the row anew and keeps it, with its words in other languages, from everybody else until the end."""
    assignment.refresh_from_db(from_queryset=Assignment.objects.select_for_update())


def _give(
    by: Viewer,
    at: datetime,
    choice: Choice,
    starts: date,
    *,
    child: Child | None = None,
    classroom: Classroom | None = None,
) -> Assignment:
    rules.check_is_one_place(choice.kind, choice.home, choice.who)
    rules.check_is_at_school_for_a_class(classroom, choice.home)
    found = strategy(by, choice.strategy)
    if found is None or found.is_put_away:
        raise NotNow(_("This strategy is no longer in the library. Choose another."))
    do, why, steps = _words(choice, found)
    rules.check_words(do, why, steps)
    ladder = [rung.strip() for rung in choice.ladder] or rules.usual_ladder(choice.fading)
    rules.check_ladder(choice.fading, ladder)
    there = Assignment.objects.filter(
        child=child,
        classroom=classroom,
        strategy=choice.strategy,
        kind=choice.kind,
        home=choice.home.strip(),
        who=choice.who,
        ends=None,
    )
    rules.check_is_free(there.first(), found.title)
    return Assignment.objects.create(
        organisation=by.organisation,
        child=child,
        classroom=classroom,
        lineage=choice.lineage,
        kind=choice.kind,
        home=choice.home.strip(),
        who=choice.who,
        strategy=choice.strategy,
        do=do,
        why=why,
        steps=steps,
        language=choice.language,
        fading=choice.fading,
        ladder=ladder,
        rung=rules.first_rung(choice.fading, ladder),
        starts=starts,
        given_by=by.account,
        given_at=at,
    )


def _audit_given(by: Viewer, at: datetime, given: Sequence[Assignment], **whom: str) -> None:
    """One event for all that was given at once: for which child or class, to whom, how much, and whether at home."""
    who = sorted({each.who for each in given})
    home = any(each.home for each in given)
    audit(by, at, "strategy.given", given[0], **whom, who=who, count=len(given), home=home)


def _words(choice: Choice, found: Strategy) -> tuple[str, str, list[str]]:
    """What goes out: the words that were chosen, or else the strategy's own for school or for home."""
    if choice.do.strip():
        return choice.do.strip(), choice.why.strip(), _steps(choice.steps)
    if choice.home:
        if found.home is None:
            raise NotNow(
                _("“{title}” has nothing for the home yet. Write the words.").format(title=found.title)
            )
        return found.home.title, found.why, list(found.home.steps)
    return found.do, found.why, list(found.how)


def _steps(steps: Sequence[str]) -> list[str]:
    return [step.strip() for step in steps if step.strip()]


def _whom(assignment: Assignment) -> dict[str, str]:
    """Whom an assignment concerns, for the audit trail: ids alone."""
    whom = {"child": assignment.child_id, "classroom": assignment.classroom_id}
    return {name: str(pk) for name, pk in whom.items() if pk} | {"who": assignment.who}
