"""Plans and what stands in them; the services that the timetable reads."""

from alongside.plans.models.goals import Goal, Objective
from alongside.plans.models.matrix import HomeRoutine, Opportunity
from alongside.plans.models.planned import PlannedService, PlannedTherapist
from alongside.plans.models.plans import Comment, KeptText, Plan, PlanVersion, Signature
from alongside.plans.models.said import ChildSaid
from alongside.plans.models.services import Service, ServiceTherapist

__all__ = [
    "ChildSaid",
    "Comment",
    "Goal",
    "HomeRoutine",
    "KeptText",
    "Objective",
    "Opportunity",
    "Plan",
    "PlanVersion",
    "PlannedService",
    "PlannedTherapist",
    "Service",
    "ServiceTherapist",
    "Signature",
]
