"""A goal's record in a family's words: how it is now and how it was at first, counted alike, and no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.plans.choices import Measure, Unit
from alongside.progress.choices import SHARES
from alongside.progress.rules.figures import number
from alongside.progress.rules.points import Condition, Point, Scale

#: From so many days of looking on, then and now are set beside each other without a word of caution.
ENOUGH_DAYS = 4
#: So many dots are taken in at a glance; of more looks ten dots are drawn, each for a tenth.
MOST_DOTS = 12
#: After so long without a look that is what has to be said first.
LONG_AGO = timedelta(days=28)
#: From this weekday on a week counts as over.
FRIDAY = 4
#: Measures of which a look is a thing done alone or not.
ALONE = frozenset({Measure.TRIALS, Measure.TASK_STEPS})


@dataclass(frozen=True)
class Stretch:
    """One week of looking: its Monday, the days, and what was seen.

    `hits` of `looks` where looks are counted, else None and the mean `value` on the goal's scale.
    """

    starts: date
    days: int
    value: Fraction
    hits: int | None
    looks: int


@dataclass(frozen=True)
class Row:
    """One line of the picture: when, so many of so many dots, or the length of a bar out of `out_of`."""

    label: str
    words: str
    full: int = 0
    dots: int = 0
    length: float = 0
    out_of: float = 0

    @property
    def row_of_dots(self) -> list[bool]:
        return [number < self.full for number in range(self.dots)]


@dataclass(frozen=True)
class InWords:
    """What a family reads of a goal: one or two sentences, their picture, what they rest on and what is missing.

    `tenths` says that each dot of the picture is a tenth of the looks, not one of them.
    """

    sentences: tuple[str, ...]
    rows: tuple[Row, ...]
    rests_on: str
    missing: str
    tenths: bool = False


def in_plain_words(scale: Scale, points: Sequence[Point], on: date) -> InWords:
    """Then and now of a goal's points up to a day, week beside week; a week is told once it is over.

    Only points taken as the last one was (the same place, the same adult) are set beside each other, since what was
    counted elsewhere is another thing.
    """
    there = [point for point in points if point.value is not None]
    if not there:
        return InWords((), (), "", _("Nobody has written anything down about this yet."))
    last = there[-1].condition
    alike = [point for point in there if _where(point.condition) == _where(last)]
    weeks = _weeks_told(stretches(scale, alike), on)
    now, then = weeks[-1], weeks[0]
    shown = [now] if now == then else [then, now]
    sentences = [_now(scale, now, on)]
    if now != then:
        sentences.append(_then(scale, then, now, on))
    days = len({point.on for point in alike})
    rows = tuple(_row(scale, week, shown, on, is_now=week is now) for week in shown)
    return InWords(
        tuple(sentences),
        rows,
        _rests_on(scale, days, last),
        _missing(days, alike[-1].on, on),
        tenths=any(row.dots and row.dots != week.looks for row, week in zip(rows, shown, strict=True)),
    )


def stretches(scale: Scale, points: Iterable[Point]) -> list[Stretch]:
    """The weeks with a point, in order, each with all its looks together."""
    weeks: dict[date, list[Point]] = {}
    for point in points:
        if point.value is not None:
            weeks.setdefault(point.on - timedelta(days=point.on.weekday()), []).append(point)
    return [_stretch(scale, starts, weeks[starts]) for starts in sorted(weeks)]


def _weeks_told(weeks: list[Stretch], on: date) -> list[Stretch]:
    """The weeks that are over; one that is not over is told only where it is the only one: half a week misleads."""
    this = on - timedelta(days=on.weekday())
    over = [week for week in weeks if week.starts < this or on.weekday() >= FRIDAY]
    return over or weeks


def is_counted(scale: Scale) -> bool:
    """Whether a point's looks are trials, steps or intervals, each of them so or not."""
    return (
        scale.is_share
        and (scale.measure in SHARES or scale.measure is Measure.PARTICIPATION)
        and (scale.measure is not Measure.PERCENT)
    )


def _stretch(scale: Scale, starts: date, points: Sequence[Point]) -> Stretch:
    values = [point.value for point in points if point.value is not None]
    looks = sum(point.looks for point in points)
    days = len({point.on for point in points})
    if is_counted(scale) and looks:
        hits = sum(value * point.looks / 100 for value, point in zip(values, points, strict=True))
        return Stretch(starts, days, Fraction(100 * hits, looks), round(hits), looks)
    return Stretch(starts, days, Fraction(sum(values)) / len(values), None, looks)


def _where(condition: Condition) -> tuple[str, str]:
    return condition.setting, condition.adult


def _now(scale: Scale, week: Stretch, on: date) -> str:
    when = _when(week.starts, on)
    if week.hits is None:
        return _("It was {amount} {when}.").format(amount=amount(scale, week.value), when=when)
    if scale.measure is Measure.TRIALS:
        said = ngettext(
            "Without help {hits} time in {looks} {when}.",
            "Without help {hits} times in {looks} {when}.",
            week.hits,
        )
    elif scale.measure is Measure.TASK_STEPS:
        said = ngettext(
            "{hits} step of {looks} without help {when}.",
            "{hits} steps of {looks} without help {when}.",
            week.hits,
        )
    else:
        said = ngettext(
            "Seen {hits} time in {looks} {when}.", "Seen {hits} times in {looks} {when}.", week.hits
        )
    return said.format(hits=week.hits, looks=week.looks, when=when)


def _then(scale: Scale, week: Stretch, now: Stretch, on: date) -> str:
    """ "In September it was 1 in 8.", or by its week where both lie in one month."""
    month = (week.starts.year, week.starts.month)
    words = (
        _("{hits} in {looks}").format(hits=week.hits, looks=week.looks)
        if week.hits is not None
        else amount(scale, week.value)
    )
    if month == (now.starts.year, now.starts.month):
        return _("In the week of {day} it was {amount}.").format(
            day=date_format(week.starts, "MONTH_DAY_FORMAT"), amount=words
        )
    this_year = week.starts.year == on.year
    name = date_format(week.starts, "F") if this_year else date_format(week.starts, "YEAR_MONTH_FORMAT")
    return _("In {month} it was {amount}.").format(month=name, amount=words)


def amount(scale: Scale, value: Fraction) -> str:
    """ "about 7 out of 10", "3 times", "4 minutes", "step 2 of our scale"."""
    if scale.is_share:
        return _("about {n} out of 10").format(n=round(float(value) / 10))
    rounded = round(float(value)) if abs(value) >= 3 else round(float(value), 1)
    told = number(rounded)
    if scale.unit is Unit.LEVEL:
        return _("step {n} on our scale").format(n=told.replace("-", "−"))
    said = {
        Unit.TIMES: ngettext("{n} time", "{n} times", round(rounded)),
        Unit.PER_HOUR: ngettext("{n} time an hour", "{n} times an hour", round(rounded)),
        Unit.MINUTES: ngettext("{n} minute", "{n} minutes", round(rounded)),
        Unit.SECONDS: ngettext("{n} second", "{n} seconds", round(rounded)),
    }
    return said.get(scale.unit, _("{n} {unit}")).format(n=told, unit=Unit(scale.unit).label)


def _when(monday: date, on: date) -> str:
    this = on - timedelta(days=on.weekday())
    if monday == this:
        return _("this week")
    if monday == this - timedelta(days=7):
        return _("last week")
    return _("in the week of {day}").format(day=date_format(monday, "MONTH_DAY_FORMAT"))


def _row(scale: Scale, week: Stretch, shown: Sequence[Stretch], on: date, *, is_now: bool) -> Row:
    label = _when(week.starts, on) if is_now else _("at first")
    if week.hits is not None:
        words = _("{hits} of {looks}").format(hits=week.hits, looks=week.looks)
        if max(each.looks for each in shown) <= MOST_DOTS:
            return Row(label, words, full=week.hits, dots=week.looks)
        return Row(label, words, full=round(float(week.value) / 10), dots=10)
    words = amount(scale, week.value)
    if scale.is_share:
        return Row(label, words, full=round(float(week.value) / 10), dots=10)
    low = float(scale.lowest or 0)
    ends = [float(each.value) for each in shown] + ([float(scale.goal)] if scale.goal is not None else [])
    high = float(scale.highest) if scale.highest is not None else max(ends)
    return Row(label, words, length=max(float(week.value) - low, 0), out_of=max(high - low, 1))


def _rests_on(scale: Scale, days: int, last: Condition) -> str:
    places = {
        "in_class": ngettext("Counted on {n} day, in class.", "Counted on {n} days, in class.", days),
        "outside": ngettext(
            "Counted on {n} day, outside class.", "Counted on {n} days, outside class.", days
        ),
        "home": ngettext("Counted on {n} day, at home.", "Counted on {n} days, at home.", days),
    }
    said = places.get(last.setting, ngettext("Counted on {n} day.", "Counted on {n} days.", days))
    less = " " + _("Less is what we hope for.") if scale.better == "lower" else ""
    return said.format(n=days) + less


def _missing(days: int, last_on: date, on: date) -> str:
    if on - last_on > LONG_AGO:
        return _("Nobody has looked since {day}. Ask the team when they will.").format(
            day=date_format(last_on, "DATE_FORMAT")
        )
    if days < ENOUGH_DAYS:
        return ngettext(
            "We have looked on {n} day so far: too few to say how it is going.",
            "We have looked on {n} days so far: too few to say how it is going.",
            days,
        ).format(n=days)
    return ""
