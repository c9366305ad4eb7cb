"""A process that is killed while it takes in batches: run by `test_intake_killed.py` on a database of its own.

Its words are done one after the other: `tell` makes the small school, `send` takes in batch after batch and says how
many it has answered, `hang` hangs in the middle of the one after those, and `look` says what is there, takes in all of
them once more, and says what is there then.
"""

from __future__ import annotations

import json
import sys
import time
import uuid
from datetime import timedelta
from typing import Any

import django

django.setup()  # Our models cannot be imported before it, so the imports below stand after it.

from django.core.management import call_command  # noqa: E402
from django_scopes import scope  # noqa: E402

from alongside.capture.actions import intake  # noqa: E402
from alongside.capture.models import Observation  # noqa: E402
from alongside.people.models import Child, Organisation  # noqa: E402
from alongside.people.queries import account_of, viewer_of  # noqa: E402
from alongside.trust.queries import first_broken_link  # noqa: E402
from tests.capture.sent import a_device, counted, seen, send  # noqa: E402
from tests.factories import AT, ON, small_school  # noqa: E402

SIZE = 40
RECEIVED = AT + timedelta(hours=1)
NUMBERS = uuid.UUID("2d2a2f0e-0000-4000-8000-0000000000d1")


def batch(number: int) -> list[dict[str, Any]]:
    """The same entries for the same number, however often they are made."""
    ada = Child.objects.get(given_name="Ada")
    return [seen(ada, AT, id=str(uuid.uuid5(NUMBERS, f"{number} {each}"))) for each in range(SIZE)]


def take(number: int) -> dict[str, int]:
    account = account_of("mei@riverside.example")
    viewer = account and viewer_of(account, ON)
    assert viewer
    return counted(send(a_device(viewer, AT), viewer, RECEIVED, *batch(number)))


def hang(*_given: Any, **_said: Any) -> Any:
    """Says that the moment has come, and waits for the end."""
    print("now", flush=True)
    time.sleep(600)


def standing() -> dict[str, Any]:
    rows = {str(pk) for pk in Observation.objects.values_list("pk", flat=True)}
    whole = [number for number in range(200) if {each["id"] for each in batch(number)} <= rows]
    return {"rows": len(rows), "whole": whole}


def look(up_to: int) -> None:
    found = standing()
    again = [take(number) for number in range(up_to)]
    organisation = Organisation.objects.get()
    print(
        json.dumps(
            {
                "found": found,
                "again": again,
                "then": Observation.objects.count(),
                "broken_link": first_broken_link(organisation.pk),
            }
        ),
        flush=True,
    )


def main(words: list[str]) -> None:
    if words[0] == "tell":
        call_command("migrate", verbosity=0)
        small_school()
        print("told", flush=True)
        return
    with scope(organisation=Organisation.objects.get()):
        if words[0] == "look":
            look(int(words[1]))
            return
        for number in range(int(words[1]) if words[0] == "hang" else 200):
            take(number)
            print(number, flush=True)
        intake._audit = hang  # Everything is written by then, and nothing for good.
        take(int(words[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
