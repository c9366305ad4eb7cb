"""Changing a draft by hand: every change by the rules, each taken back and made again, none lost to another's."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.engine.cost import cost_of
from alongside.people.rules import NotAllowed, NotNow
from alongside.scheduling.actions import drafts
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries import boards, timetables
from alongside.scheduling.queries.documents import answer_of, problem_of
from tests.scheduling.world import NOW, World


def number_of(world: World, draft: Timetable, service: str) -> int:
    """The first visit that serves a service."""
    wanted = str(world.services[service].pk)
    return next(n for n, visit in enumerate(draft.document["visits"]) if wanted in visit["services"])


def move(world: World, draft: Timetable, visit: int, **change: Any) -> Timetable:
    """Moves a visit within what it is, but for what is said."""
    there = answer_of(draft).visits[visit]
    spot: dict[str, Any] = {
        "day": there.day, "start": there.start, "mode": str(there.mode), "place": there.place,
        "revision": draft.revision, "by": world.joy,
    }  # fmt: skip
    return drafts.move_visit(draft=draft, visit=visit, at=NOW, **(spot | change))


def test_visit_moves_where_every_rule_lets_it(world: World) -> None:
    draft = world.draft()
    visit = number_of(world, draft, "Sami OT")
    moved = move(world, draft, visit, day="Thu", start=630)
    assert (
        moved.document["visits"][visit] | {"day": "Thu", "start": "10:30"} == moved.document["visits"][visit]
    )
    assert moved.revision == 1
    assert moved.cost == moved.document["cost"] == cost_of(problem_of(moved), answer_of(moved)).total


def test_illegal_move_names_the_rule_and_changes_nothing(world: World) -> None:
    draft = world.draft()
    visit = number_of(world, draft, "Sami OT")
    with pytest.raises(NotNow, match="2A") as refusal:
        move(world, draft, visit, start=600)  # into recess, which admits nobody
    assert str(world.classes["2A"].pk) not in refusal.value.sentence
    draft.refresh_from_db()
    assert (draft.revision, draft.revisions.count()) == (0, 1)


@pytest.mark.parametrize(
    "spot", [{"day": "Someday"}, {"place": "nowhere"}, {"mode": "pull_out"}, {"start": 543}, {"start": 5000}]
)
def test_move_to_what_is_no_place_is_refused(world: World, spot: dict[str, Any]) -> None:
    draft = world.draft()
    with pytest.raises(NotNow):
        move(world, draft, number_of(world, draft, "Sami OT"), **spot)


@pytest.mark.parametrize("visit", [-1, 99])
def test_visit_that_is_not_there_can_be_neither_moved_nor_pinned(world: World, visit: int) -> None:
    draft = world.draft()
    change: dict[str, Any] = {"draft": draft, "visit": visit, "revision": 0, "by": world.joy, "at": NOW}
    with pytest.raises(NotNow, match="not in the draft any more"):
        drafts.move_visit(day="Mon", start=540, mode="push_in", place="", **change)
    with pytest.raises(NotNow, match="not in the draft any more"):
        drafts.pin_visit(pinned=True, **change)


def test_pinned_visit_stays_until_it_is_let_go(world: World) -> None:
    draft = world.draft()
    visit = number_of(world, draft, "Sami OT")
    draft = drafts.pin_visit(draft=draft, visit=visit, pinned=True, revision=0, by=world.joy, at=NOW)
    assert draft.pinned == [visit]
    assert boards.places_for_visit(draft, visit) == []
    with pytest.raises(NotNow, match="Unpin it first"):
        move(world, draft, visit, day="Thu")
    draft = drafts.pin_visit(draft=draft, visit=visit, pinned=False, revision=1, by=world.joy, at=NOW)
    assert draft.pinned == []
    assert move(world, draft, visit, day="Thu").revision == 3


def test_pins_stay_with_their_visits_while_others_move(world: World) -> None:
    draft = world.draft()
    pinned, moving = number_of(world, draft, "Wren speech"), number_of(world, draft, "Sami OT")
    draft = drafts.pin_visit(draft=draft, visit=pinned, pinned=True, revision=0, by=world.joy, at=NOW)
    kept = draft.document["visits"][pinned]
    draft = move(world, draft, moving, day="Thu")
    assert [draft.document["visits"][index] for index in draft.pinned] == [kept]


def unmet_draft(world: World) -> tuple[Timetable, str]:
    """A draft from which one of Wren's sessions was left out, and her service."""
    draft = world.draft()
    number = number_of(world, draft, "Wren speech")
    service = str(world.services["Wren speech"].pk)
    visits = [visit for n, visit in enumerate(draft.document["visits"]) if n != number]
    draft.document |= {"visits": visits, "unmet": [{"service": service, "sessions": 1}]}
    draft.unmet_sessions = 1
    draft.save()
    return draft, service


def test_session_without_a_place_is_placed_by_hand(world: World) -> None:
    draft, service = unmet_draft(world)
    place = boards.places_for_service(draft, service)[0]
    change = {name: value for name, value in place.items() if name != "cost_change"}
    placed = drafts.place_session(draft=draft, service=service, revision=0, by=world.joy, at=NOW, **change)
    assert placed.unmet_sessions == 0
    assert placed.document["unmet"] == []


def test_session_is_not_placed_against_a_rule(world: World) -> None:
    draft, service = unmet_draft(world)
    place = boards.places_for_service(draft, service)[0]
    change = {name: value for name, value in place.items() if name != "cost_change"} | {"start": 615}
    with pytest.raises(NotNow, match="Choose one of the places"):
        drafts.place_session(draft=draft, service=service, revision=0, by=world.joy, at=NOW, **change)
    with pytest.raises(NotNow, match="Choose one of the places"):
        drafts.place_session(draft=draft, service="nobody’s", revision=0, by=world.joy, at=NOW, **change)


def test_changes_are_taken_back_and_made_again(world: World) -> None:
    built = world.draft()
    visit = number_of(world, built, "Sami OT")
    once = move(world, built, visit, day="Wed")
    documents = [built.document, once.document, move(world, once, visit, day="Thu").document]

    def step(steps: int) -> Timetable:
        draft = Timetable.objects.get(pk=built.pk)
        return drafts.step_draft(draft=draft, steps=steps, revision=draft.revision, by=world.joy, at=NOW)

    assert step(-1).document["visits"] == documents[1]["visits"]
    assert step(-1).document["visits"] == documents[0]["visits"]
    with pytest.raises(NotNow, match="nothing to take back"):
        step(-1)
    assert step(1).document["visits"] == documents[1]["visits"]
    last = step(1)
    assert last.document["visits"] == documents[2]["visits"]
    assert last.cost == documents[2]["cost"]
    with pytest.raises(NotNow, match="nothing to make again"):
        step(1)
    assert last.revision == 6


def test_new_change_ends_what_was_taken_back(world: World) -> None:
    draft = world.draft()
    visit = number_of(world, draft, "Sami OT")
    draft = move(world, draft, visit, day="Wed")
    draft = drafts.step_draft(draft=draft, steps=-1, revision=1, by=world.joy, at=NOW)
    draft = move(world, draft, visit, day="Fri", start=570)
    with pytest.raises(NotNow, match="nothing to make again"):
        drafts.step_draft(draft=draft, steps=1, revision=draft.revision, by=world.joy, at=NOW)
    assert [each.number for each in draft.revisions.all()] == [0, 1]


def test_taking_back_a_pin_unpins(world: World) -> None:
    draft = world.draft()
    draft = drafts.pin_visit(draft=draft, visit=0, pinned=True, revision=0, by=world.joy, at=NOW)
    assert drafts.step_draft(draft=draft, steps=-1, revision=1, by=world.joy, at=NOW).pinned == []


def test_change_to_a_draft_that_moved_on_is_refused_and_the_other_change_stays(world: World) -> None:
    draft = world.draft()
    visit = number_of(world, draft, "Sami OT")
    kept = move(world, draft, visit, day="Wed").document
    with pytest.raises(NotNow, match="changed in the meantime"):
        move(world, draft, visit, day="Thu", revision=0)
    draft.refresh_from_db()
    assert draft.document == kept


def test_draft_is_named_and_put_away(world: World) -> None:
    draft = world.draft()
    drafts.rename_draft(draft=draft, name="Fewer moves", by=world.joy, at=NOW)
    assert [str(each) for each in timetables.drafts_for(world.joy)] == ["Fewer moves"]
    drafts.discard_draft(draft=draft, by=world.joy, at=NOW)
    assert not timetables.drafts_for(world.joy).exists()
    with pytest.raises(NotNow, match="was put away"):
        move(world, draft, 0)


def test_published_week_is_never_edited(world: World) -> None:
    week = world.published()
    visit = number_of(world, week, "Sami OT")
    change: dict[str, Any] = {"draft": week, "by": world.joy, "at": NOW}
    with pytest.raises(NotNow, match="not edited"):
        move(world, week, visit, day="Thu")
    with pytest.raises(NotNow, match="not edited"):
        drafts.pin_visit(visit=visit, pinned=True, revision=week.revision, **change)
    with pytest.raises(NotNow, match="not edited"):
        drafts.step_draft(steps=-1, revision=week.revision, **change)
    with pytest.raises(NotNow, match="keeps its name"):
        drafts.rename_draft(name="Another", **change)
    with pytest.raises(NotNow, match="stays readable"):
        drafts.discard_draft(**change)
    before = week.document
    week.refresh_from_db()
    assert (week.document, week.state) == (before, TimetableState.PUBLISHED)


def test_what_was_published_meanwhile_is_not_put_away_by_a_stale_hand(world: World) -> None:
    stale = world.draft()
    world.publish(Timetable.objects.get(pk=stale.pk))
    with pytest.raises(NotNow, match="stays readable"):
        drafts.discard_draft(draft=stale, by=world.joy, at=NOW)
    with pytest.raises(NotNow, match="keeps its name"):
        drafts.rename_draft(draft=stale, name="Another", by=world.joy, at=NOW)


def test_only_a_coordinator_changes_a_draft(world: World) -> None:
    draft = world.draft()
    for name in ("Ada", "Tom", "Gita"):
        stranger = world.viewer(name)
        change: dict[str, Any] = {"draft": draft, "by": stranger, "at": NOW}
        with pytest.raises(NotAllowed):
            move(world, draft, 0, by=stranger)
        with pytest.raises(NotAllowed):
            drafts.pin_visit(visit=0, pinned=True, revision=0, **change)
        with pytest.raises(NotAllowed):
            drafts.step_draft(steps=-1, revision=0, **change)
        with pytest.raises(NotAllowed):
            drafts.rename_draft(name="Mine", **change)
        with pytest.raises(NotAllowed):
            drafts.discard_draft(**change)
        assert timetables.timetable_for(stranger, draft.pk) is None
