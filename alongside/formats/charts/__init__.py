"""Pictures of a record as SVG: the same on the page, where they follow its light, and on paper."""

from alongside.formats.charts.goal import Gap, GoalChart, Mark, Phase, Session, goal_chart
from alongside.formats.charts.ink import PAGE, PAPER, Ink
from alongside.formats.charts.marks import Apart, Key, key_mark
from alongside.formats.charts.small import IntervalRow, interval_row, sparkline

__all__ = [
    "PAGE",
    "PAPER",
    "Apart",
    "Gap",
    "GoalChart",
    "Ink",
    "IntervalRow",
    "Key",
    "Mark",
    "Phase",
    "Session",
    "goal_chart",
    "interval_row",
    "key_mark",
    "sparkline",
]
