"""Threads about a child between named people, their messages and what is attached."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.people.models import Child
from alongside.trust.models import OrganisationOwned


class Thread(OrganisationOwned):
    """A conversation about one child; only its participants read it, and coordinators that it exists.

    .. pii: what adults say about a child; kept as long as the record of its plan.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="threads")
    title = models.CharField(max_length=120)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["child", "last_at"])]


class Participant(OrganisationOwned):
    """Somebody named in a thread, how far they have read, and until when they belong.

    `read_until` is the moment of the last message that they have seen, `read_at` when they saw it.

    .. pii: who talks about whom; goes with the thread.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160, help_text="As the others see it: a name and what this person is")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    read_until = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "account"], name="once_in_a_thread")]
        indexes = [models.Index(fields=["account", "thread"])]


class Message(OrganisationOwned):
    """What somebody wrote; never changed. Taken back, its text goes and the moment stays.

    `form` is the id that the page made, so that a message sent twice is one. `searched` is what a search compares: the
    words and the files' names without case and accents, for no two databases fold letters alike.

    .. pii: what adults say about a child; goes with the thread.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    searched = models.TextField(default="", blank=True)
    language = models.CharField(max_length=12, default="en-gb")
    is_urgent = models.BooleanField(default=False)
    form = models.UUIDField()
    sent_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["sent_at"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "author", "form"], name="a_message_is_sent_once")
        ]
        indexes = [models.Index(fields=["thread", "sent_at"])]


class Attachment(OrganisationOwned):
    """A file with a message, kept in the record itself so that nothing points into the void.

    .. pii: whatever the file holds about a child; goes with the thread.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["name"]
