"""Who may read, write and sign a plan, and which step a version may take."""

from __future__ import annotations

from datetime import date
from enum import IntEnum

from django.db.models import Exists, Model, OuterRef
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Enrolment
from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import Child, Guardianship, TeamMembership
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.plans.choices import PLAN_TRANSITIONS, PlanState
from alongside.plans.models import PlanVersion


class Reach(IntEnum):
    """How far somebody sees into a child's plan; each sees what the one before it sees, and more.

    The class's teacher reads goals and accommodations of what is in force. The family, as far as it has the right to
    the plan, reads all that is in force, and a draft once it was shared. The team (and whoever runs the programme)
    reads and writes all.
    """

    NOTHING = 0
    CLASS = 1
    FAMILY = 2
    TEAM = 3


def reach_of(viewer: Viewer, child: Child) -> Reach:
    """What the viewer is to the child's plan on the day of looking; one query."""
    if child.organisation_id != viewer.organisation.pk:
        return Reach.NOTHING
    if viewer.is_coordinator:
        return Reach.TEAM
    held = people.held_on(viewer.on)
    team = TeamMembership.objects.filter(held, child=OuterRef("pk"), staff__in=viewer.staff_ids)
    family = Guardianship.objects.filter(
        held,
        child=OuterRef("pk"),
        guardian__in=viewer.guardian_ids,
        confirmed_at__isnull=False,
        **{Right.READ_PLAN.value: True},
    )
    taught = Enrolment.objects.filter(
        held,
        child=OuterRef("pk"),
        classroom__in=classrooms.classrooms_taught_by(viewer).values("pk"),
    )
    ties = (
        Child.objects.filter(pk=child.pk, organisation=viewer.organisation)
        .exclude(leaves_on__lte=viewer.on)
        .annotate(in_team=Exists(team), is_family=Exists(family), is_taught=Exists(taught))
        .values_list("in_team", "is_family", "is_taught")
        .first()
    ) or (False, False, False)
    reaches = (Reach.TEAM, Reach.FAMILY, Reach.CLASS)
    return next((reach for reach, tied in zip(reaches, ties, strict=True) if tied), Reach.NOTHING)


def can_read(reach: Reach, version: PlanVersion, on: date) -> bool:
    """Whether this version is open to somebody of that reach on a day."""
    if reach is Reach.TEAM:
        return True
    state = version.state_on(on)
    if state is PlanState.IN_FORCE:
        return reach > Reach.NOTHING
    return reach is Reach.FAMILY and version.shared_at is not None and state is not PlanState.ENDED


def check_can_write_plan(viewer: Viewer, child: Child) -> None:
    """Refuses everybody but the child's team and those who run the programme."""
    check_is_ours(viewer, child)
    if reach_of(viewer, child) is not Reach.TEAM:
        raise NotAllowed(
            _("Only {child}’s team writes the plan. Tell somebody of the team what should change.").format(
                child=child.first_name
            )
        )


def check_can_write(viewer: Viewer, version: PlanVersion) -> None:
    """Refuses who may not write this plan, and a version that is no draft (any longer)."""
    check_is_ours(viewer, version)
    check_can_write_plan(viewer, version.plan.child)
    if not version.is_editable:
        raise NotNow(says_where_it_stands(version, viewer.on))


def check_is_still_there(row: Model) -> None:
    """Refuses to write into something that was removed since the page was read."""
    if not type(row)._default_manager.filter(pk=row.pk).exists():
        raise NotNow(_("Somebody has removed this meanwhile. Load the page again."))


def check_can_step(version: PlanVersion, to: PlanState, on: date) -> None:
    """Refuses a step that the table of states does not know from where the version stands on a day."""
    if to not in PLAN_TRANSITIONS[version.state_on(on)] or is_awaited(version, on):
        raise NotNow(says_where_it_stands(version, on))


def is_awaited(version: PlanVersion, on: date) -> bool:
    """Whether the version is agreed and comes into force on a later day."""
    return version.in_force_from is not None and version.in_force_from > on


def says_where_it_stands(version: PlanVersion, on: date) -> str:
    """Where the version stands, and what can be done from there."""
    if version.in_force_from and is_awaited(version, on):
        return _("This version comes into force on {day}. Propose a change; the team signs it.").format(
            day=date_format(version.in_force_from, "j F Y")
        )
    return {
        PlanState.DRAFT: _("This version is a draft. Send it for review first."),
        PlanState.IN_REVIEW: _("This version is in review. Agree it, or take it back to change it."),
        PlanState.AGREED: _("This version is agreed. Put it in force, or take it back to change it."),
        PlanState.IN_FORCE: _("A plan in force is not edited. Propose a change; the team signs it."),
        PlanState.ENDED: _("This version has ended. Propose a change; it begins from the last version."),
    }[version.state_on(on)]


def check_can_sign(viewer: Viewer, version: PlanVersion) -> None:
    """Refuses a name under what one may not read, and under a draft or what has ended."""
    check_is_ours(viewer, version)
    reach = reach_of(viewer, version.plan.child)
    if reach < Reach.FAMILY or not can_read(reach, version, viewer.on):
        raise NotAllowed(
            _("The child’s team and family sign the plan. Ask one of the team to add your name.")
        )
    if version.state_on(viewer.on) in {PlanState.DRAFT, PlanState.ENDED}:
        raise NotNow(says_where_it_stands(version, viewer.on))


def check_can_comment(viewer: Viewer, version: PlanVersion) -> None:
    """Refuses a comment of a class teacher or a stranger, and a family's on what was not shared as a draft."""
    check_is_ours(viewer, version)
    reach = reach_of(viewer, version.plan.child)
    state = version.state_on(viewer.on)
    if reach < Reach.FAMILY or not can_read(reach, version, viewer.on):
        raise NotAllowed(
            _("You can comment on a draft that the team has shared with you. Ask them to share it.")
        )
    if state is PlanState.ENDED or (reach is Reach.FAMILY and state is PlanState.IN_FORCE):
        raise NotNow(
            _("Comments belong to a draft. Ask the team to propose a change; it can be shared then.")
        )
