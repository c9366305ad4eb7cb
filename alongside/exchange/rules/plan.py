"""What an import would do: a line for a person about each thing, and the rows as they are to be written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from alongside.exchange.choices import Part, Thing, Verdict
from alongside.formats.odd import Oddity
from alongside.trust.rules import Change

#: Every model that an import writes, in the order in which rows may point to each other.
MODELS = (
    "people.school", "people.staffmember", "people.child", "people.guardian", "people.guardianship",
    "people.externalid", "people.teammembership",
    "classrooms.schoolcycle", "classrooms.classroom", "classrooms.enrolment", "classrooms.classteacher",
    "classrooms.classtimetable", "classrooms.routine",
    "plans.service", "plans.servicetherapist",
)  # fmt: skip
#: The rooms that take them in, in the same order.
ROOMS = ("people", "classrooms", "plans")


class Line(NamedTuple):
    """What one row of a file (or one thing that it lacks) means, for a person to read."""

    verdict: Verdict
    thing: Thing
    label: str
    sentence: str = ""
    file: str = ""
    number: int | None = None


@dataclass
class Loss:
    """How many children a class has, and how many places would end by each part of a decision."""

    name: str
    children: int
    changed: int = 0
    missing: int = 0


@dataclass
class Plan:
    """The lines and the changes of one import, gathered while a file is compared with what is here."""

    lines: list[Line] = field(default_factory=list)
    changes: dict[tuple[str, Part, str], list[Change]] = field(default_factory=dict)
    losses: dict[UUID, Loss] = field(default_factory=dict)
    unknown_therapists: list[str] = field(default_factory=list)

    def say(
        self,
        verdict: Verdict,
        thing: Thing,
        label: str,
        sentence: str = "",
        *,
        at: Any = None,
        file: str = "",
    ) -> None:
        """Adds a line; `at` is the row of the file that it speaks of (anything with `file` and `line`)."""
        where, number = (at.file, at.line or None) if at is not None else (file, None)
        self.lines.append(Line(verdict, thing, label[:255], sentence[:500], where[:120], number))

    def note(self, oddities: list[Oddity]) -> None:
        """Lists what the reader found odd, with what was said of the same row where it was odd already."""
        odd_rows: dict[tuple[str, int | None], int] = {
            (line.file, line.number): place
            for place, line in enumerate(self.lines)
            if line.verdict is Verdict.ODD and line.number
        }
        for odd in oddities:
            place = odd_rows.get((odd.file[:120], odd.line))
            if place is not None:
                said = self.lines[place]
                self.lines[place] = said._replace(sentence=f"{said.sentence} {odd.sentence}"[:500])
                continue
            label = _("Row {number}").format(number=odd.line) if odd.line else _("The whole file")
            self.lines.append(
                Line(Verdict.ODD, Thing.ROW, label, odd.sentence[:500], odd.file[:120], odd.line)
            )

    def add(self, model: str, values: dict[str, Any], part: Part = Part.NEW, id: UUID | None = None) -> UUID:
        """Plans a new row and returns its id to be."""
        id = id or uuid4()
        values = {name: plain(value) for name, value in values.items()}
        self.changes.setdefault((model, part, "add"), []).append(Change(model, id, None, values))
        return id

    def alter(
        self, model: str, id: UUID, before: dict[str, Any], after: dict[str, Any], part: Part = Part.CHANGED
    ) -> None:
        """Plans other values for a row; `before` is what must still stand there."""
        change = Change(
            model,
            id,
            {name: plain(value) for name, value in before.items()},
            {name: plain(value) for name, value in after.items()},
        )
        self.changes.setdefault((model, part, "alter"), []).append(change)

    def remove(self, model: str, id: UUID, before: dict[str, Any], part: Part = Part.CHANGED) -> None:
        """Plans the going of a row; `before` holds every column, so that it can come back."""
        change = Change(model, id, {name: plain(value) for name, value in before.items()}, None)
        self.changes.setdefault((model, part, "remove"), []).append(change)

    def in_order(self, room: str) -> Iterator[tuple[Part, list[Change]]]:
        """The changes of one room as they are to be written: part by part, what goes before what comes.

        Rows of one model stand together, since they are written many at a time.
        """
        for part in Part:
            for model in MODELS:
                for kind in ("remove", "alter", "add"):
                    changes = self.changes.get((model, part, kind))
                    if changes and model.partition(".")[0] == room:
                        yield part, changes

    def counts(self) -> dict[str, dict[str, int]]:
        """How many lines there are by verdict and thing."""
        found = Counter((line.verdict.value, line.thing.value) for line in self.lines)
        counts: dict[str, dict[str, int]] = {}
        for (verdict, thing), number in found.items():
            counts.setdefault(verdict, {})[thing] = number
        return counts

    def changes_by_part(self) -> dict[str, int]:
        """How many rows each part of the decision would write."""
        found: Counter[str] = Counter()
        for (_model, part, _kind), changes in self.changes.items():
            found[part.value] += len(changes)
        return dict(found)


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
