"""The ways through Alongside: each portal says its own, the header and the phone's foot show them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from alongside.people.rules import Viewer


@dataclass(frozen=True)
class Item:
    """One way: `label` as the reader says it, the address, a Lucide icon for the phone's foot."""

    label: str
    url: str
    icon: str
    current: bool = False


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
    return [replace(item, current=item.url == here) for item in found.values()]
