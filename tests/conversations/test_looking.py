"""Looking for something in one's messages: by words, title, file, child and person, and in nobody else's."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from alongside.conversations.actions import threads as actions
from alongside.conversations.models import Message
from alongside.conversations.queries.looking import Found, found_rows, threads_with
from alongside.conversations.rules.files import Upload
from alongside.conversations.rules.looking import SHOWN, shown, words_asked
from alongside.people.models import Child, Guardianship
from alongside.people.rules import Viewer
from tests.conversations.said import LATER, say, talk
from tests.factories import AT, SmallSchool, Stranger


def found(viewer: Viewer, asked: str, child: Child | None = None) -> list[Found]:
    return found_rows(viewer, asked, list(threads_with(viewer, asked, child.pk if child else None)))


def texts(viewer: Viewer, asked: str) -> list[str]:
    return [each.row.last_text for each in found(viewer, asked)]


@pytest.mark.parametrize(
    "asked",
    ["garçon", "GARCON", "garc", "Été garçon", "ete", "写字", "字", "கழுவு", "b'een", "report", "  "],
)
def test_words_are_found_in_any_case_and_without_accents(people: SmallSchool, asked: str) -> None:
    text = "L’ÉTÉ dernier ce Garçon a b'een 他在写字 கைகளைக் கழுவு"
    talk(people, people.mei, people.li, text=text, files=[Upload("Report March.txt", b"x")])
    assert texts(people.li, asked) == [text[:140]]


@pytest.mark.parametrize("asked", ["arcon", "garcon zebra", "%", "_", "scissorsx"])
def test_what_is_not_there_is_not_found(people: SmallSchool, asked: str) -> None:
    talk(people, people.mei, people.li, text="Garçon")
    assert texts(people.li, asked) == ([] if words_asked(asked) else ["Garçon"])


@pytest.mark.parametrize(
    "asked", ["scissors", "ada", "Lund", "mei", "therapy", "ada cut", "cut MEI scissors"]
)
def test_title_child_and_people_count_for_every_message(people: SmallSchool, asked: str) -> None:
    thread = talk(people, people.mei, people.li, text="She could cut.")
    say(thread, people.li, "Cut well.")
    [each] = found(people.li, asked)
    assert (each.row.last_text, each.number) == ("Cut well.", 2)


def test_the_latest_message_with_all_the_words_is_shown(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, text="Paper and glue.")
    said = say(thread, people.mei, "Glue, then paper again.")
    say(thread, people.li, "Only glue.", at=LATER + timedelta(minutes=1))
    [each] = found(people.li, "paper glue")
    assert (each.row.message, each.number) == (said.pk, 2)
    assert [piece for piece, is_asked in each.pieces if is_asked] == ["Glue,", "paper"]


def test_conversations_come_with_the_latest_message_found_first(people: SmallSchool) -> None:
    first = talk(people, people.mei, people.li, text="glue one")
    talk(people, people.mei, people.li, text="glue two", at=AT + timedelta(minutes=1))
    say(first, people.li, "nothing of it")
    assert texts(people.mei, "glue") == ["glue two", "glue one"]
    assert texts(people.mei, "nothing") == ["nothing of it"]


def test_nobody_finds_anything_in_a_conversation_of_others(people: SmallSchool, stranger: Stranger) -> None:
    thread = talk(people, people.mei, people.li, text="A secret.")
    for other in (people.carla, people.joy, people.amara, people.hugo, stranger.stan):
        for asked in ("secret", "ada", "mei", "scissors"):
            assert found(other, asked) == []
    actions.leave_thread(thread=thread, by=people.li, at=LATER)
    assert found(people.li, "secret") == []
    assert len(found(people.mei, "secret")) == 1


def test_guardian_without_the_right_finds_nothing(people: SmallSchool) -> None:
    talk(people, people.mei, people.li, text="A secret.")
    Guardianship.objects.filter(pk=people.li_tie.pk).update(writes_messages=False)
    assert found(people.li, "secret") == []


def test_of_one_child_alone(people: SmallSchool) -> None:
    talk(people, people.carla, people.mei, text="glue")
    assert len(found(people.carla, "glue", people.ada)) == 1
    assert found(people.carla, "glue", people.ben) == []


def test_what_was_taken_back_is_found_no_more(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, text="A secret.", files=[Upload("wages.txt", b"x")])
    actions.take_back(message=thread.messages.get(), by=people.mei, at=LATER)
    assert found(people.li, "secret") == []
    assert found(people.li, "wages") == []
    assert Message.objects.get().searched == ""


def test_messages_from_before_get_their_words(people: SmallSchool) -> None:
    thread = talk(people, people.mei, people.li, text="Garçon", files=[Upload("März.txt", b"x")])
    gone = say(thread, people.li)
    actions.take_back(message=gone, by=people.li, at=LATER)
    Message.objects.update(searched="")
    import_module("alongside.conversations.migrations.0002_words_to_look_for").fill(apps, None)
    assert sorted(Message.objects.values_list("searched", flat=True)) == ["", " garcon marz txt"]


def test_search_asks_as_much_for_one_as_for_many(people: SmallSchool) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            found(people.li, "glue")
        return len(seen)

    talk(people, people.mei, people.li, text="glue")
    one = asked()
    for number in range(4):
        say(
            talk(people, people.mei, people.li, people.carla, title=f"{number}", text="glue"),
            people.mei,
            "glue",
        )
    assert asked() == one


@given(text=some.text(max_size=600), asked=some.text(max_size=20))
def test_what_is_shown_is_short_and_of_the_message(text: str, asked: str) -> None:
    pieces = shown(text, words_asked(asked))
    assert sum(len(piece) + 1 for piece, _is_asked in pieces) <= SHOWN + 50
    for piece, _is_asked in pieces:
        assert piece.removesuffix("…") in text


def test_a_long_message_is_shown_from_shortly_before_the_word() -> None:
    text = "word " * 100 + "the scissors were " + "word " * 100
    said = shown(text, ["scissors"])
    assert said[0] == ("…", False)
    assert ("scissors", True) in said[:12]
    assert said[-1][0].endswith("…")
