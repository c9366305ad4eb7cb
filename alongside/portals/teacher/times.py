"""Which times suit visits: a teacher says it for each part of her class's day, and the next build reads it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from alongside.classrooms import actions, queries
from alongside.classrooms.choices import PushIn
from alongside.classrooms.models import Classroom, Routine
from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles
from alongside.portals.teacher.classes import class_of, of_mine
from alongside.schooltime.clock import clock

STEP = 5
#: The three answers as a teacher says them, each with the icon of its button.
ANSWERS = (
    (PushIn.WELCOME, _("Good"), "check"),
    (PushIn.ALLOWED, _("Possible"), "minus"),
    (PushIn.NEVER, _("Bad"), "x"),
)
WORDS = {answer.value: word for answer, word, _icon in ANSWERS}


class Block(NamedTuple):
    """A routine in the picture: the row of five minutes that it begins in (from 1), and how many it lasts."""

    row: int
    rows: int
    routine: Routine


@dataclass(frozen=True)
class DayColumn:
    """One day of the cycle in the picture."""

    name: str
    is_shown: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Asked:
    """One part of the shown day; `differs` where the same lesson has another answer on another day."""

    routine: Routine
    differs: bool

    @property
    def answers(self) -> list[tuple[str, str, str, bool]]:
        """Value, word, icon and whether it is what stands."""
        return [(each.value, str(word), icon, each == self.routine.push_in) for each, word, icon in ANSWERS]

    @property
    def word(self) -> str:
        return str(WORDS[self.routine.push_in])


@for_roles(Role.TEACHER)
def times(request: Request, pk: UUID) -> HttpResponse:
    """The week of the class in a picture, and one day of it to answer for; `?day=` chooses the day."""
    classroom = class_of(request, pk)
    return render(request, "teacher/times.html", _context(request, classroom, request.GET.get("day", "")))


@require_POST
@for_roles(Role.TEACHER)
def say(request: Request, pk: UUID, routine: UUID) -> HttpResponse:
    """Keeps one answer as it is tapped; asked by htmx it answers with picture and list."""
    classroom = class_of(request, pk)
    said, day = request.POST.get("suits", ""), request.POST.get("day", "")
    if said not in PushIn.values:
        raise Http404
    try:
        actions.say_times(
            classroom=classroom,
            routine=routine,
            push_in=PushIn(said),
            on_every_day="every" in request.POST,
            by=request.viewer,
            at=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        if request.headers.get("HX-Request"):
            response = HttpResponse()
            response.headers["HX-Refresh"] = "true"
            return response
    if request.headers.get("HX-Request"):
        return render(request, "teacher/times_parts.html", _context(request, classroom, day, is_kept=True))
    return redirect(f"{reverse('my_class:times', args=[pk])}?day={day}#part-{routine}")


def _context(
    request: Request, classroom: Classroom, asked: str, *, is_kept: bool = False
) -> dict[str, object]:
    viewer = request.viewer
    days = queries.days_of(viewer, classroom)[:1]
    routines = [routine for day in days for routine in day.routines.all()]
    names = [
        day
        for day in queries.cycle_days(viewer, classroom.school)
        if any(each.day == day for each in routines)
    ]
    calendar = queries.calendar_of(classroom.school)
    now = calendar.cycle_day_on(viewer.on) if calendar else None
    shown = next((day for day in (asked, now, *names) if day in names), "")
    return {
        "classroom": classroom,
        "classes": of_mine(request, "times", classroom.pk),
        "columns": _columns(names, routines, shown),
        "hours": _hours(routines),
        "shown": shown,
        "asked": list(_asked(routines, shown)),
        "is_kept": is_kept,
    }


def _columns(names: Iterable[str], routines: Sequence[Routine], shown: str) -> list[DayColumn]:
    first = _first(routines)
    return [
        DayColumn(
            name,
            name == shown,
            tuple(
                Block((each.starts - first) // STEP + 1, max(1, -(-(each.ends - each.starts) // STEP)), each)
                for each in routines
                if each.day == name
            ),
        )
        for name in names
    ]


def _hours(routines: Sequence[Routine]) -> list[tuple[int, str]]:
    """The full hours of the picture: row, and the time as it is written."""
    first, last = _first(routines), max((each.ends for each in routines), default=0)
    return [
        ((minute - first) // STEP + 1, clock(minute).removeprefix("0"))
        for minute in range(-(-first // 60) * 60, last, 60)
    ]


def _first(routines: Sequence[Routine]) -> int:
    return min((each.starts for each in routines), default=0) // 30 * 30


def _asked(routines: Sequence[Routine], shown: str) -> Iterable[Asked]:
    answers: dict[str, set[str]] = {}
    for each in routines:
        answers.setdefault(each.title, set()).add(each.push_in)
    for each in sorted(routines, key=lambda each: each.starts):
        if each.day == shown:
            yield Asked(each, len(answers[each.title]) > 1)
