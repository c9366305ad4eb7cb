"""An organisation's own words: kept, given back, and nobody else's to change."""

from __future__ import annotations

import pytest
from django.template import Context, Template, TemplateSyntaxError

from alongside.people import actions, queries
from alongside.people.choices import Place, Term
from alongside.people.models import Organisation
from alongside.people.rules import NotAllowed, NotNow
from tests.factories import AT, SmallSchool, Stranger


def said(organisation: Organisation, key: str) -> str:
    return queries.term(Organisation.objects.get(pk=organisation.pk), key)


def test_organisation_that_said_nothing_has_our_words(people: SmallSchool) -> None:
    assert said(people.organisation, "plan") == "Individual Education Plan"
    assert said(people.organisation, "coordinator") == "Coordinator"


def test_words_of_a_place_are_kept_and_can_be_given_back(people: SmallSchool) -> None:
    actions.set_terms(words=queries.words_in(Place.ENGLAND), by=people.joy, at=AT)
    assert said(people.organisation, "plan_short") == "EHCP"
    assert said(people.organisation, "coordinator") == "SENCO"
    assert said(people.organisation, "therapist") == "Therapist"
    actions.set_terms(words={"coordinator": "  Inclusion   lead "}, by=people.joy, at=AT)
    assert said(people.organisation, "coordinator") == "Inclusion lead"
    assert said(people.organisation, "plan_short") == "IEP"


def test_words_are_one_organisations_own(people: SmallSchool, stranger: Stranger) -> None:
    actions.set_terms(words=queries.words_in(Place.AUSTRALIA), by=people.joy, at=AT)
    assert said(stranger.organisation, "plan_short") == "IEP"


def test_only_a_coordinator_says_the_words(people: SmallSchool) -> None:
    for viewer in (people.mei, people.carla, people.li):
        with pytest.raises(NotAllowed):
            actions.set_terms(words={"plan": "Ours"}, by=viewer, at=AT)


def test_word_too_long_for_a_heading_is_refused_and_nothing_changes(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="longer than 60 letters"):
        actions.set_terms(words={"plan": "P" * 61}, by=people.joy, at=AT)
    assert said(people.organisation, "plan") == "Individual Education Plan"


def test_word_for_something_unknown_is_a_mistake_of_the_program(people: SmallSchool) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        actions.set_terms(words={"nonsense": "Word"}, by=people.joy, at=AT)
    with pytest.raises(ValueError, match="nonsense"):
        queries.term(people.organisation, "nonsense")


@pytest.mark.parametrize("place", list(Place))
def test_every_place_has_every_word(place: Place) -> None:
    words = queries.words_in(place)
    assert set(words) == set(Term)
    assert all(0 < len(word) <= 60 for word in words.values())


def test_tag_says_the_viewers_word(people: SmallSchool) -> None:
    page = Template('{% load words %}{% term "plan_short" %}')
    assert page.render(Context({})) == "IEP"
    actions.set_terms(words={"plan_short": "ILP"}, by=people.joy, at=AT)
    viewer = people.as_on(people.li, people.li.on)
    assert page.render(Context({"viewer": viewer})) == "ILP"
    with pytest.raises(TemplateSyntaxError, match="no term"):
        Template('{% load words %}{% term "nonsense" %}').render(Context({}))
