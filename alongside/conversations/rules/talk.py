"""Who may talk about a child with whom, and when a message makes sense."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.conversations.models import Message, Thread
from alongside.people.rules import NotAllowed, NotNow, Viewer

LONGEST_TITLE = 120
LONGEST_TEXT = 10_000
MOST_PEOPLE = 30


def check_may_talk(may: bool) -> None:
    """Refuses whoever has nothing to do with the child (any longer), or may not write about it."""
    if not may:
        raise NotAllowed(
            _("You cannot write about this child. Ask the coordinator if you think that you should.")
        )


def check_people(chosen: Collection[UUID], around: Collection[UUID]) -> None:
    """Refuses a conversation with nobody, and with anybody who is not around the child."""
    if not chosen:
        raise NotNow(_("Choose at least one person to write to."))
    if len(chosen) > MOST_PEOPLE:
        raise NotNow(_("At most {most} people talk in one place. Choose fewer.").format(most=MOST_PEOPLE))
    if not set(chosen) <= set(around):
        raise NotNow(_("Somebody whom you chose is not around this child any more. Choose again."))


def check_title(title: str) -> None:
    if not title.strip():
        raise NotNow(_("Say in a few words what this is about."))
    if len(title.strip()) > LONGEST_TITLE:
        raise NotNow(_("Say in at most {most} letters what this is about.").format(most=LONGEST_TITLE))


def check_text(text: str, has_files: bool) -> None:
    if not text.strip() and not has_files:
        raise NotNow(_("Write what you want to say, then send it."))
    if len(text) > LONGEST_TEXT:
        raise NotNow(_("A message holds {most} letters. Send it in two parts.").format(most=LONGEST_TEXT))


def check_is_open(thread: Thread) -> None:
    if thread.closed_at is not None:
        raise NotNow(_("This conversation is closed. Open it again, or start a new one."))


def check_can_take_back(by: Viewer, message: Message) -> None:
    if message.author_id != by.account.pk:
        raise NotAllowed(_("Only whoever wrote a message takes it back. Ask them."))
    if message.taken_back_at is not None:
        raise NotNow(_("This message is taken back already."))
