"""E-mail on its way out, and how each person wants it."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from alongside.conversations.choices import Pace
from alongside.trust.models import OrganisationOwned


class MailWish(OrganisationOwned):
    """How one person wants to hear by e-mail; without a row: once a day at four, quiet from seven to seven.

    Minutes from midnight in the organisation's zone. `quiet_from` may be later than `quiet_to`: over night. Without
    both there are no quiet hours.

    .. pii: a habit of a person; goes with the account.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_wishes"
    )
    pace = models.CharField(max_length=8, choices=Pace, default=Pace.DAILY)
    at_minute = models.PositiveSmallIntegerField(default=16 * 60, validators=[MaxValueValidator(1439)])
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(1439)])
    quiet_to = models.PositiveSmallIntegerField(null=True, blank=True, validators=[MaxValueValidator(1439)])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "account"], name="one_mail_wish_per_account")
        ]


class Mail(OrganisationOwned):
    """One e-mail: written in the transaction of what it tells of, sent once by the worker.

    `claimed_at` is set and committed before it is handed to the server, `sent_at` after. One that was claimed and not
    sent when its worker died goes again with the same Message-ID, so that a mailbox keeps one. `subject` holds no
    child's name.

    .. pii: an address, and in the body what somebody was told; goes a year after it was sent.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=160)
    body = models.TextField()
    language = models.CharField(max_length=12, default="en-gb")
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    given_up_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["sent_at", "given_up_at", "not_before"])]
