"""What a search takes time to be worth where it is short, so that a plan which leaves more of it counts as better."""

from alongside.engine.solver.plan import Plan

MINUTE_WORTH = 12
"""Cost that a search will pay for a minute of a therapist who is short of them."""

Worth = dict[int, int]
"""By therapist, what a minute of direct time is taken to be worth; 0 for whoever is not named."""


def scarce_minutes(plan: Plan) -> Worth:
    """`MINUTE_WORTH` for each therapist who might serve what is missing."""
    services = range(len(plan.of_service))
    missing = (service for service in services if plan.missing(service) > 0)
    return {therapist: MINUTE_WORTH for service in missing for therapist in plan.therapists_for(service)}


def guided_cost(plan: Plan, worth: Worth) -> int:
    """The plan's cost with the direct minutes that it takes."""
    return plan.cost + sum(price * sum(plan.minutes_of_day[who]) for who, price in worth.items())
