"""A goal's record as plain values for a picture, with the words that it says: what a report keeps of it."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.capture.choices import Setting
from alongside.classrooms.choices import RoutineKind
from alongside.plans.choices import Unit, Who
from alongside.progress.choices import ProbeKind
from alongside.progress.queries.records import GoalRecord
from alongside.progress.rules.figures import number
from alongside.progress.rules.points import Point, Scale
from alongside.schooltime.cycles import SchoolCalendar
from alongside.wording.joins import clauses

#: Dates in ISO, values in the goal's unit: everything that JSON can hold.
Picture = dict[str, Any]

#: Room on the date axis before the first point and after the last.
MARGIN = timedelta(days=3)
#: School days off that stand together for so long are a gap on the chart.
HOLIDAY = 4
#: How often the band of the trend is drawn.
EVERY = timedelta(days=3)
#: An open scale shows at least so much, so that one time more or less is no mountain.
LEAST_SPAN = 4


def picture_of(record: GoalRecord, calendar: SchoolCalendar | None) -> Picture:
    """The chart of a record that the viewer was given; `calendar` is that of the child's school, for the gaps."""
    scale, aim = record.scale, record.aim
    days = [point.on for point in (*record.points, *record.apart)]
    days += [record.phase_starts] if record.phase_starts else []
    if not isinstance(aim, str):
        days += [aim.start, aim.due]
    if record.goal.target_on:
        days.append(record.goal.target_on)
    first, last = (min(days) - MARGIN, max(days) + MARGIN) if days else (date.min, date.min + MARGIN)
    low, high = ends_of(record)
    return {
        "title": record.goal.title,
        "description": _description(record),
        "is_share": scale.is_share,
        "plain_title": record.goal.plain or record.goal.title,
        "plain_description": _plainly(record),
        "unit": unit_in_words(scale),
        "first": first.isoformat(),
        "last": last.isoformat(),
        "lowest": low,
        "highest": high,
        "sessions": [
            [point.on.isoformat(), _value(point), point_in_words(point, scale)] for point in record.points
        ],
        "months": [[on.isoformat(), words] for on, words in _months(first, last)] if days else [],
        "phases": _phases(record, first),
        "gaps": _gaps(calendar, first, last) if calendar and days else [],
        "marks": _marks(record),
        "aim": None
        if isinstance(aim, str)
        else [[aim.start.isoformat(), float(aim.baseline)], [aim.due.isoformat(), float(aim.goal)]],
        "trend": _trend(record),
        "band": _band(record),
        "goal": _goal(record),
    }


def point_in_words(point: Point, scale: Scale) -> str:
    """ "19 Nov: 80 %, 10 looks"."""
    day = date_format(point.on, "SHORT_MONTH_DAY_FORMAT")
    if point.value is None:
        return _("{day}: recorded, no value").format(day=day)
    looks = ngettext("{n} look", "{n} looks", point.looks).format(n=point.looks)
    return _("{day}: {amount}, {looks}").format(
        day=day, amount=amount_in_words(point.value, scale), looks=looks
    )


def amount_in_words(value: Fraction, scale: Scale) -> str:
    """ "80 %", "3 times", "level 2"."""
    if scale.unit is Unit.LEVEL:
        return _("level {value}").format(value=number(value).replace("-", "−"))
    return _("{n} {unit}").format(n=number(value), unit=unit_in_words(scale))


def where_in_words(point: Point) -> str:
    """ "In class, Writing, Therapist", and the second observer named as one."""
    where = point.condition
    words = [
        str(Setting(where.setting).label) if where.setting else "",
        str(RoutineKind(where.routine_kind).label) if where.routine_kind else "",
        str(Who(where.adult).label) if where.adult else "",
        where.material,
        _("second observer") if point.is_second else "",
    ]
    return clauses(words)


def unit_in_words(scale: Scale) -> str:
    """The unit that the scale's numbers are in."""
    return str(Unit(scale.unit).label)


def ends_of(record: GoalRecord) -> tuple[float, float]:
    """The ends of the picture's scale: the goal's own, or where it is open, a little beyond what was seen."""
    scale = record.scale
    values = [value for point in (*record.points, *record.apart) if (value := _value(point)) is not None]
    wanted = [float(each) for each in (scale.goal, scale.baseline) if each is not None]
    low = float(scale.lowest) if scale.lowest is not None else min([0.0, *values, *wanted])
    if scale.highest is not None:
        return low, float(scale.highest)
    return low, max([*values, *wanted, low + LEAST_SPAN]) * 1.1


def _value(point: Point) -> float | None:
    return None if point.value is None else float(point.value)


def _phases(record: GoalRecord, first: date) -> list[list[str]]:
    """The phase in which the axis begins, and those that begin on it."""
    gone = [change for change in record.changes if change.on <= first]
    begins = gone[-1].label if gone else _("Before")
    following = [[change.on.isoformat(), change.label] for change in record.changes if change.on > first]
    return [[first.isoformat(), begins], *following]


def _months(first: date, last: date) -> list[tuple[date, str]]:
    found, month = [], first.replace(day=1)
    while month <= last:
        if month >= first:
            found.append((month, date_format(month, "SHORT_MONTH_DAY_FORMAT")))
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _gaps(calendar: SchoolCalendar, first: date, last: date) -> list[list[str]]:
    """Stretches of four and more weekdays without school."""
    span = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    weekdays = [on for on in span if on.weekday() < 5]
    gaps: list[list[str]] = []
    stretch: list[date] = []
    for on in [*weekdays, last + timedelta(days=1)]:
        if on <= last and calendar.cycle_day_on(on) is None:
            stretch.append(on)
            continue
        if len(stretch) >= HOLIDAY:
            why = next((word for day in stretch if (word := calendar.why_closed(day))), "")
            ends = stretch[-1] + timedelta(days=1)
            gaps.append([stretch[0].isoformat(), ends.isoformat(), why or _("no school")])
        stretch = []
    return gaps


def _marks(record: GoalRecord) -> list[list[Any]]:
    """What lies apart from the series, and what is told of a point in it: another material, a maintenance probe."""
    usual = {record.phase_of(point): point.condition for point in record.points}
    found: list[tuple[Point, str]] = []
    for point in record.apart:
        here = usual.get(record.phase_of(point))
        kind = "place" if here and point.condition.setting != here.setting else "adult"
        found.append((point, "second" if point.is_second else kind))
    materials = Counter(point.condition.material for point in record.points if point.condition.material)
    for point in record.points:
        if materials and point.condition.material not in ("", materials.most_common(1)[0][0]):
            found.append((point, "material"))
    found += [(point, "maintenance") for point in _maintained(record)]
    return [
        [point.on.isoformat(), value, kind, _there(point, record.scale)]
        for point, kind in found
        if (value := _value(point)) is not None
    ]


def _there(point: Point, scale: Scale) -> str:
    return _("{point}, {where}").format(point=point_in_words(point, scale), where=where_in_words(point))


def _maintained(record: GoalRecord) -> list[Point]:
    """The first point on or after the day of each maintenance probe."""
    days = [probe.due_on for probe in record.probes if probe.kind == ProbeKind.MAINTENANCE]
    looks = [next((point for point in record.points if point.on >= due), None) for due in days]
    return list(dict.fromkeys(point for point in looks if point is not None))


def _goal(record: GoalRecord) -> list[Any] | None:
    if record.scale.goal is None or record.goal.target_on is None:
        return None
    words = _("goal {value}, by {day}").format(
        value=number(record.scale.goal), day=date_format(record.goal.target_on, "SHORT_MONTH_DAY_FORMAT")
    )
    return [record.goal.target_on.isoformat(), float(record.scale.goal), words]


def _trend(record: GoalRecord) -> list[list[Any]] | None:
    ends = _present_days(record)
    if record.trend is None or ends is None:
        return None
    return [[on.isoformat(), record.trend.at(on)] for on in ends]


def _band(record: GoalRecord) -> list[list[Any]]:
    ends = _present_days(record)
    if record.trend is None or ends is None:
        return []
    found = []
    on = ends[0]
    while True:
        band = record.trend.band(on)
        if band is None:
            return []
        found.append([on.isoformat(), *band])
        if on == ends[1]:
            return found
        on = min(on + EVERY, ends[1])


def _present_days(record: GoalRecord) -> tuple[date, date] | None:
    starts = record.phase_starts
    days = [point.on for point in record.points if point.value is not None and starts and point.on >= starts]
    return (days[0], days[-1]) if days else None


def _plainly(record: GoalRecord) -> str:
    """The same for a family, without the words of the team."""
    days = sorted({point.on for point in record.points if point.value is not None})
    if not days:
        return _("No day yet on which we looked.")
    return ngettext(
        "{n} day on which we looked, {first}.",
        "{n} days on which we looked, from {first} to {last}.",
        len(days),
    ).format(
        n=len(days), first=date_format(days[0], "MONTH_DAY_FORMAT"), last=date_format(days[-1], "DATE_FORMAT")
    )


def _description(record: GoalRecord) -> str:
    """What the picture shows, for those who hear it."""
    there = [(point.on, value) for point in record.points if (value := _value(point)) is not None]
    if not there:
        return _("No point yet.")
    return ngettext(
        "{n} point, {first}: {low} {unit}. {headline}",
        "{n} points from {first} to {last}, from {low} to {high} {unit}. {headline}",
        len(there),
    ).format(
        n=len(there),
        first=date_format(there[0][0], "MONTH_DAY_FORMAT"),
        last=date_format(there[-1][0], "DATE_FORMAT"),
        low=number(min(value for _on, value in there)),
        high=number(max(value for _on, value in there)),
        unit=unit_in_words(record.scale),
        headline=record.reading.headline,
    )
