"""The week is built for the first time, by the builder itself."""

from __future__ import annotations

from datetime import date, datetime

from alongside.demo.story import WEEKS_LIVED, Story
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer
from alongside.scheduling.actions import builds
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries import timetables

SECONDS = 12
"""Long enough for a good week, short enough to wait for."""


def is_told(story: Story) -> bool:
    viewer = story.coordinator(story.told_at)
    return timetables.timetables_for(viewer).exists()


def tell(story: Story) -> None:
    at = story.moment(weeks=-WEEKS_LIVED - 1, days=3)
    build(story, story.first_week, story.coordinator(at), at, SECONDS)


def build(story: Story, for_on: date, by: Viewer, at: datetime, seconds: int) -> Timetable:
    """One build for both schools; each step of it is a transaction of its own, as in the background."""
    schools: list[School] = list(story.schools(by).values())
    build = builds.ask_for_build(schools=schools, for_on=for_on, seconds=seconds, by=by, at=at)
    draft = builds.run_build(build=build, by=by, at=at)
    if draft is None:
        build.refresh_from_db()
        raise NotNow(build.sentence)
    return draft
