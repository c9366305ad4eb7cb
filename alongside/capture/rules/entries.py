"""The shape of an entry from a device or from paper, and the sentence where it has another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from alongside.capture.choices import ClassRole, MarkKind, Reason, Setting, Source
from alongside.capture.rules.values import WITHOUT_GOAL
from alongside.classrooms.choices import RoutineKind
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Who

#: What a device has more of, it sends in several batches.
MOST_ENTRIES = 500
#: A visit is no longer than a school day.
LONGEST_MINUTES = 8 * 60
_LARGEST = 2**63 - 1
_FIRST, _LAST = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 12, 31, tzinfo=UTC)
_A_CENTURY = 100 * 366 * 24 * 60 * 60


def _is_plain(text: str) -> str:
    if "\x00" in text:  # PostgreSQL keeps no such letter, and no keyboard writes one.
        raise ValueError("a NUL in a text")
    return text


def _in_every_zone(at: datetime) -> datetime:
    """The moment, or for a clock at the end of time the nearest one that every zone has an hour for."""
    return min(max(at, _FIRST), _LAST)


Text = Annotated[str, StringConstraints(max_length=300), AfterValidator(_is_plain)]
Word = Annotated[str, StringConstraints(max_length=80), AfterValidator(_is_plain)]
#: A value or a detail is flat, and small.
Flat = Annotated[dict[Word, Text | bool | int | float | None], Field(max_length=8)]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, allow_inf_nan=False)


class VisitName(_Shape):
    """A visit as a device names it: planned ones by their series and date too, since the row may not be there yet."""

    id: UUID
    series: UUID | None = None
    on: date


class Told(_Shape):
    """What every entry says: `at` is the device's moment, `skew` the seconds that its clock was known to be off by."""

    id: UUID
    order: Annotated[int, Field(ge=0, le=_LARGEST)] = 0
    at: Annotated[AwareDatetime, AfterValidator(_in_every_zone)]
    skew: float | None = None
    visit: VisitName | None = None
    child: UUID | None = None

    def skew_or(self, otherwise: timedelta) -> timedelta:
        """What its clock was off by: what the entry says, else what is found as it is sent."""
        if self.skew is None or abs(self.skew) > _A_CENTURY:
            return otherwise
        return timedelta(seconds=self.skew)


class SeenEntry(Told):
    """An observation on its way in."""

    kind: Literal["observation"]
    child: UUID
    goal: UUID | None = None
    measure: Measure
    value: Flat = Field(default_factory=dict)
    routine_kind: RoutineKind | Literal[""] = ""
    setting: Setting = Setting.IN_CLASS
    adult: Who = Who.THERAPIST
    material: Word = ""
    words: Text = ""
    is_second: bool = False
    source: Source = Source.TAPPED
    corrects: UUID | None = None
    is_withdrawal: bool = False


class MarkEntry(Told):
    """A mark on its way in."""

    kind: Literal["mark"]
    visit: VisitName
    mark: MarkKind
    detail: Flat = Field(default_factory=dict)


Entry = SeenEntry | MarkEntry
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Annotated[SeenEntry | MarkEntry, Field(discriminator="kind")])


class BatchTooLarge(NotNow):
    """More entries at once than are taken in; in several batches they are."""


def check_is_not_too_many(entries: Sequence[object]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise BatchTooLarge(
            _("A batch has at most {most} entries. Send them in several.").format(most=MOST_ENTRIES)
        )


def read_entry(written: object) -> Entry:
    """The entry that was written; refuses what has not the shape of one, whatever it is."""
    try:
        entry = _ENTRY.validate_python(written)
    except ValidationError as fault:
        place = [str(part) for part in fault.errors(include_url=False)[0]["loc"][1:2]]
        raise NotNow(
            _("We could not read this entry (“{part}”). Write it again as a new one.").format(
                part=place[0] if place else "kind"
            )
        ) from fault
    if isinstance(entry, MarkEntry):
        _check_mark(entry)
    else:
        _check_seen(entry)
    return entry


def _check_seen(entry: SeenEntry) -> None:
    if entry.is_withdrawal and entry.corrects is None:
        raise NotNow(_("This takes back an entry and does not say which. Take it back once more."))
    if entry.corrects == entry.id:
        raise NotNow(_("An entry cannot correct itself. Write it again as a new one."))
    if entry.goal is None and entry.measure not in WITHOUT_GOAL:
        raise NotNow(
            _("“{measure}” is recorded for a goal. Choose the goal and write it again.").format(
                measure=entry.measure.label
            )
        )


def _check_mark(entry: MarkEntry) -> None:
    if entry.mark in _OF_A_CHILD and entry.child is None:
        raise NotNow(_("Say which child it was, and mark it again."))
    if entry.mark in _OF_THE_VISIT and entry.child is not None:
        raise NotNow(_("This is said of the whole visit. Mark it again there."))
    if not (_DETAILS[entry.mark](entry.detail) and _is_said_in_words(entry.detail)):
        raise NotNow(_("“{mark}” is not said in full here. Mark it again.").format(mark=entry.mark.label))


_OF_A_CHILD = {MarkKind.AWAY, MarkKind.THERE}
_OF_THE_VISIT = {MarkKind.MOVED, MarkKind.REOPENED, MarkKind.ROLE}


def _is_reason(detail: Mapping[str, Any]) -> bool:
    return detail.get("reason") in Reason.values


def _is_minutes(minutes: object, least: int, most: int) -> bool:
    return isinstance(minutes, int) and not isinstance(minutes, bool) and least <= minutes <= most


def _is_date(written: object) -> bool:
    try:
        date.fromisoformat(written if isinstance(written, str) else "")
    except ValueError:
        return False
    return True


def _is_said_in_words(detail: Mapping[str, Any]) -> bool:
    """Whether a reason is one of ours, and words are words, wherever a mark has them."""
    return (not detail.get("reason") or _is_reason(detail)) and isinstance(detail.get("words") or "", str)


def _is_shortened(detail: Mapping[str, Any]) -> bool:
    return _is_minutes(detail.get("minutes"), 1, LONGEST_MINUTES)


def _is_moved(detail: Mapping[str, Any]) -> bool:
    return _is_date(detail.get("on")) and _is_minutes(detail.get("starts"), 0, 24 * 60 - 1)


def _names_a_word(detail: Mapping[str, Any]) -> bool:
    try:
        UUID(str(detail.get("word")))
    except ValueError:
        return False
    return True


def _says_words(detail: Mapping[str, Any]) -> bool:
    words = detail.get("words")
    return isinstance(words, str) and bool(words.strip())


_DETAILS = {
    MarkKind.HELD: lambda detail: True,
    MarkKind.SHORTENED: _is_shortened,
    MarkKind.MISSED: _is_reason,
    MarkKind.MOVED: _is_moved,
    MarkKind.REOPENED: lambda detail: True,
    MarkKind.ROLE: lambda detail: detail.get("role") in ClassRole.values,
    MarkKind.AWAY: _is_reason,
    MarkKind.THERE: lambda detail: True,
    MarkKind.WORD: _says_words,
    MarkKind.UNSAID: _names_a_word,
}
