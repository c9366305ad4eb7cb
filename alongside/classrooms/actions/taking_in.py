"""What an import writes about classes, enrolments and class timetables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import models, transaction

from alongside.classrooms import rules
from alongside.people.rules import Viewer, check_can_run_programme
from alongside.trust import actions as trust
from alongside.trust.rules import Change, Kept


@transaction.atomic(savepoint=False)
def take_in(
    *,
    changes: Sequence[Change],
    subject: models.Model,
    by: Viewer,
    at: datetime,
    tick: Callable[[int], None] = lambda done: None,
) -> list[Kept]:
    """Applies what a person decided in an import (or its undoing) to classes, enrolments and class timetables.

    Returns what was left as it is, with reasons.
    """
    check_can_run_programme(by)
    foreign = {change.model for change in changes if not change.model.startswith("classrooms.")}
    if foreign:
        raise ValueError(f"{foreign} are not of the classrooms")
    new_days: dict[str, list[rules.RoutineSpan]] = {}
    for change in changes:
        if change.model == "classrooms.routine" and change.before is None and change.after:
            values = change.after
            span = rules.RoutineSpan(values["day"], values["starts"], values["ends"], values["title"])
            new_days.setdefault(values["timetable_id"], []).append(span)
    for spans in new_days.values():
        rules.check_day_makes_sense(spans)
    return trust.apply_changes(
        changes,
        organisation_id=by.organisation.pk,
        by=by.account.pk,
        at=at,
        action="classrooms.taken_in",
        subject=subject,
        tick=tick,
    )
