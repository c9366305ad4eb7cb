"""Who says of a day that something was used and how it went, and when that makes sense."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Enrolment
from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import TeamMembership
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.plans.choices import Who
from alongside.strategies.choices import Went
from alongside.strategies.models import Assignment, Use
from alongside.strategies.rules.given import OF_THE_CLASS


def spoken_for_by(viewer: Viewer) -> Q:
    """The condition on an assignment that the viewer says how it went, on the day of looking.

    A class teacher speaks for her class (teacher, assistant, classmates), a therapist or assistant of the child's team
    for what they were given, and a guardian who helps at home for what is done there with their own child.
    """
    held = people.held_on(viewer.on)
    mine = Q(pk__in=[])
    if viewer.is_teacher:
        taught = classrooms.classrooms_taught_by(viewer).values("pk")
        children = Enrolment.objects.filter(held, classroom__in=taught).values("child")
        mine |= Q(home="", who__in=OF_THE_CLASS) & (Q(classroom__in=taught) | Q(child__in=children))
    if viewer.is_therapist:
        team = TeamMembership.objects.filter(held, staff__in=viewer.staff_ids)
        in_class = Enrolment.objects.filter(
            held, Exists(team.filter(child=OuterRef("child"))), classroom=OuterRef("classroom")
        )
        mine |= Q(home="", who__in=(Who.THERAPIST, Who.ASSISTANT)) & (
            Q(child__in=team.values("child")) | Q(Exists(in_class))
        )
    if viewer.is_guardian:
        own = people.children_of_guardian(viewer, Right.HELP_AT_HOME)
        mine |= Q(who=Who.FAMILY, child__in=own.values("pk")) & ~Q(home="")
    return mine


def check_can_say(viewer: Viewer, assignment: Assignment, on: date) -> None:
    """Refuses whoever was not given it, and days on which it did not stand or that are still to come."""
    check_is_ours(viewer, assignment)
    if not Assignment.objects.filter(spoken_for_by(viewer), pk=assignment.pk).exists():
        raise NotAllowed(_("Only who was given this says how it went. Go back to your own page."))
    if on > viewer.on:
        raise NotNow(_("That day is still to come. Say it once it is over."))
    if on < assignment.starts or (assignment.ends is not None and on >= assignment.ends):
        raise NotNow(_("It was not to be done on that day. Choose another day."))


def check_is_own(viewer: Viewer, use: Use) -> None:
    """Refuses somebody else's word, and one that was taken back."""
    check_is_ours(viewer, use)
    if use.said_by_id != viewer.account.pk:
        raise NotAllowed(_("Only who said this can change it. Say your own."))
    if use.taken_back_at is not None:
        raise NotNow(_("This was taken back. Say it again."))


def check_went(use: Use, went: str) -> None:
    if not use.was_used:
        raise NotNow(_("What was not used did not go well or hard. Say first that it was used."))
    if went not in Went.values:
        raise NotNow(_("Say hard, okay or well."))
