"""The demo's story in order: each stage tells one part through the actions, and knows whether it has been told."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import NamedTuple

from django_scopes import scope

from alongside.demo.stages import (
    advised,
    built,
    days,
    draft,
    founded,
    lived,
    noted,
    people,
    plans,
    published,
    reinforced,
    roster,
    services,
)
from alongside.demo.story import Story


class Stage(NamedTuple):
    """One part of the story: a sentence of what it tells, how to tell it, and whether it has been told."""

    name: str
    tells: str
    tell: Callable[[Story], None]
    is_told: Callable[[Story], bool]


STAGES = (
    Stage("founded", "an organisation and its coordinator", founded.tell, founded.is_told),
    Stage("roster", "two schools, their classes, teachers and children", roster.tell, roster.is_told),
    Stage("days", "each class's day, terms and days off", days.tell, days.is_told),
    Stage("people", "nine therapists, their hours, rooms and planning", people.tell, people.is_told),
    Stage("services", "what ninety children are owed", services.tell, services.is_told),
    Stage("plans", "a plan for each of them, some of which are being changed", plans.tell, plans.is_told),
    Stage("built", "a first draft of the week", built.tell, built.is_told),
    Stage("published", "the week on the wall", published.tell, published.is_told),
    Stage("lived", "six weeks of visits, and what was seen in them", lived.tell, lived.is_told),
    Stage("advised", "what was agreed with the adults", advised.tell, advised.is_told),
    Stage("noted", "last week’s notes signed, and things left to do", noted.tell, noted.is_told),
    Stage("reinforced", "strategies in use, coaching, messages", reinforced.tell, reinforced.is_told),
    Stage("draft", "a second draft beside it", draft.tell, draft.is_told),
)


def tell(story: Story, until: str = "draft", say: Callable[[str], None] = lambda line: None) -> bool:
    """Tells the story up to a stage, leaving out what has been told; True if there was anything to tell."""
    told = False
    for stage in STAGES:
        organisation = story.organisation
        with scope(organisation=organisation) if organisation else nullcontext():
            if not stage.is_told(story):
                say(f"  {stage.name}: {stage.tells}")
                stage.tell(story)
                told = True
        if stage.name == until:
            return told
    raise LookupError(f"the story has no stage {until}")
