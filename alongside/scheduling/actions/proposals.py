"""Asking the teachers about a draft, and what they answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from alongside.classrooms.models import Classroom
from alongside.classrooms.queries import classrooms_taught_by
from alongside.people.actions import audit
from alongside.people.rules import Viewer, check_is_ours
from alongside.scheduling import rules
from alongside.scheduling.models import Proposal, ProposalAnswer, Timetable
from alongside.scheduling.queries.proposals import asked_classes, week_keys


@transaction.atomic
def ask_teachers(*, draft: Timetable, by: Viewer, at: datetime) -> Proposal:
    """Shows a draft to the teachers of its classes, each her own class's week; asking twice is asking once."""
    check_is_ours(by, draft)
    draft = Timetable.objects.select_for_update().get(pk=draft.pk)
    rules.check_can_ask_teachers(by, draft)
    proposal, made = Proposal.objects.get_or_create(
        timetable=draft, defaults={"organisation": by.organisation, "asked_by": by.account, "asked_at": at}
    )
    if made:
        audit(by, at, "draft.shown", draft, classrooms=[str(pk) for pk in asked_classes(draft)])
    return proposal


@transaction.atomic
def answer_proposal(
    *,
    proposal: Proposal,
    classroom: Classroom,
    seen: str,
    about: str = "",
    words: str = "",
    by: Viewer,
    at: datetime,
) -> ProposalAnswer:
    """Says yes to a class's week as `seen`, or with `words` yes, but: of one visit (`about`) or of the whole.

    A yes takes the place of what she said before; a *but* stands beside her other ones.
    """
    words = words.strip()
    stands, keys = _checked(proposal, classroom, by)
    rules.check_same_week(seen, stands)
    rules.check_says_what(words, about, keys)
    own = ProposalAnswer.objects.filter(proposal=proposal, classroom=classroom, answered_by=by.account)
    own.exclude(seen=seen).delete()
    if words:
        own.filter(words="").delete()
    else:
        own.delete()
    answer, _made = ProposalAnswer.objects.update_or_create(
        proposal=proposal,
        classroom=classroom,
        answered_by=by.account,
        about=about,
        defaults={"words": words, "seen": seen, "answered_at": at},
        create_defaults={
            "organisation": by.organisation,
            "words": words,
            "seen": seen,
            "answered_at": at,
        },
    )
    audit(by, at, "draft.answered", proposal.timetable, classroom=str(classroom.pk), is_yes=not words)
    return answer


@transaction.atomic
def take_back_answer(*, proposal: Proposal, classroom: Classroom, by: Viewer, at: datetime) -> None:
    """Takes back everything that one has said of a class's week."""
    _checked(proposal, classroom, by)
    own = ProposalAnswer.objects.filter(proposal=proposal, classroom=classroom, answered_by=by.account)
    count, _rows = own.delete()
    audit(by, at, "draft.answer_taken_back", proposal.timetable, classroom=str(classroom.pk), answers=count)


def _checked(proposal: Proposal, classroom: Classroom, by: Viewer) -> tuple[str, set[str]]:
    """The class's week as it stands, after every check on who answers what; the draft stays still meanwhile."""
    draft = Timetable.objects.select_for_update().get(pk=proposal.timetable_id)
    proposal.timetable = draft
    taught = set(classrooms_taught_by(by).values_list("pk", flat=True))
    rules.check_can_answer(proposal, taught, classroom.pk)
    return week_keys(draft, classroom.pk)
