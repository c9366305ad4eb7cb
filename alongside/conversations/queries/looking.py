"""Looking for something in one's messages: words that were written, a title, a child, a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery

from alongside.conversations.models import Message, Participant, Thread
from alongside.conversations.queries.threads import ThreadRow, my_threads, rows_of
from alongside.conversations.rules.looking import begins_in, searched_in, shown, words_asked
from alongside.people.rules import Viewer


@dataclass(frozen=True)
class Found:
    """A conversation as a line of a list; where something was looked for, with the latest message that has it.

    `number` messages have it (0: nothing was looked for). `pieces` are the latest one's words, each with whether it was
    looked for.
    """

    row: ThreadRow
    number: int = 0
    pieces: Sequence[tuple[str, bool]] = ()


def threads_with(viewer: Viewer, asked: str, child_id: UUID | None = None) -> QuerySet[Any]:
    """The viewer's conversations with a message in which each word asked for begins some word, the latest first.

    What a conversation is about counts for each of its messages: its title, the child's names, the people in it. Gives
    `thread` (its id), `latest` (the message's id) and `number` of such messages; two queries, and one for the answer.
    """
    threads = my_threads(viewer)
    if child_id:
        threads = threads.filter(child=child_id)
    about = _about(list(threads))
    found = Message.objects.filter(thread__in=list(about))
    for word in words_asked(asked):
        known = [pk for pk, searched in about.items() if begins_in(word, searched)]
        found = found.filter(Q(searched__contains=f" {word}") | Q(thread__in=known))
    last = found.filter(thread=OuterRef("thread")).order_by("-sent_at").values("pk")[:1]
    counted = found.order_by().values("thread").annotate(number=Count("pk"), at=Max("sent_at"))
    return counted.annotate(latest=Subquery(last)).order_by("-at")


def found_rows(viewer: Viewer, asked: str, found: Collection[dict[str, Any]]) -> list[Found]:
    """These of `threads_with` as lines of a list: equal queries for one and for thirty."""
    numbers = {each["thread"]: each["number"] for each in found}
    latest = {
        message.thread_id: message
        for message in Message.objects.filter(pk__in=[each["latest"] for each in found])
    }
    threads = my_threads(viewer).in_bulk(list(numbers))
    rows = rows_of(viewer, [threads[pk] for pk in numbers], [message.pk for message in latest.values()])
    words = words_asked(asked)
    return [Found(row, numbers[row.id], shown(latest[row.id].text, words)) for row in rows]


def _about(threads: Sequence[Thread]) -> dict[UUID, str]:
    """What each of these conversations is about and between whom, as a search compares it: one query."""
    said = {
        thread.pk: [thread.title, thread.child.given_name, thread.child.family_name, thread.child.known_as]
        for thread in threads
    }
    for participant in Participant.objects.filter(thread__in=list(said)):
        said[participant.thread_id].append(participant.name)
    return {pk: searched_in(" ".join(words)) for pk, words in said.items()}
