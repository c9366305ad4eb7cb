"""A sheet keyed in: the same observations as tapped ones, all or nothing, and only by whoever may."""

from __future__ import annotations

from uuid import UUID

import pytest

from alongside.capture.actions.paper import KeyedRow, KeyedWrong, key_in
from alongside.capture.choices import Setting, Source
from alongside.capture.models import DatedVisit, Observation
from alongside.capture.models.days import visit_id
from alongside.capture.queries.visits import VisitOnDay, visit_of
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Measure, Who
from alongside.trust.models import AuditEvent
from tests.capture.said import planned_for
from tests.scheduling.world import NOW, World

SHEET = UUID("51ee7000-0000-4000-8000-000000000001")


def a_visit(world: World, child: str = "Noor") -> VisitOnDay:
    world.published()
    planned = planned_for(world, child)[0]
    visit = visit_of(world.joy, visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit is not None
    return visit


def row(world: World, measure: Measure, text: str, child: str = "Noor") -> KeyedRow:
    return KeyedRow(world.children[child].pk, None, measure, text)


def test_a_sheet_becomes_observations_of_the_visit(world: World) -> None:
    visit = a_visit(world)
    rows = [row(world, Measure.ENGAGEMENT, "1 1 5"), row(world, Measure.CONFIDENCE, "4")]
    assert (
        key_in(visit=visit, rows=rows, adult=Who.TEACHER, sheet=SHEET, material="cards", by=world.joy, at=NOW)
        == 4
    )
    seen = Observation.objects.filter(visit=visit.id)
    assert [each.value for each in seen if each.measure == Measure.ENGAGEMENT] == [
        {"company": "with"},
        {"company": "with"},
        {"company": "alone"},
    ]
    for each in seen:
        assert (each.source, each.adult, each.material) == (Source.PAPER, Who.TEACHER, "cards")
        assert each.setting == (Setting.IN_CLASS if visit.in_class else Setting.OUTSIDE)
        assert each.observer_id == world.joy.account.pk
    assert AuditEvent.objects.filter(action="sheet.keyed_in").count() == 1


def test_one_wrong_field_keeps_nothing_and_says_which(world: World) -> None:
    visit = a_visit(world)
    rows = [
        row(world, Measure.CONFIDENCE, "4"),
        row(world, Measure.CONFIDENCE, "9"),
        row(world, Measure.ENGAGEMENT, "z"),
    ]
    with pytest.raises(KeyedWrong) as wrong:
        key_in(visit=visit, rows=rows, adult=Who.THERAPIST, sheet=SHEET, by=world.joy, at=NOW)
    assert set(wrong.value.faults) <= {1, 2}
    assert wrong.value.faults
    assert not Observation.objects.exists()
    assert not DatedVisit.objects.exists()


def test_an_empty_sheet_is_refused(world: World) -> None:
    with pytest.raises(NotNow, match="Nothing is written"):
        key_in(
            visit=a_visit(world),
            rows=[row(world, Measure.CONFIDENCE, " ")],
            adult=Who.THERAPIST,
            sheet=SHEET,
            by=world.joy,
            at=NOW,
        )


def test_nobody_keys_in_for_a_child_that_is_not_hers(world: World, elsewhere: World) -> None:
    visit = a_visit(world)
    rows = [row(world, Measure.CONFIDENCE, "4")]
    with pytest.raises(NotAllowed):
        key_in(visit=visit, rows=rows, adult=Who.THERAPIST, sheet=SHEET, by=elsewhere.joy, at=NOW)
    assert not Observation.objects.exists()


def test_a_sheet_that_is_sent_twice_is_kept_once_and_what_was_added_is_kept_too(world: World) -> None:
    visit = a_visit(world)
    rows = [row(world, Measure.ENGAGEMENT, "1 1 5")]
    for _click in range(2):
        key_in(visit=visit, rows=rows, adult=Who.THERAPIST, sheet=SHEET, by=world.joy, at=NOW)
    assert Observation.objects.count() == 3
    rows.append(row(world, Measure.CONFIDENCE, "4"))
    key_in(visit=visit, rows=rows, adult=Who.THERAPIST, sheet=SHEET, by=world.joy, at=NOW)
    assert Observation.objects.count() == 4
    key_in(visit=visit, rows=rows, adult=Who.THERAPIST, sheet=UUID(int=7), by=world.joy, at=NOW)
    assert Observation.objects.count() == 8
