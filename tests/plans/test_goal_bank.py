"""The goal bank is whole: every goal is measurable, lives in a routine, and reads well to those who use it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.plans.choices import Who

BANK = Path(__file__).resolve().parents[2] / "alongside" / "plans" / "bank"
Goal = dict[str, Any]

BANDS = [(3, 5), (5, 8), (8, 12)]
PREFIXES = {Discipline.OCCUPATIONAL: "ot-", Discipline.SPEECH: "slt-", Discipline.BEHAVIOUR: "beh-"}
FIELDS = {
    "id", "area", "ages", "title", "condition", "behaviour", "measure", "criterion", "baseline_hint",
    "settings", "people", "strategies", "plain", "child", "scale",
}  # fmt: skip
#: What only some measures have: the names of steps or levels, and how long an interval is.
SOME_HAVE = {"parts", "interval_seconds"}
SETTINGS = set(RoutineKind.values) | {"home"}

#: Per measure: the units it is counted in, whether a whole ("of") belongs to it, the lowest and highest value.
MEASURES: dict[str, tuple[set[str], bool, float, float]] = {
    "trials": ({"trials"}, True, 1, 20),
    "percent": ({"%"}, False, 1, 100),
    "count": ({"times"}, False, 1, 50),
    "rate": ({"per hour"}, False, 1, 60),
    "duration": ({"minutes", "seconds"}, False, 1, 120),
    "latency": ({"minutes", "seconds"}, False, 1, 300),
    "partial_interval": ({"% of intervals"}, False, 1, 100),
    "whole_interval": ({"% of intervals"}, False, 1, 100),
    "momentary": ({"% of intervals"}, False, 1, 100),
    "task_steps": ({"steps"}, True, 2, 12),
    "rubric": ({"level"}, True, 2, 5),
    "goal_attainment": ({"level"}, False, 0, 0),
    "participation": ({"level"}, True, 2, 4),
    "engagement": ({"% of intervals"}, False, 1, 100),
    "initiations": ({"times"}, False, 1, 20),
    "risk_taking": ({"times"}, False, 1, 20),
    "confidence": ({"level"}, True, 2, 5),
}
#: The criterion is met in each of so many visits, lessons, school days, weeks or meetings.
OVER = re.compile(r"[2-9] (visits|lessons|school days|weeks|meetings) in a row")

AMERICAN = re.compile(
    r"\b(behaviors?|colou?red-in|colors?|colored|centers?|favorites?|gray|mom|math|organiz\w+|recogniz\w+|"
    r"generaliz\w+|practic(ed|es|ing)|apologiz\w+|realiz\w+|neighbors?|programs?|kindergarten|"
    r"fulfill|catalog|traveled|labeled|modeled|meter|meters|grade level)\b",
    re.IGNORECASE,
)
#: What no goal may ask of a child: to hide, to look at eyes, to hold still, to obey, to speak like somebody else.
HIDING = re.compile(
    r"eye contact|quiet hands|still hands|hands still|sits? still|complian|obey|mask|hide|appropriate|normal|"
    r"fluent|stimm|stutter-free|without stuttering|non-compl|tantrum|meltdown|misbehav|whole.body listening|"
    r"disorder|deficit|suffer|age-level|accent-free",
    re.IGNORECASE,
)
JARGON = re.compile(
    r"generalis|prompt|criterion|baseline|regulat|bilateral|proprio|vestibul|sensory|phonolog|articulat|"
    r"pragmatic|expressive|receptive|AAC|momentary|interval|motor|visual|modalit|narrative",
    re.IGNORECASE,
)
STOPWORDS = frozenset(
    re.findall(
        r"\w+",
        "a an the and or of to in on at for with from by as is are be it its that this so up own one when what "
        "how who which their they i my me we you others other",
    )
)


def bank_of(discipline: Discipline) -> list[Goal]:
    goals = json.loads((BANK / f"{discipline.value}.json").read_text(encoding="utf-8"))
    assert isinstance(goals, list)
    return goals


GOALS = [goal for discipline in Discipline for goal in bank_of(discipline)]
SCALED = [goal for goal in GOALS if goal["scale"]]


def sentences(goal: Goal) -> Iterator[str]:
    """Everything in a goal that somebody reads."""
    for field in ("area", "title", "condition", "behaviour", "baseline_hint", "plain", "child"):
        yield goal[field]
    yield from goal["strategies"]
    if goal["scale"]:
        yield from goal["scale"]["levels"]


def changing_parts(levels: list[str]) -> list[str]:
    """Each level without the words that all levels begin and end with."""
    words = [level.split() for level in levels]
    shortest = min(len(each) for each in words)
    start = next((i for i in range(shortest) if len({each[i] for each in words}) > 1), shortest)
    rest = shortest - start
    end = next((i for i in range(rest) if len({each[-1 - i] for each in words}) > 1), rest)
    return [" ".join(each[start : len(each) - end]) for each in words]


def content_words(goal: Goal) -> set[str]:
    words = re.findall(r"[a-z]+", f"{goal['title']} {goal['behaviour']} {goal['plain']}".lower())
    return {word.removesuffix("s") for word in words if word not in STOPWORDS}


def test_goal_has_every_field_and_no_other(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert set(goal) - SOME_HAVE == FIELDS
            assert set(goal["criterion"]) == {"value", "of", "unit", "direction", "over"}
            assert all(isinstance(text, str) and text.strip() == text and text for text in sentences(goal))


def test_goal_is_for_ages_three_to_twelve(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            youngest, oldest = goal["ages"]
            assert 3 <= youngest < oldest <= 12


def test_goal_reads_as_one_sentence(subtests: pytest.Subtests) -> None:
    """The condition opens it, the child's name follows, the behaviour closes it."""
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert len(goal["title"]) <= 60
            assert goal["title"][0].isupper()
            assert goal["condition"][0].isupper()
            assert goal["condition"].endswith(",")
            assert re.match(r"[a-z-]+s\b", goal["behaviour"].split()[0]), "begins with what the child does"
            assert goal["behaviour"][-1] not in ".,;"
            assert "the child" not in goal["condition"] + goal["behaviour"], "the name stands in its place"
            assert not any(text.endswith(".") for text in (goal["title"], goal["area"]))
            assert not any("  " in text or "'" in text or '"' in text for text in sentences(goal))


def test_criterion_is_within_the_range_of_its_measure(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            units, has_whole, lowest, highest = MEASURES[goal["measure"]]
            criterion = goal["criterion"]
            assert criterion["unit"] in units
            assert criterion["direction"] in {"at_least", "at_most"}
            assert lowest <= criterion["value"] <= highest
            assert (criterion["of"] is not None) is has_whole
            if has_whole:
                assert criterion["value"] <= criterion["of"] <= highest
            assert OVER.fullmatch(criterion["over"])


def test_steps_and_levels_are_named_and_intervals_have_their_length(subtests: pytest.Subtests) -> None:
    """A task has as many names as steps; of levels there is one more, since the lowest counts 0."""
    names = {"task_steps": 0, "rubric": 1, "participation": 1}
    sampled = {"partial_interval", "whole_interval", "momentary", "engagement"}
    for goal in GOALS:
        with subtests.test(goal["id"]):
            more = names.get(goal["measure"])
            parts = goal.get("parts", [])
            assert len(parts) == (0 if more is None else goal["criterion"]["of"] + more)
            assert len(set(parts)) == len(parts)
            assert all(3 <= len(part) <= 60 and part[0].isupper() for part in parts)
            assert not any(HIDING.search(part) or AMERICAN.search(part) for part in parts)
            seconds = goal.get("interval_seconds")
            assert (seconds is not None) == (goal["measure"] in sampled)
            assert seconds is None or 5 <= seconds <= 600


def test_less_is_better_only_for_time(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            if goal["criterion"]["direction"] == "at_most":
                assert goal["measure"] in {"duration", "latency"}
            if goal["measure"] == "latency":
                assert goal["criterion"]["direction"] == "at_most"


def test_goal_says_how_to_find_its_baseline(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert goal["baseline_hint"].endswith((".", "?"))
            assert len(goal["baseline_hint"].split()) >= 6


def test_goal_lives_in_known_routines(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert set(goal["settings"]) <= SETTINGS
            assert len(set(goal["settings"])) == len(goal["settings"])
            assert set(goal["settings"]) - {"home", RoutineKind.INTERVENTION}, (
                "at least one routine of the class"
            )


def test_goal_shows_with_more_than_the_therapist(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert set(goal["people"]) <= set(Who.values)
            assert len(set(goal["people"])) == len(goal["people"]) >= 2
            assert ("home" in goal["settings"]) == ("family" in goal["people"])


def test_strategies_tell_the_adult_what_to_do(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert 2 <= len(goal["strategies"]) <= 4
            assert len(set(goal["strategies"])) == len(goal["strategies"])
            for strategy in goal["strategies"]:
                assert strategy[0].isupper()
                assert strategy[-1] in ".?…"
                assert 3 <= len(strategy.split()) <= 24


def test_family_and_child_can_read_it(subtests: pytest.Subtests) -> None:
    """About what a ten-year-old reads with ease: short sentences, no long words, none of the field's terms."""
    for goal in GOALS:
        with subtests.test(goal["id"]):
            assert goal["plain"].rstrip(".") != goal["title"], "the same said twice"
            assert re.search(r"\b(I|me|my|we|our)\b", goal["child"], re.IGNORECASE), "in the child’s voice"
            for text in (goal["plain"], goal["child"]):
                assert text[-1] in ".!?…"
                assert len(text.split()) <= 14
                assert all(len(word) <= 12 for word in re.findall(r"[^\W\d_]+", text))
                assert not JARGON.search(text)


def test_wording_is_british_and_affirming(subtests: pytest.Subtests) -> None:
    for goal in GOALS:
        with subtests.test(goal["id"]):
            for text in sentences(goal):
                assert not AMERICAN.search(text)
            asked_of_the_child = [goal["title"], goal["behaviour"], goal["plain"], goal["child"]]
            for text in asked_of_the_child + (goal["scale"]["levels"] if goal["scale"] else []):
                assert not HIDING.search(text)


def test_scale_changes_one_thing_from_level_to_level(subtests: pytest.Subtests) -> None:
    """Five distinct, ordered levels: what is not the changing part is the same in all, word for word."""
    for goal in SCALED:
        with subtests.test(goal["id"]):
            scale = goal["scale"]
            assert set(scale) == {"dimension", "levels"}
            assert scale["dimension"] in {"prompts", "distance", "time", "number", "people", "places"}
            assert len(scale["levels"]) == len(set(scale["levels"])) == 5
            assert not any(re.search(r"\b1 (?!of )(\w+ )?\w+s\b", level) for level in scale["levels"]), (
                "“1 minutes”"
            )
            parts = changing_parts(scale["levels"])
            assert all(part and part != level for part, level in zip(parts, scale["levels"], strict=True))
            if scale["dimension"] in {"time", "distance", "number"}:
                steps = [float(part) for part in parts]
                assert all(low < high for low, high in pairwise(steps)) or all(
                    low > high for low, high in pairwise(steps)
                )
            if scale["dimension"] == "time" and goal["measure"] in {"duration", "latency"}:
                assert float(parts[2]) == goal["criterion"]["value"], "the expected level is the criterion"
                assert (float(parts[4]) < float(parts[0])) is (goal["criterion"]["direction"] == "at_most")


def test_goal_attainment_always_has_its_scale() -> None:
    assert all(goal["scale"] for goal in GOALS if goal["measure"] == "goal_attainment")


def test_scales_are_written_for_many_goals() -> None:
    assert len(SCALED) >= 60


def test_ids_and_titles_are_unique() -> None:
    assert len({goal["id"] for goal in GOALS}) == len(GOALS)
    assert len({goal["title"].casefold() for goal in GOALS}) == len(GOALS)
    for discipline in Discipline:
        for goal in bank_of(discipline):
            assert re.fullmatch(r"[a-z]+(-[a-z]+)+", goal["id"])
            assert goal["id"].startswith(PREFIXES[discipline])


@pytest.mark.parametrize("discipline", list(Discipline))
def test_bank_covers_ages_and_areas(discipline: Discipline) -> None:
    goals = bank_of(discipline)
    assert len(goals) >= 42
    assert len({goal["area"] for goal in goals}) >= 8
    for youngest, oldest in BANDS:
        within = [goal for goal in goals if goal["ages"][0] < oldest and goal["ages"][1] > youngest]
        assert len(within) >= 10, f"{discipline} from {youngest} to {oldest}"


def test_every_measure_is_used_at_least_twice() -> None:
    used = Counter(goal["measure"] for goal in GOALS)
    assert set(used) == set(MEASURES)
    assert min(used.values()) >= 2, used


def test_every_routine_that_admits_a_visit_has_goals() -> None:
    used = Counter(setting for goal in GOALS for setting in goal["settings"])
    assert all(used[kind] >= 3 for kind in SETTINGS - {RoutineKind.OTHER}), used


def test_no_two_goals_are_alike() -> None:
    for one, other in combinations(GOALS, 2):
        mine, theirs = content_words(one), content_words(other)
        assert len(mine & theirs) / len(mine | theirs) < 0.4, f"{one['id']} and {other['id']}"


def test_no_strategy_is_used_for_two_goals() -> None:
    strategies = Counter(strategy.casefold() for goal in GOALS for strategy in goal["strategies"])
    assert max(strategies.values()) == 1, strategies.most_common(1)
