"""Whose week changes when another one is published: counted for therapists, classes and children alone."""

from __future__ import annotations

from datetime import timedelta

from alongside.scheduling.models import Visit
from alongside.scheduling.queries.changed import changes_for
from alongside.trust.models import AuditEvent
from tests.scheduling.world import MONDAY, World


def test_first_week_is_new_to_everybody_in_it(world: World) -> None:
    published = world.published()
    changes = changes_for(published, [])
    visits = list(Visit.objects.filter(timetable=published).prefetch_related("sessions__service"))
    assert changes["staff"].keys() == {str(visit.staff_id) for visit in visits}
    assert sum(changes["staff"].values()) == len(visits)
    assert changes["classrooms"].keys() == {str(visit.classroom_id) for visit in visits if visit.classroom_id}
    children = {str(session.service.child_id) for visit in visits for session in visit.sessions.all()}
    assert changes["children"].keys() == children


def test_same_week_again_changes_nothing_for_anybody(world: World) -> None:
    published = world.published()
    assert changes_for(published, [published]) == {"staff": {}, "classrooms": {}, "children": {}}


def test_visit_that_moves_counts_once_for_those_in_it_alone(world: World) -> None:
    before = world.published()
    after = world.published(holds_from=MONDAY + timedelta(days=7))
    moved = Visit.objects.filter(timetable=after).first()
    assert moved is not None
    moved.starts, moved.ends = moved.starts + 5, moved.ends + 5
    moved.save()
    changes = changes_for(after, [before])
    assert changes["staff"] == {str(moved.staff_id): 1}
    assert changes["children"].keys() == {str(each.service.child_id) for each in moved.sessions.all()}
    assert set(changes["children"].values()) == {1}


def test_publishing_says_in_the_trail_for_whom_it_changes(world: World) -> None:
    published = world.published()
    event = AuditEvent.objects.get(action="timetable.published", subject_id=str(published.pk))
    assert {key: event.detail[key] for key in ("staff", "classrooms", "children")} == changes_for(
        published, []
    )
