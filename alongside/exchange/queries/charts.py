"""The pictures of progress as SVG: a record, a line of a list, a place with its interval; for the page or for paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, Literal, cast

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.formats.charts import (
    PAGE,
    PAPER,
    Gap,
    GoalChart,
    Ink,
    IntervalRow,
    Key,
    Mark,
    Phase,
    Session,
    goal_chart,
    interval_row,
    key_mark,
    sparkline,
)
from alongside.progress.models import Report
from alongside.progress.queries.child import OverTime
from alongside.progress.queries.pictures import LEAST_SPAN, Picture, ends_of
from alongside.progress.queries.records import GoalRecord
from alongside.progress.rules.places import PlaceRow

#: Width and height of a drawing: for a wide screen, a phone, and a sheet of paper, so that letters are read on each.
SIZES = {"wide": (900, 340), "narrow": (360, 300), "paper": (620, 270)}


def chart_of(
    picture: Picture, *, size: Literal["wide", "narrow", "paper"] = "wide", plain: bool = False
) -> str:
    """The chart of a goal. A `plain` one, for a family, has days, way and goal, and a share as so many of ten."""
    width, height = SIZES[size]
    chart = _plain(picture) if plain else _chart(picture)
    return goal_chart(chart, width=width, height=height, ink=PAPER if size == "paper" else PAGE)


def drawings(report: Report) -> dict[str, Picture]:
    """The pictures of a report by the key of the part that each belongs to; a goal without a point has none."""
    return {
        f"goal:{goal['lineage']}": goal["picture"]
        for goal in report.facts["goals"]
        if any(value is not None for _on, value, _words in goal["picture"]["sessions"])
    }


def caption_of(picture: Picture, *, plain: bool = False) -> str:
    """What stands under a chart in a report."""
    if not plain:
        return _("Each dot is one session. The dashes lead to the goal.")
    if picture["is_share"]:
        return _("Each dot is a day when we looked: so many out of 10. The dashes lead to the goal.")
    return _("Each dot is a day when we looked. The dashes lead to the goal.")


def key_of(picture: Picture) -> list[tuple[str, str]]:
    """What the chart's marks mean, each drawn and in words: only those that the chart has."""
    kinds = {kind for _on, _value, kind, _words in picture["marks"]}
    phases = len(picture["phases"])
    words = {
        "before": _("before") if phases > 1 else "",
        "gone": _("one session, in a phase gone by") if phases > 2 else "",
        "session": _("one session"),
        "second": _("a second observer"),
        "place": _("in another place"),
        "adult": _("with another adult"),
        "material": _("with other material"),
        "maintenance": _("a maintenance probe"),
        "aim": _("aimline: the even way to the goal") if picture["aim"] else "",
        "trend": _("trend of this phase, with its 95 % band") if picture["trend"] else "",
        "goal": _("goal") if picture["goal"] else "",
        "phase": _("a change of the service or the teaching") if phases > 1 else "",
    }
    apart = ("second", "place", "adult", "material", "maintenance")
    has = {kind: said for kind, said in words.items() if said and (kind not in apart or kind in kinds)}
    return [(key_mark(cast("Key", kind)), said) for kind, said in has.items()]


def spark_of(record: GoalRecord, *, ink: Ink = PAGE) -> str:
    """The record at the size of a word, for a list."""
    low, high = ends_of(record)
    return sparkline(
        [None if point.value is None else float(point.value) for point in record.points],
        lowest=low,
        highest=high,
        goal=None if record.scale.goal is None else float(record.scale.goal),
        title=ngettext("{goal}: {n} point", "{goal}: {n} points", len(record.points)).format(
            goal=record.goal.title, n=len(record.points)
        ),
        ink=ink,
    )


def course_of(each: OverTime, *, ink: Ink = PAGE) -> str:
    """Taking part over time, at the size of a line."""
    values = [None if point.value is None else float(point.value) for point in each.points]
    there = [value for value in values if value is not None]
    lowest = float(each.scale.lowest or 0)
    highest = (
        float(each.scale.highest)
        if each.scale.highest is not None
        else max([*there, lowest + LEAST_SPAN]) * 1.1
    )
    title = ngettext("{what}: {n} session", "{what}: {n} sessions", len(there)).format(
        what=each.measure.label, n=len(there)
    )
    return sparkline(values, lowest=lowest, highest=highest, title=title, width=220, height=48, ink=ink)


def place_of(row: PlaceRow, record: GoalRecord, *, ink: Ink = PAGE) -> str:
    """One place's mean with its interval on the goal's scale, or its single points."""
    low, high = ends_of(record)
    picture = IntervalRow(
        lowest=low,
        highest=high,
        value=None if row.singles else row.estimate.value,
        low=row.estimate.low,
        high=row.estimate.high,
        singles=tuple(value for _on, value in row.singles),
    )
    return interval_row(picture, title=row.title, ink=ink)


def _chart(picture: Picture) -> GoalChart:
    """A picture's plain values as the chart wants them."""
    aim, trend, goal = picture["aim"], picture["trend"], picture["goal"]
    return GoalChart(
        title=picture["title"],
        description=picture["description"],
        unit=picture["unit"],
        first=_day(picture["first"]),
        last=_day(picture["last"]),
        lowest=picture["lowest"],
        highest=picture["highest"],
        sessions=tuple(Session(_day(on), value, words) for on, value, words in picture["sessions"]),
        months=tuple((_day(on), words) for on, words in picture["months"]),
        phases=tuple(Phase(_day(on), label) for on, label in picture["phases"]),
        gaps=tuple(Gap(_day(starts), _day(ends), label) for starts, ends, label in picture["gaps"]),
        marks=tuple(Mark(_day(on), value, kind, words) for on, value, kind, words in picture["marks"]),
        aim=_ends(aim) if aim else None,
        trend=_ends(trend) if trend else None,
        band=tuple((_day(on), low, high) for on, low, high in picture["band"]),
        goal=(_day(goal[0]), goal[1], goal[2]) if goal else None,
    )


def _plain(picture: Picture) -> GoalChart:
    """The chart without trend, phases and what lies apart, and without the words of the team."""
    chart = _chart(picture)
    part = 0.1 if picture["is_share"] else 1.0
    value, goal = (picture["goal"][1], _day(picture["goal"][0])) if picture["goal"] else (0.0, None)
    return replace(
        chart,
        title=picture["plain_title"],
        description=picture["plain_description"],
        lowest=chart.lowest * part,
        highest=chart.highest * part,
        sessions=tuple(
            Session(each.on, None if each.value is None else each.value * part) for each in chart.sessions
        ),
        phases=(),
        marks=(),
        trend=None,
        band=(),
        aim=None if chart.aim is None else tuple((on, height * part) for on, height in chart.aim),  # type: ignore[arg-type]
        goal=(goal, value * part, _("the goal")) if goal else None,
    )


def _ends(line: list[list[Any]]) -> tuple[tuple[date, float], tuple[date, float]]:
    (first, one), (last, other) = line
    return (_day(first), one), (_day(last), other)


def _day(written: str) -> date:
    return date.fromisoformat(written)
