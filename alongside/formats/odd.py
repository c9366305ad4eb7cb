"""What a reader says about a file: an oddity to show, or a refusal with a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from alongside.wording import listed, ngettext, number

MAX_ODDITIES_PER_FILE = 500
"""A broken file of 50,000 rows is told in this many sentences and a count of the rest."""


class NotThisFormat(Exception):
    """The file is not what the reader reads; the message is one sentence that says what to do."""


class UnsafeFile(NotThisFormat):
    """The file could do harm (escape its folder, fill the memory, hide something) and is not opened."""


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something in a file that a person should see before it is brought in.

    `line` is the row as a spreadsheet numbers it (the heading is usually 1); None speaks of the whole file.
    """

    file: str
    line: int | None
    sentence: str


@dataclass(slots=True)
class Oddities:
    """Gathers oddities without ever growing beyond its limits; says each whole-file sentence once."""

    _listed: dict[str, list[Oddity]] = field(default_factory=dict)
    _unlisted: dict[str, int] = field(default_factory=dict)
    _whole: dict[tuple[str, str], Oddity] = field(default_factory=dict)

    def note(self, file: str, line: int | None, sentence: str) -> None:
        if line is None:
            if len(self._whole) < MAX_ODDITIES_PER_FILE:
                self._whole.setdefault((file, sentence), Oddity(file, None, sentence))
            return
        listed = self._listed.setdefault(file, [])
        if len(listed) < MAX_ODDITIES_PER_FILE:
            listed.append(Oddity(file, line, sentence))
        else:
            self._unlisted[file] = self._unlisted.get(file, 0) + 1

    def listed(self) -> list[Oddity]:
        """Whole-file sentences first, then by file and line, then how many more there were."""
        rows = [
            odd for file in self._listed for odd in sorted(self._listed[file], key=lambda odd: odd.line or 0)
        ]
        more = [
            Oddity(
                file,
                None,
                ngettext(
                    "One more row of this file is odd in a way like those listed.",
                    "{n} more rows of this file are odd in ways like those listed.",
                    count,
                ).format(n=number(count)),
            )
            for file, count in self._unlisted.items()
        ]
        return [*self._whole.values(), *rows, *more]


def first_of(names: Sequence[str], most: int) -> str:
    """The first names of a list in words, and how many more there are; raises `ValueError` where there are none."""
    more = len(names) - most
    if more <= 0:
        return listed(names)
    return listed([*names[:most], ngettext("{n} more", "{n} more", more).format(n=number(more))])
