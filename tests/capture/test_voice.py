"""The child's own voice: faces and pictures kept, corrected by the last word, counted, and closed to strangers."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as some

from alongside.capture.actions.voice import say_voice
from alongside.capture.choices import DRAWN, FACES, HARD, HELPED, VoicePicture
from alongside.capture.models import Observation
from alongside.capture.queries.days import day_of
from alongside.capture.queries.packs import pack_for
from alongside.capture.queries.seen import standing_observations
from alongside.capture.queries.visits import VisitOnDay
from alongside.capture.queries.voice import voice_of
from alongside.capture.rules.voice import voice
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.trust.models import AuditEvent
from tests.scheduling.world import MONDAY, NOW, World

LATER = NOW + timedelta(minutes=1)


def a_visit(world: World, name: str = "Ada") -> tuple[Viewer, VisitOnDay, Child]:
    """The first visit of a therapist's week, as she sees it, and a child in it."""
    world.published()
    for days in range(5):
        viewer = world.viewer(name, MONDAY + timedelta(days=days))
        day = day_of(viewer, world.staff[name].pk, viewer.on)
        if day and day.visits:
            return viewer, day.visits[0], day.visits[0].pupils[0].child
    raise AssertionError(f"{name} has no visit in that week")


def test_a_face_is_kept_at_once_and_its_pictures_take_its_place(world: World) -> None:
    ada, visit, child = a_visit(world)
    first = say_voice(visit=visit, child=child, face=2, by=ada, at=NOW)
    second = say_voice(visit=visit, child=child, face=2, pictures=["friend", "noise"], by=ada, at=LATER)
    assert second.corrects == first.pk
    assert second.value == {"face": 2, "pictures": ["friend", "noise"]}
    assert list(standing_observations().filter(child=child)) == [second]
    assert second.goal is None
    assert second.visit_id == visit.id
    events = AuditEvent.objects.filter(action="voice.said")
    assert [each.detail["child"] for each in events] == [str(child.pk)] * 2


def test_what_is_not_a_face_or_picture_is_refused(world: World) -> None:
    ada, visit, child = a_visit(world)
    for face, pictures in ((0, []), (6, []), (3, ["dragon"]), (3, ["noise", "noise"])):
        with pytest.raises(NotNow):
            say_voice(visit=visit, child=child, face=face, pictures=pictures, by=ada, at=NOW)
    assert not Observation.objects.exists()


def test_a_child_outside_the_visit_and_a_stranger_are_refused(world: World, elsewhere: World) -> None:
    ada, visit, child = a_visit(world)
    other = next(each for each in world.children.values() if each.pk not in visit.children)
    with pytest.raises(NotNow, match="no part"):
        say_voice(visit=visit, child=other, face=3, by=ada, at=NOW)
    with pytest.raises(NotAllowed):
        say_voice(visit=visit, child=child, face=3, by=elsewhere.joy, at=NOW)
    assert voice_of(elsewhere.joy, child.pk) is None
    assert voice_of(ada, uuid4()) is None


def test_faces_and_pictures_are_counted_for_the_team(world: World) -> None:
    ada, visit, child = a_visit(world)
    say_voice(visit=visit, child=child, face=4, pictures=["quiet", "waiting"], by=ada, at=NOW)
    said = voice_of(ada, child.pk)
    assert said is not None
    assert said.asked == 1
    assert [each.times for each in said.faces] == [0, 0, 0, 1, 0]
    assert [(each.key, each.times) for each in said.helped] == [("shushing-face", 1)]
    assert [(each.key, each.times) for each in said.hard] == [("hourglass-not-done", 1)]


values = some.lists(
    some.fixed_dictionaries(
        {"face": some.integers(1, len(FACES))},
        optional={"pictures": some.lists(some.sampled_from(VoicePicture.values), unique=True)},
    ),
    max_size=20,
)


@given(values)
def test_every_face_and_picture_is_counted_once(said: list[dict[str, object]]) -> None:
    found = voice(said)
    assert found.asked == len(said) == sum(each.times for each in found.faces)
    pictures = Counter(key for each in said for key in each.get("pictures", []))  # type: ignore[attr-defined]
    assert sum(each.times for each in (*found.helped, *found.hard)) == sum(pictures.values())
    assert {each.key for each in found.helped} == {DRAWN[key] for key in HELPED if pictures[key]}


def test_at_most_twelve_pictures_in_two_questions() -> None:
    assert len(HELPED) + len(HARD) == len(VoicePicture) <= 12
    assert set(DRAWN) == set(VoicePicture)


def test_the_pack_has_the_pictures_to_choose_from(world: World) -> None:
    ada, _visit, _child = a_visit(world)
    pack = pack_for(ada, ada.on)
    assert [key for key, _label in pack["helped"]] == [each.value for each in HELPED]
    assert [key for key, _label in pack["hard"]] == [each.value for each in HARD]
