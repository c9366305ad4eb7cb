"""Signs from paper, measure by measure: what they mean, and the sentence where they mean nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.capture.rules.keyed import Sheet, read_keyed, sign_of
from alongside.capture.rules.values import Limits, check_value
from alongside.people.rules import NotNow
from alongside.plans.choices import Measure, Unit

LADDER = ("Alone", "Point", "Say", "Show", "Hands")
SHEET = Sheet(LADDER)

READ = [
    (
        Measure.TRIALS,
        "0 0 1x",
        [{"help": 0, "word": "Alone"}] * 2 + [{"help": 1, "word": "Point"}, {"help": None}],
    ),
    (Measure.PERCENT, "80%", [{"percent": 80}]),
    (Measure.PERCENT, "62,5", [{"percent": 62.5}]),
    (Measure.COUNT, "7", [{"times": 7}]),
    (Measure.COUNT, "0 in 20", [{"watched": 1200}]),
    (Measure.RATE, "7 in 20", [{"times": 7}, {"watched": 1200}]),
    (Measure.DURATION, "2:30 0:45 5", [{"seconds": 150}, {"seconds": 45}, {"seconds": 300}]),
    (Measure.LATENCY, "0:12 x", [{"seconds": 12}, {"seconds": None}]),
    (Measure.MOMENTARY, "+-", [{"seen": True, "every": 30}, {"seen": False, "every": 30}]),
    (Measure.TASK_STEPS, "0x", [{"step": 0, "help": 0, "word": "Alone"}, {"step": 1, "help": None}]),
    (Measure.RUBRIC, "2", [{"level": 2}]),
    (Measure.GOAL_ATTAINMENT, "−1", [{"level": -1}]),
    (Measure.ENGAGEMENT, "1 5", [{"company": "with"}, {"company": "alone"}]),
    (Measure.CONFIDENCE, "4", [{"face": 4}]),
]


@pytest.mark.parametrize(("measure", "text", "values"), READ)
def test_signs_are_read(measure: Measure, text: str, values: list[dict[str, object]]) -> None:
    assert read_keyed(measure, text, SHEET) == values
    for value in values:
        check_value(measure, value, Limits(rungs=len(LADDER)))


@pytest.mark.parametrize("measure", list(Measure))
def test_an_empty_field_is_nothing(measure: Measure) -> None:
    assert read_keyed(measure, "  ", SHEET) == []
    assert sign_of(measure)


@pytest.mark.parametrize(
    ("measure", "text", "says"),
    [
        (Measure.TRIALS, "0 7", "goes from 0 to 4"),
        (Measure.TRIALS, "0 a", "“a” is no sign"),
        (Measure.COUNT, "0", "Write 0 in 20"),
        (Measure.COUNT, "many", "Write how many times"),
        (Measure.DURATION, "2:75", "“2:75” is no time"),
        (Measure.DURATION, "1e999", "is no time"),
        (Measure.PERCENT, "most", "“most” is no number"),
        (Measure.CONFIDENCE, "good", "no whole number"),
        (Measure.ENGAGEMENT, "6", "“6” is no sign"),
    ],
)
def test_what_is_no_sign_is_refused_in_words(measure: Measure, text: str, says: str) -> None:
    with pytest.raises(NotNow, match=says):
        read_keyed(measure, text, SHEET)


def test_a_goal_that_counts_levels_is_written_as_one() -> None:
    by_level = Sheet(LADDER, unit=Unit.LEVEL)
    assert read_keyed(Measure.PARTICIPATION, "3", by_level) == [{"level": 3}]
    assert sign_of(Measure.PARTICIPATION, Unit.LEVEL) != sign_of(Measure.PARTICIPATION)


def test_an_interval_lasts_as_long_as_the_goal_says() -> None:
    assert read_keyed(Measure.PARTIAL_INTERVAL, "+", Sheet(LADDER, interval_seconds=15)) == [
        {"seen": True, "every": 15}
    ]


@given(st.sampled_from(list(Measure)), st.text(max_size=40))
def test_whatever_is_written_is_read_or_refused_in_a_sentence(measure: Measure, text: str) -> None:
    refusals = []
    try:
        read_keyed(measure, text, SHEET)
    except NotNow as refusal:
        refusals.append(refusal.sentence)
    assert all(sentence[-1] in ".”" for sentence in refusals)
