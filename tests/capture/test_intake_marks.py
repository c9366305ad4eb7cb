"""Marks from devices: what stands of a visit does not depend on the order in which they arrive."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.capture.choices import Outcome
from alongside.capture.models import DatedSession, DatedVisit, Device, Mark, Observation
from alongside.capture.models.days import visit_id
from alongside.capture.queries.facts import facts_of
from alongside.capture.queries.seen import standing_observations
from alongside.people.models import Child
from alongside.scheduling.queries.planned import PlannedVisit
from tests.capture.said import planned_for
from tests.capture.sent import a_device, answers, at_minutes, counted, named, said, seen, send, taken_back
from tests.scheduling.world import NOW, World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def planned(world: World) -> PlannedVisit:
    """Noor's first visit with Ada in a week that is published; nothing is written down of it."""
    world.published()
    ada = world.staff["Ada"].pk
    return next(each for each in planned_for(world, "Noor") if each.staff_id == ada)


@pytest.fixture
def start(planned: PlannedVisit) -> datetime:
    return at_minutes(planned.on, planned.starts, NOW)


@pytest.fixture
def evening(start: datetime) -> datetime:
    """When the day's entries arrive."""
    return start.replace(hour=18)


@pytest.fixture
def tablet(world: World, planned: PlannedVisit) -> Device:
    return a_device(world.viewer("Ada", planned.on), NOW)


def noor(world: World) -> Child:
    return world.children["Noor"]


def test_a_planned_visit_is_written_down_by_the_first_entry_about_it(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    entry = seen(noor(world), start, visit=named(planned))
    assert answers(send(tablet, world.viewer("Ada", planned.on), evening, entry)) == ["kept"]
    visit = DatedVisit.objects.get()
    assert str(visit.pk) == named(planned)["id"]
    assert {session.child_id for session in visit.sessions.all()} == {
        share.child_id for share in planned.shares
    }
    assert Observation.objects.get().visit == visit


def test_a_refused_entry_writes_no_visit_down(
    world: World, planned: PlannedVisit, start: datetime, evening: datetime
) -> None:
    ben = world.viewer("Ben", planned.on)
    wren = seen(world.children["Sami"], start, visit=named(planned))
    given = send(a_device(ben, NOW), ben, evening, wren, said("held", named(planned), start))
    assert answers(given)[0] == "refused"
    assert Observation.objects.count() == 0


def test_a_visit_is_marked_by_whoever_it_is(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    ends = start + timedelta(minutes=30)
    given = send(
        tablet,
        world.viewer("Ada", planned.on),
        evening,
        said("role", named(planned), start, role="station"),
        said("shortened", named(planned), ends, minutes=20),
    )
    assert answers(given) == ["kept", "kept"]
    visit = DatedVisit.objects.get()
    assert (visit.role, visit.outcome, visit.ended_at) == ("station", Outcome.SHORTENED, ends)
    assert {session.minutes for session in visit.sessions.all()} == {20}
    mark = Mark.objects.get(kind="role")
    assert (mark.marked_by, mark.device, mark.marked_at) == (world.accounts["Ada"], tablet, start)


def test_an_older_mark_does_not_undo_a_newer_one(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    ada = world.viewer("Ada", planned.on)
    missed = said("missed", named(planned), start + timedelta(minutes=40), reason="assembly", words="")
    held = said("held", named(planned), start + timedelta(minutes=30))
    assert answers(send(tablet, ada, evening, missed)) == ["kept"]
    assert answers(send(tablet, ada, evening, held)) == ["kept"]
    visit = DatedVisit.objects.get()
    assert (visit.outcome, visit.reason) == (Outcome.MISSED, "assembly")


SPOILT: list[tuple[str, dict[str, Any]]] = [
    ("shortened", {}),
    ("shortened", {"minutes": 0}),
    ("shortened", {"minutes": "20"}),
    ("shortened", {"minutes": True}),
    ("missed", {}),
    ("missed", {"reason": "boredom"}),
    ("missed", {"reason": None}),
    ("moved", {"on": "2026-11-31", "starts": 540}),
    ("moved", {"on": "2026-12-01", "starts": 1440}),
    ("moved", {"on": "2026-12-01", "starts": 1439}),
    ("role", {"role": "king"}),
    ("word", {"words": "  "}),
    ("unsaid", {}),
    ("unsaid", {"word": "the last one"}),
    ("away", {"reason": "trip"}),
    ("there", {}),
    ("vanished", {}),
]


@pytest.mark.parametrize(("kind", "detail"), SPOILT)
def test_a_mark_that_says_too_little_is_refused_alone(
    world: World,
    planned: PlannedVisit,
    tablet: Device,
    start: datetime,
    evening: datetime,
    kind: str,
    detail: dict[str, Any],
) -> None:
    good = said("held", named(planned), start)
    role = said("role", named(planned), start, role="team")
    bad = said(kind, named(planned), start, **detail)
    given = send(tablet, world.viewer("Ada", planned.on), evening, good, bad, role)
    assert answers(given) == ["kept", "refused", "kept"]
    assert given[1].sentence.endswith(".")
    visit = DatedVisit.objects.get()
    assert (visit.outcome, visit.role) == (Outcome.HELD, "team")


@pytest.mark.parametrize("minutes", [30, 45, 480])
def test_a_visit_shortened_to_no_less_than_its_length_is_refused_with_what_it_may_have(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime, minutes: int
) -> None:
    ada = world.viewer("Ada", planned.on)
    good = said("role", named(planned), start, role="team")
    for child in (None, noor(world)):
        bad = said("shortened", named(planned), start, child=child, minutes=minutes)
        given = send(tablet, ada, evening, bad, good)
        assert given[0].answer == "refused"
        assert given[0].sentence == "A shortened visit has 1 to 29 minutes. Say how many it had."
    assert DatedVisit.objects.get().outcome == ""
    mended = said("shortened", named(planned), start, minutes=29)
    assert answers(send(tablet, ada, evening, mended)) == ["kept"]
    assert DatedVisit.objects.get().outcome == Outcome.SHORTENED


def a_word(planned: PlannedVisit, at: datetime, words: str, child: Child | None = None) -> dict[str, Any]:
    return said("word", named(planned), at, child=child, words=words)


def unsaid(word: dict[str, Any], planned: PlannedVisit, at: datetime) -> dict[str, Any]:
    """The undoing of a word."""
    return said("unsaid", named(planned), at, word=word["id"]) | {"child": word["child"]}


@pytest.mark.parametrize("is_late", [False, True])
def test_a_word_that_is_taken_back_stands_nowhere_whichever_came_first(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime, is_late: bool
) -> None:
    ada = world.viewer("Ada", planned.on)
    before, slip = a_word(planned, start, "Calm today"), a_word(planned, start + MINUTE, "Tired today")
    of_noor = a_word(planned, start + 2 * MINUTE, "asked for the red pencil", noor(world))
    slips = [
        unsaid(slip, planned, start + 3 * MINUTE),
        unsaid(of_noor, planned, start + 4 * MINUTE),
    ]
    held = said("held", named(planned), start + 5 * MINUTE)
    first, then = (
        ([before, slip, of_noor, held], slips) if is_late else ([*slips, held], [before, slip, of_noor])
    )
    send(tablet, ada, evening, *first)
    assert answers(send(tablet, ada, evening, *then, *slips))[: len(then)] == ["kept"] * len(then)
    visit = DatedVisit.objects.get()
    assert visit.words == "Calm today"
    assert {facts.words for facts in facts_of(ada, visit).values()} == {()}
    assert Mark.objects.filter(kind="word").count() == 3, "nothing is deleted"


def test_nobody_takes_back_a_word_that_somebody_else_has_said(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    word = a_word(planned, start, "asked for the red pencil", noor(world))
    visit_word = a_word(planned, start, "Calm today")
    held = said("held", named(planned), start + MINUTE)
    send(tablet, world.viewer("Ada", planned.on), evening, word, visit_word, held)
    joy = world.viewer("joy", planned.on)
    others = [unsaid(each, planned, start + 2 * MINUTE) for each in (word, visit_word)]
    assert answers(send(a_device(joy, NOW), joy, evening, *others)) == ["kept", "kept"]
    visit = DatedVisit.objects.get()
    assert visit.words == "Calm today"
    assert ("asked for the red pencil",) in {facts.words for facts in facts_of(joy, visit).values()}


def test_a_child_that_has_no_part_in_a_visit_is_not_away_from_it(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    mira = world.children["Mira"]
    away = said("away", named(planned), start, child=mira, reason="child_away")
    (answer,) = send(tablet, world.viewer("Ada", planned.on), evening, away)
    assert answer.answer == "refused"
    assert "no part" in answer.sentence


def test_somebody_elses_visit_is_not_marked(
    world: World, planned: PlannedVisit, start: datetime, evening: datetime
) -> None:
    bens = planned_for(world, "Wren")[0]  # With a child that Ada does not see.
    ada = world.viewer("Ada", bens.on)
    (answer,) = send(a_device(ada, NOW), ada, evening, said("held", named(bens), start))
    assert answer.answer == "refused"
    assert DatedVisit.objects.count() == 0


def test_the_same_visit_of_another_organisation_is_not_there(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    made_up = {"id": str(uuid.uuid4()), "series": str(planned.series), "on": planned.on.isoformat()}
    given = send(
        tablet,
        world.viewer("Ada", planned.on),
        evening,
        said("held", made_up, start),
        seen(noor(world), start, visit=made_up),
    )
    assert answers(given) == ["refused", "refused"]


def test_what_was_seen_in_a_visit_that_the_timetable_dropped_is_kept(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime
) -> None:
    on = planned.on + timedelta(days=5)  # Not a day on which it is planned.
    dropped = {"id": str(visit_id(planned.series, on)), "series": str(planned.series), "on": on.isoformat()}
    given = send(
        tablet,
        world.viewer("Ada", planned.on),
        evening,
        seen(noor(world), start, visit=dropped),
        said("held", dropped, start),
    )
    assert answers(given) == ["kept", "refused"]
    assert Observation.objects.get().visit is None


def record() -> tuple[Any, ...]:
    """What stands, in values."""
    visits = DatedVisit.objects.order_by("pk").values_list(
        "pk", "outcome", "reason", "role", "words", "ended_at", "on", "starts", "ends"
    )
    sessions = DatedSession.objects.order_by("visit", "child", "discipline")
    seen_rows = standing_observations().order_by("observed_at", "order", "pk")
    return (
        list(visits),
        list(sessions.values_list("visit", "child", "discipline", "away", "minutes")),
        list(seen_rows.values_list("pk", "child", "value", "observed_at", "clock_doubtful", "visit")),
    )


def a_day_of_entries(world: World, planned: PlannedVisit, start: datetime) -> list[dict[str, Any]]:
    """A lesson with two minds changed, two taps undone, and a child that was away and came after all."""
    visit, child = named(planned), noor(world)

    def after(minutes: int) -> datetime:
        return start + timedelta(minutes=minutes)

    taps = [seen(child, after(each), visit=visit, value={"face": each % 5 + 1}) for each in range(8)]
    return [
        said("role", visit, start, role="station"),
        *taps,
        taken_back(taps[2], after(9)),
        taken_back(taps[7], after(10)),
        said("away", visit, after(1), child=child, reason="child_away"),
        said("there", visit, after(3), child=child),
        said("role", visit, after(12), role="team"),
        said("missed", visit, after(20), reason="assembly", words="Fire drill"),
        said("reopened", visit, after(22)),
        said("shortened", visit, after(25), minutes=25, words="Ended early"),
        slip := a_word(planned, after(26), "Not what I meant"),
        unsaid(slip, planned, after(27)),
        seen(world.children["Mira"], after(5), visit=visit),
        {"kind": "nothing"},
    ]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), cuts=st.lists(st.integers(1, 5), min_size=1, max_size=12))
def test_however_entries_arrive_the_standing_record_is_the_same(
    world: World,
    planned: PlannedVisit,
    tablet: Device,
    start: datetime,
    evening: datetime,
    chance: Any,
    cuts: list[int],
) -> None:
    _forget()  # Of the example before, which may have ended anywhere.
    ada = world.viewer("Ada", planned.on)
    entries = a_day_of_entries(world, planned, start)
    assert counted(send(tablet, ada, evening, *entries)) == {"kept": len(entries) - 2, "refused": 2}
    in_order = record()
    _forget()
    shuffled = entries + chance.sample(entries, 5)
    chance.shuffle(shuffled)
    kept = 0
    for cut in cuts:  # Batches of their own size; now and then one comes again, as when an answer is lost.
        batch, shuffled = shuffled[:cut], shuffled[cut:]
        kept += counted(send(tablet, ada, evening, *batch)).get("kept", 0)
        if chance.random() < 0.4:
            assert "kept" not in counted(send(tablet, ada, evening, *batch))
    kept += counted(send(tablet, ada, evening, *shuffled)).get("kept", 0)
    assert kept == len(entries) - 2
    assert record() == in_order


def _forget() -> None:
    """Clears what was taken in, so that the same entries can come in another order."""
    Observation.objects.all().delete()
    Mark.objects.all().delete()
    DatedVisit.objects.all().delete()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_visit_is_not_moved_out_of_sight(
    world: World, planned: PlannedVisit, tablet: Device, start: datetime, evening: datetime, on: str
) -> None:
    by = world.viewer("Ada", planned.on)
    (answer,) = send(tablet, by, evening, said("moved", named(planned), start, on=on, starts=540))
    assert answer.answer == "refused"
    assert "a year away" in answer.sentence
    assert Mark.objects.count() == 0


@pytest.mark.parametrize(
    ("kind", "detail"),
    [
        ("held", {"reason": "because"}),
        ("reopened", {"reason": "x" * 200}),
        ("held", {"words": 5}),
        ("missed", {"reason": "staff_away", "words": True}),
    ],
)
def test_a_reason_is_one_of_ours_and_words_are_words_whatever_is_marked(
    world: World,
    planned: PlannedVisit,
    tablet: Device,
    start: datetime,
    evening: datetime,
    kind: str,
    detail: dict[str, Any],
) -> None:
    by = world.viewer("Ada", planned.on)
    given = send(tablet, by, evening, said(kind, named(planned), start, **detail))
    assert answers(given) == ["refused"]
    assert not DatedVisit.objects.exclude(reason="", words="").exists()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
@pytest.mark.parametrize("names_the_visit", [True, False])
def test_a_clock_at_the_end_of_time_spoils_nothing(
    world: World,
    planned: PlannedVisit,
    tablet: Device,
    start: datetime,
    evening: datetime,
    at: str,
    names_the_visit: bool,
) -> None:
    visit = named(planned) if names_the_visit else None
    odd = seen(noor(world), start, visit=visit) | {"at": at}
    given = send(tablet, world.viewer("Ada", planned.on), evening, odd, seen(noor(world), start))
    assert answers(given)[1] == "kept"
    assert Observation.objects.filter(pk=odd["id"], clock_doubtful=False).count() == 0
