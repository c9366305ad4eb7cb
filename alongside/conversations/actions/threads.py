"""Writing about a child: starting, answering, reading, taking back, who is in it, closing."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from alongside.conversations.choices import About
from alongside.conversations.models import Attachment, Message, Notice, Participant, Thread
from alongside.conversations.queries.around import around, children_to_talk_about, may_talk_about
from alongside.conversations.queries.threads import may_close, my_threads, participants_to_tell
from alongside.conversations.rules import talk as rules
from alongside.conversations.rules.files import Kept, Upload, check_files, check_picture_may_go
from alongside.conversations.rules.looking import searched_in
from alongside.people.actions import audit
from alongside.people.choices import Purpose
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian
from alongside.people.queries.consents import has_consent
from alongside.people.rules import NotAllowed, Viewer, check_is_ours

_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def start_thread(
    *,
    child: Child,
    title: str,
    people: Collection[UUID],
    text: str,
    form: UUID,
    is_urgent: bool = False,
    files: Sequence[Upload] = (),
    language: str = "",
    by: Viewer,
    at: datetime,
) -> Thread:
    """Starts a conversation about a child with people around it (by account), with its first message.

    `form` is the id that the page made: sent twice, it is one conversation, which is returned. Refuses people who are
    not around the child, and whoever may not write about it.
    """
    check_is_ours(by, child)
    rules.check_may_talk(may_talk_about(by, child.pk))
    there = {person.account: person for person in around(by, [child.pk])[child.pk]}
    wanted = set(people) - {by.account.pk}
    rules.check_people(wanted, there.keys())
    rules.check_title(title)
    pk = uuid.uuid5(form, str(by.account.pk))
    known = Thread.objects.filter(pk=pk, started_by=by.account).first()
    if known is not None:
        return known
    thread = Thread.objects.create(
        pk=pk,
        organisation=by.organisation,
        child=child,
        title=title.strip(),
        started_by=by.account,
        started_at=at,
        last_at=at,
    )
    _join(
        thread, {by.account.pk: there[by.account.pk].full} | {each: there[each].full for each in wanted}, at
    )
    audit(by, at, "thread.started", thread, child=str(child.pk), people=len(wanted) + 1)
    _send(thread, text, form, is_urgent, files, language, by, at)
    return thread


@transaction.atomic
def send_message(
    *,
    thread: Thread,
    text: str,
    form: UUID,
    is_urgent: bool = False,
    files: Sequence[Upload] = (),
    language: str = "",
    by: Viewer,
    at: datetime,
) -> Message:
    """Says something in a conversation and tells everybody else in it; sent twice (by `form`), it is one message."""
    thread = _held(thread, by)
    known = Message.objects.filter(thread=thread, author=by.account, form=form).first()
    if known is not None:
        return known
    rules.check_is_open(thread)
    return _send(thread, text, form, is_urgent, files, language, by, at)


def _send(
    thread: Thread,
    text: str,
    form: UUID,
    is_urgent: bool,
    files: Sequence[Upload],
    language: str,
    by: Viewer,
    at: datetime,
) -> Message:
    rules.check_text(text, bool(files))
    kept = check_files(files)
    _check_pictures(thread.child, kept, by)
    # Later than every message before it, so that whoever has read up to one has seen all before: the thread is held.
    last = thread.messages.order_by("-sent_at").values_list("sent_at", flat=True).first()
    sent_at = max(at, last + _A_MOMENT) if last else at
    message = Message.objects.create(
        organisation=by.organisation,
        thread=thread,
        author=by.account,
        text=text.strip(),
        searched=searched_in(text, [file.name for file in kept]),
        language=language or by.account.reads_in,
        is_urgent=is_urgent,
        form=form,
        sent_at=sent_at,
    )
    Attachment.objects.bulk_create(
        Attachment(
            organisation=by.organisation,
            message=message,
            name=file.name,
            media_type=file.media_type,
            size=len(file.content),
            content=file.content,
        )
        for file in kept
    )
    thread.last_at = sent_at
    thread.save(update_fields=["last_at"])
    _tell(thread, is_urgent, by, sent_at)
    audit(by, at, "message.sent", message, child=str(thread.child_id), files=len(kept), urgent=is_urgent)
    return message


def _check_pictures(child: Child, files: Sequence[Kept], by: Viewer) -> None:
    """Asks for the family's consent only where a picture is among the files."""
    if any(file.is_picture for file in files):
        is_family = children_of_guardian(by).filter(pk=child.pk).exists()
        check_picture_may_go(child, is_family, has_consent(child, Purpose.PICTURES, by.on))


def _tell(thread: Thread, is_urgent: bool, by: Viewer, at: datetime) -> None:
    """A notice for everybody else in the thread, in the language of each; none of the words that were written."""
    child, notices = thread.child, []
    for participant in participants_to_tell(by, thread):
        with translation.override(participant.account.reads_in):
            sentence = _("{name} has written to you about {child}.").format(
                name=by.account.name, child=child.first_name
            )
        notices.append(
            Notice(
                organisation=by.organisation,
                account=participant.account,
                about=About.MESSAGE,
                child=child,
                thread=thread,
                sentence=sentence[:300],
                path=f"/messages/{thread.pk}/",
                is_urgent=is_urgent,
                told_at=at,
            )
        )
    Notice.objects.bulk_create(notices)


@transaction.atomic
def mark_read(*, thread: Thread, until: datetime, by: Viewer, at: datetime) -> None:
    """Keeps that the viewer has seen every message up to that one's moment, and the notices of them.

    `until` is the moment of the last message that was shown: one that came meanwhile stays new. Nothing but being shown
    counts: who answers may not have seen what stands further up.
    """
    thread = _held(thread, by)
    if _read(thread, until, by, at):
        audit(by, at, "thread.read", thread, child=str(thread.child_id))


def _read(thread: Thread, until: datetime, by: Viewer, at: datetime) -> bool:
    """Keeps that the viewer has read so far; whether there was anything of others that they had not read before."""
    me = thread.participants.get(account=by.account)
    seen = Notice.objects.filter(thread=thread, account=by.account, seen_at=None, told_at__lte=until)
    seen.update(seen_at=at)
    if me.read_until is not None and me.read_until >= until:
        return False
    new = thread.messages.filter(sent_at__lte=until).exclude(author=by.account)
    if me.read_until is not None:
        new = new.filter(sent_at__gt=me.read_until)
    is_new = new.exists()
    me.read_until = until
    if is_new:
        me.read_at = at
    me.save(update_fields=["read_until", "read_at"])
    return is_new


@transaction.atomic
def take_back(*, message: Message, by: Viewer, at: datetime) -> Message:
    """Takes a message back: its words and files go, that there was one stays, with the moment."""
    thread = _held(message.thread, by)
    message = Message.objects.select_for_update().get(pk=message.pk, thread=thread)
    rules.check_can_take_back(by, message)
    message.text, message.searched, message.taken_back_at = "", "", at
    message.save(update_fields=["text", "searched", "taken_back_at"])
    message.attachments.all().delete()
    audit(by, at, "message.taken_back", message, child=str(thread.child_id))
    return message


@transaction.atomic
def add_people(*, thread: Thread, people: Collection[UUID], by: Viewer, at: datetime) -> int:
    """Brings more people around the child into a conversation; they read it from its beginning. How many came."""
    thread = _held(thread, by)
    rules.check_is_open(thread)
    there = {person.account: person for person in around(by, [thread.child_id])[thread.child_id]}
    rules.check_people(people, there.keys())
    back = thread.participants.filter(account__in=people, left_at__isnull=False).update(left_at=None)
    known = set(thread.participants.values_list("account", flat=True))
    new = {account: there[account].full for account in people if account not in known}
    _join(thread, new, at)
    if new or back:
        audit(by, at, "thread.people_added", thread, child=str(thread.child_id), people=len(new) + back)
    return len(new) + back


@transaction.atomic
def leave_thread(*, thread: Thread, by: Viewer, at: datetime) -> None:
    """Ends the viewer's own part: from now on they neither read the conversation nor hear of it."""
    thread = _held(thread, by)
    thread.participants.filter(account=by.account).update(left_at=at)
    audit(by, at, "thread.left", thread, child=str(thread.child_id))


@transaction.atomic
def close_thread(*, thread: Thread, by: Viewer, at: datetime) -> None:
    """Closes a conversation for everybody: it can be read, and nothing is added to it."""
    thread = _held(thread, by)
    _check_may_close(thread, by)
    if thread.closed_at is None:
        thread.closed_at = at
        thread.save(update_fields=["closed_at"])
        audit(by, at, "thread.closed", thread, child=str(thread.child_id))


@transaction.atomic
def reopen_thread(*, thread: Thread, by: Viewer, at: datetime) -> None:
    """Opens a closed conversation again."""
    thread = _held(thread, by)
    _check_may_close(thread, by)
    if thread.closed_at is not None:
        thread.closed_at = None
        thread.save(update_fields=["closed_at"])
        audit(by, at, "thread.reopened", thread, child=str(thread.child_id))


def _check_may_close(thread: Thread, by: Viewer) -> None:
    if not may_close(by, thread):
        raise NotAllowed(_("Whoever started this conversation, or the team, closes and opens it. Ask them."))


def _held(thread: Thread, by: Viewer) -> Thread:
    """The thread as it stands, held; refuses whoever is not in it, or has nothing to do with the child any more."""
    check_is_ours(by, thread)
    held = Thread.objects.select_for_update(of=("self",)).select_related("child").filter(pk=thread.pk).first()
    is_in = held is not None and my_threads(by).filter(pk=thread.pk).exists()
    rules.check_may_talk(is_in and children_to_talk_about(by).filter(pk=thread.child_id).exists())
    assert held is not None
    return held


def _join(thread: Thread, names: dict[UUID, str], at: datetime) -> None:
    Participant.objects.bulk_create(
        Participant(
            organisation=thread.organisation, thread=thread, account_id=account, name=name[:160], joined_at=at
        )
        for account, name in names.items()
    )
