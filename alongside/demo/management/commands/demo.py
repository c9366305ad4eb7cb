"""Fills a database with the invented organisation: `python -m alongside demo`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.demo.cast import (
    COORDINATOR,
    GUARDIAN,
    GUARDIAN_OF,
    MOTHER,
    MOTHER_OF,
    ORGANISATION,
    PASSWORD,
    TEACHERS,
    THERAPISTS,
)
from alongside.demo.stages import STAGES, tell
from alongside.demo.story import Story
from alongside.people.choices import THERAPIES
from alongside.people.queries import account_of, any_organisation_but


class Command(BaseCommand):
    help = "Tells the invented organisation into this database, up to a stage; again, it changes nothing."
    requires_system_checks = []  # They read every page, and the server that starts next makes them anyway.

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", choices=[stage.name for stage in STAGES], default=STAGES[-1].name)
        parser.add_argument("--seed", type=int, default=1, help="another number, other names and days")
        parser.add_argument("--migrate", action="store_true", help="bring the database up to date first")

    def handle(self, *args: Any, stage: str, seed: int, migrate: bool, **options: Any) -> None:
        if migrate:
            call_command("migrate", verbosity=0)
        story = Story(told_at=timezone.now(), seed=seed)
        if story.organisation is None and any_organisation_but(ORGANISATION):
            raise CommandError(
                "This database has an organisation of its own. The demo's passwords are public, so it goes only "
                "into an empty database: set ALONGSIDE_SQLITE to a new file, migrate, and run this again."
            )
        if not tell(story, until=stage, say=self.stdout.write):
            self.stdout.write(f"{ORGANISATION} is here already, up to “{stage}”. Nothing was changed.")
        self.stdout.write("\n" + sign_ins())


def sign_ins() -> str:
    """The demo's people who can sign in by now, one a line, and their password."""
    people = [(COORDINATOR, "coordinator, both schools")]
    for therapist in THERAPISTS:
        schools = " and ".join(dict.fromkeys(span.school for span in therapist.hours))
        people.append((therapist.person, f"{THERAPIES[therapist.discipline]}, {schools}"))
    people += [(teacher, f"teacher of {name}, {school}") for (school, name), teacher in TEACHERS.items()]
    people += [(GUARDIAN, f"father of {GUARDIAN_OF[0]}"), (MOTHER, f"mother of {MOTHER_OF[0]}")]
    rows = [
        (f"{person.given_name} {person.family_name}".strip(), person.address, role)
        for person, role in people
        if person.email and account_of(person.address)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    lines = [f"  {name:<{widths[0]}}  {address:<{widths[1]}}  {role}" for name, address, role in rows]
    return "\n".join([*lines, f"\n  Password of all: {PASSWORD}"])
