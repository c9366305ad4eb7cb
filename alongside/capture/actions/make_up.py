"""Placing a session on a date: one that was missed, or one of a service that the timetable has no place for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from alongside.capture.actions.visits import put_down
from alongside.capture.models import DatedSession, DatedVisit
from alongside.capture.queries.dated import visits_between
from alongside.capture.queries.make_up import ByDate, Missed, by_date_for, missed_for, places_to_make_up
from alongside.capture.rules.make_up import check_is_free, check_is_missing, check_may_place, check_says_why
from alongside.people.actions import audit, join_teams
from alongside.people.models import Organisation, StaffMember
from alongside.people.rules import Viewer, check_is_ours
from alongside.plans.models import PlannedService
from alongside.scheduling.choices import Mode
from alongside.scheduling.queries.free_places import FreePlace, PlaceKey
from alongside.schooltime.spans import DateSpan


@transaction.atomic
def place_make_up(
    *, of: DatedSession | PlannedService, place: PlaceKey, by: Viewer, at: datetime
) -> DatedSession:
    """Gives a missed session, or the next one of a service placed by date, its place: its own visit or a joined one.

    Whether the place is still free is asked again first. Two people who place at the same moment do so one after the
    other. Refuses what is not on the list (any more).
    """
    check_is_ours(by, of)
    Organisation.objects.select_for_update().get(pk=by.organisation.pk)
    to_place = _on_the_list(of, by)
    day = DateSpan(place.on, place.on + timedelta(days=1))
    free = places_to_make_up(by, to_place, day)
    there = next((each for each in free if each.key == place), None)
    check_is_free(there)
    assert there is not None
    visit = _joined(there, by, at) if there.joins else _own(there, by)
    missed = to_place.session if isinstance(to_place, Missed) else None
    session = DatedSession.objects.create(
        organisation=by.organisation,
        visit=visit,
        child=to_place.child,
        discipline=to_place.wanted.discipline,
        service=missed.service if missed else None,
        planned=to_place.wanted if isinstance(to_place, ByDate) else to_place.session.planned,
        planned_minutes=to_place.wanted.minutes,
        makes_up=missed,
    )
    if by.is_coordinator:
        staff = StaffMember.objects.get(pk=there.staff_id)
        join_teams(places=[(to_place.child, staff)], by=by, at=at)
    audit(by, at, "make_up.placed", session, on=there.on.isoformat(), of=str(of.pk))
    return session


@transaction.atomic
def give_up_make_up(*, session: DatedSession, why: str, by: Viewer, at: datetime) -> DatedSession:
    """Takes a missed session off the list, with the reason why it is not made up after all."""
    check_is_ours(by, session)
    check_says_why(why)
    _on_the_list(session, by)
    session.given_up = why.strip()[:200]
    session.save(update_fields=["given_up"])
    audit(by, at, "make_up.given_up", session)
    return session


def _on_the_list(of: DatedSession | PlannedService, by: Viewer) -> Missed | ByDate:
    """What is to be placed as it stands now; a sentence where it is not to be placed, or not by this viewer."""
    if isinstance(of, PlannedService):
        by_date = by_date_for(by, of.pk)
        check_may_place(by_date is not None)
        assert by_date is not None
        return by_date
    now = DatedSession.objects.select_related("visit").get(pk=of.pk)
    missed = missed_for(by, of.pk)
    is_theirs = by.is_coordinator or now.visit.staff_id in by.staff_ids
    check_may_place(is_theirs)
    check_is_missing(now, DatedSession.objects.filter(makes_up=now).exists())
    check_may_place(missed is not None)
    assert missed is not None
    return missed


def _own(place: FreePlace, by: Viewer) -> DatedVisit:
    in_class = place.mode == Mode.PUSH_IN
    return DatedVisit.objects.create(
        organisation=by.organisation,
        staff_id=place.staff_id,
        school_id=place.school_id,
        on=place.on,
        starts=place.starts,
        ends=place.ends,
        mode=place.mode,
        classroom_id=place.place if in_class else None,
        room_id=None if in_class else place.place,
        routine=place.routine,
        routine_kind=place.routine_kind,
    )


def _joined(place: FreePlace, by: Viewer, at: datetime) -> DatedVisit:
    """The visit that is there anyway, written down, and as long as its longest session."""
    day = DateSpan(place.on, place.on + timedelta(days=1))
    standing = next(
        (each for each in visits_between(by, day, staff=[place.staff_id]) if each.id == place.joins), None
    )
    check_is_free(standing)
    assert standing is not None
    visit = put_down(visit=standing, by=by, at=at)
    if place.ends > visit.ends:
        visit.ends = place.ends
        visit.save(update_fields=["ends"])
    return visit
