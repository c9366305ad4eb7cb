"""A visit that is now, with four children and two goals of every measure, told into a journey's own database.

`python -m tests.journeys.class_now visit` makes it for Rosa, `… observations` prints what has been observed as JSON.
It runs beside the server, in its environment.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import django

#: Every measure with what its goal says beyond the title.
MEASURES: dict[str, dict[str, Any]] = {
    "trials": {},
    "percent": {"criterion_unit": "%"},
    "count": {"criterion_unit": "times"},
    "rate": {"criterion_unit": "per hour"},
    "duration": {"criterion_unit": "minutes"},
    "latency": {"criterion_unit": "seconds"},
    "partial_interval": {"interval_seconds": 20},
    "whole_interval": {"interval_seconds": 20},
    "momentary": {"interval_seconds": 20},
    "task_steps": {
        "parts": ["Open the book", "Find the page", "Write the date", "Write a line", "Read it over"]
    },
    "rubric": {"parts": ["Keeps it", "Shows an adult", "Shows a friend", "Shows the class"]},
    "goal_attainment": {
        "scale": ["No letter", "One letter", "Three letters", "The whole name", "The name in every lesson"]
    },
    "participation": {"interval_seconds": 20},
    "engagement": {},
    "initiations": {"criterion_unit": "times"},
    "risk_taking": {"criterion_unit": "times"},
    "confidence": {},
}
GOALS_OF_EACH = 2
CHILDREN = 4
MINUTES = 120


def where_it_is_noon(at: datetime) -> str:
    """The zone in which the hour of a moment in UTC is that of noon, on the same day.

    A journey that moves the clock of a device by half an hour comes to no night there, whenever it sets out.
    """
    return f"Etc/GMT{at.hour - 12:+d}"  # The signs of these names are turned round: Etc/GMT-8 is eight hours ahead.


def a_visit() -> None:
    """Rosa's visit, from a quarter of an hour ago, with her first four children and all goals dealt out among them."""
    from alongside.capture.models import DatedSession, DatedVisit
    from alongside.people.choices import Discipline
    from alongside.people.models import StaffMember, TeamMembership
    from alongside.plans.models import Goal, PlanVersion, Service
    from alongside.plans.queries.plans import in_force_on

    rosa = StaffMember.objects.get(account__email="rosa@two-bridges.example")
    organisation = rosa.organisation
    organisation.time_zone = where_it_is_noon(datetime.now(UTC))
    organisation.save(update_fields=["time_zone"])
    now = datetime.now(ZoneInfo(organisation.time_zone))
    today = now.date()
    minute = now.hour * 60 + now.minute
    starts = max(0, min(minute - 15, 24 * 60 - MINUTES))
    team = TeamMembership.objects.filter(staff=rosa, ends=None).values("child")
    versions = PlanVersion.objects.filter(in_force_on(today), plan__child__in=team)
    chosen: list[tuple[PlanVersion, Service]] = []
    for version in versions.order_by("plan__child__given_name", "pk").select_related("plan__child"):
        service = Service.objects.filter(child=version.plan.child, discipline=Discipline.OCCUPATIONAL).first()
        if service and version.plan.child.given_name not in {v.plan.child.given_name for v, _s in chosen}:
            chosen.append((version, service))
    chosen = chosen[:CHILDREN]
    assert len(chosen) == CHILDREN, "Rosa has four children with a plan in force."
    first = chosen[0][0].plan.child
    visit = DatedVisit.objects.create(
        organisation=organisation,
        staff=rosa,
        school=first.school,
        on=today,
        starts=starts,
        ends=starts + MINUTES,
        mode="push_in",
        classroom=first.enrolments.get(ends=None).classroom,
        routine="Writing",
        routine_kind="writing",
    )
    for place, (version, service) in enumerate(chosen):
        DatedSession.objects.create(
            organisation=organisation,
            visit=visit,
            child=version.plan.child,
            discipline=Discipline.OCCUPATIONAL,
            service=service,
            planned_minutes=MINUTES,
        )
        version.goals.filter(discipline=Discipline.OCCUPATIONAL).update(measure="")
        mine = [
            (measure, number)
            for order, measure in enumerate(MEASURES)
            for number in range(GOALS_OF_EACH)
            if (order * GOALS_OF_EACH + number) % CHILDREN == place
        ]
        for measure, number in mine:
            Goal.objects.create(
                organisation=organisation,
                version=version,
                discipline=Discipline.OCCUPATIONAL,
                title=f"{measure} {number + 1}",
                measure=measure,
                **MEASURES[measure],
            )


def observations() -> list[dict[str, Any]]:
    """What stands on the server, in order of its moment."""
    from alongside.capture.models import Observation

    return [
        {
            "id": str(row.pk),
            "child": row.child.given_name,
            "goal": row.goal.title if row.goal else "",
            "measure": row.measure,
            "value": row.value,
            "withdrawal": row.is_withdrawal,
            "visit": row.visit_id is not None,
            "kind": row.routine_kind,
            "doubtful": row.clock_doubtful,
        }
        for row in Observation.objects.select_related("child", "goal").order_by("observed_at", "order")
    ]


if __name__ == "__main__":
    django.setup()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        if sys.argv[1] == "visit":
            a_visit()
        else:
            print(json.dumps(observations()))
