"""Pure: what one child's record says, in numbers that never claim more than it holds.

Plain observations in; an `Estimate` with its counts and, where there is one, its interval out. What is not
defined is refused with a sentence (`NotDefined`). Nothing here says why a record changed, calls a number
large, or gives a p-value for an overlap: those are not in one child's record.
"""

from alongside.stats.estimate import Estimate, NotDefined

__all__ = ["Estimate", "NotDefined"]
