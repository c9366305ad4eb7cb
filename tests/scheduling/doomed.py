"""A process that is killed in the middle of a build: run by `test_killed.py` on a database file of its own.

Its words are done one after the other: `tell` makes the world and asks for a build, `searching` and `writing` hang at
that moment of it, and `look` gives up what has died, says what is left, and asks for another build.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from typing import Any

import django

django.setup()  # Our models cannot be imported before it, so the imports below stand after it.

from django_scopes import scope, scopes_disabled  # noqa: E402

from alongside.engine.progress import Progress  # noqa: E402
from alongside.people.models import Organisation  # noqa: E402
from alongside.people.queries import account_of, viewer_of  # noqa: E402
from alongside.scheduling.actions import builds  # noqa: E402
from alongside.scheduling.models import Build, DraftRevision, Timetable  # noqa: E402
from alongside.trust.queries import first_broken_link  # noqa: E402
from tests.scheduling import world as worlds  # noqa: E402


def hang(*_given: Any, **_said: Any) -> Any:
    """Says that the moment has come, and waits for the end."""
    print("now", flush=True)
    time.sleep(600)


def tell() -> None:
    world = worlds.told()
    with scope(organisation=world.organisation):
        world.ask(seconds=5)


def build(moment: str) -> None:
    with scopes_disabled():
        waiting = Build.objects.select_related("organisation", "asked_by").get(state="queued")
    viewer = viewer_of(waiting.asked_by, worlds.TODAY)
    assert viewer
    if moment == "searching":

        def search(problem: Any, *, on_progress: Any, **_given: Any) -> Any:
            on_progress(Progress(0.1, 500, 100, 2))
            hang()

        builds.solve = search
    else:  # after the draft and its first revision are written, before the transaction ends
        builds.audit = hang
    with scope(organisation=waiting.organisation):
        builds.run_build(build=waiting, by=viewer, at=worlds.NOW)


def look() -> None:
    joy = account_of("joy@lighthouse.example")
    viewer = joy and viewer_of(joy, worlds.TODAY)
    assert viewer
    with scope(organisation=Organisation.objects.get()):
        died = Build.objects.get(state="running")
        builds.give_up_silent_builds(at=worlds.NOW + timedelta(minutes=5))
        died.refresh_from_db()
        schools = list(died.schools.all())
        again = builds.ask_for_build(
            schools=schools, for_on=worlds.MONDAY, seconds=1, by=viewer, at=worlds.NOW
        )
        print(
            json.dumps(
                {
                    "state": died.state,
                    "points": len(died.progress),
                    "drafts": Timetable.objects.count(),
                    "revisions": DraftRevision.objects.count(),
                    "broken_link": first_broken_link(viewer.organisation.pk),
                    "again": again.state,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    for word in sys.argv[1:]:
        if word == "tell":
            tell()
        elif word == "look":
            look()
        else:
            build(word)
