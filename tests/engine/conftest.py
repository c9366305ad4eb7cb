"""A reader of another language, lent to the engine for one test."""

from collections.abc import Iterator

import pytest

from tests.engine import wrapped


@pytest.fixture
def another_language() -> Iterator[None]:
    with wrapped.another_language():
        yield
