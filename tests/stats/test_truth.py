"""Every row of the table of expected values: two R packages, published examples, and what must be refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from alongside.stats import NotDefined
from tests.stats.truth import ASKED, asked

TABLE = Path(__file__).resolve().parents[3] / "shared" / "scd_truth.json"
ROWS: list[Any] = json.loads(TABLE.read_text()) if TABLE.is_file() else []
MISSING = pytest.param(
    None, id="table", marks=pytest.mark.skip(reason="The table ../shared/scd_truth.json is not here.")
)


@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS] or [MISSING])
def test_room_answers_what_the_table_expects(row: Any) -> None:
    if row["expected"] is None:
        with pytest.raises(NotDefined, match=r"[A-Z].*\.$"):
            asked(row)
        return
    assert asked(row) == pytest.approx(row["expected"], abs=row["tolerance"], rel=0)


@pytest.mark.skipif(not ROWS, reason="The table ../shared/scd_truth.json is not here.")
def test_every_question_is_in_the_table() -> None:
    in_table = {(row["statistic"], row["variant"]) for row in ROWS}
    assert set(ASKED) <= in_table
