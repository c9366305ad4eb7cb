"""Guesses which column of a plain table holds which field, so that a person only has to confirm."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from alongside.formats.table import plain

Fits = Mapping[str, "tuple[str, ...]"]


def guess_by_heading(header: Sequence[str], words: Fits) -> dict[str, str]:
    """A heading for each field whose words it has: first those that say exactly that, then those that hold it.

    `words` maps a field to headings in plain form, the surest first. No heading is given to two fields.
    """
    plainly = {heading: plain(heading) for heading in header}
    chosen: dict[str, str] = {}
    for exact in (True, False):
        for field, spellings in words.items():
            if field in chosen:
                continue
            for spelling in map(plain, spellings):
                found = next(
                    (
                        heading
                        for heading, said in plainly.items()
                        if heading not in chosen.values()
                        and (said == spelling if exact else _holds(said, spelling))
                    ),
                    None,
                )
                if found is not None:
                    chosen[field] = found
                    break
    return chosen


def _holds(said: str, spelling: str) -> bool:
    """Whole words, except where a script writes none."""
    if len(spelling) < 2:
        return False
    if spelling.isascii() or len(spelling) > 4:
        return f" {spelling} " in f" {said} "
    return spelling in said
