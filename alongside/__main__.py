"""Runs Django's and our own commands: `python -m alongside migrate`."""

from alongside.config.cli import main

main()
