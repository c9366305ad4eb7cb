"""An organisation is founded, with Joy as its coordinator."""

from alongside.demo.cast import COORDINATOR, ORGANISATION, PASSWORD, TIME_ZONE
from alongside.demo.story import Story
from alongside.people.actions import found_organisation


def is_told(story: Story) -> bool:
    return story.organisation is not None


def tell(story: Story) -> None:
    found_organisation(
        name=ORGANISATION,
        time_zone=TIME_ZONE,
        coordinator=f"{COORDINATOR.given_name} {COORDINATOR.family_name}",
        email=COORDINATOR.address,
        password=PASSWORD,
        by=None,
        at=story.moment(weeks=-13),
    )
