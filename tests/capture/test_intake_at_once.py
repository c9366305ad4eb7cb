"""Two tabs, two devices, one moment: an entry is there once, and whoever sent it is told so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django_scopes import scope

from alongside.capture.actions import intake
from alongside.capture.models import DatedVisit, Mark, Observation
from alongside.scheduling.queries.planned import PlannedVisit
from alongside.trust.queries import first_broken_link
from tests.capture.said import planned_for
from tests.capture.sent import a_device, at_minutes, counted, named, said, seen, send
from tests.scheduling.test_at_once import at_once
from tests.scheduling.world import NOW, World, told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lesson() -> tuple[World, PlannedVisit]:
    """A visit of Noor and Ada in a published week, written down for good, so that several connections see it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite's database for tests is one connection's own; tests/on_postgresql.sh runs these.")
    world = told()
    with scope(organisation=world.organisation):
        world.published()
        ada = world.staff["Ada"].pk
        return world, next(each for each in planned_for(world, "Noor") if each.staff_id == ada)


def together(world: World, *acts: Callable[[], Any]) -> Counter[str]:
    """What became of all entries, sent at one moment on connections of their own."""
    total: Counter[str] = Counter()
    for answers in at_once(world, *acts):
        total.update(counted(answers))
    with scope(organisation=world.organisation):
        assert first_broken_link(world.organisation.pk) is None
    return total


def test_one_batch_from_four_tabs_is_kept_once(lesson: tuple[World, PlannedVisit]) -> None:
    world, planned = lesson
    start = at_minutes(planned.on, planned.starts, NOW)
    ada = world.viewer("Ada", planned.on)
    with scope(organisation=world.organisation):
        tablet = a_device(ada, NOW)
    noor, visit = world.children["Noor"], named(planned)
    batch = [seen(noor, start, visit=visit) for _each in range(50)] + [said("held", visit, start)]
    evening = start + timedelta(hours=8)
    total = together(world, *[lambda: send(tablet, ada, evening, *batch)] * 4)
    assert total == {"kept": 51, "known": 153}
    with scope(organisation=world.organisation):
        assert (Observation.objects.count(), Mark.objects.count(), DatedVisit.objects.count()) == (50, 1, 1)


def test_one_batch_from_two_devices_of_one_person_is_kept_once(lesson: tuple[World, PlannedVisit]) -> None:
    """No lock is between them: the second meets the rows of the first as it writes its own."""
    world, planned = lesson
    start = at_minutes(planned.on, planned.starts, NOW)
    ada = world.viewer("Ada", planned.on)
    with scope(organisation=world.organisation):
        tablets = [a_device(ada, NOW), a_device(ada, NOW, planned.series)]
    batch = [seen(world.children["Noor"], start, visit=named(planned)) for _each in range(30)]
    evening = start + timedelta(hours=8)
    sends = [lambda tablet=tablet: send(tablet, ada, evening, *batch) for tablet in tablets]
    assert together(world, *sends) == {"kept": 30, "known": 30}
    with scope(organisation=world.organisation):
        assert Observation.objects.count() == 30


def test_an_id_that_two_people_send_is_the_firsts(lesson: tuple[World, PlannedVisit]) -> None:
    world, planned = lesson
    start = at_minutes(planned.on, planned.starts, NOW)
    people = [world.viewer("Ada", planned.on), world.viewer("joy", planned.on)]
    with scope(organisation=world.organisation):
        tablets = [a_device(each, NOW) for each in people]
    entry = seen(world.children["Noor"], start, visit=named(planned))
    evening = start + timedelta(hours=8)
    sends = [
        lambda each=each, tablet=tablet: send(tablet, each, evening, entry)
        for each, tablet in zip(people, tablets, strict=True)
    ]
    assert together(world, *sends) == {"kept": 1, "refused": 1}


def test_two_who_write_one_visit_down_at_once_write_one(lesson: tuple[World, PlannedVisit]) -> None:
    world, planned = lesson
    start = at_minutes(planned.on, planned.starts, NOW)
    people = [world.viewer("Ada", planned.on), world.viewer("joy", planned.on)]
    with scope(organisation=world.organisation):
        tablets = [a_device(each, NOW) for each in people]
    evening, visit = start + timedelta(hours=8), named(planned)
    batches = [
        [seen(world.children["Noor"], start, visit=visit), said("role", visit, start, role="team")]
        for _each in people
    ]
    sends = [
        lambda each=each, tablet=tablet, batch=batch: send(tablet, each, evening, *batch)
        for each, tablet, batch in zip(people, tablets, batches, strict=True)
    ]
    assert together(world, *sends) == {"kept": 4}
    with scope(organisation=world.organisation):
        visit_row = DatedVisit.objects.get()
        assert visit_row.sessions.count() == len(planned.shares)
        assert visit_row.role == "team"


def test_many_devices_with_visits_in_other_orders_do_not_wait_for_each_other_for_ever(
    lesson: tuple[World, PlannedVisit],
) -> None:
    world, _planned = lesson
    with scope(organisation=world.organisation):
        visits = [each for name in ("Noor", "Eli", "Sami", "Wren") for each in planned_for(world, name)]
        on = visits[0].on + timedelta(days=6)
        joy = world.viewer("joy", on)
        tablets = [a_device(joy, NOW, visits[each].series) for each in range(4)]
    received = at_minutes(on, 12 * 60, NOW)

    def day(order: int) -> list[dict[str, Any]]:
        turned = visits[order:] + visits[:order]
        return [said("held", named(each), at_minutes(each.on, each.starts + order, NOW)) for each in turned]

    sends = [
        lambda tablet=tablet, order=order: send(tablet, joy, received, *day(order))
        for order, tablet in enumerate(tablets)
    ]
    assert set(together(world, *sends)) == {"kept"}
    assert len(visits) <= intake.MOST_ENTRIES
