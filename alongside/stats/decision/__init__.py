"""Decision rules: what a team may do next, with what a rule needs and how often it errs by chance.

A rule reads the record alone. Ask first whether the plan was carried out: a record that stays flat while visits
were missed speaks of the visits. No rule says that a child is on the way; each says what it looked at.
"""

from alongside.stats.decision.chance import Rule, false_alarm, false_alarm_of_dual_criteria
from alongside.stats.decision.dual_criteria import DualCriteria, dual_criteria, needed
from alongside.stats.decision.median_rule import median_of_three
from alongside.stats.decision.point_rules import four_point, three_point
from alongside.stats.decision.trend_rule import trend_line
from alongside.stats.decision.verdict import Decision, Says

__all__ = [
    "Decision",
    "DualCriteria",
    "Rule",
    "Says",
    "dual_criteria",
    "false_alarm",
    "false_alarm_of_dual_criteria",
    "four_point",
    "median_of_three",
    "needed",
    "three_point",
    "trend_line",
]
