"""A second draft lies beside the published week, built from it a little longer."""

from alongside.demo.stages.built import build
from alongside.demo.story import Story
from alongside.scheduling.queries import timetables

SECONDS = 6


def is_told(story: Story) -> bool:
    return timetables.drafts_for(story.coordinator(story.told_at)).exists()


def tell(story: Story) -> None:
    build(story, story.monday, story.coordinator(story.told_at), story.told_at, SECONDS)
