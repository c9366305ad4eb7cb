"""What is wrong with one field, in a sentence that stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from alongside.people.rules import NotNow
from alongside.wording.joins import sentences


class Fault(NamedTuple):
    """A field by its name (a scale's levels are `scale_0` to `scale_4`), and what to do about it."""

    field: str
    sentence: str


class AtFault(NotNow):
    """Refuses values that do not make sense; `faults` says which field and why, the message is all of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(sentences(fault.sentence for fault in faults))
        self.faults = list(faults)


def check_fields_hold(row: Model, *names: str) -> None:
    """Refuses values that the named fields cannot hold at all: too long, too large, not among their choices."""
    others = {field.name for field in row._meta.concrete_fields} - set(names)
    try:
        row.clean_fields(exclude=others)
    except ValidationError as refused:
        raise AtFault(
            [
                Fault(name, _("{problem} Nothing was changed.").format(problem=sentences(messages)))
                for name, messages in refused.message_dict.items()
            ]
        ) from refused
