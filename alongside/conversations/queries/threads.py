"""Reading threads: only those who are named in one read it, and only while they have to do with the child."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery

from alongside.conversations.models import Attachment, Message, Participant, Thread
from alongside.conversations.queries.around import around, children_to_talk_about
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian, first_names_apart
from alongside.people.rules import Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet

_SNIPPET = 140
#: How many messages of a conversation a page shows.
A_PAGE = 30


@dataclass(frozen=True)
class ThreadRow:
    """One conversation in a list: what it is about, how much of it is new, and one message, most often the last."""

    id: UUID
    child_id: UUID
    child: str
    title: str
    message: UUID
    last_at: datetime
    last_by: str
    last_text: str
    last_language: str
    last_is_taken_back: bool
    has_files: bool
    unread: int
    is_urgent: bool
    is_closed: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class Reader:
    """Somebody who has read up to a message, and when they did."""

    name: str
    read_at: datetime


@dataclass(frozen=True)
class MessageRow:
    """One message as a participant reads it."""

    id: UUID
    author: str
    author_name: str
    is_mine: bool
    text: str
    language: str
    is_urgent: bool
    is_new: bool
    sent_at: datetime
    taken_back_at: datetime | None
    files: tuple[Attachment, ...]
    read_by: tuple[Reader, ...]


@dataclass(frozen=True)
class ThreadPage:
    """A page of a conversation: `messages` oldest first, `people` who read it, `left` who were in it.

    `has_earlier` says whether something was said before these, `later` is the first message after them (None on the
    newest page). `new_before` are messages before these that the viewer has not read, the oldest first.
    """

    thread: Thread
    child: Child
    called: str
    messages: tuple[MessageRow, ...]
    people: tuple[Participant, ...]
    left: tuple[Participant, ...]
    has_earlier: bool
    later: UUID | None
    new_before: tuple[UUID, ...]

    @property
    def is_closed(self) -> bool:
        return self.thread.closed_at is not None

    @property
    def unread(self) -> int:
        """How many of the messages on this page are new."""
        return sum(row.is_new and row.taken_back_at is None for row in self.messages)

    @property
    def read_until(self) -> datetime | None:
        """Up to which moment the viewer has read by being shown this; None while something new stands before it."""
        return None if self.new_before or not self.messages else self.messages[-1].sent_at


def my_threads(viewer: Viewer) -> QuerySet[Thread]:
    """The threads in which the viewer is named, about children whom they still have to do with."""
    mine = Participant.objects.filter(account=viewer.account, left_at=None)
    return Thread.objects.filter(
        organisation=viewer.organisation,
        pk__in=mine.values("thread"),
        child__in=children_to_talk_about(viewer).values("pk"),
    ).select_related("child")


def unread_messages(viewer: Viewer) -> QuerySet[Message]:
    """What others have written to the viewer since they last looked; what was taken back does not count."""
    me = Participant.objects.filter(thread=OuterRef("thread"), account=viewer.account, left_at=None)
    seen = me.filter(read_until__gte=OuterRef("sent_at"))
    return Message.objects.filter(
        ~Exists(seen), thread__in=my_threads(viewer).values("pk"), taken_back_at=None
    ).exclude(author=viewer.account)


def count_unread(viewer: Viewer) -> int:
    """How many messages the viewer has not read: one query."""
    return unread_messages(viewer).count()


def unread_rows(viewer: Viewer) -> list[ThreadRow]:
    """The threads with something new for the viewer, the latest first."""
    new = my_threads(viewer).filter(pk__in=unread_messages(viewer).values("thread"))
    return rows_of(viewer, new.order_by("-last_at"))


def threads_for(viewer: Viewer, child_id: UUID | None = None, most: int | None = None) -> list[ThreadRow]:
    """The viewer's conversations, of one child or of all, the latest first: equal queries for one and for a hundred."""
    threads = my_threads(viewer).order_by("-last_at")
    if child_id:
        threads = threads.filter(child=child_id)
    return rows_of(viewer, threads[:most] if most else threads)


def latest_for_child(viewer: Viewer, child_id: UUID) -> ThreadRow | None:
    """The conversation about a child in which something was said last, for other pages; None where there is none."""
    rows = threads_for(viewer, child_id, most=1)
    return rows[0] if rows else None


def rows_of(
    viewer: Viewer, threads: Iterable[Thread], messages: Collection[UUID] | None = None
) -> list[ThreadRow]:
    """These of the viewer's conversations as lines of a list, in their order.

    Each shows its last message, or its one of `messages`.
    """
    asked = list(threads)
    ids = [thread.pk for thread in asked]
    last = Message.objects.filter(thread=OuterRef("thread")).order_by("-sent_at", "-pk").values("pk")[:1]
    which = {"pk": Subquery(last)} if messages is None else {"pk__in": messages}
    shown = Message.objects.filter(thread__in=ids, **which).annotate(files=Count("attachments"))
    said = {message.thread_id: message for message in shown}
    unread: dict[UUID, int] = {}
    urgent: set[UUID] = set()
    for thread, is_urgent, count in (
        unread_messages(viewer)
        .filter(thread__in=ids)
        .order_by()
        .values_list("thread", "is_urgent")
        .annotate(Count("pk"))
    ):
        unread[thread] = unread.get(thread, 0) + count
        urgent |= {thread} if is_urgent else set()
    people: dict[UUID, dict[UUID, str]] = {pk: {} for pk in ids}
    for participant in Participant.objects.filter(thread__in=ids).order_by("joined_at", "name"):
        people[participant.thread_id][participant.account_id] = participant.name
    called = first_names_apart(viewer, [thread.child for thread in asked])
    rows = []
    for thread in asked:
        message = said[thread.pk]
        names = people[thread.pk]
        rows.append(
            ThreadRow(
                id=thread.pk,
                child_id=thread.child_id,
                child=called[thread.child_id],
                title=thread.title,
                message=message.pk,
                last_at=message.sent_at,
                last_by="" if message.author_id == viewer.account.pk else names.get(message.author_id, ""),
                last_text=message.text[:_SNIPPET],
                last_language=message.language,
                last_is_taken_back=message.taken_back_at is not None,
                has_files=bool(message.files),
                unread=unread.get(thread.pk, 0),
                is_urgent=thread.pk in urgent,
                is_closed=thread.closed_at is not None,
                others=tuple(name for account, name in names.items() if account != viewer.account.pk),
            )
        )
    return rows


def thread_for(
    viewer: Viewer, pk: UUID, *, before: UUID | None = None, since: UUID | None = None
) -> ThreadPage | None:
    """The newest page of a conversation, or None where there is none that the viewer may read.

    With a message as `before`, the page that ends before it; as `since`, the page that begins with it, or the newest
    page where that holds it. None where the conversation has no such page.
    """
    thread = my_threads(viewer).filter(pk=pk).first()
    page = None if thread is None else _page(thread, before, since)
    if thread is None or page is None:
        return None
    messages, later = page
    participants = list(_with_last_read(thread).select_related("account").order_by("joined_at", "name"))
    me = next(each for each in participants if each.account_id == viewer.account.pk)
    earlier = thread.messages.filter(sent_at__lt=messages[0].sent_at) if messages else thread.messages.none()
    # The content stays where it is: a page needs the names alone.
    files = Attachment.objects.filter(message__in=messages).defer("content").order_by("name")
    by_message: dict[UUID, list[Attachment]] = {}
    for file in files:
        by_message.setdefault(file.message_id, []).append(file)
    by_account = {each.account_id: each for each in participants}
    there = {person.account for person in around(viewer, [thread.child_id])[thread.child_id]}
    reading = [each for each in participants if each.left_at is None and each.account_id in there]
    readers: dict[UUID, list[Reader]] = {}
    for each in participants:
        if each.last_read and each.read_at and each is not me:
            readers.setdefault(each.last_read, []).append(Reader(each.name, each.read_at))
    rows = tuple(
        MessageRow(
            id=message.pk,
            author=by_account[message.author_id].name,
            author_name=by_account[message.author_id].account.name,
            is_mine=message.author_id == viewer.account.pk,
            text=message.text,
            language=message.language,
            is_urgent=message.is_urgent,
            is_new=message.author_id != viewer.account.pk
            and (me.read_until is None or message.sent_at > me.read_until),
            sent_at=message.sent_at,
            taken_back_at=message.taken_back_at,
            files=tuple(by_message.get(message.pk, ())),
            read_by=tuple(readers.get(message.pk, ())),
        )
        for message in messages
    )
    new = earlier.filter(pk__in=unread_messages(viewer).values("pk")).order_by("sent_at")
    return ThreadPage(
        thread=thread,
        child=thread.child,
        called=first_names_apart(viewer, [thread.child])[thread.child_id],
        messages=rows,
        people=tuple(reading),
        left=tuple(each for each in participants if each not in reading),
        has_earlier=earlier.exists(),
        later=later,
        new_before=tuple(new.values_list("pk", flat=True)),
    )


def _page(
    thread: Thread, before: UUID | None, since: UUID | None
) -> tuple[list[Message], UUID | None] | None:
    """The messages of a page, oldest first, and the first one after them; no two of a thread have the same moment."""
    said = thread.messages.order_by("sent_at")
    asked = before or since
    if asked is None:
        return list(said.reverse()[:A_PAGE])[::-1], None
    named = said.filter(pk=asked).first()
    if named is None:
        return None
    if before:
        ending = list(said.filter(sent_at__lt=named.sent_at).reverse()[:A_PAGE])[::-1]
        return (ending, named.pk) if ending else None
    onwards = list(said.filter(sent_at__gte=named.sent_at)[: A_PAGE + 1])
    return (onwards[:A_PAGE], onwards[A_PAGE].pk) if len(onwards) > A_PAGE else _page(thread, None, None)


def _with_last_read(thread: Thread) -> QuerySet[Participant, Any]:
    """Who is or was in a conversation, each with `last_read`: the last message of others that they have seen."""
    seen = Message.objects.filter(thread=OuterRef("thread"), sent_at__lte=OuterRef("read_until"))
    last = seen.exclude(author=OuterRef("account")).order_by("-sent_at").values("pk")[:1]
    return thread.participants.annotate(last_read=Subquery(last))


def may_close(viewer: Viewer, thread: Thread) -> bool:
    """Whether a participant may close and open it: whoever works with the child, a family what it started itself."""
    at_home = children_of_guardian(viewer).filter(pk=thread.child_id)
    return thread.started_by_id == viewer.account.pk or not at_home.exists()


def attachment_for(viewer: Viewer, pk: UUID) -> Attachment | None:
    """One file with its content, for those who read its thread."""
    return Attachment.objects.filter(pk=pk, message__thread__in=my_threads(viewer).values("pk")).first()


def message_for(viewer: Viewer, pk: UUID) -> Message | None:
    """One message of a thread that the viewer reads."""
    found = Message.objects.filter(pk=pk, thread__in=my_threads(viewer).values("pk"))
    return found.select_related("thread__child").first()


def threads_about(viewer: Viewer, child_id: UUID) -> QuerySet[Thread]:
    """That there are conversations about a child, without what is said in them: for those who run the programme."""
    threads = Thread.objects.filter(organisation=viewer.organisation, child=child_id)
    if not viewer.is_coordinator:
        return threads.none()
    counted = threads.annotate(messages_sent=Count("messages", distinct=True))
    return counted.prefetch_related("participants").order_by("-last_at")


def participants_to_tell(viewer: Viewer, thread: Thread) -> list[Participant]:
    """Everybody else in a thread who still has to do with the child, with their accounts."""
    there = {person.account for person in around(viewer, [thread.child_id])[thread.child_id]}
    others = thread.participants.filter(left_at=None, account__in=there).exclude(account=viewer.account)
    return list(others.select_related("account").order_by("joined_at"))
