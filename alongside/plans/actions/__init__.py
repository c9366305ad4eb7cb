"""Every write about plans and services; each by somebody, at a moment, in one transaction.

The writes of services stand here by name, for the rooms above that change nothing else of a plan.
"""

from alongside.plans.actions.services import (
    add_service,
    change_service,
    end_service,
    say_child_leaves,
    take_in,
)

__all__ = ["add_service", "change_service", "end_service", "say_child_leaves", "take_in"]
