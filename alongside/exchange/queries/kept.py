"""What the rows that an import left as they are speak of: a child, a class, a service, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.apps import apps
from django.utils.translation import gettext as _

from alongside.exchange.rules.runs import label_of
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.models import Service
from alongside.scheduling.queries.names import SPOKEN
from alongside.trust.rules import Change

#: Where each kind of row finds what it speaks of; "" is itself.
_SPEAKS_OF = {
    "people.child": "", "people.guardianship": "child", "people.teammembership": "child",
    "classrooms.enrolment": "child", "classrooms.classroom": "", "classrooms.classteacher": "classroom",
    "classrooms.classtimetable": "classroom", "classrooms.routine": "timetable__classroom",
    "plans.service": "child", "plans.servicetherapist": "service__child",
}  # fmt: skip
_AT_ONCE = 400


def labels_of(viewer: Viewer, changes: Sequence[Change]) -> dict[UUID, str]:
    """A label for each changed row; rows that speak of one thing have one label."""
    ids: dict[str, list[UUID]] = defaultdict(list)
    for change in changes:
        ids[change.model].append(change.id)
    names = {
        id: label
        for model, known in ids.items()
        if model in _SPEAKS_OF
        for start in range(0, len(known), _AT_ONCE)
        for id, label in _labels(viewer, model, known[start : start + _AT_ONCE]).items()
    }
    labels = {change.id: names.get(change.id) or label_of(change) for change in changes}
    for change in changes:
        subject = (change.before or {}).get("subject_id")
        if subject and UUID(subject) in labels:
            labels[change.id] = labels[UUID(subject)]
    return labels


def _labels(viewer: Viewer, model: str, ids: list[UUID]) -> dict[UUID, str]:
    """The labels of those rows of one model that are still there."""
    way = _SPEAKS_OF[model]
    rows = apps.get_model(model)._base_manager.filter(organisation_id=viewer.organisation.pk, pk__in=ids)
    labels = {}
    for row in rows.select_related(*([way] if way else [])):
        thing = row
        service = row if isinstance(row, Service) else None
        for step in filter(None, way.split("__")):
            thing = getattr(thing, step)
            service = thing if isinstance(thing, Service) else service
        if service:
            labels[row.pk] = _(SPOKEN[Discipline(service.discipline)]).format(child=thing.name)
        elif model.startswith("people.") or way == "child":
            labels[row.pk] = _("Child {name}").format(name=thing.name)
        else:
            labels[row.pk] = _("Class {name}").format(name=thing.name)
    return labels
