"""Who coaches whom, what makes sense at which step, and how much of a checklist was seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.people.choices import Role
from alongside.people.models import StaffMember
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.strategies.models import Cycle, Look

#: One answer for each item of a checklist: seen, not seen, or None where it could not be seen.
Answers = Sequence[bool | None]


def done_of(seen: Answers) -> tuple[int, int]:
    """How many things were seen, and of how many that could be; the two make the fidelity."""
    could = [each for each in seen if each is not None]
    return sum(could), len(could)


def agreed_of(first: Answers, second: Answers) -> tuple[int, int]:
    """On how many items two raters agree, of those that both could see (point-by-point agreement)."""
    both = [(a, b) for a, b in zip(first, second, strict=True) if a is not None and b is not None]
    return sum(a == b for a, b in both), len(both)


def check_can_agree(viewer: Viewer, coach: StaffMember, coached: StaffMember, classroom: Classroom) -> None:
    """Refuses a cycle that the coach has not taken on herself, with a stranger to the class, or with herself."""
    if coach.pk not in viewer.staff_ids or coach.role not in {Role.THERAPIST, Role.ASSISTANT}:
        raise NotAllowed(
            _("A therapist begins a coaching cycle herself. Ask the one who works in the class.")
        )
    if not classrooms.classrooms_for(viewer).filter(pk=classroom.pk).exists():
        raise NotAllowed(_("You do not work in this class. Ask a therapist who does."))
    if coach.pk == coached.pk:
        raise NotNow(_("Choose a colleague: coaching takes two."))


def check_can_look(viewer: Viewer, cycle: Cycle, seen: Answers, on: date) -> None:
    """Refuses a look of anybody but the coach, after the end, in the future, or that does not fit the checklist."""
    if cycle.coach_id not in viewer.staff_ids:
        raise NotAllowed(_("Only the coach fills in this checklist. A second rater has a page of her own."))
    _check_is_going_on(cycle)
    check_fits(cycle, seen)
    if on > viewer.on:
        raise NotNow(_("This day is still to come. Write the look down once it has been."))


def check_can_rate_again(viewer: Viewer, look: Look, seen: Answers) -> None:
    """Refuses a second rating by the coach or the coached, twice, or of a second one."""
    cycle = look.cycle
    if {cycle.coach_id, cycle.coached_id} & viewer.staff_ids:
        raise NotAllowed(_("The second rater is a third person, who has not seen the first answers."))
    if look.is_second or look.seconds.exists():
        raise NotNow(_("This look has been rated twice already. Both ratings are kept."))
    check_fits(cycle, seen)


def check_fits(cycle: Cycle, seen: Answers) -> None:
    """Refuses answers that are not one for each item, or that say nothing at all."""
    if len(seen) != len(cycle.checklist) or any(each not in (True, False, None) for each in seen):
        raise NotNow(_("Answer each line: seen, not seen, or could not be seen."))
    if all(each is None for each in seen):
        raise NotNow(
            _("Nothing could be seen this time. Look again on another day; nothing is kept of this one.")
        )


def check_can_reflect(viewer: Viewer, cycle: Cycle, text: str) -> None:
    """The coached speaks first, and before the feedback."""
    if cycle.coached_id not in viewer.staff_ids:
        raise NotAllowed(_("Only {name} writes how it was for {name}.").format(name=cycle.coached.given_name))
    _check_is_going_on(cycle)
    _check_says_something(text)


def check_can_give_feedback(viewer: Viewer, cycle: Cycle, text: str) -> None:
    """Feedback comes from the coach, once there was a look."""
    if cycle.coach_id not in viewer.staff_ids:
        raise NotAllowed(_("Only the coach gives feedback here. Write a message instead."))
    _check_is_going_on(cycle)
    if not cycle.looks.exists():
        raise NotNow(_("Look once with the checklist first; then there is something to speak about."))
    _check_says_something(text)


def check_can_end(viewer: Viewer, cycle: Cycle, next_step: str) -> None:
    """Either of the two ends it, with a next step."""
    if not {cycle.coach_id, cycle.coached_id} & viewer.staff_ids:
        raise NotAllowed(_("Only the two of the cycle end it."))
    _check_is_going_on(cycle)
    if not next_step.strip():
        raise NotNow(_("Say what the next step is, even if it is “go on as now”."))


def _check_is_going_on(cycle: Cycle) -> None:
    if cycle.ended_at:
        raise NotNow(_("This cycle has ended. Begin a new one; this one stays as it is."))


def _check_says_something(text: str) -> None:
    if not text.strip():
        raise NotNow(_("Write a few words first."))
