"""Every read about plans and what children are owed; the first argument is the viewer.

The reads of services stand here by name, for the rooms above that ask nothing else of a plan.
"""

from alongside.plans.queries.services import (
    find_children,
    service_for,
    services_for,
    services_of_children,
)

__all__ = ["find_children", "service_for", "services_for", "services_of_children"]
