"""Times of day as whole minutes from midnight, and how they are written."""

import re

MINUTES_IN_DAY = 24 * 60

_WRITTEN = re.compile(r"([0-9]{2}):([0-9]{2})")


def minutes_of(written: str) -> int:
    """Minutes from midnight of a time written ``HH:MM``, from ``00:00`` to ``24:00``.

    ``24:00`` is the end of the day, the only time past ``23:59``. Raises `ValueError` with a sentence for
    anything else, ``8:30`` and ``08:60`` included.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        raise ValueError(f"“{written}” is not a time of day. Write hours and minutes as in 08:30.")
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours * 60 + minutes > MINUTES_IN_DAY:
        raise ValueError(f"“{written}” is not a time of day. The day runs from 00:00 to 24:00.")
    return hours * 60 + minutes


def clock(minutes: int) -> str:
    """Minutes from midnight written ``HH:MM``: ``clock(510) == "08:30"``.

    Raises `ValueError` with a sentence outside 0 to 1440.
    """
    if not 0 <= minutes <= MINUTES_IN_DAY:
        raise ValueError(f"{minutes} minutes from midnight lies outside the day, which has 0 to 1440.")
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
