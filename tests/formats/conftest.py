"""A reader of another language, lent to the readers of files and the papers for one test."""

from collections.abc import Iterator

import pytest

from alongside import wording
from alongside.config.voice import HouseVoice
from tests.engine.wrapped import Wrapped


@pytest.fixture
def another_language() -> Iterator[None]:
    wording.speak_through(Wrapped())
    yield
    wording.speak_through(HouseVoice())
