"""The way in for a person at a terminal: `python -m alongside COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    execute_from_command_line(sys.argv)
