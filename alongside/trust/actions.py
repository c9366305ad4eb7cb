"""Writing the audit trail, and rows in bulk so that they can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils.translation import gettext as _

from alongside.trust import rules
from alongside.trust.models import AuditChain, AuditEvent, OrganisationOwned
from alongside.trust.queries import CHANGED_SINCE, IN_USE, column, is_as_before, pointing_at
from alongside.trust.rules import Change, Kept


@transaction.atomic
def record(
    action: str,
    subject: models.Model,
    *,
    organisation_id: UUID,
    by: UUID | None,
    at: datetime,
    detail: dict[str, Any] | None = None,
) -> AuditEvent:
    """Adds one event to the organisation's chain, inside the transaction of the action that it tells of.

    `action` reads "noun.done" ("service.added"); `by` is the account's id, None for the machine itself.
    """
    chains = AuditChain.objects.select_for_update()
    chain = chains.filter(organisation_id=organisation_id).first()
    if chain is None:  # The first event; another's first may have come in between.
        AuditChain.objects.get_or_create(organisation_id=organisation_id)
        chain = chains.get(organisation_id=organisation_id)
    event = AuditEvent(
        organisation_id=organisation_id,
        number=chain.length + 1,
        at=at,
        actor_id=by,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        detail=detail or {},
        previous=chain.digest,
    )
    event.digest = rules.digest_of(event)
    event.save(force_insert=True)
    chain.length, chain.digest = event.number, event.digest
    chain.save()
    return event


@transaction.atomic(savepoint=False)
def apply_changes(
    changes: Sequence[Change],
    *,
    organisation_id: UUID,
    by: UUID | None,
    at: datetime,
    action: str,
    subject: models.Model,
    tick: Callable[[int], None] = lambda done: None,
) -> list[Kept]:
    """Writes many rows of one organisation at once, and one audit event that counts them.

    The changes are applied in their order. What no longer stands as `before` says, and what something else points
    to when it should go, is left alone and returned with the reason. `tick` hears how many are done.
    """
    # No savepoint: within one, SQLite would keep every page that each statement touches, in memory, until its end.
    kept: list[Kept] = []
    done = 0
    for (label, kind), group in groupby(changes, key=lambda change: (change.model, _kind(change))):
        model = apps.get_model(label)
        if not issubclass(model, OrganisationOwned):
            raise TypeError(f"{label} belongs to no organisation")
        for batch in _batches(list(group)):
            kept += _APPLY[kind](model, batch, organisation_id)
            done += len(batch)
            tick(done)
    record(
        action,
        subject,
        organisation_id=organisation_id,
        by=by,
        at=at,
        detail={"changes": len(changes) - len(kept), "kept": len(kept)},
    )
    return kept


def _kind(change: Change) -> str:
    if change.before is None:
        return "add"
    return "remove" if change.after is None else "alter"


def _batches(changes: list[Change], size: int = 400) -> list[list[Change]]:
    """The changes in order, so many at a time; two of one row never meet in a batch, which reads each row once."""
    batches: list[list[Change]] = []
    ids: set[UUID] = set()
    for change in changes:
        if not batches or len(batches[-1]) == size or change.id in ids:
            batches.append([])
            ids = set()
        batches[-1].append(change)
        ids.add(change.id)
    return batches


def _add(model: type[OrganisationOwned], batch: list[Change], organisation_id: UUID) -> list[Kept]:
    rows = []
    for change in batch:
        values = {name: column(model, name).to_python(value) for name, value in (change.after or {}).items()}
        rows.append(model(id=change.id, organisation_id=organisation_id, **values))
    model.objects.bulk_create(rows)
    return []


def _alter(model: type[OrganisationOwned], batch: list[Change], organisation_id: UUID) -> list[Kept]:
    standing, kept = _standing(model, batch, organisation_id)
    names = sorted({name for change in batch for name in change.after or {}})
    for change, row in standing:
        for name, value in (change.after or {}).items():
            setattr(row, name, column(model, name).to_python(value))
    if standing:
        model.objects.bulk_update(
            [row for _change, row in standing], [column(model, name).name for name in names]
        )
    return kept


def _remove(model: type[OrganisationOwned], batch: list[Change], organisation_id: UUID) -> list[Kept]:
    standing, kept = _standing(model, batch, organisation_id)
    in_use: set[Any] = set()
    ids = [row.pk for _change, row in standing]
    for field in pointing_at(model):
        attname = field.attname
        in_use.update(
            field.model._base_manager.filter(**{f"{attname}__in": ids}).values_list(attname, flat=True)
        )
    for change, row in standing:
        if row.pk in in_use:
            kept.append(Kept(change, str(IN_USE)))
    model.objects.filter(pk__in=set(ids) - in_use).delete()
    return kept


def _standing(
    model: type[OrganisationOwned], batch: list[Change], organisation_id: UUID
) -> tuple[list[tuple[Change, OrganisationOwned]], list[Kept]]:
    """The rows that still are as `before` says, locked, and the others with the reason why they are kept."""
    rows = model.objects.select_for_update().filter(organisation_id=organisation_id)
    by_id = {row.pk: row for row in rows.filter(pk__in=[change.id for change in batch])}
    standing, kept = [], []
    for change in batch:
        row = by_id.get(change.id)
        if row is None:
            kept.append(Kept(change, _("It is no longer there.")))
        elif not is_as_before(row, change):
            kept.append(Kept(change, str(CHANGED_SINCE)))
        else:
            standing.append((change, row))
    return standing, kept


_APPLY = {"add": _add, "alter": _alter, "remove": _remove}
