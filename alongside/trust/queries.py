"""Reading the audit trail, and which rows no longer stand as they were written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.trust import rules
from alongside.trust.models import AuditChain, AuditEvent, OrganisationOwned
from alongside.trust.rules import Change, Kept

if TYPE_CHECKING:
    from django.db.models import QuerySet

CHANGED_SINCE = _("It is kept: somebody has changed it since.")
IN_USE = _("It is kept: something else points to it by now.")
_AT_ONCE = 400


def events_about(viewer_organisation: UUID, *, subject_type: str, subject_id: str) -> QuerySet[AuditEvent]:
    """What was done to one thing, oldest first."""
    return AuditEvent.objects.filter(
        organisation_id=viewer_organisation, subject_type=subject_type, subject_id=subject_id
    ).select_related("actor")


def first_broken_link(viewer_organisation: UUID) -> int | None:
    """The number of the first event that was changed, removed or added behind the chain's back; None if whole."""
    previous, number = "", 0
    for event in AuditEvent.objects.filter(organisation_id=viewer_organisation).iterator():
        number += 1
        if event.number != number or event.previous != previous or event.digest != rules.digest_of(event):
            return number
        previous = event.digest
    chain = AuditChain.objects.filter(organisation_id=viewer_organisation).first()
    length, digest = (chain.length, chain.digest) if chain else (0, "")
    if number != length:
        return min(number, length) + 1
    return None if previous == digest else number


def not_to_be_removed(viewer_organisation: UUID, removals: Sequence[Change]) -> list[Kept]:
    """The rows, of those that are to go, that were changed since or that a row which does not go points to."""
    going = {change.id for change in removals}
    by_model: dict[str, list[Change]] = defaultdict(list)
    for change in removals:
        by_model[change.model].append(change)
    kept = []
    for label, changes in by_model.items():
        model = apps.get_model(label)
        remaining = iter(changes)
        while batch := list(islice(remaining, _AT_ONCE)):
            ids = [change.id for change in batch]
            rows: dict[Any, Any] = model._base_manager.filter(organisation_id=viewer_organisation).in_bulk(
                ids
            )
            in_use = _pointed_at_from_elsewhere(model, ids, going)
            for change in batch:
                row = rows.get(change.id)
                if row is not None and not is_as_before(row, change):
                    kept.append(Kept(change, str(CHANGED_SINCE)))
                elif row is not None and change.id in in_use:
                    kept.append(Kept(change, str(IN_USE)))
    return kept


def _pointed_at_from_elsewhere(model: type[models.Model], ids: list[UUID], going: set[UUID]) -> set[UUID]:
    found: set[Any] = set()
    for field in pointing_at(model):
        pointing = field.model._base_manager.filter(**{f"{field.attname}__in": ids})
        pairs = pointing.values_list("pk", field.attname)
        found.update(target for pk, target in pairs.iterator() if pk not in going)
    return found


def is_as_before(row: OrganisationOwned, change: Change) -> bool:
    """Whether a row still says what the change expects of it."""
    return all(
        getattr(row, name) == column(type(row), name).to_python(value)
        for name, value in (change.before or {}).items()
    )


@cache
def pointing_at(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    """Every foreign key to the model, those without a name for the way back included."""
    return [
        field
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and field.related_model is model
    ]


@cache
def column(model: type[models.Model], attname: str) -> models.Field[Any, Any]:
    """The field behind a column name (`school_id` is the field `school`)."""
    for field in model._meta.concrete_fields:
        if field.attname == attname:
            return field
    raise LookupError(f"{model._meta.label} has no column {attname}")
