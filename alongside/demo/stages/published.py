"""The first draft goes on the wall; it holds from six weeks ago, since when visits have been held."""

from alongside.demo.story import WEEKS_LIVED, Story
from alongside.scheduling.actions.publishing import publish
from alongside.scheduling.queries import timetables


def is_told(story: Story) -> bool:
    return timetables.published_for(story.coordinator(story.told_at)).exists()


def tell(story: Story) -> None:
    at = story.moment(weeks=-WEEKS_LIVED - 1, days=4, hour=15)
    by = story.coordinator(at)
    draft = timetables.drafts_for(by).first()
    if draft is None:
        raise LookupError("there is no draft to publish")
    publish(draft=draft, holds_from=story.first_week, by=by, at=at)
