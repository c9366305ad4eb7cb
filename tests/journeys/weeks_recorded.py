"""A child with weeks of data for one goal, and a visit that is now, told into a journey's own database.

`python -m tests.journeys.weeks_recorded` writes them beside the server, in its environment, and prints as JSON what the
journey needs to find its way.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import django

FIRST_NAME, FAMILY_NAME, GOAL = "Zi Xuan", "Chen", "Puts on a coat and does up the zip"
STEPS = ["Takes the coat", "Finds the arms", "Puts it on", "Joins the zip", "Pulls it up"]
#: Days before now, and how many of the five steps were done alone: before the plan, push-in, with a picture strip.
BASELINE = ((76, 1), (73, 1), (71, 2))
PUSH_IN = ((66, 1), (62, 2), (59, 1), (55, 2), (52, 2), (48, 1))
STRIP = ((40, 2), (37, 3), (34, 2), (30, 3), (27, 3), (23, 4), (20, 3), (16, 3), (9, 4), (6, 4))
BEGINS, CHANGES, DUE = 69, 42, 28


def tell() -> dict[str, str]:
    """Weeks of steps, held visits, a change of the teaching, and the visit of this moment."""
    from alongside.capture.models import DatedSession, DatedVisit
    from alongside.people.choices import Discipline
    from alongside.people.models import Child
    from alongside.plans.choices import Unit
    from alongside.plans.models import Goal
    from alongside.plans.queries.plans import in_force_on
    from alongside.progress.models import Decision

    child = Child.objects.get(given_name=FIRST_NAME, family_name=FAMILY_NAME)
    marek = child.team.get(staff__discipline=Discipline.OCCUPATIONAL, ends=None).staff
    now = datetime.now(ZoneInfo(child.organisation.time_zone))
    today = now.date()
    goals = Goal.objects.filter(in_force_on(today, "version__"), version__plan__child=child)
    goal = goals.select_related("version__plan__child").get(title=GOAL)
    begins = today - timedelta(days=BEGINS)
    goal.version.in_force_from = begins
    goal.version.save(update_fields=["in_force_from"])
    goal.version.planned_services.filter(discipline=goal.discipline).update(starts=begins)
    changes: dict[str, Any] = {
        "parts": STEPS,
        "criterion_value": 4,
        "criterion_of": 5,
        "criterion_unit": Unit.STEPS,
        "criterion_over": "3 sessions running",
        "baseline_value": 1,
        "baseline_on": today - timedelta(days=BASELINE[0][0]),
        "target_on": today + timedelta(days=DUE),
        "settings": ["dismissal", "snack_recess", "home"],
    }
    Goal.objects.filter(pk=goal.pk).update(**changes)
    Decision.objects.create(
        organisation=child.organisation,
        child=child,
        lineage=goal.lineage,
        step="change",
        on=today - timedelta(days=CHANGES),
        words="Picture strip by the hook",
        said="Behind the aimline although the plan was carried out.",
        points=len(PUSH_IN),
        decided_at=now - timedelta(days=CHANGES),
        decided_by=marek.account,
    )

    def visit(on: date, starts: int, minutes: int, outcome: str = "") -> DatedVisit:
        made = DatedVisit.objects.create(
            organisation=child.organisation,
            staff=marek,
            school=child.school,
            on=on,
            starts=starts,
            ends=starts + minutes,
            mode="push_in",
            classroom=child.enrolments.get(ends=None).classroom,
            routine="Going home",
            routine_kind="dismissal",
            outcome=outcome,
            ended_at=now if outcome else None,
        )
        DatedSession.objects.create(
            organisation=child.organisation,
            visit=made,
            child=child,
            discipline=Discipline.OCCUPATIONAL,
            service=child.services.filter(discipline=Discipline.OCCUPATIONAL).first(),
            planned_minutes=minutes,
            minutes=minutes if outcome else None,
        )
        return made

    for days, alone in BASELINE:
        see(goal, marek.account, today - timedelta(days=days), alone)
    for days, alone in (*PUSH_IN, *STRIP):
        on = today - timedelta(days=days)
        see(goal, marek.account, on, alone, visit=visit(on, 14 * 60, 30, "held"))
    for days, alone in ((30, 3), (9, 4)):
        on = today - timedelta(days=days)
        there = DatedVisit.objects.get(staff=marek, on=on)
        see(goal, marek.account, on, alone, visit=there, is_second=True)
    for days, alone in ((29, 2), (15, 3), (8, 4)):
        see(
            goal,
            marek.account,
            today - timedelta(days=days),
            alone,
            adult="teacher",
            routine_kind="snack_recess",
        )
    see(goal, marek.account, today - timedelta(days=5), 3, adult="family", setting="home", routine_kind="")
    minute = now.hour * 60 + now.minute
    visit(today, max(0, min(minute - 15, 24 * 60 - 120)), 120)
    return {"child": str(child.pk), "lineage": str(goal.lineage), "marek": marek.account.email}


def see(goal: Any, by: Any, on: date, alone: int, **where: Any) -> None:
    """Five steps on a day, the first so many of them alone."""
    from alongside.capture.models import Observation

    at = datetime.combine(on, time(14, 5), ZoneInfo("Europe/London"))
    helps: Sequence[int] = [0] * alone + [2] * (len(STEPS) - alone)
    said = {"setting": "in_class", "routine_kind": "dismissal", "adult": "therapist"} | where
    Observation.objects.bulk_create(
        Observation(
            id=uuid.uuid4(),
            organisation=goal.organisation,
            child=goal.version.plan.child,
            goal=goal,
            lineage=goal.lineage,
            measure=goal.measure,
            value={"step": step, "help": rung, "word": ("Alone", "Point", "Say")[rung]},
            observed_at=at + timedelta(seconds=step),
            device_at=at,
            received_at=at,
            order=step,
            observer=by,
            **said,
        )
        for step, rung in enumerate(helps)
    )


if __name__ == "__main__":
    django.setup()
    from django_scopes import scopes_disabled

    with scopes_disabled():
        print(json.dumps(tell()))
