"""Who gets to a page: a wrong role and a missing page look alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from alongside.people.choices import Role
from alongside.people.rules import Viewer

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request of somebody who is signed in and known to an organisation."""

    viewer: Viewer


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Lets in who holds one of the roles; asks a stranger to sign in, and answers everybody else with 404.

    Without roles, anybody whom an organisation knows is let in.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            viewer = cast("Viewer | None", getattr(request, "viewer", None))
            if viewer is None or (roles and not viewer.roles & set(roles)):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.roles = roles  # type: ignore[attr-defined]
        return guarded

    return wrap


def found(thing: Any) -> Any:
    """The thing, or a 404 where a query found none that this viewer may see."""
    if thing is None:
        raise Http404
    return thing


def uuid_in(written: str) -> UUID:
    """The id that an address names after its question mark; a 404 where it is none."""
    try:
        return UUID(written)
    except ValueError as fault:
        raise Http404 from fault
