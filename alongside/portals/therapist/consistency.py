"""Where in the day a child's goals are supported, by whom and how often, and the gap that costs most."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from alongside.plans.choices import Who
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.therapist.plan_pages import TEAM
from alongside.progress.queries.consistency import Consistency, consistency_of
from alongside.progress.rules.consistency import Place, Supported


@dataclass(frozen=True)
class Adult:
    """An adult in a cell, with the number of days on which they did, and whether a strategy was given."""

    who: str
    label: str
    days: int
    is_given: bool


@dataclass(frozen=True)
class Cell:
    """A place as it is drawn."""

    place: Place
    adults: tuple[Adult, ...]

    @property
    def is_empty(self) -> bool:
        return not self.adults


@dataclass(frozen=True)
class Line:
    """A goal's row: its cells, the last days as a strip (the oldest first), and that in words."""

    row: Supported
    cells: tuple[Cell, ...]
    strip: tuple[bool, ...]
    words: str

    @property
    def told(self) -> list[Cell]:
        return [cell for cell in self.cells if not cell.is_empty]


@for_roles(*TEAM)
def consistency(request: Request, child: UUID) -> HttpResponse:
    """The child's goals over the class's real day and at home, as far as anybody recorded them."""
    page: Consistency = found(consistency_of(request.viewer, child))
    lines = [
        Line(
            row=row,
            cells=tuple(Cell(place, _adults(place)) for place in row.places),
            strip=tuple(day in row.days for day in reversed(page.days)),
            words=row.sentence(len(page.days)),
        )
        for row in page.rows
    ]
    context = {"page": page, "child": page.child, "lines": lines, "number": len(page.days)}
    return render(request, "therapist/progress/consistency.html", context)


def _adults(place: Place) -> tuple[Adult, ...]:
    """Whoever is to practise it there, was given a strategy, or did it, in the order of the choices."""
    planned = {each.who for each in place.planned}
    done = {who: len(days) for who, days in place.days.items()}
    return tuple(
        Adult(who, str(Who(who).label), done.get(who, 0), who in place.given)
        for who in Who.values
        if who in planned | place.given | set(done)
    )
