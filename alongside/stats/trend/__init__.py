"""How a record moves with time: always on real dates, per week, with the uncertainty of the slope."""

from alongside.stats.trend.aimline import Aimline, aimline
from alongside.stats.trend.autocorrelation import autocorrelation
from alongside.stats.trend.celeration import celeration
from alongside.stats.trend.line import Trend, ols
from alongside.stats.trend.theil_sen import Line, theil_sen

__all__ = ["Aimline", "Line", "Trend", "aimline", "autocorrelation", "celeration", "ols", "theil_sen"]
