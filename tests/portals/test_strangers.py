"""Every address that names a child, a class or what belongs to one, asked for by those whom it does not concern."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import urls
from django.db import connection, transaction
from django.http import HttpResponseNotFound
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone
from django_scopes import scope

from alongside.config.generated import _leaves
from alongside.people.actions.families import set_rights
from alongside.people.choices import Right
from tests.factories import AT, browser_of
from tests.portals.addressed import NOW, Address
from tests.portals.everything import Everything, everything
from tests.portals.outsiders import OUTSIDERS

#: What somebody sends who tries everything at once.
SENT = {
    "said": "used", "went": "well", "words": "x", "text": "x", "do": "keep", "title": "x", "rung": "1", "yes": "1",
    "face": "3", "suits": "never", "about": "likes", "answer": "yes", "purpose": "photos", "outcome": "x",
    "lesson": "x", "on": "2025-09-08", "rights": "write", "email": "x@y.example", "form": str(uuid.uuid4()),
    "places": "2", "words-0": "a", "words-1": "b", "language": "en-gb", "seen": "x", "aim": "x",
}  # fmt: skip
#: Addresses that a value in them makes no one's: a picture, a page of the guide, a language, a day of one's own.
OF_NOBODY = {
    "supports:picture",
    "family:about_page",
    "coordinator:language_confirm",
    "today:day",
    "today:away",
}
#: Addresses that a secret opens, whoever asks; they have tests of their own.
BY_SECRET = {
    "public:feed", "public:invitation", "account_confirm_email", "account_reset_password_from_key",
}  # fmt: skip
#: What each right of a guardian opens, besides the child's week and the list of its papers.
OPENED_BY = {
    Right.READ_PLAN: {
        *("supports:my_plan", "supports:print_my_plan"),
        *(f"family:{name}" for name in ("plan", "plan_pdf", "plan_full_pdf")),
    },
    Right.READ_REPORTS: {f"family:{name}" for name in ("progress", "reports", "report", "report_print")},
    Right.HELP_AT_HOME: {
        *(f"family:{name}" for name in ("said", "words", "take_back")),
        *(f"supports:{name}" for name in ("child", "support", "print")),
    },
    Right.WRITE: {
        *(f"talk:{name}" for name in ("threads", "new", "thread", "add", "leave", "close", "reopen")),
        *(f"talk:{name}" for name in ("take_back", "attachment")),
    },
    Right.CONSENT: {"family:consent"},
}
#: What an assistant in a child's team finds no more than a stranger does.
NOT_AN_ASSISTANT_S = {
    *(f"today:{name}" for name in ("of", "of_day", "sheet_of", "drop")),
    *(f"coaching:{name}" for name in ("cycle", "look", "reflect", "feedback", "end")),
    *(f"reports:{name}" for name in ("run", "stop", "resume")),
    *(f"talk:{name}" for name in ("thread", "add", "leave", "close", "reopen", "take_back", "attachment")),
    *(f"talk:{name}" for name in ("told", "told_table", "mail_again")),
    *(f"teacher:{name}" for name in ("plans", "plan_pdf")),
    "delivered:missed", "delivered:give_up", "delivered:by_date", "public:calendar_close",
}  # fmt: skip
#: What she reads with its team, and presses without anything coming of it: her own note is not hers to countersign.
PRESSED_IN_VAIN = {"today:countersign", "today:correct"}
#: A refusal asks this often at most: who it is, and whether there is such a thing for them.
FEW = 25

Ask = Callable[[Client, Address, str], tuple[int, str, list[str], int]]


@pytest.fixture
def there(db: None) -> Iterator[Everything]:
    """Everything, in its organisation's open scope."""
    told = everything()
    with scope(organisation=told.people.organisation):
        yield told


def _sent(address: Address) -> dict[str, str]:
    """What is sent to an address, as a form or as the board sends it."""
    if address.name.startswith("board:"):
        return {"data": json.dumps(dict(address.sent)), "content_type": "application/json"}
    return {"data": urlencode({**SENT, **address.sent}), "content_type": "application/x-www-form-urlencoded"}


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Looks at an address or sends to it, and leaves all as it was: status, where it leads, writes, queries.

    The page that says that nothing is here is looked at elsewhere (`tests.house.test_doors`); here it is a word.
    """
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponseNotFound("Nothing."))

    def asked(browser: Client, address: Address, how: str) -> tuple[int, str, list[str], int]:
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=address.days))
        said: list[str] = []

        def listen(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            said.append(sql)
            return execute(sql, *rest)

        with transaction.atomic(), connection.execute_wrapper(listen):
            answer = getattr(browser, how)(address.url, **(_sent(address) if how == "post" else {}))
            transaction.set_rollback(True)
        wrote = [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
        wrote = [sql for sql in wrote if "django_session" not in sql]
        return answer.status_code, answer.headers.get("Location", ""), wrote, len(said)

    return asked


def opened(ask: Ask, browser: Client, addresses: Collection[Address]) -> list[str]:
    """Every address that answers otherwise than a missing page, that something was written by, or that asks a lot."""
    found = []
    for address in addresses:
        for how in ("get", "post"):
            status, _to, wrote, queries = ask(browser, address, how)
            if status not in {404, 405} or wrote or queries > FEW:
                found.append(f"{how} {address}: {status}, {queries} queries, {wrote[:1]}")
    return found


def test_every_address_with_something_in_it_is_swept(there: Everything) -> None:
    swept = {address.name for address in there.addresses}
    leaves = _leaves(get_resolver().url_patterns)
    named = {
        ":".join([*spaces, pattern.name or ""]) for at, spaces, pattern in leaves if "<" in at or "(?P" in at
    }
    asked_after = {address.name for address in there.addresses if "?child=" in address.url}
    assert (swept - asked_after) | OF_NOBODY | BY_SECRET == named


def test_every_address_is_open_to_somebody(there: Everything, ask: Ask) -> None:
    shut = []
    browsers = {name: browser_of(viewer) for name, viewer in there.who.items()}
    for address in there.addresses:
        answers = [ask(browsers[address.opens], address, how)[0] for how in ("get", "post")]
        if 404 in answers or set(answers) == {405}:
            shut.append(f"{address}: {answers}")
    assert shut == []


@pytest.mark.parametrize("who", OUTSIDERS)
def test_whom_it_does_not_concern_finds_nothing_and_changes_nothing(
    there: Everything, ask: Ask, who: str
) -> None:
    outsider = OUTSIDERS[who]
    browser = browser_of(outsider.account(there.people))
    foreign = [address for address in there.addresses if address.name not in outsider.may]
    assert opened(ask, browser, foreign) == []


@pytest.mark.parametrize("right", Right)
def test_a_guardian_s_right_opens_its_own_pages_alone(there: Everything, ask: Ask, right: Right) -> None:
    people = there.people
    set_rights(tie=people.li_tie, rights={right}, by=people.joy, at=AT)
    browser = browser_of(people.li)
    shared = [each for each in there.addresses if each.name.split(":")[0] in {"family", "supports", "talk"}]
    expected = OPENED_BY[right] | {"family:week", "family:papers"}
    assert opened(ask, browser, [each for each in shared if each.name not in expected]) == []
    mine = [each for each in shared if each.name in expected]
    found = {
        each.name for each in mine if {ask(browser, each, how)[0] for how in ("get", "post")} - {404, 405}
    }
    assert found == expected


def test_an_assistant_of_the_team_does_not_do_what_is_a_therapist_s_or_somebody_else_s(
    there: Everything, ask: Ask
) -> None:
    browser = browser_of(there.who["tove"])
    foreign = [
        each
        for each in there.addresses
        if each.name.split(":")[0] in {"coordinator", "board", "family", "my_class"}
        or each.name in NOT_AN_ASSISTANT_S
    ]
    assert opened(ask, browser, foreign) == []
    named = {"name": "Tove Berg", "why": "A slip"}
    pressed = [replace(each, sent=named) for each in there.addresses if each.name in PRESSED_IN_VAIN]
    assert [each.name for each in pressed if ask(browser, each, "post")[2]] == []


def test_nobody_who_is_not_signed_in_gets_past_the_door(there: Everything, ask: Ask) -> None:
    login, browser, bad = reverse("account_login"), Client(), []
    for address in there.addresses:
        for how in ("get", "post"):
            status, to, wrote, _queries = ask(browser, address, how)
            is_shut = status in {401, 404, 405} or to.startswith(login)
            if wrote or not is_shut:
                bad.append(f"{how} {address}: {status} {to}")
    assert bad == []
