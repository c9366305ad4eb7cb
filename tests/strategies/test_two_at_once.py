"""Two people who change the same at once: nothing is overwritten unread, and a double press counts once."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Who
from alongside.strategies.actions import given, supports
from alongside.strategies.actions.library import change_own
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Assignment, OwnStrategy, Support, Wording
from alongside.strategies.rules.supports import Cell, cells_of
from alongside.strategies.rules.texts import ChangedMeanwhile, seen_of, seen_with
from alongside.trust.models import AuditEvent
from tests.factories import AT, SmallSchool, Stranger
from tests.strategies.told import OWN, an_own_strategy, given_to

TWO = [Cell("writing-hand", "Write"), Cell("teddy-bear", "Play")]


@pytest.fixture
def at_home(people: SmallSchool) -> Assignment:
    """What Ada's family was given."""
    return given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)


def a_board(people: SmallSchool, **said: object) -> Support:
    """Ada's first–then board, made by Mei."""
    words = {"title": "Writing", "cells": TWO, "by": people.mei, "at": AT, **said}
    return supports.make_support(child=people.ada, kind=SupportKind.FIRST_THEN, **words)  # type: ignore[arg-type]


def in_malay(at_home: Assignment, people: SmallSchool, do: str = "Minta") -> Wording:
    """A machine's words in Malay."""
    return given.write_wording(
        assignment=at_home, language="ms", do=do, is_machine=True, by=people.mei, at=AT
    )


def test_words_changed_meanwhile_are_not_overwritten_until_they_were_seen(
    people: SmallSchool, at_home: Assignment
) -> None:
    seen = seen_of(at_home)
    mine = Assignment.objects.get(pk=at_home.pk)
    given.change_words(assignment=at_home, do="Joy's words", seen=seen, by=people.joy, at=AT)
    with pytest.raises(ChangedMeanwhile, match=people.joy.account.name) as met:
        given.change_words(assignment=mine, do="Mei's words", seen=seen, by=people.mei, at=AT)
    assert Assignment.objects.get().do == "Joy's words"
    given.change_words(assignment=mine, do="Both", seen=met.value.number, by=people.mei, at=AT)
    assert Assignment.objects.get().do == "Both"


def test_same_words_twice_are_one_change(people: SmallSchool, at_home: Assignment) -> None:
    seen = seen_of(at_home)
    for _press in range(2):
        given.change_words(assignment=at_home, do="Once", seen=seen, by=people.mei, at=AT)
    assert AuditEvent.objects.filter(action="strategy.changed").count() == 1


def test_two_who_begin_the_same_language_at_once_lose_nothing(
    people: SmallSchool, at_home: Assignment
) -> None:
    seen = seen_with(at_home, None)
    given.write_wording(assignment=at_home, language="ms", do="Joy", seen=seen, by=people.joy, at=AT)
    with pytest.raises(ChangedMeanwhile, match=people.joy.account.name) as met:
        given.write_wording(assignment=at_home, language="ms", do="Mei", seen=seen, by=people.mei, at=AT)
    assert Wording.objects.get().do == "Joy"
    number = met.value.number
    given.write_wording(assignment=at_home, language="ms", do="Mei", seen=number, by=people.mei, at=AT)
    assert Wording.objects.get().do == "Mei"


def test_translation_of_words_that_changed_meanwhile_is_refused(
    people: SmallSchool, at_home: Assignment
) -> None:
    seen = seen_with(at_home, None)
    given.change_words(assignment=at_home, do="Other words", by=people.joy, at=AT)
    with pytest.raises(ChangedMeanwhile, match=people.joy.account.name):
        given.write_wording(assignment=at_home, language="ms", do="Lama", seen=seen, by=people.mei, at=AT)
    assert not Wording.objects.exists()


def test_only_the_text_that_was_read_is_confirmed(people: SmallSchool, at_home: Assignment) -> None:
    read = in_malay(at_home, people)
    seen = seen_with(at_home, read)
    now = in_malay(at_home, people, "Lain")
    with pytest.raises(ChangedMeanwhile) as met:
        given.confirm_wording(wording=read, seen=seen, by=people.joy, at=AT)
    assert Wording.objects.get().confirmed_at is None
    assert met.value.number == seen_with(at_home, now)
    given.confirm_wording(wording=read, seen=met.value.number, by=people.joy, at=AT)
    confirmed = Wording.objects.get()
    assert (confirmed.do, confirmed.confirmed_name) == ("Lain", people.joy.account.name)


def test_words_that_went_with_the_ones_they_translate_are_not_confirmed(
    people: SmallSchool, at_home: Assignment
) -> None:
    read = in_malay(at_home, people)
    given.change_words(assignment=at_home, do="Other words", by=people.mei, at=AT)
    with pytest.raises(NotNow, match="Write them anew"):
        given.confirm_wording(wording=read, by=people.joy, at=AT)
    assert not Wording.objects.exists()


def test_own_strategy_changed_meanwhile_is_not_overwritten(people: SmallSchool) -> None:
    an_own_strategy(people.mei)
    own = OwnStrategy.objects.get()
    seen, kind = seen_of(own), own.discipline
    change_own(own=own, discipline=kind, text={**OWN, "title": "Joy's"}, seen=seen, by=people.joy, at=AT)
    with pytest.raises(ChangedMeanwhile, match=people.joy.account.name) as met:
        change_own(own=own, discipline=kind, text={**OWN, "title": "Mei's"}, seen=seen, by=people.mei, at=AT)
    assert OwnStrategy.objects.get().text["title"] == "Joy's"
    change_own(own=own, discipline=kind, text={**OWN, "title": "Joy's"}, seen=seen, by=people.joy, at=AT)
    assert AuditEvent.objects.filter(action="own_strategy.changed").count() == 1
    number = met.value.number
    change_own(own=own, discipline=kind, text={**OWN, "title": "Ours"}, seen=number, by=people.mei, at=AT)
    assert OwnStrategy.objects.get().text["title"] == "Ours"


def test_support_changed_meanwhile_is_not_overwritten(people: SmallSchool) -> None:
    board = a_board(people)
    said = {"support": board, "language": "ms", "cells": TWO, "at": AT}
    seen = seen_of(board)
    supports.change_support(title="Joy's", seen=seen, by=people.joy, **said)  # type: ignore[arg-type]
    with pytest.raises(ChangedMeanwhile, match=people.joy.account.name) as met:
        supports.change_support(title="Mei's", seen=seen, by=people.mei, **said)  # type: ignore[arg-type]
    assert Support.objects.get().title == "Joy's"
    supports.change_support(title="Ours", seen=met.value.number, by=people.mei, **said)  # type: ignore[arg-type]
    assert Support.objects.get().title == "Ours"


def test_support_sent_twice_is_kept_once(people: SmallSchool) -> None:
    page = uuid4()
    first = a_board(people, form=page)
    assert a_board(people, form=page) == first
    assert Support.objects.count() == AuditEvent.objects.filter(action="support.made").count() == 1
    with pytest.raises(NotNow, match="kept a support already"):
        a_board(people, form=page, cells=[replace(TWO[0], words="Draw"), TWO[1]])
    assert cells_of(Support.objects.get()) == TWO
    assert a_board(people, form=page, by=people.joy) != first
    assert a_board(people) != first


def test_stranger_learns_nothing_of_who_changed_what(
    people: SmallSchool, stranger: Stranger, at_home: Assignment
) -> None:
    board, page = a_board(people), uuid4()
    for refused in (
        lambda: given.change_words(assignment=at_home, do="x", seen=1, by=stranger.stan, at=AT),
        lambda: given.write_wording(
            assignment=at_home, language="ms", do="x", seen=1, by=stranger.stan, at=AT
        ),
        lambda: supports.change_support(
            support=board, title="x", language="ms", cells=TWO, seen=1, by=stranger.stan, at=AT
        ),
        lambda: a_board(people, form=page, by=stranger.stan),
    ):
        with pytest.raises(NotAllowed):
            refused()
