"""How words are compared, in whatever language they are written: case, accents and signs do not count."""

from __future__ import annotations

import re
import unicodedata

#: Chinese writes no blanks: each of its letters is compared as a word of its own.
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def plain(text: str) -> str:
    """The text in lower case, without accents, its words apart by one blank and nothing else between them.

    Vowels that are written as marks (Tamil) stay, for they are part of the word. Chinese writes no blanks, so each of
    its letters counts as a word of its own.
    """
    return " ".join(_CHINESE.sub(r" \g<0> ", bare(text)).split())


def bare(text: str) -> str:
    """The same with its Chinese as it was written: for a heading or a word that is compared as a whole."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(map(_compared, letters)).split())


def _compared(letter: str) -> str:
    if unicodedata.combining(letter):
        return ""
    return letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " "
