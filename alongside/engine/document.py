"""Reads a JSON document value by value, and refuses a faulty one with the place and the fault."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import NoReturn, TypeVar

FORMAT = "alongside-schedule/1"
DAY_MINUTES = 24 * 60
CLOCK_FIELDS = frozenset({"start", "end", "earliest", "latest"})

_CLOCK = re.compile(r"(?:([01]\d|2[0-3]):([0-5]\d)|24:00)", re.ASCII)

Part = TypeVar("Part")
Choice = TypeVar("Choice", bound=StrEnum)


class DocumentError(ValueError):
    """A document that the schedule format refuses.

    `place` names the faulty value as in "classrooms[3].routines[2].start" (empty: the document as a whole);
    `fault` says what is wrong with it.
    """

    def __init__(self, place: str, fault: str) -> None:
        super().__init__(f"{place}: {fault}" if place else fault)
        self.place = place
        self.fault = fault


class ProblemError(DocumentError):
    """A problem that the schedule format refuses."""


class TimetableError(DocumentError):
    """A timetable that cannot be read."""


def clock(minutes: int) -> str:
    """`"HH:MM"` of minutes from midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Record:
    """One object of a JSON document, its place in the document and the error that refuses it.

    Each method reads one field. A field that is absent or null takes its default; without a default it is
    refused.
    """

    values: Mapping[str, object]
    place: str
    error: type[DocumentError]

    @classmethod
    def of(cls, raw: object, place: str, error: type[DocumentError]) -> "Record":
        if not isinstance(raw, dict):
            raise error(place, f"an object is expected here, not {_shown(raw)}.")
        return cls(raw, place, error)

    def at(self, name: str) -> str:
        """The place of the field `name`."""
        return f"{self.place}.{name}" if self.place else name

    def refuse(self, name: str, fault: str) -> NoReturn:
        raise self.error(self.at(name), fault)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        value = self._value(name, default)
        if not isinstance(value, str):
            self.refuse(name, f"a text is expected here, not {_shown(value)}.")
        return value

    def whole(self, name: str, default: int | None = None) -> int:
        return self._as_whole(self.at(name), self._value(name, default))

    def time(self, name: str) -> int:
        """Minutes from midnight of a time `"HH:MM"`, up to `"24:00"`."""
        value = self._value(name, None)
        match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
        if match is None:
            self.refuse(
                name,
                f'a time such as "08:30" is expected here, up to "24:00", not {_shown(value)}.',
            )
        return DAY_MINUTES if match[1] is None else int(match[1]) * 60 + int(match[2])

    def choice(self, name: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        value = self._value(name, default)
        for each in kind:
            if each.value == value:
                return each
        allowed = ", ".join(f'"{each}"' for each in kind)
        raise self.error(self.at(name), f"one of {allowed} is expected here, not {_shown(value)}.")

    def record(self, name: str) -> "Record":
        return Record.of(self._value(name, None), self.at(name), self.error)

    def each(
        self,
        name: str,
        read: Callable[["Record"], Part],
        default: list[object] | None = None,
    ) -> tuple[Part, ...]:
        """The objects of a list, each read by `read`."""
        items = self._items(name, default)
        return tuple(
            read(Record.of(item, f"{self.at(name)}[{n}]", self.error)) for n, item in enumerate(items)
        )

    def texts(self, name: str, default: list[object] | None = None) -> tuple[str, ...]:
        """The texts of a list."""
        items = self._items(name, default)
        for n, item in enumerate(items):
            if not isinstance(item, str):
                raise self.error(
                    f"{self.at(name)}[{n}]",
                    f"a text is expected here, not {_shown(item)}.",
                )
        return tuple(str(item) for item in items)

    def wholes(self, name: str) -> dict[str, int]:
        """An object whose values are whole numbers; empty where the field is absent."""
        if not self.has(name):
            return {}
        inner = self.record(name)
        return {key: inner._as_whole(inner.at(key), value) for key, value in inner.values.items()}

    def _value(self, name: str, default: object) -> object:
        value = self.values.get(name)
        if value is not None:
            return value
        if default is None:
            self.refuse(name, "this is missing.")
        return default

    def _items(self, name: str, default: list[object] | None) -> list[object]:
        value = self._value(name, default)
        if not isinstance(value, list):
            self.refuse(name, f"a list is expected here, not {_shown(value)}.")
        return value

    def _as_whole(self, place: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(place, f"a whole number is expected here, not {_shown(value)}.")
        return value


def written(value: object) -> object:
    """The JSON of a dataclass of this room: times as `"HH:MM"`, fields without a value left out."""
    if is_dataclass(value) and not isinstance(value, type):
        found = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {
            name: clock(item) if name in CLOCK_FIELDS else written(item)
            for name, item in found
            if item is not None
        }
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {key: written(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [written(item) for item in value]
    return value


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else text[:36] + "…" + text[-1:]
