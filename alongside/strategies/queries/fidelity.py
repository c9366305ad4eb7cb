"""How closely strategies were carried out, goal by goal, as the record reads it: no adult is named."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple
from uuid import UUID

from alongside.strategies.models import Look
from alongside.strategies.rules.coaching import done_of


class LookRow(NamedTuple):
    """One look of a first rater at a strategy for a goal: how much was done of what could be seen."""

    lineage: UUID
    on: date
    done: int
    of: int


def looks_of(lineages: Collection[UUID], until: date) -> list[LookRow]:
    """The first raters' looks at strategies for some goals up to a day, in order, for whoever may see the goals."""
    looks = Look.objects.filter(cycle__lineage__in=lineages, is_second=False, on__lte=until)
    rows = looks.order_by("on", "rated_at").values_list("cycle__lineage", "on", "seen")
    return [LookRow(lineage, on, *done_of(seen)) for lineage, on, seen in rows if lineage]
