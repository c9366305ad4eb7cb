"""How much of the published week each therapist and each class carries, beside what they can."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.people import queries as people
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.choices import USUAL_LIMITS, Mode
from alongside.scheduling.models import Availability, TherapistLimits, Visit
from alongside.scheduling.queries.timetables import published_on

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Load:
    """A therapist's week in numbers: minutes at work, minutes of visits, their limit, and for how many children."""

    staff: StaffMember
    schools: tuple[str, ...]
    work_minutes: int
    direct_minutes: int
    limit_minutes: int
    children: int

    @property
    def hours(self) -> float:
        """The time at work in hours."""
        return self.work_minutes / 60

    @property
    def is_over(self) -> bool:
        return self.direct_minutes > self.limit_minutes


def therapist_loads(viewer: Viewer) -> list[Load]:
    """Each therapist with her load on the day of looking, by discipline and name; nothing for families.

    The number of queries does not grow with the therapists.
    """
    therapists = list(people.therapists_for(viewer)) if viewer.is_coordinator else []
    schools: dict[UUID, set[str]] = {}
    work: Counter[UUID] = Counter()
    for span in Availability.objects.filter(staff__in=therapists).select_related("school"):
        work[span.staff_id] += span.ends - span.starts
        if span.school:
            schools.setdefault(span.staff_id, set()).add(span.school.name)
    limits = dict(
        TherapistLimits.objects.filter(staff__in=therapists).values_list(
            "staff", "max_direct_minutes_per_cycle"
        )
    )
    direct: Counter[UUID] = Counter()
    children: dict[UUID, set[UUID]] = {}
    for visit in _published_visits(viewer).prefetch_related("sessions__service"):
        direct[visit.staff_id] += visit.ends - visit.starts
        seen = children.setdefault(visit.staff_id, set())
        seen.update(session.service.child_id for session in visit.sessions.all())
    return [
        Load(
            staff=each,
            schools=tuple(sorted(schools.get(each.pk, ()))),
            work_minutes=work[each.pk],
            direct_minutes=direct[each.pk],
            limit_minutes=limits.get(each.pk, USUAL_LIMITS["max_direct_minutes_per_cycle"]),
            children=len(children.get(each.pk, ())),
        )
        for each in therapists
    ]


def visits_by_classroom(viewer: Viewer) -> Counter[UUID]:
    """How many visits each class has in a cycle of the week that holds on the day of looking."""
    if not viewer.is_coordinator:
        return Counter()
    rows = _published_visits(viewer).filter(mode=Mode.PUSH_IN).values_list("classroom", flat=True)
    return Counter(classroom for classroom in rows if classroom)


def _published_visits(viewer: Viewer) -> QuerySet[Visit]:
    return Visit.objects.filter(timetable__in=published_on(viewer, viewer.on))
