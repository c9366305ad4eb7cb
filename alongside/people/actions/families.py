"""What each guardian may do for a child, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people import rules
from alongside.people.actions import audit
from alongside.people.choices import Right
from alongside.people.models import Guardianship
from alongside.people.rules import NotNow, Viewer


@transaction.atomic
def set_rights(*, tie: Guardianship, rights: Collection[Right], by: Viewer, at: datetime) -> None:
    """Says what a guardian may do for a child; what is not named, she may not."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, tie)
    for right in Right:
        setattr(tie, right.value, right in rights)
    tie.save(update_fields=[right.value for right in Right])
    audit(
        by,
        at,
        "guardianship.rights_set",
        tie,
        child=str(tie.child_id),
        rights=sorted(right.value for right in rights),
    )


@transaction.atomic
def say_guardianship_ends(*, tie: Guardianship, ends: date | None, by: Viewer, at: datetime) -> None:
    """Says from which day on a guardian no longer sees a child; None for "stays". What she said stays on record."""
    rules.check_can_run_programme(by)
    rules.check_is_ours(by, tie)
    if ends and ends < tie.starts:
        raise NotNow(_("This is before the tie began. Choose a later day."))
    tie.ends = ends
    tie.save(update_fields=["ends"])
    audit(by, at, "guardianship.ends" if ends else "guardianship.stays", tie, child=str(tie.child_id))
