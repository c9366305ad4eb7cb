"""The front door: a page for strangers, and the way to one's own first page for everybody else."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.people.rules import Viewer


def door(request: HttpRequest) -> HttpResponse:
    """Where somebody lands."""
    viewer: Viewer | None = getattr(request, "viewer", None)
    if viewer is None:
        if request.user.is_authenticated:
            return render(request, "public/no_role.html")
        return render(request, "public/door.html", {"demo": settings.DEMO})
    if viewer.is_coordinator:
        return redirect("coordinator:timetable")
    if viewer.is_therapist:
        return redirect("today:mine")
    if viewer.is_teacher:
        return redirect("my_class:mine")
    return redirect("family:children")
