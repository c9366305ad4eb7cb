"""How pieces stand side by side, with the signs between them that the reader's language writes.

Chinese has signs of its own for each of these, and no blanks around them. Names in a list are said by `listed`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from alongside.wording import gettext


def clauses(parts: Iterable[str]) -> str:
    """ "In class (2B), during Writing": pieces of one sentence; what is empty is left out."""
    return _joined(gettext("{first}, {next}"), parts)


def items(parts: Iterable[str]) -> str:
    """ "asked for red; left early": things said apart from each other; what is empty is left out."""
    return _joined(gettext("{first}; {next}"), parts)


def sentences(parts: Iterable[str]) -> str:
    """ "It was held. Two came.": whole sentences after each other; what is empty is left out."""
    # Translators: two whole sentences after each other, with a blank between them where the language has one.
    return _joined(gettext("{first} {next}"), parts)


def headed(head: str, words: str) -> str:
    """ "Joins in: 4 of 5 intervals": what it is about, and what is said of it."""
    return gettext("{title}: {words}").format(title=head, words=words)


def stopped(words: str) -> str:
    """The words as a sentence, with their full stop."""
    return gettext("{words}.").format(words=words)


def _joined(pattern: str, parts: Iterable[str]) -> str:
    said = [str(part) for part in parts if part]
    return reduce(lambda first, following: pattern.format(first=first, next=following), said) if said else ""
