"""Founds the first organisation of an empty installation, with its coordinator."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.people import actions, queries
from alongside.people.rules import Refusal

QUESTIONS = {
    "ALONGSIDE_ORGANISATION": "Name of your school or provider: ",
    "ALONGSIDE_TIME_ZONE": "Time zone (such as Europe/London, Asia/Singapore): ",
    "ALONGSIDE_COORDINATOR": "Your name: ",
    "ALONGSIDE_EMAIL": "Your e-mail address: ",
}


class Command(BaseCommand):
    help = "Founds the first organisation; does nothing where there is one. Answers may come from the environment."

    def handle(self, *args: Any, **options: Any) -> None:
        if queries.any_organisation():
            return
        if not sys.stdin.isatty() and "ALONGSIDE_EMAIL" not in os.environ:
            raise CommandError(
                "There is no organisation yet. Start once in a terminal, or set "
                + ", ".join([*QUESTIONS, "ALONGSIDE_PASSWORD"])
                + "."
            )
        self.stdout.write(
            "Welcome. Four questions and a password, then your school is ready to be brought in."
        )
        organisation, zone, name, email = (
            os.environ.get(variable) or input(question).strip() for variable, question in QUESTIONS.items()
        )
        try:
            actions.found_organisation(
                name=organisation,
                time_zone=zone,
                coordinator=name,
                email=email,
                password=os.environ.get("ALONGSIDE_PASSWORD") or self._password(),
                by=None,
                at=timezone.now(),
            )
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{organisation} is founded. Sign in as {email}.")

    def _password(self) -> str:
        while True:
            password = getpass.getpass("A password of ten letters or more: ")
            try:
                validate_password(password)
            except ValidationError as fault:
                self.stderr.write(" ".join(fault.messages))
            else:
                return password
