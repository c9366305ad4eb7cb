"""Who was told what, and how far the audit trail has been heard."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.conversations.choices import About
from alongside.conversations.models.mail import Mail
from alongside.conversations.models.threads import Thread
from alongside.people.models import Child
from alongside.trust.models import OrganisationOwned


class Notice(OrganisationOwned):
    """One thing that one person was told; together they are the record of who was told what.

    `sentence` names no child by more than a first name and is shown signed in only. `event` is the number of the audit
    event that it came from, `path` where it leads. `mail` is the mail that carried it, if one did.

    .. pii: that something happened around a child; goes with the record of its plan.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    about = models.CharField(max_length=12, choices=About)
    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    sentence = models.CharField(max_length=300)
    path = models.CharField(max_length=200)
    is_urgent = models.BooleanField(default=False)
    event = models.PositiveBigIntegerField(null=True, blank=True)
    told_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")

    class Meta:
        ordering = ["-told_at"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "event", "account"], name="told_once_of_an_event")
        ]
        indexes = [
            models.Index(fields=["account", "seen_at"]),
            models.Index(fields=["account", "mail", "told_at"]),
        ]


class Heard(OrganisationOwned):
    """The number of the last audit event of an organisation from which notices were made.

    .. no_pii: a number; goes with the organisation.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation"], name="one_ear_per_organisation")]
