"""Reports on paper: what the typesetter is given, for a team and for a family, is what was looked at."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alongside.exchange.queries.report_documents import document_of, report_pdf
from alongside.progress.actions.reports import draft_report, sign_report
from alongside.progress.choices import Audience
from alongside.progress.models import Report
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.progress.recorded import WEEK, ada_goal, tap, weeks

GOLDEN = Path(__file__).parents[1] / "golden"
LATER = ON + 10 * WEEK


def signed(people: SmallSchool, audience: Audience) -> Report:
    """Ten weeks of Ada's goal, with Centres by her teacher, reported and signed."""
    goal = ada_goal(people)
    last = weeks(people, goal, 1, 2, 1, 2, 2, 3, 3, 3)
    for week in range(3):
        on = last - week * WEEK
        tap(goal, people.ada, people.mei, on, [0, 0, 2, 2, 2], adult="teacher", routine_kind="centres")
    mei = people.as_on(people.mei, LATER)
    report = draft_report(child=people.ada, audience=audience, language="en-gb", as_of=LATER, by=mei, at=AT)
    return sign_report(report=report, name="Mei Okafor", by=mei, at=datetime(2026, 12, 1, 9, tzinfo=UTC))


def written(report: Report) -> str:
    """The document as JSON; of a drawing, which has a golden file of its own, only how many marks it has."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: f"{item.count('<circle')} points" if key == "svg" else plain(item)
                for key, item in value.items()
            }
        return [plain(item) for item in value] if isinstance(value, list | tuple) else value

    return json.dumps(plain(asdict(document_of(report))), indent=1, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("audience", list(Audience))
def test_report_on_paper_is_as_it_was_looked_at(people: SmallSchool, audience: Audience) -> None:
    """Written anew on purpose? Say `ALONGSIDE_GOLDEN=write`, and look at what has changed."""
    golden = GOLDEN / f"report-{audience}.json"
    now = written(signed(people, audience))
    if os.environ.get("ALONGSIDE_GOLDEN") == "write":
        golden.write_text(now)
    assert now == golden.read_text()


def test_a_familys_chart_has_no_trend_and_nothing_apart(people: SmallSchool) -> None:
    (team, family) = (document_of(signed_again(people, audience)) for audience in Audience)
    drawn = [
        next(block.svg for section in document.sections for block in section.blocks if hasattr(block, "svg"))
        for document in (team, family)
    ]
    assert "<rect" in drawn[0]
    assert "<rect" not in drawn[1]


def signed_again(people: SmallSchool, audience: Audience) -> Report:
    """The first of them writes the plan, the second finds it."""
    known = Report.objects.first()
    if known is None:
        return signed(people, audience)
    mei = people.as_on(people.mei, LATER)
    return draft_report(child=people.ada, audience=audience, language="en-gb", as_of=LATER, by=mei, at=AT)


def test_nobody_else_prints_it(people: SmallSchool, stranger: Stranger) -> None:
    report = signed(people, Audience.TEAM)
    for viewer in (stranger.stan, people.as_on(people.carla, LATER), people.as_on(people.li, LATER)):
        assert report_pdf(viewer, report.pk, paper="a4", faces=Path()) is None
