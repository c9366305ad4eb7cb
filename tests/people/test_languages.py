"""The language that somebody reads is kept; a translation has somebody's word, and only while it stands."""

from __future__ import annotations

import pytest

from alongside.people import queries
from alongside.people.actions import languages as actions
from alongside.people.models import Account, LanguageConfirmed
from alongside.people.rules import NotAllowed, NotNow
from alongside.trust.models import AuditEvent
from tests.factories import AT, SmallSchool, Stranger


def test_language_is_kept_with_the_account_and_in_the_audit(people: SmallSchool) -> None:
    actions.set_language(language="ta", by=people.li, at=AT)
    assert Account.objects.get(pk=people.li.account.pk).language == "ta"
    assert AuditEvent.objects.filter(action="account.language_set", actor=people.li.account).count() == 1


def test_language_that_stays_as_it_is_writes_nothing(people: SmallSchool) -> None:
    actions.set_language(language="ta", by=people.li, at=AT)
    actions.set_language(language="ta", by=people.li, at=AT)
    assert AuditEvent.objects.filter(action="account.language_set").count() == 1


def test_who_has_chosen_no_language_reads_the_source(people: SmallSchool) -> None:
    assert people.li.account.language == ""
    assert people.li.account.reads_in == "en-gb"


@pytest.mark.parametrize("code", ["tlh", "", "zh", "en-gb; DROP"])
def test_language_that_there_is_not_is_refused(people: SmallSchool, code: str) -> None:
    with pytest.raises(NotNow, match="does not speak that language"):
        actions.set_language(language=code, by=people.li, at=AT)
    with pytest.raises(NotNow, match="does not speak that language"):
        actions.confirm(language=code, strings=1, by=people.joy, at=AT)


def test_confirmed_language_is_confirmed_here_and_nowhere_else(
    people: SmallSchool, stranger: Stranger
) -> None:
    said = actions.confirm(language="ms", strings=12, by=people.joy, at=AT)
    assert (said.name, said.at, said.strings) == (people.joy.account.name, AT, 12)
    assert queries.is_language_confirmed(people.li, "ms")
    assert not queries.is_language_confirmed(people.li, "ta")
    assert not queries.is_language_confirmed(stranger.stan, "ms")


def test_word_is_given_once_and_can_be_taken_back_and_given_again(people: SmallSchool) -> None:
    actions.confirm(language="ms", strings=12, by=people.joy, at=AT)
    with pytest.raises(NotNow, match="confirmed already"):
        actions.confirm(language="ms", strings=12, by=people.joy, at=AT)
    actions.take_back(language="ms", by=people.joy, at=AT)
    assert not queries.is_language_confirmed(people.joy, "ms")
    with pytest.raises(NotNow, match="Nobody has confirmed"):
        actions.take_back(language="ms", by=people.joy, at=AT)
    actions.confirm(language="ms", strings=13, by=people.joy, at=AT)
    assert LanguageConfirmed.objects.count() == 2
    assert AuditEvent.objects.filter(action__startswith="language.").count() == 3


def test_only_a_coordinator_vouches_for_a_translation(people: SmallSchool) -> None:
    for viewer in (people.mei, people.carla, people.li):
        with pytest.raises(NotAllowed):
            actions.confirm(language="ms", strings=12, by=viewer, at=AT)
        with pytest.raises(NotAllowed):
            actions.take_back(language="ms", by=viewer, at=AT)
