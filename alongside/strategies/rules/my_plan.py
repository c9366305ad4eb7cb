"""How a child's own page speaks: a picture for each part and goal, and what an adult helps with in a child's words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import MARKS, Discipline
from alongside.people.models import StaffMember
from alongside.plans.choices import SaidAbout
from alongside.strategies.rules.pictures import PICTURE_OF

#: The picture beside each part that a child tells.
PICTURES: Mapping[SaidAbout, str] = {
    SaidAbout.LIKES: "red-heart",
    SaidAbout.GOOD_AT: "star",
    SaidAbout.HELPS: "handshake",
    SaidAbout.HARD: "thinking-face",
    SaidAbout.WANTS: "rocket",
}
#: The pictures beside the child itself, and beside those who help it.
MYSELF, HELPERS = "person-raising-hand", "people-holding-hands"


def picture_of_goal(kind: str) -> str:
    """The picture of a goal: that of the routine in which it is looked for, else a star."""
    return PICTURE_OF[RoutineKind(kind)] if kind in RoutineKind.values else "star"


def how_helps(staff: StaffMember) -> str:
    """What an adult helps with, as a child understands it."""
    mark = MARKS.get(Discipline(staff.discipline), "") if staff.discipline else ""
    return {
        "ot": _("helps with hands and moving"),
        "slt": _("helps with talking and listening"),
        "beh": _("helps with feelings and friends"),
    }.get(mark, _("helps in class"))
