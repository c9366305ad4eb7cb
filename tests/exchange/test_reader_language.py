"""What an import, a calendar and a list of what was kept say is in the language of whoever reads it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import translation
from django.utils.translation import gettext
from django_scopes import scopes_disabled
from icalendar import Calendar

from alongside.exchange.actions import import_work, imports
from alongside.exchange.choices import ImportKind
from alongside.exchange.queries import feeds
from alongside.exchange.rules.plan import MODELS
from alongside.exchange.rules.runs import _LABELS, check_columns, label_of
from alongside.exchange.rules.words import day
from alongside.people.models import Account
from alongside.people.rules import NotNow
from alongside.trust.rules import Change
from tests.exchange.importing import Desk
from tests.exchange.test_feeds import HOST, opened
from tests.scheduling.world import TODAY, World


def test_a_day_is_not_kept_for_the_reader_of_another_language() -> None:
    on = date(2026, 9, 7)
    with translation.override("en-gb"):
        assert day(on) == "7 September 2026"
    with translation.override("es"):
        assert day(on) == "7 de septiembre de 2026"
    with translation.override("en-gb"):
        assert day(on) == "7 September 2026"


def test_a_missing_column_is_told_in_the_language_of_who_asks() -> None:
    english = "Say which column holds the names."
    for language in ("en-gb", "es", "zh-hans"):
        with translation.override(language), pytest.raises(NotNow) as refusal:
            check_columns(ImportKind.ROSTER, {}, [])
        with translation.override(language):
            assert refusal.value.sentence == gettext(english)
    assert refusal.value.sentence != english


def test_every_row_that_an_import_writes_has_its_words() -> None:
    assert set(_LABELS) == set(MODELS)
    kept = Change("people.child", uuid4(), None, {"given_name": "Mia", "family_name": "Lee"})
    assert label_of(kept) == "Child Mia Lee"
    kept = Change("classrooms.classtimetable", uuid4(), {"holds_from": "2026-09-07"}, None)
    assert label_of(kept) == "Class timetable from 7 September 2026"


def test_who_comes_back_to_a_stopped_import_reads_of_it_in_her_language(desk: Desk) -> None:
    Account.objects.filter(pk=desk.by.account.pk).update(language="es")
    run = imports.start_import(files=[("c.csv", b"Name\nMia\n")], limit_bytes=10**6, by=desk.by, at=desk.now)
    with scopes_disabled(), translation.override("en-gb"):
        assert import_work.give_up_silent_imports(at=desk.now + timedelta(hours=1)) == 1
    run.refresh_from_db()
    english = "The work stopped halfway, and nothing was written. Try again; if it stops again, tell us."
    with translation.override("es"):
        assert run.sentence == gettext(english) != english


def test_a_calendar_speaks_its_owner_s_language_to_a_program_that_has_none(world: World) -> None:
    world.published()
    _token, address = opened(world, "Tom")
    Account.objects.filter(pk=address.account.pk).update(language="es")
    address.account.refresh_from_db()
    with translation.override("en-gb"):
        content = feeds.feed(address, TODAY, HOST)
    with translation.override("es"):
        therapy = gettext("Occupational therapy")
    assert content is not None
    summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")]
    assert therapy != "Occupational therapy"
    assert any(summary.startswith(therapy) for summary in summaries)
