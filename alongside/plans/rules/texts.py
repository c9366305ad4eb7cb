"""The texts that are saved while typing, and what happens where two people type in one."""

from __future__ import annotations

from typing import NamedTuple
from zlib import crc32

from django.db.models import CharField
from django.utils.translation import gettext as _

from alongside.people.rules import NotNow
from alongside.plans.models import Goal, HomeRoutine, Objective, Opportunity, PlannedService, PlanVersion
from alongside.plans.models.goals import GOAL_TEXTS
from alongside.plans.models.plans import TEXTS
from alongside.plans.rules.faults import AtFault, Fault

Written = PlanVersion | Goal | Objective | PlannedService | Opportunity | HomeRoutine
"""What has texts and values that are saved by themselves."""

#: The five levels of a goal's scale, from -2 to +2, each a text of its own.
SCALE_TEXTS = tuple(f"scale_{place}" for place in range(5))

TEXTS_OF: dict[type[Written], tuple[str, ...]] = {
    PlanVersion: TEXTS,
    Goal: (*GOAL_TEXTS, *SCALE_TEXTS),
    Objective: ("text",),
    PlannedService: ("reason",),
    Opportunity: ("how",),
    HomeRoutine: (),
}


class Saved(NamedTuple):
    """A text stands as typed; `number` is what the next save of this field gives as `seen`."""

    number: int


class EditedMeanwhile(NotNow):
    """Somebody else has saved this field since; both texts are kept, `theirs` stands.

    Saving again with `seen=number` puts one's own (or both together) in its place.
    """

    def __init__(self, theirs: str, number: int, by: str) -> None:
        super().__init__(
            _(
                "{name} has changed this meanwhile. Both texts are kept: choose one, or put them together."
            ).format(name=by)
        )
        self.theirs = theirs
        self.number = number
        self.by = by


def fingerprint(*texts: str) -> int:
    """A number that tells a text from another, to see whether somebody has changed it meanwhile."""
    return crc32("\0".join(texts).encode())


def check_has_text(target: Written, field: str) -> None:
    """Refuses, as a mistake of the program, a field that is no text of that row."""
    if field not in TEXTS_OF[type(target)]:
        raise LookupError(f"{type(target).__name__} has no text {field}")


def version_of(target: Written) -> PlanVersion:
    """The version in which the row stands."""
    if isinstance(target, PlanVersion):
        return target
    if isinstance(target, Objective | Opportunity):
        return target.goal.version
    return target.version


def text_of(target: Written, field: str) -> str:
    """The text as it stands in the row; empty where there is none yet."""
    if isinstance(target, Goal) and field in SCALE_TEXTS:
        place = SCALE_TEXTS.index(field)
        return str(target.scale[place]) if place < len(target.scale) else ""
    return str(getattr(target, field))


def place_text(target: Written, field: str, text: str) -> str:
    """Puts a text into the row, unsaved; returns the column that it stands in."""
    if isinstance(target, Goal) and field in SCALE_TEXTS:
        levels = [*target.scale, *[""] * 5][:5]
        levels[SCALE_TEXTS.index(field)] = text
        target.scale = levels if any(levels) else []
        return "scale"
    setattr(target, field, text)
    return field


def check_text_fits(target: Written, field: str, text: str) -> None:
    """Refuses a text that is longer than its field, and a goal without a name."""
    column = None if field in SCALE_TEXTS else target._meta.get_field(field)
    longest = 200 if column is None else column.max_length if isinstance(column, CharField) else None
    if longest is not None and len(text) > longest:
        raise AtFault(
            [
                Fault(
                    field,
                    _("This is {count} letters long; {longest} have room. Your text is kept.").format(
                        count=len(text), longest=longest
                    ),
                )
            ]
        )
    if field == "title" and not text.strip():
        raise AtFault([Fault(field, _("A goal needs a name. Say in a few words what it is about."))])
