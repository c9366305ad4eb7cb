"""How far apart the levels of two phases are: differences, ratios, odds, and the way to the goal."""

from alongside.stats.level.describe import Description, describe
from alongside.stats.level.goal import pogo
from alongside.stats.level.mean import mean
from alongside.stats.level.medians import lrm
from alongside.stats.level.odds import lor
from alongside.stats.level.ratios import lrr_decrease, lrr_increase, percent_change
from alongside.stats.level.standardised import smd

__all__ = [
    "Description",
    "describe",
    "lor",
    "lrm",
    "lrr_decrease",
    "lrr_increase",
    "mean",
    "percent_change",
    "pogo",
    "smd",
]
