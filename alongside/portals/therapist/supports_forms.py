"""What is typed into the page of a support: title, language, and its places with picture, words and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from uuid import UUID

from django.http import QueryDict

from alongside.portals.therapist.strategies_forms import seen_in
from alongside.schooltime.clock import clock
from alongside.strategies.choices import SupportKind
from alongside.strategies.queries.pictures import Pictures
from alongside.strategies.rules.supports import BOUNDS, Cell

#: More places than any support has are not read from a form.
_MOST = max(most for _fewest, most in BOUNDS.values())


@dataclass(frozen=True)
class Place:
    """One place in the form: what stands in it, and the pictures that were found for it without a script."""

    number: int
    cell: Cell
    words_asked: str = ""
    found: tuple[str, ...] = ()

    @property
    def clock(self) -> str:
        """The time as a field for a time holds it."""
        return "" if self.cell.time is None else clock(self.cell.time).zfill(5)


@dataclass(frozen=True)
class Typed:
    """The whole form. `do` is the button that was pressed and `at` the place that it belongs to.

    `seen` is the fingerprint of the support that the page showed, `form` the id of a page that makes a new one.
    """

    kind: SupportKind
    title: str
    language: str
    cells: tuple[Cell, ...]
    do: str = "keep"
    at: int = -1
    asked: dict[int, str] = field(default_factory=dict)
    seen: int = 0
    form: UUID | None = None

    def changed(self) -> Typed:
        """The form after its button: a place more or less, or two that have changed places."""
        cells, at = list(self.cells), self.at
        if self.do == "add" and len(cells) < BOUNDS[self.kind][1]:
            cells.append(Cell())
        elif self.do == "remove" and 0 <= at < len(cells):
            del cells[at]
        elif self.do == "up" and 0 < at < len(cells):
            cells[at - 1], cells[at] = cells[at], cells[at - 1]
        return replace(self, cells=tuple(cells))

    @property
    def may_add(self) -> bool:
        return len(self.cells) < BOUNDS[self.kind][1]

    @property
    def may_remove(self) -> bool:
        return len(self.cells) > BOUNDS[self.kind][0]


def typed(kind: SupportKind, data: QueryDict) -> Typed:
    """What the form says; what cannot be read as a time counts as none."""
    numbers = range(min(_MOST, _number(data.get("places", "0"))))
    do, _dash, at = data.get("do", "keep").partition("-")
    return Typed(
        kind=kind,
        title=data.get("title", "").strip(),
        language=data.get("language", ""),
        cells=tuple(
            Cell(
                picture=data.get(f"picture-{number}", ""),
                words=data.get(f"words-{number}", ""),
                time=_minutes(data.get(f"time-{number}", "")),
            )
            for number in numbers
        ),
        do=do,
        at=_number(at, otherwise=-1),
        asked={number: data.get(f"q-{number}", "") for number in numbers},
        seen=seen_in(data),
        form=form_in(data),
    )


def form_in(data: QueryDict) -> UUID | None:
    """The id that the page made, so that what is sent twice is kept once; None where it is none."""
    try:
        return UUID(data.get("form", ""))
    except ValueError:
        return None


def places(said: Typed, drawn: Pictures | None, languages: Sequence[str]) -> list[Place]:
    """The places as the page shows them, with the pictures that are found for the words that were typed for one."""
    asked = said.asked if said.do == "find" else {}
    return [
        Place(
            number=number,
            cell=cell,
            words_asked=asked.get(number, ""),
            found=tuple(drawn.found(asked[number], *languages)) if drawn and asked.get(number) else (),
        )
        for number, cell in enumerate(said.cells)
    ]


def day_in(written: str, otherwise: date) -> date:
    """The day that an address asks for."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return otherwise


def _number(written: str, otherwise: int = 0) -> int:
    return int(written) if written.isascii() and written.isdigit() else otherwise


def _minutes(written: str) -> int | None:
    try:
        said = time.fromisoformat(written)
    except ValueError:
        return None
    return said.hour * 60 + said.minute
