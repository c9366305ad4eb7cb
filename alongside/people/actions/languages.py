"""In which language somebody reads, and who vouches for a translation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.people import queries, rules
from alongside.people.actions import audit
from alongside.people.models import Account, LanguageConfirmed
from alongside.people.rules import NotNow, Viewer


@transaction.atomic
def set_language(*, language: str, by: Viewer, at: datetime) -> None:
    """Keeps in which language somebody reads: pages, messages and papers follow it on every device."""
    rules.check_is_a_language(language)
    account = Account.objects.select_for_update().get(pk=by.account.pk)
    if account.language == language:
        return
    account.language = language
    account.save(update_fields=["language"])
    audit(by, at, "account.language_set", account, language=language)


@transaction.atomic
def confirm(*, language: str, strings: int, by: Viewer, at: datetime) -> LanguageConfirmed:
    """Says that the coordinator who acts reads a language and vouches for its translation of so many texts."""
    rules.check_can_run_programme(by)
    rules.check_is_a_language(language)
    if queries.is_language_confirmed(by, language):
        raise NotNow(_("This language was confirmed already. Nothing has changed."))
    said = LanguageConfirmed.objects.create(
        organisation=by.organisation, language=language, name=by.account.name, strings=strings, at=at
    )
    audit(by, at, "language.confirmed", said, language=language)
    return said


@transaction.atomic
def take_back(*, language: str, by: Viewer, at: datetime) -> None:
    """Says that a translation is not vouched for any longer; its pages say so again."""
    rules.check_can_run_programme(by)
    said = queries.languages_confirmed(by).select_for_update().filter(language=language).first()
    if said is None:
        raise NotNow(_("Nobody has confirmed this language. Nothing has changed."))
    said.taken_back_at = at
    said.save(update_fields=["taken_back_at"])
    audit(by, at, "language.taken_back", said, language=language)
