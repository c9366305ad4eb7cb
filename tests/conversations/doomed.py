"""A worker that is killed while it sends: run by `test_killed.py` on a database file and a mail folder of its own.

Its words are done one after the other: `tell` makes the school and one mail, `claiming`, `claimed` and `sent` hang at
that moment of sending it, `send` sends what is due, `much_later` does so once a claim has run out, `look` says what
the record holds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

django.setup()  # Our models cannot be imported before it, so the imports below stand after it.

from django_scopes import scope  # noqa: E402

from alongside.conversations.actions import mail as actions  # noqa: E402
from alongside.conversations.models import Mail  # noqa: E402
from alongside.people.models import Organisation  # noqa: E402
from alongside.people.queries import account_of, viewer_of  # noqa: E402
from tests.factories import AT, ON, founded  # noqa: E402

SITE = "https://alongside.example"


def hang(*_given: Any, **_said: Any) -> Any:
    """Says that the moment has come, and waits for the end."""
    print("now", flush=True)
    time.sleep(600)


def tell() -> None:
    joy = founded()
    with scope(organisation=joy.organisation):
        actions.write_mail(
            to="li@riverside.example", subject="1 new thing for you", body="Look.", by=joy, at=AT
        )


def send(minutes: int = 0) -> None:
    account = account_of("joy@riverside.example")
    viewer = account and viewer_of(account, ON)
    assert viewer
    organisation = viewer.organisation
    with scope(organisation=organisation):
        while actions.send_next(organisation=organisation, site=SITE, at=AT + timedelta(minutes=minutes)):
            continue


def die_while(moment: str) -> None:
    hand_over: Callable[..., None] = actions._hand_over
    if moment == "claiming":  # within the transaction that claims it
        actions.due_mails = hang
    elif moment == "claimed":
        actions._hand_over = hang
    else:

        def send_and_hang(*given: Any) -> None:
            hand_over(*given)
            hang()

        actions._hand_over = send_and_hang
    send()


def look() -> None:
    with scope(organisation=Organisation.objects.get()):
        mail = Mail.objects.get()
    seen = {
        "sent": mail.sent_at is not None,
        "claimed": mail.claimed_at is not None,
        "attempts": mail.attempts,
    }
    print(json.dumps(seen), flush=True)


if __name__ == "__main__":
    for word in sys.argv[1:]:
        match word:
            case "tell":
                tell()
            case "look":
                look()
            case "send":
                print("now", flush=True)
                send()
            case "much_later":
                send(minutes=11)
            case _:
                die_while(word)
