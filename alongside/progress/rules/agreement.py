"""How far two observers of the same span agree, by what was recorded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from django.utils.translation import gettext as _

from alongside.plans.choices import Measure
from alongside.progress.rules.points import Seen
from alongside.stats import Estimate, NotDefined
from alongside.stats.agreement import (
    count_per_interval,
    interval_by_interval,
    kappa,
    mean_duration,
    scored_interval,
    within,
)
from alongside.wording import number
from alongside.wording.joins import sentences

T = TypeVar("T")
#: What the first and what the second observer wrote down in one session.
Pair = tuple[list[Seen], list[Seen]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over so many sessions that two people recorded: the figures, each with its count, or why there are none."""

    sessions: int
    estimates: tuple[Estimate, ...]
    missing: str = ""

    @property
    def lines(self) -> list[tuple[str, str, int]]:
        """Each figure by name, in words, with its count: a share in per cent, kappa as a number up to 1."""
        return [(each.label, _in_words(each), each.n[0]) for each in self.estimates]


def _in_words(each: Estimate) -> str:
    return number(each.value, 2) if each.kind == "kappa" else _("{n} %").format(n=number(each.value))


def agreement_of(measure: Measure, seen: Iterable[Seen]) -> Agreement | None:
    """What two observers of the same sessions agree on; None where no session has a second observer."""
    pairs: dict[str, tuple[list[Seen], list[Seen]]] = defaultdict(lambda: ([], []))
    for each in sorted(seen, key=lambda one: one.at):
        if each.measure == measure:
            pairs[each.session][each.is_second].append(each)
    both = [pair for pair in pairs.values() if all(pair)]
    if not both:
        return None
    estimates, refusals = [], []
    for ask in _QUESTIONS.get(measure, (_alike, _beyond_chance)):
        try:
            estimates.append(ask(both))
        except NotDefined as refusal:
            refusals.append(str(refusal))
    return Agreement(len(both), tuple(estimates), sentences(dict.fromkeys(refusals)))


def _counts(both: Sequence[Pair]) -> Estimate:
    """Total count of each session, averaged: a total over all of them would let one session make up for another."""
    first, second = (
        [sum(int(each.value.get("times", 0)) for each in pair[side]) for pair in both] for side in (0, 1)
    )
    label = _("Total count agreement, mean of the sessions")
    return replace(count_per_interval(first, second), kind="total count, mean of the sessions", label=label)


def _lengths(both: Sequence[Pair]) -> Estimate:
    return mean_duration(*_in_step(both, lambda each: Fraction(str(each.value.get("seconds") or 0))))


def _intervals(both: Sequence[Pair]) -> Estimate:
    return interval_by_interval(*_in_step(both, _was_seen))


def _scored(both: Sequence[Pair]) -> Estimate:
    return scored_interval(*_in_step(both, _was_seen))


def _alike(both: Sequence[Pair]) -> Estimate:
    first, second = _in_step(both, _code)
    known = {code: place for place, code in enumerate(sorted({*first, *second}))}
    return within([known[code] for code in first], [known[code] for code in second])


def _beyond_chance(both: Sequence[Pair]) -> Estimate:
    return kappa(*_in_step(both, _code))


_QUESTIONS: dict[Measure, tuple[Callable[[Sequence[Pair]], Estimate], ...]] = {
    **dict.fromkeys((Measure.COUNT, Measure.RATE, Measure.INITIATIONS, Measure.RISK_TAKING), (_counts,)),
    **dict.fromkeys((Measure.DURATION, Measure.LATENCY), (_lengths,)),
    Measure.PERCENT: (_alike,),
    **dict.fromkeys(
        (Measure.PARTIAL_INTERVAL, Measure.WHOLE_INTERVAL, Measure.MOMENTARY, Measure.PARTICIPATION),
        (_intervals, _scored),
    ),
}


def _was_seen(each: Seen) -> int:
    return int(bool(each.value.get("seen")))


def _code(each: Seen) -> str:
    """What was written down, as one word: two observers agree where it is the same."""
    return repr(sorted((key, value) for key, value in each.value.items() if key != "word"))


def _in_step(both: Sequence[Pair], read: Callable[[Seen], T]) -> tuple[list[T], list[T]]:
    """The two columns, entry by entry; sessions whose lengths differ have no pairs."""
    first: list[T] = []
    second: list[T] = []
    for one, other in both:
        if len(one) != len(other):
            sentence = _(
                "In one session the two wrote down {one} and {other} looks, so they cannot be paired."
            )
            raise NotDefined(sentence.format(one=len(one), other=len(other)))
        first += [read(each) for each in one]
        second += [read(each) for each in other]
    return first, second
