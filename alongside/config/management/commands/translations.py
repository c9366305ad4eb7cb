"""Brings the catalogues of translations up to date, and compiles them: `./run translate`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from alongside.config import catalogues


class Command(BaseCommand):
    help = "Brings every catalogue in alongside/locale up to date with the source, and compiles it."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--compile", action="store_true", help="compile them as they are, and nothing else"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["compile"]:
            catalogues.update_all()
        catalogues.compile_all()
        if not options["compile"]:
            for language in catalogues.languages():
                filled, strings = catalogues.fullness(catalogues.read(language))
                self.stdout.write(f"{language}: {filled} of {strings} texts are translated.")
