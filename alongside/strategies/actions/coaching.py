"""The steps of a coaching cycle: agreed, looked at, rated again, reflected, given feedback, ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.models import Classroom
from alongside.people.actions import audit
from alongside.people.models import Child, StaffMember
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.strategies.models import Cycle, Look
from alongside.strategies.queries.given import children_given_by
from alongside.strategies.queries.library import strategy as strategy_for
from alongside.strategies.rules import coaching as rules
from alongside.strategies.rules.coaching import Answers
from alongside.strategies.rules.texts import check_length

LONGEST_LINE, LONGEST_LOOK, LONGEST_TEXT = 300, 2000, 4000


@transaction.atomic
def agree_cycle(
    *,
    strategy: str,
    classroom: Classroom,
    coach: StaffMember,
    coached: StaffMember,
    aim: str,
    child: Child | None = None,
    lineage: UUID | None = None,
    by: Viewer,
    at: datetime,
) -> Cycle:
    """Begins a cycle; the strategy's checklist is kept as it stands today. Sent twice, it is one cycle."""
    check_is_ours(by, classroom, coach, coached)
    rules.check_can_agree(by, coach, coached, classroom)
    told = strategy_for(by, strategy)
    if told is None or not told.done_well:
        raise NotNow(_("Choose a strategy of the library that says what it looks like done well."))
    if not aim.strip():
        raise NotNow(_("Say in one sentence what the two of you want to get better at."))
    check_length(aim, LONGEST_LINE)
    if child and not children_given_by(by).filter(pk=child.pk).exists():
        raise NotNow(_("Choose a child whose team you are in, or leave it empty."))
    StaffMember.objects.select_for_update().get(pk=coach.pk)
    agreed = {
        "strategy": strategy,
        "classroom": classroom,
        "child": child,
        "lineage": lineage if child else None,
        "coach": coach,
        "coached": coached,
        "aim": aim.strip(),
    }
    known = Cycle.objects.filter(**agreed, ended_at=None).first()
    if known is not None:
        return known
    cycle = Cycle.objects.create(
        **agreed, organisation=by.organisation, checklist=list(told.done_well), agreed_at=at
    )
    audit(by, at, "coaching.agreed", cycle, coached=str(coached.pk))
    return cycle


@transaction.atomic
def look(
    *,
    cycle: Cycle,
    on: date,
    seen: Answers,
    routine_kind: str = "",
    words: str = "",
    by: Viewer,
    at: datetime,
) -> Look:
    """Keeps one look of the coach with the checklist; the same answers of the same day, sent twice, are one look."""
    cycle = _held(by, cycle)
    rules.check_can_look(by, cycle, seen, on)
    check_length(words, LONGEST_LOOK)
    looked = {
        "cycle": cycle,
        "on": on,
        "routine_kind": routine_kind,
        "words": words.strip(),
        "is_second": False,
    }
    known = next((each for each in Look.objects.filter(**looked) if each.seen == list(seen)), None)
    if known is not None:
        return known
    kept = Look.objects.create(
        **looked, organisation=by.organisation, seen=list(seen), rated_by=by.account, rated_at=at
    )
    audit(by, at, "coaching.looked", kept)
    return kept


@transaction.atomic
def rate_again(*, first: Look, seen: Answers, by: Viewer, at: datetime) -> Look:
    """Keeps a third person's rating of the same moment, for agreement."""
    cycle = _held(by, first.cycle)
    first = Look.objects.select_related("cycle").get(pk=first.pk)
    rules.check_can_rate_again(by, first, seen)
    kept = Look.objects.create(
        organisation=by.organisation,
        cycle=cycle,
        on=first.on,
        routine_kind=first.routine_kind,
        seen=list(seen),
        is_second=True,
        second_of=first,
        rated_by=by.account,
        rated_at=at,
    )
    audit(by, at, "coaching.rated_again", kept)
    return kept


@transaction.atomic
def reflect(*, cycle: Cycle, text: str, by: Viewer, at: datetime) -> Cycle:
    """What the coached says of it, in her own words."""
    cycle = _held(by, cycle)
    rules.check_can_reflect(by, cycle, text)
    check_length(text, LONGEST_TEXT)
    cycle.reflection, cycle.reflected_at = text.strip(), at
    cycle.save(update_fields=["reflection", "reflected_at"])
    audit(by, at, "coaching.reflected", cycle)
    return cycle


@transaction.atomic
def give_feedback(*, cycle: Cycle, text: str, by: Viewer, at: datetime) -> Cycle:
    """What the coach has seen that worked, and one thing to try."""
    cycle = _held(by, cycle)
    rules.check_can_give_feedback(by, cycle, text)
    check_length(text, LONGEST_TEXT)
    cycle.feedback, cycle.feedback_at = text.strip(), at
    cycle.save(update_fields=["feedback", "feedback_at"])
    audit(by, at, "coaching.feedback_given", cycle, coached=str(cycle.coached_id))
    return cycle


@transaction.atomic
def end_cycle(*, cycle: Cycle, next_step: str, by: Viewer, at: datetime) -> Cycle:
    """Ends it with a next step."""
    cycle = _held(by, cycle)
    rules.check_can_end(by, cycle, next_step)
    check_length(next_step, LONGEST_LINE)
    cycle.next_step, cycle.ended_at = next_step.strip(), at
    cycle.save(update_fields=["next_step", "ended_at"])
    audit(by, at, "coaching.ended", cycle)
    return cycle


def _held(by: Viewer, cycle: Cycle) -> Cycle:
    """The cycle as it stands, locked until the end of the action."""
    check_is_ours(by, cycle)
    return Cycle.objects.select_for_update(of=("self",)).select_related("coach", "coached").get(pk=cycle.pk)
