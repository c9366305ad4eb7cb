"""The words that children, families and schools say, in each language: by them a picture or a moment at home is known.

They lie in `alongside/strategies/words/`, a file for each language, and are nobody's data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from alongside.strategies.choices import HomeMoment
from alongside.wording.plain import plain

_WORDS = Path(__file__).resolve().parent.parent / "words"
#: A word of so few letters stands for itself alone: "lit" is a bed, and no beginning of "literature".
_SHORT = 3


@cache
def written(language: str) -> Mapping[str, Any]:
    """What is written down of a language: its words for `moments` and for `pictures`; neither where it has no file."""
    file = _WORDS / f"{language}.json"
    if file not in _WORDS.glob("*.json"):
        return {"moments": {}, "pictures": {}}
    said: Mapping[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return said


def school_words(languages: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What each word of these languages stands for, by the word as it is compared: the keys of `SCHOOL_WORDS`."""
    found: dict[str, list[str]] = {}
    for language in dict.fromkeys(languages):
        for meant, words in written(language)["pictures"].items():
            for word in words:
                found.setdefault(plain(word), []).append(meant)
    return {word: tuple(dict.fromkeys(meant)) for word, meant in found.items()}


def moment_said(home: str) -> HomeMoment | None:
    """The moment that a family's own name of a routine tells of, as far as its words say; else None.

    A plan names no language, so the words of all of them are known. Of those that begin a word the longest counts:
    "playa" is the beach of an outing, not "play". Where several moments are named, the first of `HomeMoment` is it.
    """
    words = plain(home).split()
    told = {_moment_at(words[at:]) for at in range(len(words))}
    return next((moment for moment in HomeMoment if moment in told), None)


def _moment_at(words: list[str]) -> HomeMoment | None:
    """The moment of the longest word or group of words that these begin with."""
    said = " ".join(words)
    fits = [
        known
        for known in _moments()
        if said.startswith(known) and (len(known) > _SHORT or known in (words[0], f"{words[0]}s"))
    ]
    return _moments()[max(fits, key=len)] if fits else None


@cache
def _moments() -> Mapping[str, HomeMoment]:
    """Each word of every language with its moment, as it is compared; English is heard first."""
    files = sorted(_WORDS.glob("*.json"), key=lambda file: (file.stem != "en-gb", file.stem))
    found: dict[str, HomeMoment] = {}
    for file in files:
        for moment, words in written(file.stem)["moments"].items():
            for word in words:
                found.setdefault(plain(word), HomeMoment(moment))
    return found
