"""The library: every strategy is whole, is found by its words, and an organisation's own stands beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django_scopes import scope
from hypothesis import given, strategies

from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.queries.goals import bank
from alongside.strategies.actions import library as actions
from alongside.strategies.choices import HomeMoment
from alongside.strategies.models import OwnStrategy
from alongside.strategies.queries import library as read
from alongside.strategies.rules.library import Wanted, best_for, found_by, strategy_from
from alongside.strategies.rules.pictures import SCHOOL_WORDS
from alongside.strategies.rules.words import moment_said, school_words, written
from alongside.wording.plain import plain
from tests.factories import AT, SmallSchool, Stranger
from tests.strategies.told import OWN, an_own_strategy

LIBRARY = Path(read.__file__).resolve().parent.parent / "library"
OTHER_LANGUAGES = [path for path in sorted(LIBRARY.glob("*.json")) if path.stem not in Discipline.values]


def _whole(people: SmallSchool) -> list[read.Strategy]:
    return read.library(people.mei)


def test_at_least_eighty_strategies_over_three_families_of_service(people: SmallSchool) -> None:
    whole = _whole(people)
    assert len(whole) >= 80
    assert {each.discipline for each in whole} == set(Discipline)
    assert len({each.key for each in whole}) == len(whole)


def test_every_strategy_says_all_that_somebody_needs_to_do_it(people: SmallSchool) -> None:
    areas = {goal.area for goal in bank(limit=1000)}
    for each in _whole(people):
        texts = (each.title, each.what, each.when, each.fade, each.do, each.why, each.evidence.words)
        assert all(text.strip() for text in texts), each.key
        assert 3 <= len(each.how) <= 5, each.key
        assert each.say, each.key
        assert each.done_well, each.key
        assert each.kinds, each.key
        assert each.areas, each.key
        assert set(each.areas) <= areas, each.key
        assert each.evidence.source, each.key
        assert len(each.do) <= 160, each.key
        assert each.home is None or (each.home.moments and each.home.steps), each.key


@pytest.mark.parametrize("path", OTHER_LANGUAGES, ids=lambda path: path.stem)
def test_words_in_another_language_belong_to_a_strategy_and_fit(people: SmallSchool, path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    known = {each.key: each for each in _whole(people)}
    assert isinstance(told["is_machine"], bool)
    assert set(told["strategies"]) <= set(known)
    for key, words in told["strategies"].items():
        there = read.in_language(key, path.stem)
        assert there is not None
        assert there.title, key
        assert there.do, key
        assert len(there.how) == len(known[key].how), key
        assert ("{name}" in there.do) == ("{name}" in known[key].do), key
        assert all(len(text) <= 160 for text in (there.do, there.why, there.home_title)), key
        assert bool(words.get("home")) == (known[key].home is not None), key


def test_every_goal_area_of_the_bank_has_a_strategy(people: SmallSchool) -> None:
    covered = {(each.discipline, area) for each in _whole(people) for area in each.areas}
    assert {(goal.discipline, goal.area) for goal in bank(limit=1000)} - covered == set()


@pytest.mark.parametrize("words", ["slant board", "board slant", "SLANT bo", "boa writ slan"])
def test_words_are_found_in_any_order_and_by_their_beginnings(people: SmallSchool, words: str) -> None:
    assert read.search(people.mei, words)[0].key == "ot-slant-board"


def test_search_narrows_by_discipline_routine_and_area(people: SmallSchool) -> None:
    speech = read.search(people.mei, discipline=Discipline.SPEECH, kind="read_aloud", area="vocabulary")
    assert speech
    assert all(
        each.discipline == Discipline.SPEECH and "read_aloud" in each.kinds and "vocabulary" in each.areas
        for each in speech
    )
    assert read.search(people.mei, "zzzz") == []


@given(strategies.text(max_size=40))
def test_any_words_find_some_of_the_library_and_never_fail(words: str) -> None:
    entry = {
        **OWN,
        "supports": [],
        "whole_class": False,
        "evidence": {"words": "", "source": "", "strength": "some"},
    }
    some = [strategy_from("own:1", Discipline.SPEECH, entry)]
    assert set(found_by(words, some)) <= set(some)


def test_best_for_a_goal_has_its_area_first_and_never_another_discipline(people: SmallSchool) -> None:
    wanted = Wanted(discipline=Discipline.OCCUPATIONAL, area="handwriting", kind="writing", age=7)
    best = best_for(wanted, _whole(people))
    assert len(best) == 3
    assert all("handwriting" in each.areas and each.discipline == Discipline.OCCUPATIONAL for each in best)
    at_home = best_for(Wanted(discipline=Discipline.SPEECH, area="vocabulary", home="Dinner"), _whole(people))
    assert at_home
    assert all(each.home for each in at_home)


@pytest.mark.parametrize(
    ("home", "moment"), [("Bath", HomeMoment.BATH), ("Setting the table", HomeMoment.MEAL)]
)
def test_what_is_proposed_for_home_fits_that_moment(
    people: SmallSchool, home: str, moment: HomeMoment
) -> None:
    wanted = Wanted(discipline=Discipline.SPEECH, area="questions", home=home)
    fitting = best_for(wanted, _whole(people), most=100)
    assert fitting
    assert all(each.home and moment in each.home.moments for each in fitting)


def test_a_routine_of_no_known_moment_is_no_reason_to_leave_something_out(people: SmallSchool) -> None:
    wanted = Wanted(discipline=Discipline.SPEECH, area="questions", home="Call with Aunt Bo")
    assert "slt-question-word-cards" in {each.key for each in best_for(wanted, _whole(people))}


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("Bath time", "bath"),
        ("At dinner", "meal"),
        ("Getting dressed in the morning", "dressing"),
        ("Le bain du soir", "bath"),
        ("Cenar juntos", "meal"),
        ("Un día de playa", "outing"),
        ("Jeudi", None),
        ("Littérature", None),
        ("Masa mandi", "bath"),
        ("吃晚饭", "meal"),
        ("上床睡觉", "bedtime"),
        ("குளிக்கும் நேரம்", "bath"),
        ("Xyz", None),
        ("", None),
    ],
)
def test_familys_name_of_a_routine_tells_the_moment(name: str, moment: str | None) -> None:
    assert moment_said(name) == moment


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_language_has_its_words_for_every_moment_and_every_school_word(language: str) -> None:
    said = written(language)
    assert set(said["moments"]) == set(HomeMoment)
    assert set(said["pictures"]) == set(SCHOOL_WORDS)
    assert isinstance(said["is_machine"], bool)
    for words in (*said["moments"].values(), *said["pictures"].values()):
        assert words
        assert all(plain(word) for word in words)


def test_a_language_without_words_knows_none() -> None:
    for language in ("tlh", "../library/fr", ""):
        assert not school_words([language])


def test_own_strategy_stands_in_the_library_until_it_is_put_away(
    people: SmallSchool, stranger: Stranger
) -> None:
    key = an_own_strategy(people.mei)
    assert key in {each.key for each in read.search(people.carla, "checklist point")}
    own = OwnStrategy.objects.get()
    actions.put_away_own(own=own, by=people.mei, at=AT)
    assert key not in {each.key for each in _whole(people)}
    kept = read.strategy(people.mei, key)
    assert kept is not None
    assert kept.is_put_away
    actions.put_away_own(own=own, put_away=False, by=people.mei, at=AT)
    assert key in {each.key for each in _whole(people)}
    with scope(organisation=stranger.organisation):
        assert read.strategy(stranger.stan, key) is None
        assert key not in {each.key for each in read.library(stranger.stan)}


def test_only_its_writer_or_a_coordinator_changes_an_own_strategy(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    own = OwnStrategy.objects.get()
    assert read.own_for(people.amara, own.pk) is None
    with pytest.raises(NotAllowed, match="Only who wrote this"):
        actions.change_own(own=own, discipline=own.discipline, text=OWN, by=people.amara, at=AT)
    text = {**OWN, "title": "Another title"}
    actions.change_own(own=own, discipline=own.discipline, text=text, by=people.joy, at=AT)
    changed = read.strategy(people.mei, key)
    assert changed is not None
    assert changed.title == "Another title"


@pytest.mark.parametrize("who", ["carla", "li"])
def test_teachers_and_families_write_no_strategy(people: SmallSchool, who: str) -> None:
    with pytest.raises(NotAllowed):
        an_own_strategy(getattr(people, who))


def test_family_has_no_library(people: SmallSchool) -> None:
    assert read.library(people.li) == []
    assert read.strategy(people.li, "ot-slant-board") is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": " "}, "title"),
        ({"how": []}, "one step a line"),
        ({"do": ""}, "one line that the teacher"),
        ({"do": "x" * 161}, "too long"),
        ({"how": ["x"] * 9}, "more than 8"),
        ({"ages": [9, 4]}, "ages"),
        ({"kinds": ["nowhere"]}, "routines"),
        ({"ladder": "sideways"}, "faded"),
        ({"home": {"title": "At home", "steps": []}}, "at home"),
    ],
)
def test_own_strategy_that_says_too_little_or_too_much_is_refused(
    people: SmallSchool, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        an_own_strategy(people.mei, **said)
