"""The statistics are asked as they stand by themselves: in English, with days as ISO 8601 has them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alongside import wording
from alongside.config.voice import HouseVoice


@pytest.fixture(autouse=True)
def plain_english() -> Iterator[None]:
    wording.speak_through(wording.English())
    yield
    wording.speak_through(HouseVoice())
