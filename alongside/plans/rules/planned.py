"""When a planned service makes sense, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.people.choices import THERAPIES, Discipline, Role
from alongside.people.models import StaffMember
from alongside.plans.choices import Pattern, Per
from alongside.plans.models import Goal, PlannedService
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.owed import Promise, Step

#: The largest group whose children gain as much as in a small one (see the decision aid's sources).
LARGEST_GROUP = 4


def promise_of(planned: PlannedService) -> Promise:
    """What a planned service owes, as `owed` counts it."""
    steps = [Step(int(each["from"]), int(each["times"])) for each in planned.steps]
    return Promise(
        times=planned.times,
        minutes=planned.minutes,
        per=Per(planned.per),
        starts=planned.starts,
        ends=planned.ends,
        pattern=Pattern(planned.pattern),
        steps=steps,
    )


def faults_of(
    planned: PlannedService,
    therapists: Sequence[StaffMember],
    others: Iterable[PlannedService],
    goals: Iterable[Goal],
    step: int = 5,
) -> list[Fault]:
    """Everything that does not go together in a planned service, its therapists, its neighbours and its goals."""
    faults = [*_own_faults(planned, step), *_therapist_faults(planned, therapists)]
    for other in others:
        if other.pk != planned.pk and other.discipline == planned.discipline and _overlap(planned, other):
            faults.append(
                Fault(
                    "starts",
                    _(
                        "There is a service of {discipline} in these weeks already. End that one first, or put both "
                        "into one."
                    ).format(discipline=THERAPIES[Discipline(planned.discipline)]),
                )
            )
            break
    targets = [goal.target_on for goal in goals if goal.discipline == planned.discipline and goal.target_on]
    if targets and planned.ends and planned.ends > max(targets):
        faults.append(
            Fault(
                "ends",
                _(
                    "The service runs longer than its last goal, which is due on {day}. End it by then."
                ).format(day=date_format(max(targets), "DATE_FORMAT")),
            )
        )
    return faults


def _own_faults(planned: PlannedService, step: int) -> Iterable[Fault]:
    if planned.minutes < step or planned.minutes % step:
        yield Fault(
            "minutes",
            _("The timetable counts in steps of {step} minutes. Take the nearest multiple.").format(
                step=step
            ),
        )
    if planned.ends and planned.ends <= planned.starts:
        yield Fault("ends", _("The service ends before it has begun. Give it a later end."))
    if planned.max_group > LARGEST_GROUP:
        yield Fault(
            "max_group",
            _("In groups of five and more, children gain measurably less. Take {most} at most.").format(
                most=LARGEST_GROUP
            ),
        )
    if planned.pattern == Pattern.RECEDING:
        yield from _step_faults(planned)


def _step_faults(planned: PlannedService) -> Iterable[Fault]:
    steps = sorted(planned.steps, key=lambda each: int(each["from"]))
    times = [planned.times, *(int(each["times"]) for each in steps)]
    if not steps:
        yield Fault("steps", _("Say in which steps the service grows less."))
    elif any(later >= earlier for earlier, later in pairwise(times)):
        yield Fault("steps", _("Each step is to be less than the one before it."))


def _therapist_faults(planned: PlannedService, therapists: Sequence[StaffMember]) -> Iterable[Fault]:
    for therapist in therapists:
        if therapist.role != Role.THERAPIST or therapist.discipline != planned.discipline:
            yield Fault(
                "therapists",
                _("{name} does not give {discipline}. Choose a therapist who does.").format(
                    name=therapist.name, discipline=THERAPIES[Discipline(planned.discipline)]
                ),
            )


def _overlap(one: PlannedService, other: PlannedService) -> bool:
    return (other.ends is None or one.starts < other.ends) and (one.ends is None or other.starts < one.ends)
