"""An invented language in which every text is English between «», so that one sees whether all of it was said in it."""

from collections.abc import Iterator
from contextlib import contextmanager

from alongside.config.voice import HouseVoice
from alongside.wording import English, speak_through


class Wrapped(English):
    """Says «text» for a text."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return f"«{super().ngettext(singular, plural, n)}»"


@contextmanager
def another_language() -> Iterator[None]:
    """Lends the pure rooms this voice for a while."""
    speak_through(Wrapped())
    try:
        yield
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
