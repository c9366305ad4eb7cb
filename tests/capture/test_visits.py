"""What is said about a visit: written down once, and what stands follows."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.visits import apply_marks, write_down
from alongside.capture.choices import MarkKind, Outcome
from alongside.capture.models import DatedSession, DatedVisit, Mark
from alongside.capture.models.days import visit_id
from alongside.scheduling.queries.planned import planned_visits
from alongside.schooltime.spans import DateSpan
from tests.capture.said import WEEK, a_mark, planned_for, written
from tests.scheduling.world import MONDAY, NOW, World, later


def test_visit_is_written_down_as_planned_with_a_session_for_each_child(world: World) -> None:
    world.published()
    for planned in planned_for(world, "Noor"):
        (visit,) = write_down(planned=[planned], by=world.joy, at=NOW).values()
        assert visit.pk == visit_id(*planned.name)
        assert (visit.on, visit.starts, visit.ends) == (planned.on, planned.starts, planned.ends)
        assert (visit.staff_id, visit.classroom_id) == (planned.staff_id, planned.classroom_id)
        assert (visit.outcome, visit.is_moved) == ("", False)
        assert {(row.child_id, row.service_id, row.planned_minutes) for row in visit.sessions.all()} == {
            (share.child_id, share.service_id, share.minutes) for share in planned.shares
        }


def test_writing_down_again_changes_nothing(world: World) -> None:
    world.published()
    visit = written(world)
    Mark.objects.bulk_create([a_mark(visit, MarkKind.HELD, by=world.joy)])
    apply_marks(visits=[visit], by=world.joy, at=NOW)
    again = written(world)
    assert (again.pk, again.outcome) == (visit.pk, Outcome.HELD)
    assert DatedVisit.objects.count() == 1


def test_marks_are_applied_to_each_visit_and_its_sessions(world: World) -> None:
    world.published()
    visits = write_down(planned=planned_for(world, "Noor"), by=world.joy, at=NOW).values()
    noor = world.children["Noor"]
    first, second, *_others = visits
    Mark.objects.bulk_create(
        [
            a_mark(first, MarkKind.HELD, by=world.joy),
            a_mark(second, MarkKind.AWAY, child=noor, by=world.joy),
            a_mark(second, MarkKind.HELD, at=later(minutes=1), by=world.joy),
        ]
    )
    stands = {visit.pk: visit for visit in apply_marks(visits=visits, by=world.joy, at=NOW)}
    assert [stands[each.pk].outcome for each in visits][:2] == [Outcome.HELD, Outcome.HELD]
    assert first.sessions.get(child=noor).minutes == 30
    assert (second.sessions.get(child=noor).minutes, second.sessions.get(child=noor).away) == (
        0,
        "child_away",
    )
    assert set(DatedSession.objects.exclude(visit__in=[first, second]).values_list("minutes", flat=True)) <= {
        None
    }


def test_many_visits_are_written_in_as_many_queries_as_one(world: World) -> None:
    world.published()
    planned = planned_visits(world.joy, DateSpan(MONDAY, MONDAY + WEEK))
    counts = []
    for some in (planned[:1], planned[1:4]):
        with CaptureQueriesContext(connection) as asked:
            visits = write_down(planned=some, by=world.joy, at=NOW)
        counts.append(len(asked))
        Mark.objects.bulk_create([a_mark(visit, MarkKind.HELD, by=world.joy) for visit in visits.values()])
        with CaptureQueriesContext(connection) as asked:
            apply_marks(visits=list(visits.values()), by=world.joy, at=NOW)
        counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_stranger_s_scope_has_no_row_of_it(world: World, elsewhere: World) -> None:
    world.published()
    visit = written(world)
    with scope(organisation=elsewhere.organisation):
        assert apply_marks(visits=[visit], by=elsewhere.joy, at=NOW) == []
        assert not DatedVisit.objects.exists()
