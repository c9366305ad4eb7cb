"""Figures as people write them, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

from alongside import wording


def number(value: Fraction | float) -> str:
    """A number whole, or to one place: 4 and 2.5."""
    told = f"{float(value):.1f}"
    return wording.number(float(told), 0 if told.endswith(".0") else 1)


def gain(value: Fraction | float) -> str:
    """A number with its sign, to one place: +1.5 and −0.5."""
    told = float(f"{float(value):.1f}")
    return ("−" if told < 0 else "+") + wording.number(abs(told), 1)
