"""The board's picture, and where a visit may go by every rule."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.classrooms import actions as classrooms
from alongside.people.choices import Discipline
from alongside.plans.choices import Delivery
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries import boards
from tests.scheduling.test_drafts import move, number_of, unmet_draft
from tests.scheduling.world import DAYS, MONDAY, NOW, TERM, World


def test_board_shows_what_the_draft_holds(world: World) -> None:
    draft = world.draft()
    board = boards.board(world.joy, draft)
    assert (board["name"], board["state"], board["editable"], board["revision"]) == (
        "Draft A",
        "draft",
        True,
        0,
    )
    assert [day["key"] for day in board["cycle"]["days"]] == list(DAYS)
    assert (board["cycle"]["first"], board["cycle"]["last"], board["cycle"]["step"]) == (540, 690, 5)
    assert board["quality"] == {
        "cost": draft.cost, "bound": draft.bound, "unmet_sessions": 0, "asked_sessions": 8,
        "unmet_minutes": 0, "moved_visits": 0, "breaches": [],
    }  # fmt: skip
    assert [(each["name"], each["discipline"], each["initials"]) for each in board["therapists"]] == [
        ("Ada Marsh", "ot", "AM"), ("Ben Marsh", "slt", "BM"),
    ]  # fmt: skip
    assert {each["school"] for each in board["therapists"][1]["available"]} == {"Alder", "Birch"}
    assert {(each["name"], each["school"]) for each in board["classrooms"]} == {
        ("1A", "Alder"), ("2A", "Alder"), ("1B", "Birch"),
    }  # fmt: skip
    assert [each["name"] for each in board["rooms"]] == ["Blue room"]
    assert [(each["name"], each["end"] - each["start"]) for each in board["tasks"]] == [
        ("Planning with 1A", 15)
    ]


def test_visit_on_the_board_is_said_in_the_classs_words(world: World) -> None:
    draft = world.draft()
    visit = boards.board(world.joy, draft)["visits"][number_of(world, draft, "Noor OT")]
    assert [each["name"] for each in visit["children"]] == ["Noor", "Eli"]
    assert visit["place"] == str(world.classes["1A"].pk)
    assert visit["routine"] in {"Circle time", "Writing", "Centres and group work"}
    assert (visit["pinned"], visit["changed"]) == (False, False)


def test_visit_that_moves_against_the_published_week_is_marked(world: World) -> None:
    world.published()
    draft = world.draft()
    number = number_of(world, draft, "Sami OT")
    moved = move(world, draft, number, day="Thu", start=630)
    board = boards.board(world.joy, moved)
    assert [visit["id"] for visit in board["visits"] if visit["changed"]] == [str(number)]
    assert board["quality"]["moved_visits"] == 1


def test_unmet_session_stands_on_the_board_with_its_places(world: World) -> None:
    draft, service = unmet_draft(world)
    [unmet] = boards.board(world.joy, draft)["unmet"]
    assert (unmet["service"], unmet["child"], unmet["sessions"], unmet["minutes"], unmet["discipline"]) == (
        service, "Wren Vale", 1, 20, "slt",
    )  # fmt: skip
    places = boards.places_for_service(draft, service)
    assert {place["place"] for place in places} == {str(world.classes["1B"].pk)}
    assert boards.places_for_service(draft, "nobody’s") == []


def test_every_child_with_a_session_stands_on_the_board_with_all_its_services(world: World) -> None:
    draft, unmet = unmet_draft(world)
    children = {each["id"]: each for each in boards.board(world.joy, draft)["children"]}
    assert set(children) == {str(child.pk) for child in world.children.values()}
    noor, wren = (children[str(world.children[name].pk)] for name in ("Noor", "Wren"))
    assert (noor["name"], noor["classroom"]) == ("Noor", str(world.classes["1A"].pk))
    assert set(noor["services"]) == {str(world.services[key].pk) for key in ("Noor OT", "Noor speech")}
    assert unmet in wren["services"]


def test_two_children_of_one_name_in_one_class_are_two(world: World) -> None:
    world.children["Noor too"] = classrooms.add_child_to_class(
        classroom=world.classes["1A"], given_name="Noor", family_name="Vale", starts=TERM[0],
        by=world.joy, at=NOW,
    )  # fmt: skip
    other = world.service("Noor too", Discipline.SPEECH, "Noor too speech", delivery=Delivery.PULL_OUT)
    board = boards.board(world.joy, world.draft())
    called_noor = [each for each in board["children"] if each["name"] == "Noor Vale"]
    assert len({each["id"] for each in called_noor}) == 2
    assert {each["classroom"] for each in called_noor} == {str(world.classes["1A"].pk)}
    assert {tuple(each["services"]) == (str(other.pk),) for each in called_noor} == {True, False}
    assert {served["name"] for visit in board["visits"] for served in visit["children"]} >= {"Noor Vale"}


def test_child_without_a_service_is_not_on_the_board(world: World) -> None:
    classrooms.add_child_to_class(
        classroom=world.classes["1A"], given_name="Ivo", family_name="Reed", starts=TERM[0],
        by=world.joy, at=NOW,
    )  # fmt: skip
    assert "Ivo" not in {each["name"] for each in boards.board(world.joy, world.draft())["children"]}


def test_every_place_that_is_shown_is_taken_and_no_other(world: World) -> None:
    draft = world.draft()
    number = number_of(world, draft, "Sami OT")
    shown = {
        (place["day"], place["start"], place["mode"], place["place"])
        for place in boards.places_for_visit(draft, number)
    }
    two_a = str(world.classes["2A"].pk)
    for day in DAYS:
        for start in range(540, 700, 15):
            why = boards.why_not(draft, number, day=day, start=start, mode="push_in", place=two_a)
            assert ((day, start, "push_in", two_a) in shown) is (why == []), (day, start, why)


def test_why_not_speaks_in_names(world: World) -> None:
    draft = world.draft()
    number = number_of(world, draft, "Sami OT")
    sentences = boards.why_not(
        draft, number, day="Mon", start=600, mode="push_in", place=str(world.classes["2A"].pk)
    )
    assert sentences
    assert all(str(row.pk) not in each for each in sentences for row in world.classes.values())
    assert boards.why_not(draft, number, day="Mon", start=600, mode="push_in", place="nowhere") == []
    assert boards.why_not(draft, 99, day="Mon", start=600, mode="push_in", place="nowhere") == []
    assert boards.places_for_visit(draft, 99) == []


def test_queries_do_not_grow_with_the_board(world: World) -> None:
    def queries(draft: Timetable) -> int:
        draft = Timetable.objects.get(pk=draft.pk)
        with CaptureQueriesContext(connection) as seen:
            boards.board(world.joy, draft)
        return len(seen)

    few = queries(world.draft())
    for name in ("Noor", "Eli", "Mira"):
        world.service(name, Discipline.OCCUPATIONAL, f"{name} more", sessions=3, delivery=Delivery.PULL_OUT)
    assert queries(world.draft()) == few


def test_published_board_reads_the_class_day_that_holds_then(world: World) -> None:
    week = world.published(MONDAY + timedelta(days=7))
    board = boards.board(world.joy, week)
    assert board["editable"] is False
    assert board["state"] == "published"
