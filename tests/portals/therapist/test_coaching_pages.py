"""The pages of coaching and co-planning: those in it work with them, everybody else finds nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alongside.strategies.actions import coaching, planning
from alongside.strategies.models import AgendaItem, Cycle, Look
from alongside.strategies.queries.coaching import cycles_for
from alongside.strategies.queries.library import library
from tests.factories import AT, ON, SmallSchool, Stranger, browser_of
from tests.progress.recorded import ada_goal
from tests.strategies.told import an_own_strategy


@pytest.fixture
def cycle(people: SmallSchool) -> Cycle:
    """Begun by Mei over the page itself, with Carla."""
    there = reverse("coaching:begin", args=[people.class_2b.pk])
    strategy = next(each for each in library(people.mei) if each.done_well)
    said = {"coached": people.carla_staff.pk, "strategy": strategy.key, "child": "", "aim": "Wait longer."}
    answer = browser_of(people.mei).post(there, said)
    cycle = Cycle.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("coaching:cycle", args=[cycle.pk])
    return cycle


def test_cycle_is_gone_through_on_its_pages(people: SmallSchool, cycle: Cycle) -> None:
    mei, carla = browser_of(people.mei), browser_of(people.carla)
    look = {"on": "2025-09-08", "routine_kind": "", "words": "Calm.", "line_0": "yes", "line_1": "no"}
    assert mei.post(reverse("coaching:look", args=[cycle.pk]), look).status_code == 302
    assert Look.objects.get().seen[:2] == [True, False]
    assert "1 of 2 things that could be seen" in carla.get(reverse("coaching:cycle", args=[cycle.pk])).text
    there = reverse("coaching:cycle", args=[cycle.pk])
    assert ("Next: say how it was" in carla.get(there).text, "says how it was" in mei.get(there).text) == (
        True,
        True,
    )
    carla.post(reverse("coaching:reflect", args=[cycle.pk]), {"text": "Hard at first."})
    assert ("Next: your feedback" in mei.get(there).text, "feedback from" in carla.get(there).text) == (
        True,
        True,
    )
    mei.post(reverse("coaching:feedback", args=[cycle.pk]), {"text": "You waited."})
    carla.post(reverse("coaching:end", args=[cycle.pk]), {"text": "Go on."})
    page = mei.get(reverse("coaching:cycle", args=[cycle.pk])).text
    for said in ("Hard at first.", "You waited.", "Go on.", "Closed"):
        assert said in page


def test_cycle_is_nobody_elses_page(people: SmallSchool, stranger: Stranger, cycle: Cycle) -> None:
    for other in (people.joy, people.amara, people.hugo, people.li, stranger.stan):
        client = browser_of(other)
        for name in ("cycle", "look"):
            assert client.get(reverse(f"coaching:{name}", args=[cycle.pk])).status_code == 404
        for name in ("reflect", "feedback", "end"):
            there = reverse(f"coaching:{name}", args=[cycle.pk])
            assert client.post(there, {"text": "Mine"}).status_code == 404
        assert client.get(reverse("coaching:begin", args=[people.class_2b.pk])).status_code == 404


def test_agenda_is_written_on_its_pages(people: SmallSchool) -> None:
    goal = ada_goal(people)
    carla = browser_of(people.carla)
    opened = carla.post(reverse("co_planning:of_class", args=[people.class_2b.pk]), {"on": "2025-09-11"})
    there = opened.headers["Location"]
    item = {
        "lesson": "Measuring",
        "lesson_on": "2025-09-12",
        "kind": "maths",
        "goal": f"{people.ada.pk} {goal.lineage}",
        "what_we_do": "In pairs.",
    }
    assert carla.post(there, item).status_code == 302
    row = AgendaItem.objects.get()
    assert (row.child, row.lineage) == (people.ada, goal.lineage)
    mei = browser_of(people.mei)
    mei.post(reverse("co_planning:outcome", args=[row.pk]), {"outcome": "Twice alone."})
    page = mei.get(there).text
    assert "Measuring" in page
    assert "Twice alone." in page


def test_agenda_is_closed_to_others(people: SmallSchool, stranger: Stranger) -> None:
    meeting = planning.open_agenda(classroom=people.class_2b, on=AT.date(), by=people.carla, at=AT)
    item = planning.add_item(meeting=meeting, lesson="Measuring", by=people.carla, at=AT)
    for other in (people.hugo, people.amara, people.li, stranger.stan):
        client = browser_of(other)
        assert client.get(reverse("co_planning:of_class", args=[people.class_2b.pk])).status_code == 404
        assert client.get(reverse("co_planning:agenda", args=[meeting.pk])).status_code == 404
        for name, pk in (("close", meeting.pk), ("outcome", item.pk), ("remove", item.pk)):
            assert client.post(reverse(f"co_planning:{name}", args=[pk]), {}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_agendas_cost_as_many_queries_for_three_as_for_one(
    people: SmallSchool, number: int, django_assert_max_num_queries: object
) -> None:
    meeting = planning.open_agenda(classroom=people.class_2b, on=AT.date(), by=people.carla, at=AT)
    for lesson in range(number):
        planning.add_item(meeting=meeting, lesson=f"Lesson {lesson}", by=people.carla, at=AT)
    client = browser_of(people.carla)
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        client.get(reverse("co_planning:agenda", args=[meeting.pk]))


def test_too_long_a_text_is_refused_and_what_stood_there_stays(people: SmallSchool, cycle: Cycle) -> None:
    mei = browser_of(people.mei)
    meeting = planning.open_agenda(classroom=people.class_2b, on=ON, by=people.mei, at=AT)
    item = planning.add_item(meeting=meeting, lesson="Measuring", by=people.mei, at=AT)
    planning.write_outcome(item=item, outcome="She did it twice.", by=people.mei, at=AT)
    for address, said in (
        (reverse("co_planning:outcome", args=[item.pk]), {"outcome": "x" * 301}),
        (reverse("co_planning:close", args=[meeting.pk]), {"words": "x" * 2001}),
        (reverse("coaching:end", args=[cycle.pk]), {"text": "x" * 301}),
    ):
        assert "Write it shorter." in mei.post(address, said, follow=True).text
    for row in (item, meeting, cycle):
        row.refresh_from_db()
    assert (item.outcome, meeting.ended_at, cycle.ended_at) == ("She did it twice.", None, None)


def test_what_is_sent_twice_is_kept_once(people: SmallSchool, cycle: Cycle) -> None:
    mei = browser_of(people.mei)
    meeting = planning.open_agenda(classroom=people.class_2b, on=ON, by=people.mei, at=AT)
    begun = {"coached": people.carla_staff.pk, "strategy": cycle.strategy, "child": "", "aim": "Wait longer."}
    look = {"on": "2025-09-08", "routine_kind": "", "words": "Calm.", "line_0": "yes", "line_1": "no"}
    for _pressed in range(2):
        mei.post(reverse("coaching:begin", args=[people.class_2b.pk]), begun)
        mei.post(reverse("coaching:look", args=[cycle.pk]), look)
        mei.post(reverse("co_planning:agenda", args=[meeting.pk]), {"lesson": "Measuring"})
        mei.post(reverse("co_planning:close", args=[meeting.pk]), {"words": "Rulers."})
    assert (Cycle.objects.count(), Look.objects.count(), AgendaItem.objects.count()) == (1, 1, 1)
    meeting.refresh_from_db()
    assert meeting.ended_at is not None
    mei.post(reverse("coaching:look", args=[cycle.pk]), look | {"line_1": "yes"})
    assert Look.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_cycles_cost_as_many_queries_for_three_as_for_one(people: SmallSchool, number: int) -> None:
    for each in range(number):
        coaching.agree_cycle(
            strategy=an_own_strategy(people.mei, title=f"Own {each}"), classroom=people.class_2b,
            coach=people.mei_staff, coached=people.carla_staff, aim="Wait.", by=people.mei, at=AT,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        assert len(cycles_for(people.mei)) == number
    assert len(queries) == 3
