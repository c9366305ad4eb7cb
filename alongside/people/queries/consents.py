"""What a family allows, purpose by purpose: the last word of each guardian who may answer counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from alongside.people.choices import Answer, Purpose, Right
from alongside.people.models import Child, Consent, Guardianship
from alongside.people.queries import children_of_guardian, held_on
from alongside.people.rules import Viewer


@dataclass(frozen=True)
class ConsentLine:
    """What was said of one purpose: whether the school asks, the standing answers, and everything from the first on.

    `answers` are the last of each guardian who may answer, the latest first; `history` is the latest first too.
    """

    purpose: Purpose
    named: str
    holds: bool
    is_asked: bool
    answers: tuple[Consent, ...]
    history: tuple[Consent, ...]

    def answer_of(self, guardian_ids: Collection[UUID | None]) -> Consent | None:
        """The standing answer of one of these guardians."""
        return next((each for each in self.answers if each.guardian_id in guardian_ids), None)


def consents_of(viewer: Viewer, child: Child) -> list[ConsentLine]:
    """Each purpose with what stands on the day of looking, services outside school by name.

    For those who run the programme, and for the child's guardians who give consent; empty for everybody else.
    """
    mine = children_of_guardian(viewer, Right.CONSENT).filter(pk=child.pk)
    if not (viewer.is_coordinator or mine.exists()):
        return []
    said = Consent.objects.filter(organisation=viewer.organisation, child=child, holds_from__lte=viewer.on)
    rows = list(said.order_by("-holds_from", "-said_at").select_related("guardian", "said_by"))
    may = who_may_consent([child.pk], viewer.on)
    names = sorted({row.named for row in rows if row.named})
    keys: list[tuple[Purpose, str]] = []
    for purpose in Purpose:
        keys += [(purpose, name) for name in (names if purpose is Purpose.OUTSIDE else [""])]
    return [_line(*key, [row for row in rows if (row.purpose, row.named) == key], may) for key in keys]


def has_consent(child: Child, purpose: Purpose, on: date, named: str = "") -> bool:
    """Whether a purpose is allowed for a child on a day: one guardian said yes, and none says no.

    The last word of each guardian counts, while that guardian may give consent for the child.
    """
    said = Consent.objects.filter(child=child, purpose=purpose, named=named, holds_from__lte=on)
    rows = list(said.order_by("-holds_from", "-said_at"))
    return _holds(_standing(rows, who_may_consent([child.pk], on)))


def who_may_consent(children: Iterable[UUID], on: date) -> set[tuple[UUID, UUID]]:
    """Child and guardian, where the guardian may give consent on a day."""
    ties = Guardianship.objects.filter(
        held_on(on), child__in=children, confirmed_at__isnull=False, **{Right.CONSENT.value: True}
    )
    return set(ties.values_list("child", "guardian"))


def _standing(latest_first: Iterable[Consent], may: set[tuple[UUID, UUID]]) -> list[Consent]:
    """The last answer of each guardian who may answer."""
    found: dict[tuple[UUID, UUID], Consent] = {}
    for row in latest_first:
        if row.guardian_id and (row.child_id, row.guardian_id) in may:
            found.setdefault((row.child_id, row.guardian_id), row)
    return list(found.values())


def _holds(standing: Iterable[Consent]) -> bool:
    answers = {row.answer for row in standing}
    return answers == {Answer.YES}


def _line(
    purpose: Purpose, named: str, latest_first: list[Consent], may: set[tuple[UUID, UUID]]
) -> ConsentLine:
    standing = _standing(latest_first, may)
    is_asked = bool(latest_first) and latest_first[0].answer == Answer.ASKED
    return ConsentLine(purpose, named, _holds(standing), is_asked, tuple(standing), tuple(latest_first))


def children_refused(children: Iterable[UUID], purpose: Purpose, on: date) -> set[UUID]:
    """The children for whom a guardian said no to a purpose; who was never asked is not among them."""
    asked = list(children)
    said = Consent.objects.filter(child__in=asked, purpose=purpose, holds_from__lte=on)
    rows = list(said.order_by("-holds_from", "-said_at"))
    return {row.child_id for row in _standing(rows, who_may_consent(asked, on)) if row.answer == Answer.NO}
