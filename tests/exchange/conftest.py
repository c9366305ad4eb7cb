"""The coordinator of these tests, inside her organisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django_scopes import scope

from tests.exchange.importing import Desk, found


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    """Joy, who runs the programme of Reed Lane."""
    viewer = found()
    with scope(organisation=viewer.organisation):
        yield Desk(viewer)
