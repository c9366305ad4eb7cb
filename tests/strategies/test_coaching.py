"""Coaching: two adults, one checklist, a second rater, and what the record reads of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.classrooms.actions import end_teacher_post
from alongside.classrooms.models import ClassTeacher
from alongside.people.actions import join_teams, leave_team
from alongside.people.rules import Refusal
from alongside.progress.queries.records import records_of
from alongside.strategies.actions import coaching as actions
from alongside.strategies.models import Cycle
from alongside.strategies.queries import coaching as queries
from alongside.strategies.queries.fidelity import looks_of
from alongside.strategies.queries.library import library
from alongside.strategies.rules.coaching import agreed_of, done_of
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.progress.recorded import ada_goal

answers = st.lists(st.tuples(*[st.sampled_from([True, False, None])] * 2), max_size=8)


@given(answers)
def test_agreement_is_never_above_what_both_could_see(pairs: list[tuple[bool | None, bool | None]]) -> None:
    first, second = [a for a, _b in pairs], [b for _a, b in pairs]
    agreed, of = agreed_of(first, second)
    assert 0 <= agreed <= of <= min(done_of(first)[1], done_of(second)[1])
    assert agreed_of(second, first) == (agreed, of)
    assert agreed_of(first, first) == (done_of(first)[1],) * 2


def a_cycle(people: SmallSchool, **more: object) -> Cycle:
    strategy = next(each for each in library(people.mei) if len(each.done_well) >= 4)
    return actions.agree_cycle(
        strategy=strategy.key,
        classroom=people.class_2b,
        coach=people.mei_staff,
        coached=people.carla_staff,
        aim="Wait before helping.",
        by=people.mei,
        at=AT,
        **more,
    )


def seen(cycle: Cycle, *said: bool | None) -> list[bool | None]:
    """These answers, and for the lines after them: could not be seen."""
    return [*said, *[None] * (len(cycle.checklist) - len(said))]


def test_cycle_goes_from_look_to_next_step(people: SmallSchool) -> None:
    cycle = a_cycle(people)
    page = queries.cycle_for(people.mei, cycle.pk)
    assert page
    assert page.awaits == "look"
    actions.look(cycle=cycle, on=ON, seen=seen(cycle, True, True, False), by=people.mei, at=AT)
    actions.reflect(cycle=cycle, text="Five seconds are long.", by=people.carla, at=AT)
    actions.give_feedback(cycle=cycle, text="You waited twice.", by=people.mei, at=AT)
    actions.end_cycle(cycle=cycle, next_step="Wait at lunch as well.", by=people.carla, at=AT)
    page = queries.cycle_for(people.carla, cycle.pk)
    assert page
    assert (page.awaits, page.looks[0].done, page.looks[0].of) == ("", 2, 3)
    with pytest.raises(Refusal, match="has ended"):
        actions.look(cycle=cycle, on=ON, seen=seen(cycle, True), by=people.mei, at=AT)


def test_cycle_is_between_the_two_alone(people: SmallSchool, stranger: Stranger) -> None:
    cycle = a_cycle(people)
    for other in (people.joy, people.amara, people.hugo, people.li, stranger.stan):
        assert queries.cycle_for(other, cycle.pk) is None
        assert queries.cycles_for(other) == []
        with pytest.raises(Refusal):
            actions.look(cycle=cycle, on=ON, seen=seen(cycle, True), by=other, at=AT)
    with pytest.raises(Refusal, match="Only Carla"):
        actions.reflect(cycle=cycle, text="She was good.", by=people.mei, at=AT)
    with pytest.raises(Refusal, match="Look once"):
        actions.give_feedback(cycle=cycle, text="Good.", by=people.mei, at=AT)


def test_cycle_begins_with_whom_one_works_with(people: SmallSchool) -> None:
    strategy = library(people.mei)[0].key
    with pytest.raises(Refusal, match="do not work in this class"):
        actions.agree_cycle(
            strategy=strategy, classroom=people.class_2a, coach=people.mei_staff, coached=people.hugo_staff,
            aim="Wait.", by=people.mei, at=AT,
        )  # fmt: skip
    with pytest.raises(Refusal, match="coaching takes two"):
        actions.agree_cycle(
            strategy=strategy, classroom=people.class_2b, coach=people.mei_staff, coached=people.mei_staff,
            aim="Wait.", by=people.mei, at=AT,
        )  # fmt: skip
    with pytest.raises(Refusal, match="begins a coaching cycle herself"):
        actions.agree_cycle(
            strategy=strategy, classroom=people.class_2b, coach=people.mei_staff, coached=people.carla_staff,
            aim="Wait.", by=people.carla, at=AT,
        )  # fmt: skip
    assert set(queries.coachable(people.mei, people.class_2b.pk)) == {people.carla_staff}


def test_second_rater_is_a_third_person_and_rates_once(people: SmallSchool) -> None:
    join_teams(places=[(people.ben, people.amara_staff)], by=people.joy, at=AT)
    cycle = a_cycle(people)
    first = actions.look(cycle=cycle, on=ON, seen=seen(cycle, True, False), by=people.mei, at=AT)
    assert list(queries.looks_to_rate(people.amara)) == [first]
    assert list(queries.looks_to_rate(people.mei)) == []
    actions.rate_again(first=first, seen=seen(cycle, True, True), by=people.amara, at=AT)
    page = queries.cycle_for(people.mei, cycle.pk)
    assert page
    assert page.looks[0].agreed == (1, 2)
    assert list(queries.looks_to_rate(people.amara)) == []
    with pytest.raises(Refusal, match="rated twice"):
        actions.rate_again(first=first, seen=seen(cycle, True), by=people.amara, at=AT)
    with pytest.raises(Refusal, match="third person"):
        actions.rate_again(first=first, seen=seen(cycle, True), by=people.carla, at=AT)


def test_answers_that_say_nothing_are_not_kept(people: SmallSchool) -> None:
    cycle = a_cycle(people)
    for wrong in ([], seen(cycle), [True] * (len(cycle.checklist) + 1)):
        with pytest.raises(Refusal):
            actions.look(cycle=cycle, on=ON, seen=wrong, by=people.mei, at=AT)
    assert not cycle.looks.exists()


def test_record_reads_the_last_look_of_a_goal_and_names_nobody(people: SmallSchool) -> None:
    goal = ada_goal(people)
    cycle = a_cycle(people, child=people.ada, lineage=goal.lineage)
    actions.look(cycle=cycle, on=ON, seen=seen(cycle, True, True, True, False), by=people.mei, at=AT)
    rows = looks_of([goal.lineage], ON)
    assert [(row.lineage, row.done, row.of) for row in rows] == [(goal.lineage, 3, 4)]
    record = records_of(people.mei, [people.ada])[people.ada.pk][0]
    assert (record.carried_out.done_well, record.carried_out.to_do) == (3, 4)
    assert "3 of 4 things of a strategy" in record.carried_out.sentences[-1]
    assert "Carla" not in " ".join(record.carried_out.sentences)


def test_cycle_about_a_child_is_shut_once_one_works_with_it_no_longer(people: SmallSchool) -> None:
    about_ada, about_none = a_cycle(people, child=people.ada), a_cycle(people)
    assert {page.cycle for page in queries.cycles_for(people.mei)} == {about_ada, about_none}
    leave_team(place=people.mei_place, by=people.joy, at=AT)
    post = ClassTeacher.objects.get(staff=people.carla_staff)
    end_teacher_post(post=post, ends=ON, by=people.joy, at=AT)
    for viewer in (people.mei, people.carla):
        assert queries.cycle_for(viewer, about_ada.pk) is None
        assert [page.cycle for page in queries.cycles_for(viewer)] == [about_none]
