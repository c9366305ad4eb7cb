"""Measures the solver against first fit, a careful person's way, on problems of the schedule format.

    PYTHONPATH=. python benchmarks/solver.py ../shared/problems --seconds 30 --district-seconds 90

writes `benchmarks/results/solver.json` and `solver.md`: for each problem both costs and unmet sessions, their
ratios, the time to the first timetable, and the proven gap. One seed, wall clock, beside whatever else runs.
What stands in `solver.md` below the table, from its first heading on, is kept.
"""

import argparse
import gzip
import json
import os
import platform
import resource
from dataclasses import asdict, dataclass, fields, replace
from importlib.metadata import version
from itertools import groupby
from math import ceil
from pathlib import Path
from time import monotonic

from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.solver import first_fit, solve
from alongside.engine.solver.instance import Instance
from alongside.engine.solver.lagrangian import Lagrangian
from alongside.engine.timetable import Timetable

RESULTS = Path(__file__).parent / "results"
SESSION = 1000
"""What a missing session costs where sessions are counted: enough for the bound to be told in parts of one."""


@dataclass(frozen=True)
class Measured:
    """One problem: costs, unmet sessions, seconds, ratios to first fit, and the proven gap (shares of 1).

    The first plan is the first that leaves no more sessions unmet than first fit.
    """

    problem: str
    seconds: float
    first_fit_cost: int
    first_fit_unmet: int
    first_fit_seconds: float
    cost: int
    unmet: int
    fewest_unmet: int
    bound: int
    status: str
    cost_ratio: float
    unmet_ratio: float | None
    gap: float
    first_plan_seconds: float
    peak_megabytes: int


def unmet_sessions(timetable: Timetable) -> int:
    return sum(each.sessions for each in timetable.unmet)


def fewest_unmet(problem: Problem) -> int:
    """Proven: no timetable leaves fewer sessions unmet. The bound of the same problem where nothing else costs."""
    free = replace(problem.weights, **{weight.name: 0 for weight in fields(problem.weights)})
    instance = Instance(replace(problem, weights=free))
    instance.missing_price = [SESSION] * len(instance.missing_price)
    relaxation = Lagrangian(instance, seconds=60)
    relaxation.improve(SESSION * sum(instance.sessions))
    return ceil(relaxation.value / SESSION)


def measured(path: Path, seconds: float, workers: int, seed: int) -> Measured:
    packed = path.read_bytes()
    problem = Problem.from_json(json.loads(gzip.decompress(packed) if path.suffix == ".gz" else packed))
    reports: list[Progress] = []
    began = monotonic()
    answer = solve(problem, seconds=seconds, workers=workers, seed=seed, on_progress=reports.append)
    took = monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    began = monotonic()
    plain = first_fit(problem)
    plain_took = monotonic() - began
    plain_unmet, unmet = unmet_sessions(plain), unmet_sessions(answer)
    first = next((each for each in reports if each.unmet <= plain_unmet), reports[-1])
    return Measured(
        problem=path.name.split(".")[0],
        seconds=round(took, 1),
        first_fit_cost=plain.cost,
        first_fit_unmet=plain_unmet,
        first_fit_seconds=round(plain_took, 2),
        cost=answer.cost,
        unmet=unmet,
        fewest_unmet=fewest_unmet(problem),
        bound=answer.bound,
        status=answer.status,
        cost_ratio=round(answer.cost / plain.cost, 3),
        unmet_ratio=round(unmet / plain_unmet, 3) if plain_unmet else None,
        gap=round((answer.cost - answer.bound) / answer.cost, 3) if answer.cost else 0.0,
        first_plan_seconds=round(first.elapsed, 2),
        peak_megabytes=peak,
    )


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    cpu = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.processor(),
    )
    return {
        "cpu": cpu,
        "cores": str(os.cpu_count()),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
    }


def table(described: dict[str, str], rows: list[Measured]) -> str:
    lines = [
        "# The solver beside first fit",
        "",
        "Measured on " + ", ".join(f"{name} {value}" for name, value in described.items()) + ".",
        "Wall clock, one seed; a load above 0 means that other work ran at the same time.",
        "",
        "| problem | seconds | first fit: cost (unmet) | solver: cost (unmet) | cost ratio | unmet ratio "
        "| unmet at least | bound | gap | first plan | peak MB |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for row in rows:
        ratio = "" if row.unmet_ratio is None else f"{row.unmet_ratio:.2f}"
        lines.append(
            f"| {row.problem} | {row.seconds} | {row.first_fit_cost:,} ({row.first_fit_unmet}) "
            f"| {row.cost:,} ({row.unmet}) | {row.cost_ratio:.2f} | {ratio} "
            f"| {row.fewest_unmet} | {row.bound:,} | {row.gap:.0%} "
            f"| {row.first_plan_seconds} s | {row.peak_megabytes} |"
        )
    lines += [
        "",
        "A size's normal and tight problem together, as the target of under half of first fit names sizes:",
        "",
        "| size | first fit: cost (unmet) | solver: cost (unmet) | cost ratio | unmet ratio |",
        "| --- | --- | --- | --- | --- |",
    ]
    by_size = sorted(rows, key=size_of)
    for size, of_size in groupby(by_size, key=size_of):
        both = list(of_size)
        plain, unmet_plain = sum(row.first_fit_cost for row in both), sum(row.first_fit_unmet for row in both)
        cost, unmet = sum(row.cost for row in both), sum(row.unmet for row in both)
        if len(both) > 1:
            lines.append(
                f"| {size} | {plain:,} ({unmet_plain}) | {cost:,} ({unmet}) "
                f"| {cost / plain:.2f} | {unmet / max(1, unmet_plain):.2f} |"
            )
    return "\n".join(lines) + "\n"


def size_of(row: Measured) -> str:
    return row.problem.split("-")[0]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    problems = Path("../shared/problems")
    parser.add_argument("problems", type=Path, nargs="?", default=problems, help="a folder of problems")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--district-seconds", type=float, default=90)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    described = machine()
    rows: list[Measured] = []
    # The largest last, for the peak of memory only ever rises.
    for path in sorted(
        options.problems.glob("*.json*"),
        key=lambda path: path.stat().st_size * (1 + 9 * (path.suffix == ".gz")),
    ):
        seconds = options.district_seconds if path.name.startswith("district") else options.seconds
        rows.append(measured(path, seconds, options.workers, options.seed))
        print(rows[-1], flush=True)
    RESULTS.mkdir(exist_ok=True)
    found = {"machine": described, "measured": [asdict(row) for row in rows]}
    (RESULTS / "solver.json").write_text(json.dumps(found, indent=2) + "\n")
    page = RESULTS / "solver.md"
    _, heading, notes = page.read_text().partition("\n## ") if page.exists() else ("", "", "")
    page.write_text(table(described, rows) + heading + notes)


if __name__ == "__main__":
    main()
