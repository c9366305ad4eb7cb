"""How words are compared, in whatever language they are written: case, accents and signs do not count."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """The text in lower case, without accents, its words apart by one blank and nothing else between them.

    Vowels that are written as marks (Tamil) stay, for they are part of the word. Chinese writes no blanks, so each of
    its letters counts as a word of its own.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(map(_compared, letters)).split())


def _compared(letter: str) -> str:
    if "\u3400" <= letter <= "\u9fff":
        return f" {letter} "
    if unicodedata.combining(letter):
        return ""
    return letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " "
