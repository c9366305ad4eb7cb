"""The capture page's shell, and the two files that let it be installed and work without a network."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from alongside.people.choices import Role
from alongside.portals.shared.access import for_roles


@for_roles(Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)
@require_GET
@cache_control(no_cache=True, private=True)
@ensure_csrf_cookie
def page(request: HttpRequest) -> HttpResponse:
    """The page without anybody on it: the script fetches the day and keeps it, so that the shell may be cached."""
    return render(request, "sync/capture.html")


@require_GET
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> FileResponse:
    """The service worker; its scope is this page and nothing else."""
    answer = _built("sw.js", "text/javascript")
    answer["Service-Worker-Allowed"] = "/capture/"
    return answer


@require_GET
@cache_control(no_cache=True)
def manifest(request: HttpRequest) -> FileResponse:
    """What makes the page an app on a tablet."""
    return _built("capture.webmanifest", "application/manifest+json")


def _built(name: str, content_type: str) -> FileResponse:
    path: Path = settings.FRONTEND_DIR / "dist" / name
    if not path.is_file():
        raise Http404
    return FileResponse(path.open("rb"), content_type=content_type)
