"""The one thing that any reader may set on any page: light, dark, or as the system does."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from alongside.portals.shared.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keeps the choice in a cookie, so that the server writes it before the first paint, and goes back."""
    choice = request.POST.get("theme", "")
    if choice not in {"system", *THEMES}:
        return HttpResponseBadRequest("Choose system, light or dark.")
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if choice == "system":
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, choice, max_age=A_YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
        )
    return response
