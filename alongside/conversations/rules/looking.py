"""What a search in messages compares, and which words of a message it has found."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from alongside.wording.plain import plain

#: More words than these narrow nothing any more.
MOST_WORDS = 8
#: How many letters of a message a search shows, and how many of them stand before the first word that was found.
SHOWN, BEFORE = 160, 40


def words_asked(asked: str) -> list[str]:
    """The words that are looked for, as they are compared: at most `MOST_WORDS`."""
    return plain(asked).split()[:MOST_WORDS]


def searched_in(text: str, files: Collection[str] = ()) -> str:
    """What is kept of a message for its search: a blank before each word, so that a word is found by its beginning."""
    return f" {plain(' '.join((text, *files)))}"


def begins_in(word: str, searched: str) -> bool:
    """Whether a word that is looked for begins one of the words there."""
    return f" {word}" in searched


def shown(text: str, asked: Sequence[str]) -> list[tuple[str, bool]]:
    """A message as a search shows it: pieces, each with whether it was looked for, from shortly before the first."""
    pieces = [(piece, _is_asked(piece, asked)) for piece in text.split()]
    first = next((at for at, (_piece, is_found) in enumerate(pieces) if is_found), 0)
    start, room = first, BEFORE
    while start and len(pieces[start - 1][0]) < room:
        start -= 1
        room -= len(pieces[start][0]) + 1
    taken, room = ([("…", False)] if start else []), SHOWN
    for piece, is_found in pieces[start:]:
        if len(piece) >= room:
            return [*taken, (f"{piece[:room]}…", is_found)]
        taken.append((piece, is_found))
        room -= len(piece) + 1
    return taken


def _is_asked(piece: str, asked: Sequence[str]) -> bool:
    return any(begins_in(word, searched_in(piece)) for word in asked)
