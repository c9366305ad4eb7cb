"""What every template knows: the chosen light, who looks, and where they can go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from alongside.conversations.queries.notices import count_unseen
from alongside.portals.shared.nav import items_for

#: The cookie that keeps the reader's choice of light; without it the page follows the system.
THEME_COOKIE = "theme"
THEMES = {"light": "alongside", "dark": "alongside-dark"}


def look(request: HttpRequest) -> dict[str, Any]:
    """`theme`, for `<html data-theme>` (empty: as the system), and `theme_choice`: system, light or dark."""
    choice = request.COOKIES.get(THEME_COOKIE, "")
    if choice not in THEMES:
        return {"theme": "", "theme_choice": "system"}
    return {"theme": THEMES[choice], "theme_choice": choice}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """`viewer`, None while signed out, `nav`, the items of the main navigation, and `bell`, the notices not yet seen.

    The bell is counted where a page shows it, by one query.
    """
    viewer = getattr(request, "viewer", None)
    return {
        "viewer": viewer,
        "nav": items_for(viewer, request.path),
        "bell": lambda: count_unseen(viewer) if viewer else 0,
    }
