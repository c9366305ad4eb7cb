"""A visit of the small school that was held, and what was seen in it, for tests of what comes after class."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from alongside.capture.choices import Outcome
from alongside.capture.models import DatedSession, DatedVisit, Observation
from alongside.classrooms.choices import RoutineKind
from alongside.people import actions as people_actions
from alongside.people import queries
from alongside.people.choices import Discipline, Role
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.scheduling.choices import Mode
from tests.factories import AT, ON, PASSWORD, SmallSchool, a_service


def a_visit(people: SmallSchool, staff: StaffMember | None = None, **fields: Any) -> DatedVisit:
    """Mei in 2B during Writing from 9:00 to 9:30 on `ON`, held, nobody in it yet."""
    usual: dict[str, Any] = {
        "organisation": people.organisation,
        "staff": staff or people.mei_staff,
        "school": people.school,
        "on": ON,
        "starts": 9 * 60,
        "ends": 9 * 60 + 30,
        "mode": Mode.PUSH_IN,
        "classroom": people.class_2b,
        "routine": "Writing",
        "routine_kind": RoutineKind.WRITING,
        "outcome": Outcome.HELD,
        "ended_at": AT,
    }
    return DatedVisit.objects.create(**(usual | fields))


def a_share(visit: DatedVisit, child: Child, people: SmallSchool, **fields: Any) -> DatedSession:
    """A child's thirty minutes in a visit."""
    usual: dict[str, Any] = {
        "organisation": people.organisation,
        "visit": visit,
        "child": child,
        "discipline": Discipline.OCCUPATIONAL,
        "planned_minutes": 30,
        "minutes": 30,
    }
    if not fields.get("service"):
        usual["service"] = (
            people.ada_ot if child == people.ada else a_service(child, Discipline.OCCUPATIONAL, by=people.joy)
        )
    return DatedSession.objects.create(**(usual | fields))


def see(
    visit: DatedVisit, child: Child, value: dict[str, Any], goal: Goal | None = None, **fields: Any
) -> Observation:
    """Something seen of a child in a visit, a minute after the one before."""
    minute = Observation.objects.filter(visit=visit).count() % 60
    seen_at = datetime.combine(visit.on, time(9, minute), ZoneInfo("Europe/London"))
    usual: dict[str, Any] = {
        "id": uuid.uuid4(),
        "organisation": visit.organisation,
        "child": child,
        "goal": goal,
        "lineage": goal.lineage if goal else None,
        "visit": visit,
        "measure": goal.measure if goal else Measure.CONFIDENCE,
        "value": value,
        "observed_at": seen_at,
        "device_at": seen_at,
        "received_at": seen_at + timedelta(seconds=1),
        "observer": visit.staff.account,
    }
    return Observation.objects.create(**(usual | fields))


def try_out(visit: DatedVisit, people: SmallSchool, goal: Goal, *helps: int | None) -> None:
    """Ada's trials with so much help each, None where it did not come about; the ladder is the usual one."""
    words = ("Alone", "Point", "Say", "Show", "Hands")
    for rung in helps:
        value = {"help": rung} if rung is None else {"help": rung, "word": words[rung]}
        see(visit, people.ada, value, goal)


def an_assistant(people: SmallSchool, given_name: str = "Tove", *, in_team_of: Child | None = None) -> Viewer:
    """An assistant of occupational therapy with an account, in a child's team where one is named."""
    staff = people_actions.add_staff_member(
        role=Role.ASSISTANT,
        given_name=given_name,
        family_name="Berg",
        discipline=Discipline.OCCUPATIONAL,
        by=people.joy,
        at=AT,
    )
    account = people_actions.give_account(
        person=staff, email=f"{given_name.lower()}@riverside.example", password=PASSWORD, by=people.joy, at=AT
    )
    if in_team_of:
        people_actions.join_teams(places=[(in_team_of, staff)], by=people.joy, at=AT)
    viewer = queries.viewer_of(account, ON, people.organisation.pk)
    assert viewer is not None
    return viewer


def staff_of(viewer: Viewer) -> StaffMember:
    """The staff record of somebody who works here."""
    return StaffMember.objects.get(pk__in=viewer.staff_ids)
