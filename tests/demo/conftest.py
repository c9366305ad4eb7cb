"""The invented organisation once its children have plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from alongside.demo.stages import built
from tests.factories.told_demo import ToldDemo, told_demo


@pytest.fixture
def planned(db: None) -> Iterator[ToldDemo]:
    """The demo up to its plans, in its open scope."""
    told = told_demo(until="plans")
    with scope(organisation=told.organisation):
        yield told


@pytest.fixture
def lived(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[ToldDemo]:
    """The demo up to what has happened since its week went up, in its open scope."""
    monkeypatch.setattr(built, "SECONDS", 1)
    told = told_demo(until="lived")
    with scope(organisation=told.organisation):
        yield told
