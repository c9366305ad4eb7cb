"""How well a child's goals can be practised in each kind of routine, from the matrix, by a rule that is written down.

For a service and a kind of routine each goal of the service's discipline counts by its importance (1 to 3), and fully
where the therapist practises it there, three quarters where only others do (teacher, assistant, classmate: there is
something to join), half where the goal must show there but nobody practises it yet, else not at all. The fit is the
share that counts, in percent, rounded down. A kind in which no goal counts fits as little as `ELSEWHERE`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import Model, Who
from alongside.plans.models import Goal, Opportunity
from alongside.wording.joins import headed, stopped

#: The fit of a kind in which none of the goals lives.
ELSEWHERE = 10
#: How well a pull-out session fits by the model that the team chose.
PULL_OUT_FIT = {Model.PUSH_IN: 0, Model.COMBINATION: 60, Model.PULL_OUT: 100, Model.CONSULTATION: 0}

BY_THERAPIST, BY_OTHERS, WANTED = Fraction(1), Fraction(3, 4), Fraction(1, 2)


@dataclass(frozen=True)
class Fit:
    """The fit of one kind of routine, 0 to 100, and the sentence that says why."""

    kind: RoutineKind
    fit: int
    why: str


def fits(goals: Sequence[Goal], opportunities: Iterable[Opportunity], discipline: str) -> list[Fit]:
    """The fit of every kind in which a goal of the discipline counts, best first; empty where there is no such goal."""
    own = [goal for goal in goals if goal.discipline == discipline]
    weight = sum(goal.importance for goal in own)
    if not weight:
        return []
    practised: dict[tuple[object, str], set[str]] = {}
    for opportunity in opportunities:
        if opportunity.kind and opportunity.who != Who.FAMILY:
            practised.setdefault((opportunity.goal_id, opportunity.kind), set()).add(opportunity.who)
    found = []
    for kind in RoutineKind:
        shares = {goal: _share(goal, kind, practised.get((goal.pk, kind), set())) for goal in own}
        counted = sum((share * goal.importance for goal, share in shares.items()), Fraction(0))
        if counted:
            found.append(Fit(kind, int(100 * counted / weight), _why(kind, shares)))
    return sorted(found, key=lambda each: (-each.fit, each.kind.value))


def as_fit(found: Sequence[Fit]) -> dict[str, int]:
    """The fit as the timetable's problem states it; empty where nothing is known."""
    return {each.kind.value: each.fit for each in found} | {"*": ELSEWHERE} if found else {}


def _share(goal: Goal, kind: RoutineKind, who: set[str]) -> Fraction:
    if Who.THERAPIST in who:
        return BY_THERAPIST
    if who:
        return BY_OTHERS
    return WANTED if kind in goal.settings else Fraction(0)


def _why(kind: RoutineKind, shares: dict[Goal, Fraction]) -> str:
    by_therapist = sum(share == BY_THERAPIST for share in shares.values())
    by_others = sum(share == BY_OTHERS for share in shares.values())
    wanted = sum(share == WANTED for share in shares.values())
    parts = []
    if by_therapist:
        parts.append(
            ngettext(
                "{count} of {all} goals is practised there with the therapist",
                "{count} of {all} goals are practised there with the therapist",
                by_therapist,
            )
        )
    if by_others:
        parts.append(
            ngettext("{others} by others", "{others} by others", by_others)
            if by_therapist
            else ngettext(
                "{others} of {all} goals is practised there by others",
                "{others} of {all} goals are practised there by others",
                by_others,
            )
        )
    if wanted:
        parts.append(
            ngettext(
                "{wanted} goal is to show there and nobody practises it yet",
                "{wanted} goals are to show there and nobody practises them yet",
                wanted,
            )
        )
    said = _("; ").join(parts).format(count=by_therapist, others=by_others, wanted=wanted, all=len(shares))
    return stopped(headed(str(kind.label), said))
