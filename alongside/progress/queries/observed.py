"""What was observed of children, as points are made from it: rows without the weight of whole models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.utils.timezone import localtime

from alongside.progress.rules.points import Seen

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from alongside.capture.models import Observation


class Observed(NamedTuple):
    """One observation of a child, of the goal of this lineage or of none."""

    child_id: UUID
    lineage: UUID | None
    seen: Seen


def observed(observations: QuerySet[Observation]) -> Iterator[Observed]:
    """These observations; the day of each is that of the organisation's clock."""
    rows = observations.values_list(
        "child", "lineage", "observed_at", "visit", "value", "measure",
        "setting", "routine_kind", "adult", "material", "is_second",
    )  # fmt: skip
    for child, lineage, moment, visit, value, measure, *where, is_second in rows:
        at = localtime(moment)
        setting, routine_kind, adult, material = where
        yield Observed(
            child,
            lineage,
            Seen(
                on=at.date(),
                at=at,
                session=str(visit or at.date()),
                value=value,
                measure=measure,
                setting=setting,
                routine_kind=routine_kind,
                adult=adult,
                material=material,
                is_second=is_second,
            ),
        )
