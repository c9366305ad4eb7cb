"""How an organisation records: its ladder of help, and what it makes up."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.capture.choices import USUAL_LADDER, USUALLY_MADE_UP, USUALLY_WITHIN, Reason
from alongside.capture.models import Ways
from alongside.people.rules import Viewer


@dataclass(frozen=True)
class WaysThatHold:
    """What holds in an organisation, the usual where it says nothing of its own.

    `ladder` goes from no help to most; `make_up_within` counts school days.
    """

    ladder: tuple[str, ...]
    made_up: dict[Reason, bool]
    make_up_within: int
    is_usual_ladder: bool


def ways_of(viewer: Viewer) -> WaysThatHold:
    """The ways of the viewer's organisation, for anybody in it."""
    own = Ways.objects.filter(organisation=viewer.organisation).first() or Ways()
    return WaysThatHold(
        ladder=tuple(own.ladder) or tuple(str(word) for word in USUAL_LADDER),
        made_up={reason: bool(own.made_up.get(reason, usual)) for reason, usual in USUALLY_MADE_UP.items()},
        make_up_within=own.make_up_within or USUALLY_WITHIN,
        is_usual_ladder=not own.ladder,
    )
