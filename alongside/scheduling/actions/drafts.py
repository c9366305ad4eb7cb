"""Changing a draft by hand: move, pin, place, take back, put away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.engine import moves
from alongside.engine.cost import cost_of
from alongside.engine.insertions import insert, insertions
from alongside.engine.problem import Mode, Problem
from alongside.engine.rules import breaches
from alongside.engine.timetable import Timetable as Answer
from alongside.people.actions import audit
from alongside.people.rules import NotNow, Viewer, check_can_run_programme
from alongside.scheduling import rules
from alongside.scheduling.choices import TIMETABLE_TRANSITIONS, TimetableState
from alongside.scheduling.models import DraftRevision, Timetable
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.names import named


@transaction.atomic
def move_visit(
    *,
    draft: Timetable,
    visit: int,
    day: str,
    start: int,
    mode: str,
    place: str,
    revision: int,
    by: Viewer,
    at: datetime,
) -> Timetable:
    """Moves one visit to another place; refuses with the rule that it would break."""
    draft = _locked(draft, revision, by)
    if visit in draft.pinned:
        raise NotNow(_("This visit is pinned. Unpin it first, then move it."))
    problem, answer = problem_of(draft), answer_of(draft)
    _check_is_there(answer, visit)
    known = problem.classroom if mode == Mode.PUSH_IN else problem.room
    if day not in problem.day_number or place not in known:
        raise NotNow(_("There is no such place in this draft. Choose one of the places that are shown."))
    moved = moves.move(problem, answer, visit, day, start, Mode(mode), place)
    return _keep(draft, problem, moved, _("Moved"), list(draft.pinned), by, at)


@transaction.atomic
def place_session(
    *,
    draft: Timetable,
    service: str,
    therapist: str,
    day: str,
    start: int,
    mode: str,
    place: str,
    revision: int,
    by: Viewer,
    at: datetime,
) -> Timetable:
    """Gives a session that the build could not place a place by hand, alone or joining a visit that is there."""
    draft = _locked(draft, revision, by)
    problem, answer = problem_of(draft), answer_of(draft)
    wanted = (therapist, day, start, mode, place)
    insertion = next(
        (
            each
            for each in (insertions(problem, answer, service) if service in problem.service else ())
            if (each.visit.therapist, each.visit.day, each.visit.start, each.visit.mode, each.visit.place)
            == wanted
        ),
        None,
    )
    if insertion is None:
        raise NotNow(_("A rule stands against this place. Choose one of the places that are shown."))
    placed = insert(problem, answer, insertion)
    return _keep(draft, problem, placed, _("Placed"), list(draft.pinned), by, at)


@transaction.atomic
def pin_visit(
    *, draft: Timetable, visit: int, pinned: bool, revision: int, by: Viewer, at: datetime
) -> Timetable:
    """Keeps a visit where it is in the builds to come, or lets it go."""
    draft = _locked(draft, revision, by)
    problem, answer = problem_of(draft), answer_of(draft)
    _check_is_there(answer, visit)
    pins = set(draft.pinned) - {visit} | ({visit} if pinned else set())
    return _keep(draft, problem, answer, _("Pinned") if pinned else _("Unpinned"), sorted(pins), by, at)


@transaction.atomic
def step_draft(*, draft: Timetable, steps: int, revision: int, by: Viewer, at: datetime) -> Timetable:
    """Takes the last change back (`steps=-1`) or makes it again (`steps=1`)."""
    draft = _locked(draft, revision, by)
    there = draft.revisions.filter(number=draft.step + steps).first()
    if there is None:
        raise NotNow(
            _("There is nothing to take back.") if steps < 0 else _("There is nothing to make again.")
        )
    problem, answer = problem_of(draft), Answer.from_json(there.document)
    draft.step = there.number
    _write(draft, problem, answer, there.pinned)
    audit(by, at, "draft.stepped", draft, steps=steps)
    return draft


@transaction.atomic
def rename_draft(*, draft: Timetable, name: str, by: Viewer, at: datetime) -> None:
    """Gives a draft a name that says what it tries."""
    check_can_run_programme(by)
    draft = Timetable.objects.select_for_update().get(pk=draft.pk)
    if draft.state != TimetableState.DRAFT:
        raise NotNow(_("A published timetable keeps its name. Build a new draft from it and name that."))
    draft.name = name
    draft.save(update_fields=["name"])
    audit(by, at, "draft.renamed", draft)


@transaction.atomic
def discard_draft(*, draft: Timetable, by: Viewer, at: datetime) -> None:
    """Puts a draft away: it is kept, but no list shows it any more."""
    check_can_run_programme(by)
    draft = Timetable.objects.select_for_update().get(pk=draft.pk)
    if TimetableState.DISCARDED not in TIMETABLE_TRANSITIONS[TimetableState(draft.state)]:
        raise NotNow(_("What was published stays readable. Only a draft can be put away."))
    draft.state = TimetableState.DISCARDED
    draft.save(update_fields=["state"])
    audit(by, at, "draft.discarded", draft)


def _locked(draft: Timetable, revision: int, by: Viewer) -> Timetable:
    draft = Timetable.objects.select_for_update().get(pk=draft.pk)
    rules.check_can_change(by, draft, revision)
    return draft


def _check_is_there(answer: Answer, visit: int) -> None:
    if not 0 <= visit < len(answer.visits):
        raise NotNow(_("This visit is not in the draft any more. Here is the draft as it stands."))


def _keep(
    draft: Timetable,
    problem: Problem,
    answer: Answer,
    what: str,
    pinned: Sequence[int],
    by: Viewer,
    at: datetime,
) -> Timetable:
    """Checks every rule, then keeps the change as the draft's next step; steps that were taken back end here."""
    broken = breaches(problem, answer, named(problem).by_id)
    if broken:
        raise NotNow(broken[0].sentence)
    draft.revisions.filter(number__gt=draft.step).delete()
    draft.step += 1
    _write(draft, problem, answer, pinned)
    DraftRevision.objects.create(
        organisation=draft.organisation,
        timetable=draft,
        number=draft.step,
        what=what,
        document=draft.document,
        pinned=draft.pinned,
    )
    audit(by, at, "draft.changed", draft, what=what)
    return draft


def _write(draft: Timetable, problem: Problem, answer: Answer, pinned: Sequence[int]) -> None:
    document: dict[str, Any] = answer.to_json()
    document["cost"] = cost_of(problem, answer).total
    document["status"] = "optimal" if document["cost"] == draft.bound else "feasible"
    document["bound"] = draft.bound
    draft.document, draft.pinned = document, list(pinned)
    draft.cost = document["cost"]
    draft.unmet_sessions = sum(unmet.sessions for unmet in answer.unmet)
    draft.revision += 1
    draft.save()
