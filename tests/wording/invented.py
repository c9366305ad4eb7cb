"""An invented language, by which one sees what is said in a reader's language, and that it was said as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from alongside.config.voice import HouseVoice
from alongside.wording import English, Voice, speak_through


class Invented(English):
    """Every text is English between «», a number has a comma, a day is 7. 9.; remembers what it was `asked` for."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        self.asked.add(message)
        return f"«{message}»"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        self.asked |= {singular, plural}
        return f"«{super().ngettext(singular, plural, n)}»"

    def number(self, value: float, places: int) -> str:
        return super().number(value, places).replace(".", ",")

    def day(self, on: date) -> str:
        return f"{on.day}. {on.month}."


AnyVoice = TypeVar("AnyVoice", bound=Voice)


@contextmanager
def speaking(voice: AnyVoice) -> Iterator[AnyVoice]:
    """Lends the pure rooms this voice for a while, then the house's again."""
    speak_through(voice)
    try:
        yield voice
    finally:
        speak_through(HouseVoice())


def is_whole(sentence: str) -> bool:
    """Whether a sentence was said as one, not glued from pieces: one «» from its beginning to its end."""
    depth, ends = 0, []
    for place, letter in enumerate(sentence):
        depth += (letter == "«") - (letter == "»")
        if depth == 0:
            ends.append(place)
    return ends == [len(sentence) - 1]
