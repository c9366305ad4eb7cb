"""Putting a week on the wall."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.engine.problem import Mode as PlannedMode
from alongside.engine.problem import Problem
from alongside.engine.problem import Visit as PlannedVisit
from alongside.engine.rules import breaches
from alongside.engine.timetable import PlacedTask
from alongside.engine.timetable import Timetable as Answer
from alongside.people.actions import audit, join_teams
from alongside.people.rules import NotNow, Viewer
from alongside.scheduling import rules
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.models import Session, TaskPlacement, Timetable, Visit
from alongside.scheduling.queries.changed import changes_for
from alongside.scheduling.queries.misfits import things_gone
from alongside.scheduling.queries.names import Named, named
from alongside.scheduling.queries.problems import schedule_problem
from alongside.scheduling.queries.timetables import published_on


@transaction.atomic
def publish(*, draft: Timetable, holds_from: date, by: Viewer, at: datetime) -> Timetable:
    """Makes a draft the week that people see from `holds_from`; the one before stays readable.

    Every rule is checked once more against the facts of that day, since a service may have ended while the draft
    lay. The therapists of its visits join the children's teams. Refuses with sentences; the draft then stays as it is.
    """
    draft = Timetable.objects.select_for_update().get(pk=draft.pk)
    rules.check_can_publish(by, draft, holds_from)
    schools = list(draft.schools.all())
    before = published_on(by, holds_from, schools=schools)
    covered = {school.pk for timetable in before for school in timetable.schools.all()}
    if covered - {school.pk for school in schools}:
        raise NotNow(
            _("The published week covers more schools than this draft. Build for all of them together.")
        )
    problem = schedule_problem(by, schools, holds_from)
    old_facts = Problem.from_json(draft.problem)
    document = Answer.from_json(draft.document)
    names = named(old_facts)
    _check_is_all_there(problem, document, names)
    answer = Answer.of(problem, document.visits, document.tasks)
    broken = breaches(problem, answer, names.by_id)
    if broken:
        raise NotNow(
            _(
                "Not published: {sentence} The week that people see has not changed, and your draft is kept."
            ).format(sentence=broken[0].sentence)
        )
    draft.state = TimetableState.PUBLISHED
    draft.holds_from, draft.published_at = holds_from, at
    draft.save(update_fields=["state", "holds_from", "published_at"])
    draft.revisions.all().delete()
    _write_visits(draft, answer.visits, names, before)
    _write_tasks(draft, answer.tasks, before)
    places = [
        (names.services[service].child, names.therapists[visit.therapist])
        for visit in answer.visits
        for service in visit.services
    ]
    join_teams(places=places, by=by, at=at)
    audit(
        by,
        at,
        "timetable.published",
        draft,
        visits=len(answer.visits),
        holds_from=holds_from.isoformat(),
        **changes_for(draft, before),
    )
    return draft


def _check_is_all_there(problem: Problem, document: Answer, names: Named) -> None:
    """Refuses a draft that names what the facts do not have any more: a service, person, place, task or day."""
    for each in things_gone(problem, document):
        raise NotNow(
            _(
                "{thing} was there when this draft was built, and is not any more. Build again, then publish."
            ).format(thing=names.by_id.get(each, each))
        )


def _write_visits(
    timetable: Timetable, visits: Iterable[PlannedVisit], names: Named, before: list[Timetable]
) -> None:
    rows, sessions, served = [], [], []
    for planned in visits:
        in_class = planned.mode == PlannedMode.PUSH_IN
        visit = Visit(
            organisation=timetable.organisation,
            timetable=timetable,
            staff=names.therapists[planned.therapist],
            day=planned.day,
            starts=planned.start,
            ends=planned.end,
            mode=planned.mode,
            classroom=names.classrooms[planned.place] if in_class else None,
            room=None if in_class else names.rooms[planned.place],
        )
        rows.append(visit)
        served.append(frozenset(planned.services))
        sessions += [
            Session(organisation=timetable.organisation, visit=visit, service=names.services[service])
            for service in planned.services
        ]
    _continue_series(rows, served, before)
    Visit.objects.bulk_create(rows)
    Session.objects.bulk_create(sessions)


def _continue_series(rows: list[Visit], served: list[frozenset[str]], before: list[Timetable]) -> None:
    """Lets each visit continue the one of the week before that it most resembles, so that a calendar moves an event.

    Only visits of one therapist that share a service are alike; the same services count before the same moment.
    Each old visit is continued once. `sequence` grows where time, place or children have changed.
    """
    old = list(Visit.objects.filter(timetable__in=before).prefetch_related("sessions"))
    old_served = [frozenset(str(session.service_id) for session in visit.sessions.all()) for visit in old]
    pairs = [
        (served[i] == old_served[j], (rows[i].day, rows[i].starts) == (old[j].day, old[j].starts), -i, -j)
        for i in range(len(rows))
        for j in range(len(old))
        if rows[i].staff_id == old[j].staff_id and served[i] & old_served[j]
    ]
    new_done: set[int] = set()
    old_done: set[int] = set()
    for same_services, _same_moment, i, j in sorted(pairs, reverse=True):
        if i in new_done or j in old_done:
            continue
        new_done.add(i)
        old_done.add(j)
        new_visit, old_visit = rows[-i], old[-j]
        same = same_services and all(
            getattr(old_visit, name) == getattr(new_visit, name)
            for name in ("day", "starts", "ends", "mode", "classroom_id", "room_id")
        )
        new_visit.series = old_visit.series
        new_visit.sequence = old_visit.sequence + int(not same)


def _write_tasks(timetable: Timetable, tasks: Iterable[PlacedTask], before: list[Timetable]) -> None:
    old = {
        str(placement.task_id): placement for placement in TaskPlacement.objects.filter(timetable__in=before)
    }
    rows = []
    for placed in tasks:
        row = TaskPlacement(
            organisation=timetable.organisation,
            timetable=timetable,
            task_id=uuid.UUID(placed.task),
            day=placed.day,
            starts=placed.start,
        )
        known = old.get(placed.task)
        if known:
            moved = (known.day, known.starts) != (row.day, row.starts)
            row.series, row.sequence = known.series, known.sequence + int(moved)
        rows.append(row)
    TaskPlacement.objects.bulk_create(rows)
