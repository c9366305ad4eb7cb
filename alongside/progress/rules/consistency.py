"""Where in the day a goal is supported, by whom and how often, and where it is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.choices import ADULTS, Who
from alongside.plans.models import Goal, Opportunity
from alongside.plans.rules.matrix import DAILY, Column, joined, must_show

Days = frozenset[date]


@dataclass(frozen=True)
class Place:
    """A goal in a routine: who is to practise it, who was given a strategy for it, and on which days who did.

    `planned` are the plan's opportunities, `given` the adults (`Who`) that have a strategy there now. `days` has for
    each adult the days on which a strategy was used or the goal was observed. `asked` is on how many days of the span
    the plan wants it here.
    """

    column: Column
    planned: tuple[Opportunity, ...]
    given: frozenset[str]
    days: Mapping[str, Days]
    asked: int

    @property
    def supported(self) -> Days:
        """The days on which anybody did."""
        return frozenset[date]().union(*self.days.values())

    @property
    def missing(self) -> int:
        """How many of the days that the plan wants have nothing recorded."""
        return max(0, self.asked - len(self.supported))

    @property
    def state(self) -> str:
        """How it is drawn: often (from half of the days asked on), some, silent (asked, nothing recorded), or empty."""
        done = len(self.supported)
        if done and done * 2 >= self.asked:
            return "often"
        if done:
            return "some"
        return "silent" if self.planned or self.given else ""


@dataclass(frozen=True)
class Supported:
    """A goal over the day: its places in the order of the columns, and days elsewhere (outside the named routines)."""

    goal: Goal
    places: tuple[Place, ...]
    elsewhere: Days

    @property
    def days(self) -> Days:
        """The days on which it was supported anywhere."""
        return self.elsewhere.union(*(place.supported for place in self.places))

    @property
    def where(self) -> list[Place]:
        return [place for place in self.places if place.supported]

    @property
    def nowhere_named(self) -> list[Column]:
        """The routines in which the goal must show and nothing was recorded."""
        return must_show(self.goal, [(place.column, bool(place.supported)) for place in self.places])

    def sentence(self, of: int) -> str:
        """ "Supported on 12 of the last 20 school days, in 3 places, by 2 adults", as far as anybody recorded it."""
        if not self.days:
            return _("Nobody has recorded that it was supported")
        people = {who for place in self.places for who, days in place.days.items() if days}
        return _("{days}, {places}, {adults}").format(
            days=ngettext("On {n} of the last {of} day", "On {n} of the last {of} days", of).format(
                n=len(self.days), of=of
            ),
            places=ngettext("in {n} place", "in {n} places", len(self.where)).format(n=len(self.where)),
            adults=ngettext("with {n} kind of adult", "with {n} kinds of adults", len(people)).format(
                n=len(people)
            ),
        )


@dataclass(frozen=True)
class CostliestGap:
    """The gap that costs most, in a sentence, with what would close it."""

    goal: Goal
    column: Column | None
    says: str
    does: str


def asked_days(planned: Sequence[Opportunity], of: int) -> int:
    """On how many of `of` school days the plan wants a goal in a routine: five a week is every day."""
    times = min(DAILY, max((each.times_a_week for each in planned), default=0))
    return round(of * times / DAILY)


def costliest_gap(rows: Sequence[Supported], of: int) -> CostliestGap | None:
    """The gap that costs most, or None where each goal is supported as the plan wants it.

    A place where the plan wants it on most days and least is recorded costs most; each missing day counts with the
    goal's importance (1 to 3). A goal that the plan practises nowhere costs as if it were wanted on every day, and one
    that must show in a routine where nothing was recorded as if it were wanted there once a week. Of equals the first
    in the plan's order.
    """
    if not of:
        return None
    weighed: list[tuple[int, CostliestGap]] = []
    for row in rows:
        silent = [place for place in row.places if place.missing]
        if not any(place.planned for place in row.places):
            weighed.append((of * row.goal.importance, _nowhere(row)))
        elif silent:
            worst = max(silent, key=lambda place: place.missing)
            weighed.append((worst.missing * row.goal.importance, _too_seldom(row, worst)))
        elif row.nowhere_named:
            weighed.append((round(of / DAILY) * row.goal.importance, _not_shown(row)))
    return max(weighed, key=lambda each: each[0], default=(0, None))[1]


def _nowhere(row: Supported) -> CostliestGap:
    return CostliestGap(
        row.goal,
        None,
        _("“{goal}” stands in no routine of the plan.").format(goal=row.goal.title),
        _("Choose a routine for it in the plan’s matrix."),
    )


def _too_seldom(row: Supported, place: Place) -> CostliestGap:
    adults = joined([str(ADULTS[Who(each.who)]) for each in place.planned])
    says = ngettext(
        "“{goal}” is wanted in {routine} ({adults}) on {asked} day; it was recorded on {done}.",
        "“{goal}” is wanted in {routine} ({adults}) on {asked} days; it was recorded on {done}.",
        place.asked,
    ).format(
        goal=row.goal.title,
        routine=place.column.title,
        adults=adults,
        asked=place.asked,
        done=len(place.supported),
    )
    without = [str(ADULTS[Who(each.who)]) for each in place.planned if each.who not in place.given]
    does = (
        _("Nothing was given there to: {adults}. Give one strategy.").format(adults=joined(without))
        if without
        else _("A strategy is given there. Ask what gets in the way, or coach it once.")
    )
    return CostliestGap(row.goal, place.column, says, does)


def _not_shown(row: Supported) -> CostliestGap:
    column = row.nowhere_named[0]
    return CostliestGap(
        row.goal,
        column,
        _("“{goal}” must show in {routine} too, and nobody has recorded it there.").format(
            goal=row.goal.title, routine=column.title
        ),
        _("Look once there, or give a strategy for it."),
    )
