"""Whether the five levels of a goal's scale are complete, distinct and in order, and change one thing only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from alongside.plans.choices import Dimension
from alongside.plans.rules.faults import Fault

LEVELS = ("−2", "−1", "0", "+1", "+2")

#: "3 to 4", "3–4" and "3 or 4" are one place on a scale: its lower end.
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:\s*(?:-|–|to|or)\s*\d+(?:[.,]\d+)?)?")
_WORD = re.compile(r"\w+")

#: From most help to none. Only words that leave no doubt: what is in none of these lists is not ranked.
_HELP = (
    ("hand over hand", "hand-over-hand", "full help", "physical help"),
    ("prompt", "reminder", "hint", "a cue", "some help", "a model"),
    (
        "without help",
        "without a prompt",
        "without a reminder",
        "without a hint",
        "unprompted",
        "independently",
        "on their own",
    ),
)


def scale_faults(levels: Sequence[str], dimension: str) -> list[Fault]:
    """What is wrong with a scale; an empty scale is none. `levels` run from -2 to +2.

    Levels that are told in numbers must rise or fall all the way, in one number alone (fall, where the number counts
    help). Levels that are told in words must differ, and must not ask for more help higher up, as far as their words
    leave no doubt; whether words are otherwise in order is for the team to judge.
    """
    said = [level.strip() for level in levels]
    if not any(said):
        return []
    faults = [
        Fault(f"scale_{place}", _("Say what level {level} looks like: a scale has five.").format(level=level))
        for place, (level, text) in enumerate(zip(LEVELS, [*said, *[""] * 5][:5], strict=True))
        if not text
    ]
    if dimension not in Dimension.values:
        faults.append(
            Fault(
                "scale_dimension", _("Choose the one thing that changes from level to level, such as help.")
            )
        )
    if len(said) > 5:
        faults.append(Fault("scale", _("A scale has five levels, from −2 to +2. Leave out the others.")))
    return faults or _alike(said) or _out_of_order(said, dimension)


def _alike(said: list[str]) -> list[Fault]:
    faults = []
    seen: dict[str, int] = {}
    for place, text in enumerate(said):
        words = " ".join(_WORD.findall(text.casefold()))
        if words in seen:
            faults.append(
                Fault(
                    f"scale_{place}",
                    _("Levels {one} and {other} say the same. Say what is different.").format(
                        one=LEVELS[seen[words]], other=LEVELS[place]
                    ),
                )
            )
        seen.setdefault(words, place)
    return faults


def _out_of_order(said: list[str], dimension: str) -> list[Fault]:
    numbers = [[_lower_end(number) for number in _NUMBER.findall(text)] for text in said]
    counts = {len(found) for found in numbers}
    if counts == {0} or len(counts) > 1:
        return _more_help_higher_up(said) if dimension == Dimension.PROMPTS else []
    columns = list(zip(*numbers, strict=True))
    moving = [column for column in columns if len(set(column)) > 1]
    if len(moving) > 1:
        return [
            Fault(
                "scale",
                _("More than one number changes from level to level. Keep all but one the same at all five."),
            )
        ]
    if not moving:
        return []
    rises = moving[0][-1] > moving[0][0] and dimension != Dimension.PROMPTS
    return [
        Fault(
            f"scale_{place + 1}",
            _("Level {other} is not further on than level {one}. Put the five in order.").format(
                one=LEVELS[place], other=LEVELS[place + 1]
            ),
        )
        for place, (lower, higher) in enumerate(pairwise(moving[0]))
        if (higher <= lower if rises else higher >= lower)
    ]


def _lower_end(number: str) -> float:
    first = re.match(r"[\d.,]+", number)
    assert first is not None
    return float(first.group().rstrip(".,").replace(",", "."))


def _more_help_higher_up(said: list[str]) -> list[Fault]:
    ranked = [(place, rank) for place, text in enumerate(said) if (rank := _help_in(text)) is not None]
    return [
        Fault(
            f"scale_{there}",
            _("Level {other} asks for more help than level {one}. Put the five in order.").format(
                one=LEVELS[here], other=LEVELS[there]
            ),
        )
        for (here, less), (there, more) in pairwise(ranked)
        if more < less
    ]


def _help_in(text: str) -> int | None:
    """How far from full help a level is: 0, 1 or 2; the last list is asked first ("without a hint" has a hint)."""
    words = text.casefold()
    return next((rank for rank in (2, 1, 0) if any(word in words for word in _HELP[rank])), None)
