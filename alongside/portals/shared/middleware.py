"""Who is looking, in which organisation, and what a page may load."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django_scopes import scope

from alongside.people import queries
from alongside.portals.shared.languages import as_tag, language_of

Next = Callable[[HttpRequest], HttpResponse]


class ContentSecurity:
    """Lets a page load what we serve ourselves and nothing else; no inline script or style."""

    policy = "; ".join(
        [
            "default-src 'self'",
            "img-src 'self' data:",
            "object-src 'none'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ]
    )

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class NoEmptyLetter:
    """Refuses what has the letter NUL in it: no keyboard writes it, and PostgreSQL keeps no text with it."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        for said in (request.GET, request.POST):
            if any("\0" in value for name, values in said.lists() for value in (name, *values)):
                raise BadRequest
        return self.get_response(request)


class Reading:
    """Writes each page in its reader's language; stands behind the sign-in, which knows whose page it is."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", as_tag(language))
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response


class NothingKept:
    """Lets no browser keep a page that somebody saw who was signed in: it would lie in clear on a lost tablet."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response


class Viewing:
    """Puts `request.viewer` and the organisation's scope around everything behind it.

    Without a viewer there is no scope, so a query for an organisation's rows fails instead of leaking.
    """

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = None  # type: ignore[attr-defined]
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = timezone.now()
        # Somebody whose first day it is where the clocks are ahead, or whose last where they are behind, is found too.
        somewhere = ((now + timedelta(hours=hours)).date() for hours in (0, 14, -12))
        viewer = next(filter(None, (queries.viewer_of(request.user, day) for day in somewhere)), None)
        if viewer is None:
            return self.get_response(request)
        zone = zoneinfo.ZoneInfo(viewer.organisation.time_zone)
        today = viewer.organisation.day_at(now)
        if viewer.on != today:  # Before eight in the morning in Singapore it is still yesterday in UTC.
            viewer = queries.viewer_of(request.user, today, viewer.organisation.pk)
            if viewer is None:  # The role has ended at midnight over there.
                return self.get_response(request)
        request.viewer = viewer  # type: ignore[attr-defined]
        with timezone.override(zone), scope(organisation=viewer.organisation):
            return self.get_response(request)
