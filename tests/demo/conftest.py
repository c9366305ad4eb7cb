"""The invented organisation once its children have plans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.factories import ToldDemo, told_demo


@pytest.fixture
def planned(db: None) -> Iterator[ToldDemo]:
    """The demo up to its plans, in its open scope."""
    told = told_demo(until="plans")
    with scope(organisation=told.organisation):
        yield told
