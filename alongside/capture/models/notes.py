"""The notes after class, and what is left behind for the teacher and for home."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from alongside.capture.choices import Audience, NoteState
from alongside.capture.models.days import DatedSession, DatedVisit
from alongside.people.choices import Role
from alongside.people.models import Child
from alongside.trust.models import OrganisationOwned


class Note(OrganisationOwned):
    """One session in words: drafted from what was tapped, edited, signed, and locked then.

    `facts` is what the draft was made from, as it stood when the note was drafted and, once signed, frozen. A
    correction is a note of its own that names the one it corrects. An assistant's note waits for a therapist's
    countersignature.

    .. pii: what a child did and how it was helped, special-category data; kept as long as the record of its plan.
    """

    session = models.ForeignKey(DatedSession, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_as = models.CharField(max_length=16, choices=Role)
    text = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_name = models.CharField(max_length=160, blank=True)
    countersigned_at = models.DateTimeField(null=True, blank=True)
    countersigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    countersigned_name = models.CharField(max_length=160, blank=True)
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )
    why = models.CharField(max_length=200, blank=True, help_text="Why a signed note is corrected")

    class Meta:
        ordering = ["drafted_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "author"],
                condition=models.Q(signed_at=None),
                name="one_note_in_the_making_per_session",
            ),
            models.CheckConstraint(
                condition=models.Q(countersigned_at=None) | models.Q(signed_at__isnull=False),
                name="countersigned_only_what_was_signed",
            ),
        ]

    @property
    def state(self) -> NoteState:
        """Where it stands: its moments say so."""
        if self.countersigned_at:
            return NoteState.COUNTERSIGNED
        return NoteState.SIGNED if self.signed_at else NoteState.DRAFT

    @property
    def awaits_countersignature(self) -> bool:
        return self.written_as == Role.ASSISTANT and self.state is NoteState.SIGNED


class LeaveBehind(OrganisationOwned):
    """One thing to do, left after class for the teacher or for home.

    .. pii: what a child is practising; goes with the record of its plan.
    """

    visit = models.ForeignKey(DatedVisit, on_delete=models.PROTECT, related_name="left_behind")
    child = models.ForeignKey(
        Child, null=True, blank=True, on_delete=models.PROTECT, related_name="left_behind"
    )
    audience = models.CharField(max_length=8, choices=Audience)
    text = models.CharField(max_length=300)
    left_at = models.DateTimeField()
    left_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-left_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(audience=Audience.HOME) | models.Q(child__isnull=False),
                name="left_for_home_is_about_one_child",
            )
        ]
        indexes = [models.Index(fields=["child", "left_at"])]
