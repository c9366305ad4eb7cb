"""The invented organisation as tests see it."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.demo.cast import COORDINATOR, GUARDIAN, TEACHERS, THERAPISTS, Person
from alongside.demo.stages import tell
from alongside.demo.story import Story
from alongside.people import queries
from alongside.people.models import Organisation
from alongside.people.rules import Viewer
from tests.factories.schools import AT
from tests.factories.told_once import told_once

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
    """The demo up to a stage, in the present database."""
    return told_once(("demo", until), lambda: _told(until))


def _told(until: str) -> ToldDemo:
    if until in FROM:
        told_demo(FROM[until])
    story = Story(told_at=AT)
    tell(story, until=until)
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


def _viewer(story: Story, person: Person) -> Viewer:
    account = queries.account_of(person.address)
    assert account is not None
    viewer = queries.viewer_of(account, story.told_at.date())
    assert viewer is not None
    return viewer
