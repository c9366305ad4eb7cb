"""How far two observers of the same child agree: two columns in, per cent (or kappa) out.

Beside a per cent that chance alone would lift, show at least one careful index: scored intervals where
behaviour is rare, unscored intervals where it is frequent, or kappa.
"""

from alongside.stats.agreement.counts import count_per_interval, exact_count, total_count
from alongside.stats.agreement.durations import mean_duration, total_duration
from alongside.stats.agreement.intervals import interval_by_interval, scored_interval, unscored_interval
from alongside.stats.agreement.kappa import kappa, kappa_error_without_agreement
from alongside.stats.agreement.ratings import within

__all__ = [
    "count_per_interval",
    "exact_count",
    "interval_by_interval",
    "kappa",
    "kappa_error_without_agreement",
    "mean_duration",
    "scored_interval",
    "total_count",
    "total_duration",
    "unscored_interval",
    "within",
]
