"""Co-planning: one agenda a class and day, open to those who work with the class."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.people.rules import Refusal
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions import planning as actions
from alongside.strategies.queries import planning as queries
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.progress.recorded import ada_goal

WEEK = DateSpan(ON, ON + timedelta(days=7))


def test_two_who_open_an_agenda_write_in_one(people: SmallSchool) -> None:
    ours = actions.open_agenda(classroom=people.class_2b, on=ON, by=people.mei, at=AT)
    assert actions.open_agenda(classroom=people.class_2b, on=ON, by=people.carla, at=AT) == ours
    goal = ada_goal(people)
    item = actions.add_item(
        meeting=ours, lesson="Measuring", lesson_on=ON + timedelta(days=1), kind="maths",
        child=people.ada, lineage=goal.lineage, what_we_do="Ada reads the ruler.", by=people.carla, at=AT,
    )  # fmt: skip
    lessons = queries.lessons_of(people.mei, [people.class_2b.pk], WEEK)
    assert [(each.lesson, each.kind, each.child_id) for each in lessons] == [
        ("Measuring", "maths", people.ada.pk)
    ]
    actions.close_agenda(meeting=ours, words="Rulers on every table.", by=people.mei, at=AT)
    with pytest.raises(Refusal, match="closed"):
        actions.add_item(meeting=ours, lesson="Weighing", by=people.carla, at=AT)
    actions.write_outcome(item=item, outcome="She did it twice.", by=people.mei, at=AT)
    assert (
        queries.meetings_of(people.carla, people.class_2b.pk)[0].items.all()[0].outcome == "She did it twice."
    )


def test_others_neither_read_nor_write_it(people: SmallSchool, stranger: Stranger) -> None:
    meeting = actions.open_agenda(classroom=people.class_2b, on=ON, by=people.carla, at=AT)
    item = actions.add_item(meeting=meeting, lesson="Measuring", lesson_on=ON, by=people.carla, at=AT)
    for other in (people.hugo, people.li, stranger.stan):
        assert queries.meetings_of(other, people.class_2b.pk) == []
        assert queries.meeting_for(other, meeting.pk) is None
        assert queries.item_for(other, item.pk) is None
        assert queries.lessons_of(other, [people.class_2b.pk], WEEK) == []
        with pytest.raises(Refusal):
            actions.open_agenda(classroom=people.class_2b, on=ON, by=other, at=AT)
        with pytest.raises(Refusal):
            actions.add_item(meeting=meeting, lesson="Mine", by=other, at=AT)
        with pytest.raises(Refusal):
            actions.write_outcome(item=item, outcome="Mine", by=other, at=AT)


def test_agenda_takes_children_of_the_class_alone(people: SmallSchool) -> None:
    meeting = actions.open_agenda(classroom=people.class_2b, on=ON, by=people.joy, at=AT)
    with pytest.raises(Refusal, match="child of this class"):
        actions.add_item(meeting=meeting, lesson="Measuring", child=people.cem, by=people.joy, at=AT)
    with pytest.raises(Refusal, match="which lesson"):
        actions.add_item(meeting=meeting, lesson=" ", by=people.joy, at=AT)
