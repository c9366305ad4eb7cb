"""What any reader may set on any page: light, dark, or as the system does; and the language."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.actions import languages
from alongside.portals.shared.context import THEME_COOKIE, THEMES
from alongside.portals.shared.languages import language_named

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie, so that the server writes it before the first paint, and goes back."""
    choice = request.POST.get("theme", "")
    if choice not in {"system", *THEMES}:
        return HttpResponseBadRequest(_("Choose system, light or dark."))
    response = redirect(_back(request))
    if choice == "system":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, choice, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keeps the language in a cookie, and with whoever is signed in, so that it follows them; goes back."""
    chosen = language_named(request.POST.get("language", ""))
    if chosen is None:
        return HttpResponseBadRequest(_("Choose one of the languages that the page offers."))
    viewer = getattr(request, "viewer", None)
    if viewer:
        languages.set_language(language=chosen.code, by=viewer, at=timezone.now())
    response = redirect(_back(request))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen.code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return response


def _back(request: HttpRequest) -> str:
    """The page that was looked at, where it is one of ours."""
    back = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return back if ours else "/"
