"""Invented records for the properties of the room."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import settings
from hypothesis import strategies as st

from alongside.stats.overlap import ird, nap, pand, pem, pnd, tau, tau_bc, tau_u

#: What is made of ranks and of ranks after a trend is taken out.
RANKED = (nap, tau, tau_u, tau_bc, pnd, pem, pand, ird)

#: Enough where the same property is tried of every index.
few = settings(max_examples=25)

hundredths = st.integers(-5000, 5000).map(lambda whole: Decimal(whole) / 100)
phases = st.lists(st.integers(0, 12), min_size=2, max_size=9)
decimal_phases = st.lists(hundredths, min_size=2, max_size=9)


def weekly(count: int, *, start: date = date(2026, 1, 5)) -> list[date]:
    """So many Mondays."""
    return [start + timedelta(weeks=week) for week in range(count)]
