"""What every template knows: the chosen light, the language, who looks, and where they can go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_bidi

from alongside.conversations.queries.notices import count_unseen
from alongside.portals.shared.languages import is_unconfirmed, language_named, offered, other_language
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


def languages(request: HttpRequest) -> dict[str, Any]:
    """`languages` to choose from, the `language` of this page with its `direction`, the `other_language` in its head.

    `is_unconfirmed` is asked by the template where it is shown: it reads the database.
    """
    code = get_language() or settings.LANGUAGE_CODE
    language = language_named(code) or language_named(settings.LANGUAGE_CODE)
    assert language is not None
    return {
        "languages": offered(),
        "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "other_language": other_language(request, code),
        "is_unconfirmed": lambda: is_unconfirmed(language, request),
    }
