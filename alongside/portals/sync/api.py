"""What the capture page says to the server and back: the day's pack out, batches of entries in.

Every answer that is no success is `{sentence}`, so that the page can show it: 401 where the sign-in has ended, 403
where access has ended, the person does not record or the page's token is old, 404 for a device that is not this
person's, 410 for one that was voided, 413 for a batch that is too large. None of them costs an entry: the device
keeps what is not answered.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from ninja import NinjaAPI
from ninja.decorators import decorate_view
from ninja.errors import HttpError, ValidationError
from ninja.security import SessionAuth

from alongside.capture.actions.devices import ON_DEVICE, greet_device
from alongside.capture.actions.intake import take_entries
from alongside.capture.queries.devices import is_voided, own_device
from alongside.capture.queries.packs import pack_for
from alongside.capture.rules.devices import DeviceVoided, can_record, voided
from alongside.capture.rules.entries import BatchTooLarge
from alongside.people.choices import Role
from alongside.people.rules import Refusal, Viewer
from alongside.portals.sync.schemas import AnswersOut, BatchIn, PackOut, SentenceOut, TokenOut

#: Five hundred entries are a fifth of it.
MOST_BYTES = 2 * 1024 * 1024


class Recorder(SessionAuth):
    """The session of somebody who records, with its CSRF token; the end of a session is told before anything else."""

    roles = (Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)

    def __call__(self, request: HttpRequest) -> Viewer | None:
        if not request.user.is_authenticated:
            if ON_DEVICE in request.session and is_voided(UUID(request.session[ON_DEVICE])):
                raise voided()
            raise HttpError(
                401, _("You are signed out. Sign in again; what you tapped is kept here until then.")
            )
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer | None:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None:
            raise HttpError(
                403,
                _("Your access here has ended. What you tapped stays on this device until it is taken in."),
            )
        if not can_record(viewer):
            raise HttpError(403, _("This page is for therapists, assistants and coordinators."))
        return viewer


api = NinjaAPI(title="Alongside: the capture page", version="1", docs_url=None, urls_namespace="capture")
auth = Recorder(csrf=True)
REFUSED = {401: SentenceOut, 403: SentenceOut, 404: SentenceOut, 410: SentenceOut, 413: SentenceOut}


def of_bearable_size(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turns away a body that no device makes before any of it is read."""

    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return _sentence(request, 413, _("This is too much at once. Send it in several batches."))
        return view(request, *args, **kwargs)

    return bounded


@api.get("/token", auth=auth, response={200: TokenOut, **REFUSED})
@decorate_view(never_cache)
def token(request: HttpRequest) -> Any:
    """A fresh CSRF token, in the cookie and in words."""
    return {"csrf_token": get_token(request), "server_now": _written(timezone.now())}


@api.get("/pack", auth=auth, response={200: PackOut, **REFUSED})
@decorate_view(never_cache)
def pack(request: HttpRequest, installation: UUID, name: str = "") -> Any:
    """The day of whoever asks, with the key under which her device keeps it and what she taps."""
    get_token(request)
    viewer, at = _viewer(request), timezone.now()
    device = greet_device(installation=installation, name=name, by=viewer, at=at)
    if request.session.get(ON_DEVICE) != str(device.pk):
        request.session[ON_DEVICE] = str(device.pk)  # So that it ends when the device is voided.
    return {
        **pack_for(viewer, viewer.on),
        "server_now": _written(at),
        "account": {"id": str(viewer.account.pk), "name": viewer.account.name},
        "device": {"id": str(device.pk), "key": b64encode(bytes(device.key)).decode()},
    }


@api.post("/entries", auth=auth, response={200: AnswersOut, **REFUSED})
@decorate_view(of_bearable_size, never_cache)
def entries(request: HttpRequest, batch: BatchIn) -> Any:
    """Takes in a batch and answers each entry by its id."""
    viewer, at = _viewer(request), timezone.now()
    device = own_device(viewer, batch.device)
    if device is None:
        raise HttpError(
            404, _("This device is not known here. Load the page once more; what is kept here stays.")
        )
    answers = take_entries(
        device=device,
        entries=batch.entries,
        device_now=batch.device_now,
        waiting=batch.waiting,
        by=viewer,
        at=at,
    )
    return {"answers": [vars(answer) for answer in answers], "server_now": _written(at)}


@api.exception_handler(DeviceVoided)
def withheld(request: HttpRequest, refusal: DeviceVoided) -> HttpResponse:
    return _sentence(request, 410, refusal.sentence)


@api.exception_handler(BatchTooLarge)
def too_large(request: HttpRequest, refusal: BatchTooLarge) -> HttpResponse:
    return _sentence(request, 413, refusal.sentence)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    return _sentence(request, 403, refusal.sentence)


@api.exception_handler(HttpError)
def failed(request: HttpRequest, fault: HttpError) -> HttpResponse:
    """What django-ninja says in words for programmers is said in ours."""
    if fault.status_code == 400:
        return unreadable(request)
    if fault.message == "CSRF check Failed":
        return _sentence(request, 403, _("This page is old. Load it once more; what is kept here stays."))
    return _sentence(request, fault.status_code, fault.message)


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, fault: ValidationError | None = None) -> HttpResponse:
    return _sentence(
        request, 422, _("We could not read this. Load the page once more; what is kept here stays.")
    )


def _sentence(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return api.create_response(request, {"sentence": sentence}, status=status)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.auth  # type: ignore[attr-defined]
    return viewer


def _written(at: datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="milliseconds")
