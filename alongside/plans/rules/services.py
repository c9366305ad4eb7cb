"""When a service makes sense, and who may write one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.people.choices import THERAPIES, Discipline, Role
from alongside.people.models import StaffMember
from alongside.people.rules import NotNow
from alongside.plans.models import Service


def check_service_makes_sense(service: Service, therapists: list[StaffMember], step: int = 5) -> None:
    """Refuses a service that no timetable could read."""
    if service.minutes % step:
        raise NotNow(
            _(
                "{minutes} minutes do not fit the timetable's steps of {step}. Take the nearest multiple."
            ).format(minutes=service.minutes, step=step)
        )
    if service.ends and service.ends < service.starts:
        raise NotNow(_("The service ends before it starts. Give it a later end."))
    for therapist in therapists:
        if therapist.role != Role.THERAPIST or therapist.discipline != service.discipline:
            raise NotNow(
                _("{name} does not give {discipline}. Choose a therapist who does.").format(
                    name=therapist.name, discipline=THERAPIES[Discipline(service.discipline)]
                )
            )
