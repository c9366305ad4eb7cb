"""Everything that there is for Ada, her class and her school, and each address that names some of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from unittest.mock import patch

from django_scopes import scope

from alongside.capture.actions.devices import greet_device
from alongside.capture.models import DatedVisit
from alongside.classrooms import actions as classrooms
from alongside.classrooms.models import ClassTeacher, Room, Term
from alongside.engine.solver import first_fit
from alongside.exchange.actions import imports
from alongside.people import actions as people_actions
from alongside.people.actions.invitations import invite
from alongside.people.choices import Discipline, Relation
from alongside.people.models import Guardian, Guardianship, RoleHeld
from alongside.people.rules import Viewer
from alongside.plans.actions import plans
from alongside.plans.choices import Model, Per
from alongside.plans.models import PlanVersion
from alongside.scheduling.actions import availability, builds, proposals
from alongside.scheduling.actions.publishing import publish
from alongside.scheduling.models import Build, Timetable
from tests.capture.held import a_visit, an_assistant
from tests.factories import AT, ON, SmallSchool, small_school
from tests.factories.told_once import told_once
from tests.plans.written import a_draft, a_planned_service, fresh
from tests.portals.addressed import Address, addressed
from tests.portals.around_ada import (
    calendar_addresses,
    conversations,
    days,
    plan_pages,
    records,
    the_class,
    words,
)


@dataclass(frozen=True)
class Everything:
    """The small school with all that can be in it.

    Tove is an assistant in Ada's team; `who` has by name everybody who is let in somewhere.
    """

    people: SmallSchool
    who: Mapping[str, Viewer]
    visit: DatedVisit
    addresses: tuple[Address, ...]


def everything() -> Everything:
    """All of it, told once in a run."""
    return told_once("everything", _told)


def _told() -> Everything:
    people = small_school()
    with scope(organisation=people.organisation):
        who = {name: getattr(people, name) for name in ("joy", "mei", "carla", "li")}
        who["tove"] = an_assistant(people, "Tove", in_team_of=people.ada)
        visit = a_visit(people)
        version = _plan(people)
        found = [
            *_coordinators(people),
            *_timetables(people),
            *days(people, visit, who["tove"]),
            *plan_pages(people, version),
            *records(people, version),
            *words(people),
            *the_class(people),
            *conversations(people),
            *calendar_addresses(people),
        ]
    return Everything(people, who, visit, tuple(found))


def _plan(people: SmallSchool) -> PlanVersion:
    """Ada's plan in force, with a service by date and one of counsel beside what it always has."""
    version = a_draft(people)
    for terms in (
        {"discipline": Discipline.BEHAVIOUR, "model": Model.CONSULTATION},
        {"discipline": Discipline.SPEECH, "per": Per.TERM, "times": 2, "model": Model.PULL_OUT},
    ):
        a_planned_service(version, by=people.mei, **terms)
    plans.send_for_review(version=version, by=people.mei, at=AT)
    plans.sign(version=fresh(version), name="Li Lund", role="Father", by=people.mei, at=AT)
    plans.agree(version=fresh(version), by=people.mei, at=AT)
    plans.put_in_force(version=fresh(version), on=ON, by=people.mei, at=AT)
    return fresh(version)


def _coordinators(people: SmallSchool) -> list[Address]:
    """What a timetable is built from, and who belongs to whom."""
    by: dict[str, Any] = {"by": people.joy, "at": AT}
    away = availability.set_unavailable(child=people.ada, day="Mon", starts=540, ends=600, **by)
    task = availability.add_planning_task(
        staff=people.mei_staff, title="Planning", minutes=20, school=people.school,
        windows=[{"day": "Mon", "starts": 540, "ends": 600}], **by,
    )  # fmt: skip
    day_off = classrooms.add_day_off(school=people.school, on=date(2025, 10, 1), reason="Fair", **by)
    waiting = Guardianship.objects.create(
        organisation=people.organisation, child=people.ada, starts=ON, relation=Relation.OTHER,
        guardian=Guardian.objects.create(organisation=people.organisation, name="Una Lund"),
    )  # fmt: skip
    device = greet_device(installation=uuid.uuid4(), name="Tablet", by=people.mei, at=AT)
    run = imports.start_import(files=[("roster.csv", b"a,b\n1,2\n")], limit_bytes=1000, **by)
    ada, two_b, school, mei = people.ada.pk, people.class_2b.pk, people.school.pk, people.mei_staff.pk
    tie = people.li_tie.guardian_id
    invited = people_actions.add_guardian(
        child=people.ada, name="Ida Lund", relation=Relation.OTHER, **by
    ).guardian
    invite(guardian=invited, email="ida@riverside.example", **by)

    def at(name: str, *args: Any, **sent: str | int) -> Address:
        return addressed("joy", f"coordinator:{name}", *args, **sent)

    return [
        *(
            at(name, ada)
            for name in (
                "child", "child_name", "child_leaves", "child_class", "away_add", "team_add", "family_add", "consents",
            )
        ),
        *(
            at(name, ada, tie)
            for name in ("family_member", "family_rights", "family_ends")
        ),
        *(at(name, ada, invited.pk) for name in ("family_invite", "family_withdraw")),
        *(at(name, two_b) for name in ("class", "class_day", "class_flags", "class_limits", "teacher_post")),
        *(
            at(name, mei)
            for name in (
                "therapist", "therapist_hours", "therapist_limits", "task_add", "staff_name", "staff_leaves",
                "staff_account",
            )
        ),
        *(at(name, school) for name in ("school", "cycle", "term_add", "days_off_add", "room_add")),
        *(
            at(f"import_{name}", run.pk)
            for name in (
                "show", "progress", "columns", "days", "subjects", "add_therapists", "reopen", "read_again", "undo",
                "discard",
            )
        ),
        at("service_add", ada, "speech"),
        at("consent_ask", ada, purpose="pictures"),
        at("service_change", people.cem_speech.pk),
        at("service_end", people.cem_speech.pk),
        at("away_remove", away.pk),
        at("team_leave", people.mei_place.pk),
        at("family_tie", waiting.pk, answer="confirm"),
        at("teacher_end", ClassTeacher.objects.get(staff=people.carla_staff).pk),
        at("task_end", task.pk),
        at("coordinator_leaves", RoleHeld.objects.get(role="coordinator").pk),
        at("term_remove", school, Term.objects.get().pk),
        at("day_off_remove", school, day_off.pk),
        at("room", Room.objects.get().pk),
        at("device_void", device.pk),
        at("device_found", device.pk),
    ]  # fmt: skip


def _timetables(people: SmallSchool) -> list[Address]:
    """A draft with its build, the board of it, and what the teachers are asked about it."""
    by: dict[str, Any] = {"by": people.joy, "at": AT}
    _build, first = _built(people)
    publish(draft=first, holds_from=ON, **by)
    for place in people.amara_staff.teams.all():  # She gave speech there once, and does no more.
        people_actions.leave_team(place=place, **by)
    build, draft = _built(people)
    proposal = proposals.ask_teachers(draft=draft, **by)
    one = f"?day=Mon&start={9 * 60}&mode=push_in&place={people.class_2b.pk}"
    change: dict[str, Any] = {
        "revision": 0, "visit": 0, "pinned": 1, "day": "Mon", "start": 9 * 60, "mode": "push_in",
        "place": str(people.class_2b.pk), "service": str(people.ada_speech.pk), "therapist": str(people.amara_staff.pk),
    }  # fmt: skip
    return [
        *(addressed("joy", f"coordinator:build_{name}", build.pk) for name in ("show", "stop")),
        *(
            addressed("joy", f"coordinator:{name}", draft.pk)
            for name in ("draft", "publish", "draft_ask", "draft_rename", "draft_discard")
        ),
        *(
            addressed("joy", f"board:{name}", draft.pk, **change)
            for name in ("board", "move", "place", "pin", "undo", "redo")
        ),
        addressed("joy", "board:places", draft.pk, 0),
        addressed("joy", "board:places_for", draft.pk, people.ada_speech.pk),
        addressed("joy", "board:why", draft.pk, 0, after=one),
        *(
            addressed("carla", f"my_class:{name}", proposal.pk, people.class_2b.pk)
            for name in ("proposal", "proposal_answer", "proposal_take_back")
        ),
    ]


def _built(people: SmallSchool) -> tuple[Build, Timetable]:
    """A build by the first fit, at once, and its draft."""
    build = builds.ask_for_build(schools=[people.school], for_on=ON, seconds=1, by=people.joy, at=AT)
    with patch.object(builds, "solve", lambda problem, **_given: first_fit(problem)):
        draft = builds.run_build(build=build, by=people.joy, at=AT)
    assert draft is not None
    return build, draft
