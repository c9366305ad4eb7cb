"""What progress says is said in its reader's language, and a report in its own, whoever drafts it."""

from __future__ import annotations

from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.utils import translation

from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit
from alongside.progress import tasks
from alongside.progress.actions.reports import draft_report, order_reports
from alongside.progress.choices import Audience
from alongside.progress.queries.facts import plainly
from alongside.progress.queries.pictures import amount_in_words
from alongside.progress.rules import places
from alongside.progress.rules.agreement import agreement_of
from alongside.progress.rules.family import amount
from alongside.progress.rules.figures import gain, number
from alongside.progress.rules.points import Condition, Point, Scale, Seen
from alongside.progress.rules.reading import CarriedOut, aim_of, read, what_it_would_take
from tests.factories import AT, ON, SmallSchool
from tests.progress.recorded import WEEK, ada_goal, weeks

LATER = ON + 10 * WEEK
DAYS = [ON + week * WEEK for week in range(8)]
TIMES = Scale(
    Measure.COUNT, Unit.TIMES, Fraction(0), None, goal=Fraction(21, 2), baseline=Fraction(2), better="higher"
)
LEVELS = Scale(
    Measure.RUBRIC, Unit.LEVEL, Fraction(-2), Fraction(2), goal=None, baseline=None, better="higher"
)


def a_point(value: Fraction, **where: str) -> Point:
    condition = {"setting": "in_class", "routine_kind": "", "adult": "teacher"} | where
    return Point(ON, "one", value, 1, Condition(**condition))


@pytest.mark.usefixtures("another_language")
@pytest.mark.parametrize("values", [[2], [2] * 5, [2, 3, 2, 3, 2, 3, 2, 3], [2, 9, 4, 9, 3, 9, 5, 10]])
def test_what_a_rule_says_stands_whole_behind_a_reading(values: list[int]) -> None:
    aim = aim_of(TIMES, [], start=ON, due=LATER)
    told = [Fraction(value) for value in values]
    detail = read(TIMES, told, DAYS[: len(told)], aim, CarriedOut(9, 10)).detail
    assert detail.startswith("«")
    assert detail.endswith("»")


@pytest.mark.usefixtures("another_language")
def test_why_there_is_no_aimline_is_said_whole() -> None:
    aim = aim_of(TIMES, [], start=LATER, due=LATER)
    assert isinstance(aim, str)
    assert aim.startswith("«The goal is due on ")
    assert aim.endswith("»")


def told_twice(measure: Measure, *values: tuple[dict[str, Any], dict[str, Any]]) -> list[Seen]:
    at = datetime(2026, 9, 7, 9, tzinfo=UTC)
    return [
        Seen(ON, at, "one", each, measure, is_second=bool(second))
        for pair in values
        for second, each in enumerate(pair)
    ]


@pytest.mark.usefixtures("another_language")
def test_kappa_is_known_whatever_it_is_called() -> None:
    told = told_twice(Measure.CONFIDENCE, ({"face": 1}, {"face": 1}), ({"face": 2}, {"face": 3}))
    agreement = agreement_of(Measure.CONFIDENCE, told)
    assert agreement is not None
    assert [words for _label, words, _n in agreement.lines] == ["50 %", "0,33"]
    assert all(label.startswith("«") for label, _words, _n in agreement.lines)


def test_figures_are_written_as_the_reader_writes_them() -> None:
    with translation.override("es"):
        assert [number(value) for value in (Fraction(7, 2), 4.02, -0.5)] == ["3,5", "4", "-0,5"]
        assert [gain(value) for value in (1.25, Fraction(-1, 2), 0)] == ["+1,2", "−0,5", "+0,0"]
        assert "2,5" in amount(TIMES, Fraction(5, 2))
        assert "−0,5" in amount_in_words(Fraction(-1, 2), LEVELS)
        assert "1,5" in plainly(a_point(Fraction(3, 2)), LEVELS)
        takes = what_it_would_take(TIMES, [Fraction(5, 2)] * 3, DAYS[:3], LATER)
        assert all(figure in takes for figure in ("+1,0", "10,5", "2,5"))
    assert "+1.0 a week to reach 10.5" in what_it_would_take(TIMES, [Fraction(5, 2)] * 3, DAYS[:3], LATER)


def test_places_that_bear_one_name_are_two_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_routine", lambda _point: "Work")
    points = [a_point(Fraction(2), routine_kind=kind) for kind in ("writing", "maths")]
    assert [row.title for row in places.by_place(points, TIMES)] == ["Work · Teacher"] * 2


def test_a_report_is_written_in_its_own_language(people: SmallSchool) -> None:
    weeks(people, ada_goal(people), 1, 2, 2, 3)
    mei = people.as_on(people.mei, LATER)
    with translation.override("fr"):
        report = draft_report(
            child=people.ada, audience=Audience.FAMILY, language="es", as_of=LATER, by=mei, at=AT
        )
    with translation.override("es"):
        assert report.sections[0]["title"] == translation.gettext("About this letter") != "About this letter"


def test_why_there_is_no_report_is_said_to_whoever_asked(people: SmallSchool) -> None:
    joy = people.as_on(people.joy, LATER)
    with translation.override("es"), pytest.raises(NotNow) as refusal:
        draft_report(child=people.ben, audience=Audience.TEAM, language="fr", as_of=LATER, by=joy, at=AT)
    assert refusal.value.sentence == nothing_to_report("es", people)


def test_a_run_says_who_was_left_out_in_the_language_of_whoever_ordered_it(people: SmallSchool) -> None:
    joy = people.joy
    joy.account.language = "es"
    joy.account.save()
    run = order_reports(children=[people.ben], audience=Audience.TEAM, language="fr", as_of=ON, by=joy, at=AT)
    tasks.draft_reports.func(str(run.pk))
    run.refresh_from_db()
    assert [why for _pk, _name, why in run.left_out] == [nothing_to_report("es", people)]


def nothing_to_report(language: str, people: SmallSchool) -> str:
    with translation.override(language):
        words = translation.gettext("{name} has no goal in force yet, so there is nothing to report.")
    assert "no goal in force" not in words
    return words.format(name=people.ben.first_name)
