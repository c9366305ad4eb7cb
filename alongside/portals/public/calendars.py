"""Private calendar addresses: opening, closing, and the feed itself, which programs read without signing in."""

from __future__ import annotations

import hashlib
from urllib.parse import quote, urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.exchange.actions import calendars as actions
from alongside.exchange.queries import feeds
from alongside.portals.shared.access import Request, for_roles, found


@for_roles()
def mine(request: Request) -> HttpResponse:
    """One's addresses; a new one is shown once, with the ways into the usual programs."""
    fresh = None
    if request.method == "POST":
        label = request.POST.get("label", "").strip()[:120] or _("My calendar")
        token = actions.open_address(label=label, by=request.viewer, at=timezone.localtime())
        address = settings.SITE_ADDRESS + reverse("public:feed", args=[token])
        webcal = "webcal://" + address.split("://", 1)[1]
        fresh = {
            "address": address,
            "webcal": webcal,
            "google": f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        }
    return render(
        request,
        "public/calendars.html",
        {"addresses": list(feeds.addresses_for(request.viewer)), "fresh": fresh},
    )


@require_POST
@for_roles()
def close(request: Request, pk: UUID) -> HttpResponse:
    """Withdraws an address."""
    address = found(feeds.addresses_for(request.viewer).filter(pk=pk).first())
    actions.close_address(address=address, by=request.viewer, at=timezone.localtime())
    return redirect("public:calendars")


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret; a wrong secret, a withdrawn one and a left account look alike."""
    address = feeds.address_of(token)
    if address is None:
        raise Http404
    today = timezone.localdate(timezone=ZoneInfo(address.organisation.time_zone))
    content = feeds.feed(address, today, urlsplit(settings.SITE_ADDRESS).hostname or "alongside")
    if content is None:
        raise Http404
    actions.note_reading(
        address=address, program=request.headers.get("User-Agent", ""), at=timezone.localtime()
    )
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, max-age=900"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
