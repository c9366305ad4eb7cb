"""One child's record of one thing: dated observations, phase after phase, gaps kept as gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from alongside.stats.estimate import NotDefined
from alongside.stats.exact import Number, fraction, written
from alongside.wording import day, ngettext
from alongside.wording import gettext as _


@dataclass(frozen=True, slots=True)
class Observation:
    """What was recorded on a day, in a phase; `value` is None if the session took place without an observation."""

    on: date
    value: Number | None
    phase: str


@dataclass(frozen=True, slots=True)
class Phase:
    """An unbroken stretch of a record under one condition.

    `values` and `on` pair, the sessions without an observation among them, so that both can be handed to any
    function of this room.
    """

    name: str
    values: tuple[Number | None, ...]
    on: tuple[date, ...]

    @property
    def n(self) -> int:
        """Observations that are there."""
        return sum(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class Series:
    """A record in the order of time.

    Made by `Series.of`, which holds every observation to the scale and to the start of the plan. One series holds
    one way of recording, in one unit: never mix interval recordings of different lengths, or a count with a rate.
    """

    observations: tuple[Observation, ...]

    @classmethod
    def of(
        cls,
        observations: Iterable[Observation],
        *,
        since: date | None = None,
        lowest: Number | None = None,
        highest: Number | None = None,
    ) -> Series:
        """A record, sorted by day; observations of one day keep the order in which they were given.

        Parameters
        ----------
        observations : iterable of Observation
            In any order.
        since : date, optional
            First day of the plan.
        lowest, highest : number, optional
            Ends of the scale: 0 and 100 for per cent.

        Raises
        ------
        NotDefined
            A value is no number or lies outside the scale, or a day lies before the plan.
        """
        ordered = tuple(sorted(observations, key=lambda each: each.on))
        for each in ordered:
            if since is not None and each.on < since:
                sentence = _("The observation of {day} lies before the plan, which begins on {since}.")
                raise NotDefined(sentence.format(day=day(each.on), since=day(since)))
            if each.value is None:
                continue
            value = fraction(each.value)
            if highest is not None and value > fraction(highest):
                sentence = _("{value} on {day} lies above {end}, the top of the scale.")
                raise NotDefined(_off_the_scale(sentence, each.value, each.on, highest))
            if lowest is not None and value < fraction(lowest):
                sentence = _("{value} on {day} lies below {end}, the foot of the scale.")
                raise NotDefined(_off_the_scale(sentence, each.value, each.on, lowest))
        return cls(ordered)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in turn; a condition that comes back is a phase of its own."""
        return tuple(
            Phase(name, tuple(each.value for each in stretch), tuple(each.on for each in stretch))
            for name, stretch in (
                (name, tuple(group))
                for name, group in groupby(self.observations, key=lambda each: each.phase)
            )
        )

    def phase(self, name: str) -> Phase:
        """The one phase of this name.

        Raises
        ------
        NotDefined
            There is none, or the condition came back and there are several.
        """
        found = [phase for phase in self.phases if phase.name == name]
        if len(found) != 1:
            sentence = (
                ngettext(
                    "The record has {n} phase “{name}”; take them one by one, never thrown together.",
                    "The record has {n} phases “{name}”; take them one by one, never thrown together.",
                    len(found),
                )
                if found
                else _("The record has no phase “{name}”.")
            )
            raise NotDefined(sentence.format(n=len(found), name=name))
        return found[0]


def _off_the_scale(sentence: str, value: Number, on: date, end: Number) -> str:
    return sentence.format(value=written(value), day=day(on), end=written(end))
