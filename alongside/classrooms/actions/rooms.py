"""Every write about the rooms for work outside class."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.classrooms.models import Room, RoomOpening
from alongside.people.actions import audit
from alongside.people.models import School
from alongside.people.rules import NotNow, Viewer, check_can_run_programme


@transaction.atomic
def add_room(
    *, school: School, name: str, openings: Sequence[tuple[str, int, int]], by: Viewer, at: datetime
) -> Room:
    """Adds a room for pull-out work with the spans in which it is free: day, start and end in minutes."""
    check_can_run_programme(by)
    if Room.objects.filter(school=school, name__iexact=name).exists():
        raise NotNow(_("{school} has a room {name} already.").format(school=school, name=name))
    room = Room.objects.create(organisation=by.organisation, school=school, name=name)
    audit(by, at, "room.added", room)
    _write_openings(room, openings, by)
    return room


@transaction.atomic
def set_room_openings(
    *, room: Room, openings: Sequence[tuple[str, int, int]], by: Viewer, at: datetime
) -> None:
    """Says anew when a room is free."""
    check_can_run_programme(by)
    room.openings.all().delete()
    audit(by, at, "room.openings_set", room)
    _write_openings(room, openings, by)


def _write_openings(room: Room, openings: Sequence[tuple[str, int, int]], by: Viewer) -> None:
    if any(ends <= starts for _day, starts, ends in openings):
        raise NotNow(_("A room closes after it opens. Give it a later end."))
    RoomOpening.objects.bulk_create(
        [
            RoomOpening(organisation=by.organisation, room=room, day=day, starts=starts, ends=ends)
            for day, starts, ends in openings
        ]
    )
