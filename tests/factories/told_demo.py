"""The invented organisation as tests see it, told once in a run and copied afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django_scopes import scopes_disabled

from alongside.demo.cast import COORDINATOR, GUARDIAN, TEACHERS, THERAPISTS, Person
from alongside.demo.stages import tell
from alongside.demo.story import Story
from alongside.people import queries
from alongside.people.models import Organisation
from alongside.people.rules import Viewer
from tests.factories.schools import AT

#: The stage that each of these goes on from, so that it is told once in a run.
FROM = {"plans": "services", "lived": "plans"}


@dataclass(frozen=True)
class ToldDemo:
    """The demo at a stage, "services" unless asked otherwise, with its people as they are on the story's day."""

    story: Story
    organisation: Organisation
    joy: Viewer
    rosa: Viewer
    """Occupational therapist at North Primary."""
    ffion: Viewer
    """Speech therapist who travels between both schools."""
    carla: Viewer
    """Teacher of 2B at North Primary."""
    li: Viewer
    """Father of Zi Xuan."""


def told_demo(until: str = "services") -> ToldDemo:
    """Copies the demo, told up to a stage, into the present database."""
    rows = _told_rows(until) if not _story().organisation else None
    for model, instances in rows or []:
        if not model._base_manager.exists():
            model._base_manager.bulk_create(instances)
    story = _story()
    organisation = story.organisation
    assert organisation is not None
    therapists = {each.person.given_name: each.person for each in THERAPISTS}
    teachers = {each.given_name: each for each in TEACHERS.values()}
    return ToldDemo(
        story=story,
        organisation=organisation,
        joy=_viewer(story, COORDINATOR),
        rosa=_viewer(story, therapists["Rosa"]),
        ffion=_viewer(story, therapists["Ffion"]),
        carla=_viewer(story, teachers["Carla"]),
        li=_viewer(story, GUARDIAN),
    )


def _story() -> Story:
    return Story(told_at=AT)


@cache
def _told_rows(until: str) -> list[tuple[type[models.Model], list[Any]]]:
    """Tells the story, on from a stage that was told before, and returns every row that it left, by table."""
    if until in FROM:
        told_demo(FROM[until])
    tell(_story(), until=until)
    ours = [model for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
    with scopes_disabled():
        return [(model, list(model._base_manager.all())) for model in ours]


def _is_ours(model: type[models.Model]) -> bool:
    return model.__module__.startswith("alongside.")


def _viewer(story: Story, person: Person) -> Viewer:
    account = queries.account_of(person.address)
    assert account is not None
    viewer = queries.viewer_of(account, story.told_at.date())
    assert viewer is not None
    return viewer
