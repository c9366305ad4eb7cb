"""Measures the whole progress analysis of many goals, beside the same numbers in plain loops.

Usage: `./run bench stats` or `python -m benchmarks.stats [--goals 10000] [--points 60] [--out FILE]`; the last run
stands in `benchmarks/results/statistics.json`.
The records are invented and seeded: weekly percentages, a fifth of them before the change, one in twenty missing.
Time is processor time of one core, so that a busy machine does not count. The packages of the field are written in
R; where R is not installed they are not measured, and the result says so.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import sqrt
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

import numpy as np
import scipy

from alongside.stats import NotDefined
from alongside.stats.decision import dual_criteria, four_point, median_of_three, three_point, trend_line
from alongside.stats.level import describe, lor, lrr_increase, pogo, smd
from alongside.stats.overlap import ird, nap, pand, pem, pnd, tau, tau_bc, tau_u
from alongside.stats.trend import aimline, autocorrelation, ols, theil_sen

ROOT = Path(__file__).resolve().parent.parent
GOAL = 90
INTERVALS = 20
START = date(2026, 1, 5)
COMPARED = (
    "NAP",
    "its standard error",
    "its lower end",
    "its upper end",
    "Tau-U",
    "Tau-BC",
    "PEM",
    "PAND",
    "slope",
    "error of the slope",
    "Theil-Sen slope",
)
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Record:
    """One goal: percentages before and after, None for a missing session, each with its day."""

    a: list[int | None]
    b: list[int | None]
    a_on: list[date]
    b_on: list[date]


def records(goals: int, points: int) -> list[Record]:
    """Invented goals: some rise, some stay, most go up and down."""
    rng = random.Random(20260105)
    on = [START + timedelta(weeks=week) for week in range(points)]
    split = max(3, points // 5)
    found = []
    for _goal in range(goals):
        level, slope, scatter = rng.uniform(15, 45), rng.choice((0, 0.2, 0.6, 1)), rng.uniform(4, 15)
        values: list[int | None] = [
            5 * round(min(100, max(0, rng.gauss(level + slope * max(0, week - split), scatter))) / 5)
            for week in range(points)
        ]
        for week in range(3, points):
            if week != split and rng.random() < 0.05:
                values[week] = None
        found.append(Record(values[:split], values[split:], on[:split], on[split:]))
    return found


def whole_analysis(record: Record) -> None:
    """Everything that a goal's page could show."""
    a, b, a_on, b_on = record.a, record.b, record.a_on, record.b_on
    aim = aimline(a[:3], GOAL, start=b_on[0], due=b_on[-1] + timedelta(weeks=1))
    trend = ols(b, b_on)
    trend.band(b_on[-1])
    theil_sen(b, b_on)
    for phase in (a, b):
        describe(phase)
    for index in (nap, tau, tau_u, pnd, pem, pand, ird):
        index(a, b)
    tau_bc(a, b, a_on=a_on, b_on=b_on)
    for ask in (
        lambda: smd(a, b),
        lambda: lrr_increase(a, b, scale="percentage", intervals=INTERVALS),
        lambda: lor(a, b, intervals=INTERVALS),
        lambda: pogo(a, b, goal=GOAL),
        lambda: autocorrelation(b),
    ):
        _or_refused(ask)
    for rule in (four_point, three_point, median_of_three, trend_line):
        rule(b, b_on, aim)
    dual_criteria(a, b, a_on=a_on, b_on=b_on)


def _or_refused(ask: Callable[[], object]) -> None:
    try:
        ask()
    except NotDefined:
        return


def by_the_room(record: Record) -> list[float]:
    """The numbers that are compared, from the room."""
    a, b = record.a, record.b
    share = nap(a, b)
    slope = ols(b, record.b_on).slope
    robust = theil_sen(b, record.b_on).per_week
    corrected = tau_bc(a, b, a_on=record.a_on, b_on=record.b_on).value
    kept = [share.value, share.se, share.low, share.high, tau_u(a, b).value, corrected, pem(a, b).value]
    return [each or 0.0 for each in [*kept, pand(a, b).value, slope.value, slope.se, robust]]


def by_plain_loops(record: Record) -> list[float]:
    """The same numbers as a newcomer would write them: loops over floats."""
    before = [
        ((day - START).days / 7, v) for day, v in zip(record.a_on, record.a, strict=True) if v is not None
    ]
    after = [
        ((day - START).days / 7, v) for day, v in zip(record.b_on, record.b, strict=True) if v is not None
    ]
    a, b = [v for _, v in before], [v for _, v in after]
    m, n = len(a), len(b)
    scores = [[1.0 if y > x else 0.5 if y == x else 0.0 for y in b] for x in a]
    share = sum(map(sum, scores)) / (m * n)
    q1 = sum(sum(q - share for q in row) ** 2 for row in scores) / (m * n * n)
    q2 = sum(sum(row[j] - share for row in scores) ** 2 for j in range(n)) / (m * m * n)
    q3 = sum((q - share) ** 2 for row in scores for q in row) / (m * n)
    inside = min(max(share, 1 / (2 * m * n)), 1 - 1 / (2 * m * n))
    se = sqrt((inside * (1 - inside) + n * q1 + m * q2 - 2 * q3) / ((m - 1) * (n - 1)))
    rising = sum((a[j] > a[i]) - (a[j] < a[i]) for i in range(m) for j in range(i + 1, m))
    slope_a = median(
        (before[j][1] - before[i][1]) / (before[j][0] - before[i][0])
        for i in range(m)
        for j in range(i + 1, m)
    )
    left_a = [v - slope_a * t for t, v in before]
    left_b = [v - slope_a * t for t, v in after]
    s = sum((y > x) - (y < x) for x in left_a for y in left_b)
    middle = median(a)
    most = max(sum(x < cut for x in a) + sum(y >= cut for y in b) for cut in {*a, *b, 101})
    mean_t, mean_y = sum(t for t, _ in after) / n, sum(b) / n
    tt = sum((t - mean_t) ** 2 for t, _ in after)
    slope = sum((t - mean_t) * (y - mean_y) for t, y in after) / tt
    sse = sum((y - mean_y - slope * (t - mean_t)) ** 2 for t, y in after)
    robust = median(
        (after[j][1] - after[i][1]) / (after[j][0] - after[i][0]) for i in range(n) for j in range(i + 1, n)
    )
    exceeding = sum(1.0 if y > middle else 0.5 if y == middle else 0.0 for y in b) / n
    low, high = _bisected(share, m, n), 1 - _bisected(1 - share, m, n)
    corrected = 2 * share - 1 - rising / (m * n)
    kept = [share, se, low, high, corrected, s / (m * n), exceeding, most / (m + n)]
    return [*kept, slope, sqrt(sse / (n - 2) / tt), robust]


def _bisected(share: float, m: int, n: int) -> float:
    """The lower end of Newcombe's interval by halving, with the trivial root at 1 divided out."""
    z2n, half = 1.959963984540054**2 / (m * n), (m + n) / 2 - 1
    low, high = 0.0, share
    for _ in range(50):
        theta = (low + high) / 2
        widening = z2n * theta * (1 + half * (1 - theta) / (2 - theta) + half * theta / (1 + theta))
        beneath = 1 - theta > widening if share == 1 else (share - theta) ** 2 > (1 - theta) * widening
        low, high = (theta, high) if beneath else (low, theta)
    return low


def timed(
    analyse: Callable[[Record], Answer], all_records: list[Record]
) -> tuple[list[Answer], dict[str, float]]:
    """The answers, and the seconds that they took: of the processor and on the wall."""
    wall, processor = time.perf_counter(), time.process_time()
    answers = [analyse(record) for record in all_records]
    return answers, {
        "processor_seconds": round(time.process_time() - processor, 2),
        "wall_seconds": round(time.perf_counter() - wall, 2),
    }


def machine() -> dict[str, Any]:
    """What it was measured on."""
    model = next(
        (line.split(":", 1)[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "load_when_it_began": round(os.getloadavg()[0], 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    }


def _lines(path: str) -> list[str]:
    file = Path(path)
    return file.read_text().splitlines() if file.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--goals", type=int, default=10_000)
    parser.add_argument("--points", type=int, default=60)
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results" / "statistics.json")
    arguments = parser.parse_args()
    described = machine()
    goals = records(arguments.goals, arguments.points)
    _, whole_time = timed(whole_analysis, goals)
    ours, our_time = timed(by_the_room, goals)
    plain, plain_time = timed(by_plain_loops, goals)
    apart = [
        [abs(one[place] - other[place]) for one, other in zip(ours, plain, strict=True)]
        for place in range(len(COMPARED))
    ]
    result = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": described,
        "goals": arguments.goals,
        "points": arguments.points,
        "whole_analysis": {"what": "22 statistics a goal, five of them decision rules", **whole_time},
        "compared_by_the_room": our_time,
        "compared_by_plain_loops": plain_time,
        "goals_in_which_they_differ": {
            name: sum(distance > 1e-9 for distance in distances)
            for name, distances in zip(COMPARED, apart, strict=True)
        },
        "r_packages": "R is installed but not measured here"
        if shutil.which("Rscript")
        else "R is not installed",
    }
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text(json.dumps(result, indent=2) + "\n")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
