"""The timetable's work in the background: fetch by id, call one action."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override
from django_scopes import scope, scopes_disabled
from django_tasks import task

from alongside.people.queries import viewer_of
from alongside.scheduling.actions import builds
from alongside.scheduling.models import Build


@transaction.atomic
def begin_build(**asked: Any) -> Build:
    """Asks for a build and hands it to the worker, both or neither; takes what `builds.ask_for_build` takes."""
    build = builds.ask_for_build(**asked)
    run_build.enqueue(str(build.pk), get_language())
    return build


@task()
def run_build(build_id: str, language: str | None = None) -> str:
    """Runs one build in the scope and name of whoever asked for it, and in the language in which they asked."""
    with scopes_disabled():
        build = Build.objects.select_related("organisation", "asked_by").get(pk=UUID(build_id))
    at = timezone.now()
    viewer = viewer_of(build.asked_by, build.organisation.day_at(at), build.organisation_id)
    if viewer is None:
        return "whoever asked has left"
    with scope(organisation=build.organisation), override(language or build.asked_by.reads_in):
        timetable = builds.run_build(build=build, by=viewer, at=at)
    return str(timetable.pk) if timetable else "no timetable"
