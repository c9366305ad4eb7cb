"""The pictures of progress: a goal's record turned into a chart for the page or for paper."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.capture.choices import Setting
from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.formats.charts import (
    PAGE,
    Apart,
    Gap,
    GoalChart,
    Ink,
    IntervalRow,
    Mark,
    Phase,
    Session,
    goal_chart,
    interval_row,
    sparkline,
)
from alongside.plans.choices import Unit, Who
from alongside.plans.rules.goals import plain_number
from alongside.progress.queries.child import OverTime
from alongside.progress.queries.records import GoalRecord
from alongside.progress.rules.places import PlaceRow
from alongside.progress.rules.points import Point, Scale

#: Room on the date axis before the first point and after the last.
MARGIN = timedelta(days=3)
#: School days off that stand together for so long are a gap on the chart.
HOLIDAY = 4
#: How often the band of the trend is drawn.
EVERY = timedelta(days=3)


def chart_of(record: GoalRecord, *, narrow: bool = False, ink: Ink = PAGE) -> str:
    """The chart of a record that the viewer was given, as SVG: wide, or narrow for a phone."""
    chart = goal_picture(record)
    return goal_chart(chart, width=360, height=300, ink=ink) if narrow else goal_chart(chart, ink=ink)


def spark_of(record: GoalRecord, *, ink: Ink = PAGE) -> str:
    """The record at the size of a word, for a list."""
    low, high = _ends(record)
    return sparkline(
        [None if point.value is None else float(point.value) for point in record.points],
        lowest=low,
        highest=high,
        goal=None if record.scale.goal is None else float(record.scale.goal),
        title=_("{goal}: {n} points").format(goal=record.goal.title, n=len(record.points)),
        ink=ink,
    )


def place_picture(row: PlaceRow, record: GoalRecord, *, ink: Ink = PAGE) -> str:
    """One place's mean with its interval on the goal's scale, or its single points."""
    low, high = _ends(record)
    estimate = row.estimate
    picture = IntervalRow(
        lowest=low,
        highest=high,
        value=None if row.singles else estimate.value,
        low=estimate.low,
        high=estimate.high,
        singles=tuple(value for _on, value in row.singles),
    )
    return interval_row(picture, title=row.title, ink=ink)


def goal_picture(record: GoalRecord) -> GoalChart:
    """A record as plain values, with the words that the chart says."""
    scale, aim = record.scale, record.aim
    everything = (*record.points, *record.apart)
    days = [point.on for point in everything] or [record.phase_starts or date.today()]
    first, last = min(days), max(days)
    drawn_aim = None
    if not isinstance(aim, str):
        drawn_aim = (aim.start, float(aim.baseline)), (aim.due, float(aim.goal))
        first, last = min(first, aim.start), max(last, aim.due)
    first, last = first - MARGIN, last + MARGIN
    goal = None
    if scale.goal is not None and record.goal.target_on:
        last = max(last, record.goal.target_on + MARGIN)
        words = _("goal {value}, by {day}").format(
            value=number(scale.goal), day=date_format(record.goal.target_on, "j M")
        )
        goal = (record.goal.target_on, float(scale.goal), words)
    low, high = _ends(record)
    return GoalChart(
        title=record.goal.title,
        description=_description(record),
        first=first,
        last=last,
        lowest=low,
        highest=high,
        sessions=tuple(
            Session(
                point.on, None if point.value is None else float(point.value), point_in_words(point, scale)
            )
            for point in record.points
        ),
        months=tuple(_months(first, last)),
        phases=_phases(record, first),
        gaps=tuple(_gaps(record, first, last)),
        marks=tuple(_marks(record)),
        aim=drawn_aim,
        trend=_trend(record),
        band=_band(record),
        goal=goal,
        unit=unit_in_words(scale),
    )


def point_in_words(point: Point, scale: Scale) -> str:
    """ "19 Nov: 80 %, 10 looks"."""
    day = date_format(point.on, "j M")
    if point.value is None:
        return _("{day}: recorded, no value").format(day=day)
    return _("{day}: {value} {unit}, {looks} looks").format(
        day=day, value=number(point.value), unit=unit_in_words(scale), looks=point.looks
    )


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
    return ", ".join(word for word in words if word)


def course_picture(each: OverTime, *, ink: Ink = PAGE) -> str:
    """Taking part over time, at the size of a line."""
    values = [None if point.value is None else float(point.value) for point in each.points]
    there = [value for value in values if value is not None]
    lowest = float(each.scale.lowest or 0)
    highest = (
        float(each.scale.highest) if each.scale.highest is not None else max([*there, lowest + 1]) * 1.15
    )
    title = f"{each.measure.label}: {len(there)}"
    return sparkline(values, lowest=lowest, highest=highest, title=title, width=220, height=48, ink=ink)


def unit_in_words(scale: Scale) -> str:
    """The unit that the scale's numbers are in."""
    return str(Unit(scale.unit).label)


def number(value: Fraction | float) -> str:
    """A number as people write it: whole, or to one place."""
    return plain_number(Decimal(f"{float(value):.1f}"))


def _ends(record: GoalRecord) -> tuple[float, float]:
    """The ends of the picture's scale: the goal's own, or where it is open, a little beyond what was seen."""
    scale = record.scale
    values = [float(point.value) for point in (*record.points, *record.apart) if point.value is not None]
    wanted = [float(each) for each in (scale.goal, scale.baseline) if each is not None]
    low = float(scale.lowest) if scale.lowest is not None else min([0.0, *values, *wanted])
    if scale.highest is not None:
        return low, float(scale.highest)
    return low, max([*values, *wanted, low + 1]) * 1.15


def _phases(record: GoalRecord, first: date) -> tuple[Phase, ...]:
    phases = [Phase(change.on, change.label) for change in record.changes]
    if not phases or phases[0].starts > first:
        phases.insert(0, Phase(first, _("Before")))
    return tuple(phases)


def _months(first: date, last: date) -> list[tuple[date, str]]:
    found, month = [], first.replace(day=1)
    while month <= last:
        if month >= first:
            found.append((month, date_format(month, "j M")))
        month = (month + timedelta(days=32)).replace(day=1)
    return found


def _gaps(record: GoalRecord, first: date, last: date) -> list[Gap]:
    """Stretches of four and more weekdays without school."""
    calendar = classrooms.calendar_of(record.child.school)
    if calendar is None:
        return []
    span = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    weekdays = [on for on in span if on.weekday() < 5]
    gaps: list[Gap] = []
    stretch: list[date] = []
    for on in [*weekdays, last + timedelta(days=1)]:
        if on in weekdays and calendar.cycle_day_on(on) is None:
            stretch.append(on)
            continue
        if len(stretch) >= HOLIDAY:
            why = next((word for day in stretch if (word := calendar.why_closed(day))), "")
            gaps.append(Gap(stretch[0], stretch[-1] + timedelta(days=1), why or _("no school")))
        stretch = []
    return gaps


def _marks(record: GoalRecord) -> list[Mark]:
    usual = record.points[0].condition if record.points else None
    found = []
    for point in record.apart:
        if point.value is None:
            continue
        words = point_in_words(point, record.scale)
        where = point.condition
        kind: Apart
        if point.is_second:
            kind = "second"
        elif usual and where.setting != usual.setting:
            kind = "place"
        else:
            kind = "adult"
        found.append(Mark(point.on, float(point.value), kind, words))
    return found


def _trend(record: GoalRecord) -> tuple[tuple[date, float], tuple[date, float]] | None:
    ends = _present_days(record)
    if record.trend is None or ends is None:
        return None
    return (ends[0], record.trend.at(ends[0])), (ends[1], record.trend.at(ends[1]))


def _band(record: GoalRecord) -> tuple[tuple[date, float, float], ...]:
    ends = _present_days(record)
    if record.trend is None or ends is None:
        return ()
    found = []
    on = ends[0]
    while True:
        band = record.trend.band(on)
        if band is None:
            return ()
        found.append((on, *band))
        if on == ends[1]:
            return tuple(found)
        on = min(on + EVERY, ends[1])


def _present_days(record: GoalRecord) -> tuple[date, date] | None:
    starts = record.phase_starts
    days = [point.on for point in record.points if point.value is not None and starts and point.on >= starts]
    return (days[0], days[-1]) if days else None


def _description(record: GoalRecord) -> str:
    """What the picture shows, for those who hear it."""
    there = [point for point in record.points if point.value is not None]
    if not there:
        return _("No point yet.")
    unit = unit_in_words(record.scale)
    return _("{n} points from {first} to {last}, from {low} to {high} {unit}. {headline}").format(
        n=len(there),
        first=date_format(there[0].on, "j F"),
        last=date_format(there[-1].on, "j F Y"),
        low=number(min(point.value for point in there if point.value is not None)),
        high=number(max(point.value for point in there if point.value is not None)),
        unit=unit,
        headline=record.reading.headline,
    )
