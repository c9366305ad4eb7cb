"""What people say to each other in these tests."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

from alongside.conversations.actions import threads as actions
from alongside.conversations.models import Message, Thread
from alongside.conversations.queries.threads import ThreadPage, thread_for
from alongside.people import actions as people_actions
from alongside.people.choices import Relation
from alongside.people.models import Child, Guardianship
from alongside.people.queries import viewer_of
from alongside.people.rules import Viewer
from tests.factories import AT, PASSWORD, SmallSchool

LATER = AT + timedelta(minutes=5)


def talk(people: SmallSchool, by: Viewer, *others: Viewer, child: Child | None = None, **said: Any) -> Thread:
    """A conversation about Ada, or another child, with these people."""
    usual: dict[str, Any] = {"title": "Scissors", "text": "How did it go?", "form": uuid.uuid4(), "at": AT}
    return actions.start_thread(
        child=child or people.ada, people=[each.account.pk for each in others], by=by, **(usual | said)
    )


def say(thread: Thread, by: Viewer, text: str = "Well.", **said: Any) -> Message:
    usual: dict[str, Any] = {"form": uuid.uuid4(), "at": LATER}
    return actions.send_message(thread=thread, text=text, by=by, **(usual | said))


def other_parent(people: SmallSchool, child: Child, name: str = "Noor Lund") -> tuple[Viewer, Guardianship]:
    """Another guardian of a child, with an account."""
    tie = people_actions.add_guardian(child=child, name=name, relation=Relation.MOTHER, by=people.joy, at=AT)
    account = people_actions.give_account(
        person=tie.guardian,
        email=f"{uuid.uuid4()}@riverside.example",
        password=PASSWORD,
        by=people.joy,
        at=AT,
    )
    viewer = viewer_of(account, AT.date(), people.organisation.pk)
    assert viewer is not None
    return viewer, tie


def read(viewer: Viewer, thread: Thread, **where: UUID) -> ThreadPage:
    """A page of a conversation as somebody in it sees it."""
    page = thread_for(viewer, thread.pk, **where)
    assert page is not None
    return page
