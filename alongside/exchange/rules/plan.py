"""What an import would do: a line for a person about each thing, and the rows as they are to be written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from alongside.exchange.choices import Part, Thing, Verdict
from alongside.formats.odd import Oddity
from alongside.trust.rules import Change

#: The rooms that take changes in, in the order in which their rows may point to each other.
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
    changes: dict[tuple[str, Part], list[Change]] = field(default_factory=dict)
    losses: dict[UUID, Loss] = field(default_factory=dict)

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
        """Lists what the reader found odd."""
        for odd in oddities:
            self.lines.append(
                Line(Verdict.ODD, Thing.ROW, odd.file[:255], odd.sentence[:500], odd.file[:120], odd.line)
            )

    def add(self, model: str, values: dict[str, Any], part: Part = Part.NEW, id: UUID | None = None) -> UUID:
        """Plans a new row and returns its id to be."""
        id = id or uuid4()
        self._put(part, Change(model, id, None, {name: plain(value) for name, value in values.items()}))
        return id

    def alter(
        self, model: str, id: UUID, before: dict[str, Any], after: dict[str, Any], part: Part = Part.CHANGED
    ) -> None:
        """Plans other values for a row; `before` is what must still stand there."""
        self._put(
            part,
            Change(
                model,
                id,
                {name: plain(value) for name, value in before.items()},
                {name: plain(value) for name, value in after.items()},
            ),
        )

    def remove(self, model: str, id: UUID, before: dict[str, Any], part: Part = Part.CHANGED) -> None:
        """Plans the going of a row; `before` holds every column, so that it can come back."""
        self._put(part, Change(model, id, {name: plain(value) for name, value in before.items()}, None))

    def _put(self, part: Part, change: Change) -> None:
        self.changes.setdefault((change.model.partition(".")[0], part), []).append(change)

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
        for (_room, part), changes in self.changes.items():
            found[part.value] += len(changes)
        return dict(found)


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
