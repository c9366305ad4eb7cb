"""The ways through Alongside: each portal says its own, the header and the phone's foot show them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer

#: The steps, in rem, in which the header asks how much room it has: those of `ways.css`.
STEPS = range(8, 84, 4)
#: How many ways stand in a phone's foot; where there are more, the last place is the menu.
AT_FOOT = 5


@dataclass(frozen=True)
class Item:
    """One way: `label` as the reader says it, the address, a Lucide icon for the phone's foot.

    `is_last` sends it behind the others, for what is rarely needed. `room` is the width in rem that the header's row
    must have to show this way and all before it; in a narrower row it stands in the menu. `at_foot` says that it has
    a place of its own in the phone's foot.
    """

    label: str
    url: str
    icon: str
    current: bool = False
    is_last: bool = False
    room: int = 0
    at_foot: bool = True


@cache
def _portals() -> tuple[Callable[[Viewer], list[Item]], ...]:
    """The function `nav(viewer)` of every portal that has a `nav.py`, in the order of INSTALLED_APPS."""
    portals = [
        app
        for app in apps.get_app_configs()
        if app.name.startswith("alongside.portals.") and app.name != "alongside.portals.shared"
    ]
    return tuple(
        import_module(f"{app.name}.nav").nav
        for app in portals
        if app.module is not None and module_has_submodule(app.module, "nav")
    )


def items_for(viewer: Viewer | None, path: str) -> list[Item]:
    """Where this viewer can go, each address once; the item that the path lies under is marked as current.

    Of two items that both hold the path, the one with the longer address is the current one.
    """
    if viewer is None:
        return []
    found: dict[str, Item] = {}
    for nav in _portals():
        for item in nav(viewer):
            found.setdefault(item.url, item)
    around = [url for url in found if path == url or (url != "/" and path.startswith(url))]
    here = max(around, key=len, default=None)
    items = sorted(found.values(), key=lambda item: item.is_last)
    return _placed([replace(item, current=item.url == here) for item in items])


def _placed(items: Sequence[Item]) -> list[Item]:
    """The items with the room that each needs, and whether it stands in the phone's foot."""
    widths = [_width(item.label) for item in items]
    menu, everything = _width(_("More")), sum(widths)
    own_places = len(items) if len(items) <= AT_FOOT else AT_FOOT - 1
    placed = []
    for place, item in enumerate(items):
        # With the menu beside it, unless all of them have room and there is no menu.
        needed = min(sum(widths[: place + 1]) + menu, everything)
        room = next((step for step in STEPS if step >= needed), STEPS[-1])
        placed.append(replace(item, room=room, at_foot=place < own_places))
    return placed


def _width(label: str) -> float:
    """About how many rem a label takes in the header with the space around it, rather too many than too few.

    Its letters are 15 px high: a Latin one takes half of that or a little more, a Chinese or Tamil one all of it.
    """
    letters = [letter for letter in label if not unicodedata.combining(letter)]
    return 1.85 + sum(0.52 if letter < "\u0b80" else 0.94 for letter in letters)
