"""Every table says what it knows of people and when that goes."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from alongside.config.generated import what_is_held

GOES = ("goes", "kept", "stay")


def silent(model_name: str, docstring: str | None) -> str | None:
    """What is missing in a model's docstring, or None."""
    try:
        _kind, says = what_is_held(docstring)
    except LookupError as fault:
        return f"{model_name}: {fault}"
    return None if any(word in says for word in GOES) else f"{model_name}: when does it go?"


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("alongside.")]


def test_every_table_says_what_it_holds_and_when_that_goes() -> None:
    assert len(_models()) > 20
    assert [said for model in _models() if (said := silent(model.__name__, model.__doc__))] == []


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "A child.",
        "A child.\n\n.. pii:",
        "A child.\n\n.. pii: name, birthday.",
        "A child. pii: name; goes.",
    ],
)
def test_a_silent_table_is_caught(docstring: str | None) -> None:
    assert silent("Child", docstring)


def test_a_table_that_says_it_is_let_be() -> None:
    said = "A child.\n\n    .. pii: name,\n       birthday; goes with the school.\n    "
    assert silent("Child", said) is None
    assert what_is_held(said) == ("pii", "name, birthday; goes with the school.")
