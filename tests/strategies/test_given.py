"""What was given to whom, in which words: the team gives, the class and the family read their own part."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django_scopes import scope

from alongside.people import actions as people_actions
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Who
from alongside.strategies.actions import given
from alongside.strategies.actions.given import Choice
from alongside.strategies.actions.library import put_away_own
from alongside.strategies.choices import Fading
from alongside.strategies.models import Assignment
from alongside.strategies.queries import given as read
from alongside.strategies.queries import library as library_queries
from alongside.strategies.queries.library import LibraryWords, library, own_for
from alongside.strategies.rules.given import rung_in_words, rung_said
from alongside.trust.models import AuditEvent
from tests.factories import AT, ON, SmallSchool, Stranger, a_child
from tests.strategies.told import OWN, a_parent, an_own_strategy, given_to, given_to_class

NEXT_WEEK = ON + timedelta(days=7)


def test_what_is_given_has_the_strategys_words_with_the_name_filled_in(people: SmallSchool) -> None:
    given_to(people.ada, an_own_strategy(people.mei), people.mei)
    [row] = read.given_to_class(people.carla, people.class_2b.pk, ON)
    assert (row.name, row.title, row.place, row.who, row.mark) == (
        "Ada",
        OWN["title"],
        "Writing",
        "Teacher",
        "ot",
    )
    assert row.told.do == "Point to the checklist. Wait five seconds, then point for Ada again."
    assert row.told.why == "So that Ada finds the next step without a voice."
    assert row.told.steps == tuple(OWN["how"])
    assert row.mine is None


def test_own_words_go_out_as_they_were_written(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei, do="Tap the list. {name} reads on.", steps=("Tap.",))
    [row] = read.given_to_child(people.mei, people.ada.pk, ON)
    assert (row.told.do, row.told.why, row.told.steps) == ("Tap the list. Ada reads on.", "", ("Tap.",))


def test_home_has_the_words_for_home_and_only_the_childs_own_family_reads_them(people: SmallSchool) -> None:
    given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    [row] = read.for_home(people.li, people.ada.pk, ON, "en-gb")
    assert (row.told.do, row.told.steps, row.place) == (
        "Ask Ada to read the list",
        ("Read it together.",),
        "Homework",
    )
    other = a_parent(people, people.ben)
    for viewer in (other, people.carla, people.amara, people.hugo):
        assert read.for_home(viewer, people.ada.pk, ON, "en-gb") == []
    assert len(read.for_home(people.mei, people.ada.pk, ON, "en-gb")) == 1


def test_family_without_the_right_to_help_at_home_has_nothing_to_do(people: SmallSchool) -> None:
    given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    people.li_tie.helps_at_home = False
    people.li_tie.save()
    assert read.for_home(people.li, people.ada.pk, ON, "en-gb") == []


def test_teacher_reads_no_home_and_no_other_class(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei, who=Who.FAMILY)
    given_to(people.ada, key, people.mei, who=Who.THERAPIST)
    given_to(people.ada, key, people.mei)
    assert [row.assignment.who for row in read.given_to_child(people.carla, people.ada.pk, ON)] == [
        Who.TEACHER
    ]
    assert [row.assignment.who for row in read.given_to_class(people.carla, people.class_2b.pk, ON)] == [
        Who.TEACHER
    ]
    assert read.given_to_child(people.hugo, people.ada.pk, ON) == []
    assert read.given_to_class(people.hugo, people.class_2b.pk, ON) == []
    assert len(read.given_to_child(people.mei, people.ada.pk, ON)) == 3


def test_family_never_reads_the_class_nor_its_own_child_at_school_by_these_pages(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei)
    given_to_class(people.class_2b, key, people.joy)
    assert read.given_to_class(people.li, people.class_2b.pk, ON) == []
    assert read.given_to_child(people.li, people.ada.pk, ON) == []
    assert read.for_visit(people.li, [people.ada.pk], ["writing"], ON) == []


def test_therapist_outside_the_team_reads_and_gives_nothing(people: SmallSchool) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    assert read.given_to_child(people.amara, people.ada.pk, ON) == []
    assert read.given_to_class(people.amara, people.class_2b.pk, ON) == []
    assert read.for_visit(people.amara, [people.ada.pk], ["writing"], ON) == []
    assert read.assignment_to_change(people.amara, assignment.pk) is None
    key = an_own_strategy(people.amara)
    with pytest.raises(NotAllowed, match="Ada’s therapists"):
        given_to(people.ada, key, people.amara)
    with pytest.raises(NotAllowed, match="therapists of the class"):
        given_to_class(people.class_2b, key, people.amara)


@pytest.mark.parametrize("who", ["carla", "li", "amara"])
def test_who_may_not_give_may_not_change_or_end_either(people: SmallSchool, who: str) -> None:
    viewer = getattr(people, who)
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, fading=Fading.LEAST_TO_MOST)
    with pytest.raises(NotAllowed):
        given.end_assignment(assignment=assignment, on=ON, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        given.set_rung(assignment=assignment, rung=2, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        given.change_words(assignment=assignment, do="Other", by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        given.write_wording(assignment=assignment, language="ms", do="Lain", by=viewer, at=AT)


def test_stranger_reads_nothing_and_changes_nothing(people: SmallSchool, stranger: Stranger) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    with scope(organisation=stranger.organisation):
        assert read.given_to_class(stranger.stan, people.class_2b.pk, ON) == []
        assert read.given_to_child(stranger.stan, people.ada.pk, ON) == []
        assert read.assignment_to_change(stranger.stan, assignment.pk) is None
        with pytest.raises(NotAllowed):
            given.end_assignment(assignment=assignment, on=ON, by=stranger.stan, at=AT)
        with pytest.raises(NotAllowed):
            given_to(people.ada, "ot-slant-board", stranger.stan)


def test_class_strategy_stands_first_and_speaks_of_everybody(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei, do="{name} looks at the list first.")
    given_to(people.ada, key, people.mei)
    given_to_class(people.class_2b, key, people.mei)
    rows = read.given_to_class(people.carla, people.class_2b.pk, ON)
    assert [(row.name, row.is_for_everybody, row.told.do) for row in rows] == [
        ("", True, "Everybody looks at the list first."),
        ("Ada", False, "Ada looks at the list first."),
    ]
    assert read.given_to_class(people.carla, people.class_2b.pk, ON, kind="maths") == []


def test_visit_is_told_of_its_routine_and_its_own_children(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei)
    given_to(people.ada, key, people.mei, kind="centres")
    given_to(people.ben, key, people.joy)
    given_to_class(people.class_2b, key, people.mei, kind="writing")
    rows = read.for_visit(people.mei, [people.ada.pk, people.ben.pk], ["writing"], ON)
    assert [(row.name, row.assignment.kind) for row in rows] == [("", "writing"), ("Ada", "writing")]


def test_the_same_is_not_given_twice_to_one_adult_for_one_routine(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    assignment = given_to(people.ada, key, people.mei)
    with pytest.raises(NotNow, match="given there already"):
        given_to(people.ada, key, people.mei)
    given.end_assignment(assignment=assignment, on=NEXT_WEEK, by=people.mei, at=AT)
    assert given_to(people.ada, key, people.mei).pk != assignment.pk


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"who": Who.TEACHER, "kind": ""}, "Choose one routine"),
        ({"who": Who.TEACHER, "kind": "writing", "home": "Bath"}, "Choose one routine"),
        ({"who": Who.TEACHER, "kind": "", "home": "Bath"}, "At home it is for the family"),
        ({"who": Who.FAMILY, "kind": "writing", "home": ""}, "At home it is for the family"),
        ({"who": "uncle"}, "Choose who does it"),
        ({"strategy": "no-such"}, "no longer in the library"),
        ({"do": "x" * 161}, "longer than 160"),
        ({"do": "x", "steps": ("y",) * 9}, "too many"),
        ({"fading": "sideways", "ladder": ("a",)}, "Choose one of the ways"),
        ({"ladder": ("a",)}, "Choose the way first"),
    ],
)
def test_what_makes_no_sense_is_refused(people: SmallSchool, said: dict[str, str], sentence: str) -> None:
    choice = Choice(**{"strategy": an_own_strategy(people.mei), "who": Who.TEACHER, "kind": "writing"} | said)
    with pytest.raises(NotNow, match=sentence):
        given.give(child=people.ada, choice=choice, by=people.mei, at=AT)


def test_put_away_strategy_is_given_no_more_and_stays_with_who_has_it(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei)
    own = own_for(people.mei, Assignment.objects.get().strategy.removeprefix("own:"))
    assert own is not None
    put_away_own(own=own, by=people.mei, at=AT)
    [row] = read.given_to_class(people.carla, people.class_2b.pk, ON)
    assert row.title == OWN["title"]
    with pytest.raises(NotNow, match="no longer in the library"):
        given_to(people.ada, key, people.mei, kind="centres")


def test_ended_is_out_of_sight_from_that_day_on(people: SmallSchool) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei)
    given.end_assignment(assignment=assignment, on=NEXT_WEEK, by=people.mei, at=AT)
    assert len(read.given_to_class(people.carla, people.class_2b.pk, NEXT_WEEK - timedelta(days=1))) == 1
    assert read.given_to_class(people.as_on(people.carla, NEXT_WEEK), people.class_2b.pk, NEXT_WEEK) == []
    with pytest.raises(NotNow, match="has ended"):
        given.set_rung(assignment=assignment, rung=1, by=people.mei, at=AT)


def test_ladder_starts_where_its_way_begins_and_is_stepped(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    least = given_to(people.ada, key, people.mei, fading=Fading.LEAST_TO_MOST)
    most = given_to(people.ada, key, people.mei, kind="centres", fading=Fading.MOST_TO_LEAST)
    assert (least.rung, most.rung, len(most.ladder)) == (1, 5, 5)
    given.set_rung(assignment=most, rung=4, by=people.mei, at=AT)
    by_kind = {row.assignment.kind: row.rung for row in read.given_to_child(people.mei, people.ada.pk, ON)}
    assert by_kind == {"writing": "Wait five seconds, look expectant", "centres": "Show how"}
    given.set_rung(assignment=most, rung=0, by=people.mei, at=AT)
    rungs = [row.rung for row in read.given_to_child(people.mei, people.ada.pk, ON)]
    assert "No help any more" in rungs
    with pytest.raises(NotNow, match="no such rung"):
        given.set_rung(assignment=most, rung=6, by=people.mei, at=AT)


def test_usual_rungs_are_said_in_the_readers_language_and_own_ones_as_written(people: SmallSchool) -> None:
    """Given by somebody who reads French, a usual ladder is English for who reads English; and the other way round."""
    key = an_own_strategy(people.mei)
    with translation.override("fr"):
        usual = given_to(people.ada, key, people.mei, fading=Fading.TIME_DELAY)
    own = given_to(
        people.ada,
        key,
        people.mei,
        kind="centres",
        fading=Fading.TIME_DELAY,
        ladder=("Attends", "Help at once"),
    )
    assert usual.ladder[0] == "Help after ten seconds"
    assert rung_in_words(usual) == "Help at once"
    with translation.override("fr"):
        assert rung_in_words(usual) == translation.gettext("Help at once") != "Help at once"
        assert rung_said(own.ladder[0]) == "Attends"


def test_machines_words_are_marked_until_a_person_confirms_them(people: SmallSchool) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    wording = given.write_wording(
        assignment=assignment,
        language="ms",
        do="Minta {name} baca senarai",
        is_machine=True,
        by=people.mei,
        at=AT,
    )
    [row] = read.for_home(people.li, people.ada.pk, ON, "ms")
    assert (row.told.do, row.told.language, row.told.is_machine) == ("Minta Ada baca senarai", "ms", True)
    given.confirm_wording(wording=wording, by=people.mei, at=AT)
    [row] = read.for_home(people.li, people.ada.pk, ON, "ms")
    assert row.told.is_machine is False
    assert read.words_of(assignment, "ms") == row.told
    assert read.words_of(assignment, "ta").language == "en-gb"


def test_words_changed_take_those_in_other_languages_with_them(people: SmallSchool) -> None:
    assignment = given_to(people.ada, an_own_strategy(people.mei), people.mei, who=Who.FAMILY)
    given.write_wording(assignment=assignment, language="ms", do="Minta", by=people.mei, at=AT)
    given.change_words(assignment=assignment, do="Read {name} the list", by=people.mei, at=AT)
    told = read.words_of(assignment, "ms")
    assert (told.do, told.language) == ("Read Ada the list", "en-gb")


def test_many_given_at_once_are_one_event_without_a_name(people: SmallSchool) -> None:
    key = an_own_strategy(people.mei)
    choices = [
        Choice(strategy=key, who=Who.TEACHER, kind="writing"),
        Choice(strategy=key, who=Who.FAMILY, home="Homework"),
    ]
    given.give_from_matrix(child=people.ada, choices=choices, by=people.mei, at=AT)
    event = AuditEvent.objects.get(action="strategy.given")
    assert event.detail == {
        "child": str(people.ada.pk),
        "who": ["family", "teacher"],
        "count": 2,
        "home": True,
    }


def test_one_that_cannot_be_given_leaves_all_ungiven(people: SmallSchool) -> None:
    choices = [
        Choice(strategy=an_own_strategy(people.mei), who=Who.TEACHER, kind="writing"),
        Choice(strategy="no-such", who=Who.TEACHER, kind="writing"),
    ]
    with pytest.raises(NotNow):
        given.give_from_matrix(child=people.ada, choices=choices, by=people.mei, at=AT)
    assert not Assignment.objects.exists()


def _four_children(people: SmallSchool) -> list[Child]:
    return [
        people.ada,
        people.ben,
        *(a_child(people.class_2b, name, by=people.joy) for name in ("Eda", "Fin")),
    ]


def test_class_page_asks_as_often_for_one_row_as_for_many(people: SmallSchool) -> None:
    children = _four_children(people)
    key = an_own_strategy(people.mei)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert read.given_to_class(people.carla, people.class_2b.pk, ON)
        return len(caught)

    given_to(children[0], key, people.joy)
    one = asked()
    for child in children[1:]:
        given_to(child, key, people.joy)
        given_to(child, key, people.joy, kind="maths")
    assert asked() == one


def test_child_who_left_is_on_no_page(people: SmallSchool) -> None:
    given_to(people.ada, an_own_strategy(people.mei), people.mei)
    people_actions.say_child_leaves(child=people.ada, leaves_on=NEXT_WEEK, by=people.joy, at=AT)
    later = people.as_on(people.carla, NEXT_WEEK)
    assert read.given_to_class(later, people.class_2b.pk, NEXT_WEEK) == []


def test_library_speaks_the_familys_language_while_its_words_are_the_librarys(
    people: SmallSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = next(each.key for each in library(people.mei) if each.home)
    words = LibraryWords("Tajuk", "Buat", "Supaya", ("Satu",), "Di rumah dengan {name}", ("Dua",), True)
    known = {"ms": {key: words}}
    monkeypatch.setattr(library_queries, "_in_language", lambda language: known.get(language, {}))
    assignment = given_to(people.ada, key, people.mei, who=Who.FAMILY)
    [row] = read.for_home(people.li, people.ada.pk, ON, "ms")
    assert (row.title, row.told.do, row.told.steps) == ("Tajuk", "Di rumah dengan Ada", ("Dua",))
    assert row.told.is_machine is True
    given.change_words(assignment=assignment, do="Our own words", by=people.mei, at=AT)
    [row] = read.for_home(people.li, people.ada.pk, ON, "ms")
    assert (row.told.do, row.told.language, row.told.is_machine) == ("Our own words", "en-gb", False)
