"""What happened lately, as a family meets it: visits held, the face that the child chose, what was left for home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.capture.choices import FACES, Audience
from alongside.capture.models import DatedSession, LeaveBehind
from alongside.capture.queries.seen import standing_observations
from alongside.classrooms.choices import RoutineKind
from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.scheduling.choices import Mode

#: How far back one looks; what lies longer ago is read in the weeks gone by.
LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Face:
    """One of the five faces of the child's own voice, from 1, with its word."""

    number: int
    word: str


@dataclass(frozen=True)
class HeldLately:
    """A visit in which the child had a share: when, with whom, how long and where.

    `routine` is what the class did, empty outside class; `face` what the child chose afterwards, None where it chose
    none. `left` are the words that were left for home.
    """

    on: date
    staff: str
    mark: str
    discipline: str
    minutes: int
    in_class: bool
    routine: str
    face: Face | None
    left: tuple[str, ...]


def held_lately(viewer: Viewer, child_id: UUID, most: int = 3) -> list[HeldLately]:
    """The last visits of the viewer's own child, the latest first; five queries, whatever the number.

    For a guardian who reads progress; the words for home are for those who help there.
    """
    if not people.children_of_guardian(viewer, Right.READ_REPORTS).filter(pk=child_id).exists():
        return []
    shares = DatedSession.objects.filter(
        organisation=viewer.organisation,
        child=child_id,
        away="",
        minutes__gt=0,
        visit__on__gt=viewer.on - LATELY,
        visit__on__lte=viewer.on,
    ).select_related("visit__staff")
    latest = list(shares.order_by("-visit__on", "-visit__starts")[:most])
    visits = [share.visit_id for share in latest]
    chosen = standing_observations().filter(
        child=child_id, visit__in=visits, measure=Measure.CONFIDENCE, is_second=False
    )
    faces = {row.visit_id: int(row.value["face"]) for row in chosen.order_by("observed_at", "order")}
    left: dict[UUID, list[str]] = {}
    if people.children_of_guardian(viewer, Right.HELP_AT_HOME).filter(pk=child_id).exists():
        words = LeaveBehind.objects.filter(
            visit__in=visits, child=child_id, audience=Audience.HOME, taken_back_at=None
        )
        for row in words.order_by("left_at"):
            left.setdefault(row.visit_id, []).append(row.text)
    return [
        HeldLately(
            on=share.visit.on,
            staff=share.visit.staff.name,
            mark=share.visit.staff.mark,
            discipline=str(share.get_discipline_display()),
            minutes=share.minutes or 0,
            in_class=share.visit.mode == Mode.PUSH_IN,
            routine=_routine(share) if share.visit.mode == Mode.PUSH_IN else "",
            face=_face(faces.get(share.visit_id)),
            left=tuple(left.get(share.visit_id, ())),
        )
        for share in latest
    ]


def _routine(share: DatedSession) -> str:
    """The class's own name for what it did, or the name that every class understands."""
    kind = share.visit.routine_kind
    return share.visit.routine or (str(RoutineKind(kind).label) if kind else "")


def _face(number: int | None) -> Face | None:
    return Face(number, str(FACES[number - 1])) if number else None
