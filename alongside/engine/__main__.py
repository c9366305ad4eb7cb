"""A school's puzzle without a database: `python -m alongside.engine solve|verify`."""

import argparse
import signal
import sys
from pathlib import Path
from types import FrameType

from alongside.engine.claims import false_claims
from alongside.engine.cost import Cost, cost_of
from alongside.engine.document import DocumentError
from alongside.engine.files import as_text, read_problem, read_timetable, write_timetable
from alongside.engine.problem import Problem
from alongside.engine.progress import Progress
from alongside.engine.rules import breaches
from alongside.engine.rules.document import unknown_names
from alongside.engine.timetable import Status, Timetable

BROKEN = 1
UNREADABLE = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; the exit status is 0, 1 (a rule broken or a claim false) or 2 (a document refused)."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        problem = read_problem(options.problem)
    except DocumentError as fault:
        return _refused(options.problem, fault)
    if options.command == "solve":
        return _solve(problem, options)
    try:
        timetable = read_timetable(options.timetable)
    except DocumentError as fault:
        return _refused(options.timetable, fault)
    return _verify(problem, timetable)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m alongside.engine", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    solve = commands.add_parser("solve", help="make a timetable; Ctrl-C keeps the best so far")
    solve.add_argument("problem", type=Path, help="a problem of the schedule format, .json or .json.gz")
    solve.add_argument("--seconds", type=_positive, default=30.0, help="how long to search (30)")
    solve.add_argument(
        "--workers", type=int, choices=range(1, 65), default=2, metavar="N", help="threads (2)"
    )
    solve.add_argument("--seed", type=int, default=0, help="seed of the search (0)")
    solve.add_argument("--out", type=Path, help="where to write the timetable (standard output)")
    verify = commands.add_parser("verify", help="name every broken rule and count the cost")
    verify.add_argument("problem", type=Path, help="a problem of the schedule format, .json or .json.gz")
    verify.add_argument("timetable", type=Path, help="a timetable that answers it")
    return parser


def _positive(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError("a number of seconds above 0 is expected")
    return seconds


def _refused(path: Path, fault: DocumentError) -> int:
    print(f"{path}: {fault}", file=sys.stderr)
    return UNREADABLE


def _solve(problem: Problem, options: argparse.Namespace) -> int:
    # Here alone, so that to verify a timetable needs no solver.
    from alongside.engine.solver import solve

    out: Path | None = options.out
    if out and not out.absolute().parent.is_dir():
        print(f"{out}: there is no such folder to write into.", file=sys.stderr)
        return UNREADABLE
    line = _ProgressLine()
    with _Interrupt() as interrupt:
        timetable = solve(
            problem,
            seconds=options.seconds,
            workers=options.workers,
            seed=options.seed,
            on_progress=line.show,
            stop=interrupt.asked,
        )
    line.end()
    if _faults(problem, timetable):
        print("The timetable is not written: it breaks the rules above.", file=sys.stderr)
        return BROKEN
    if out:
        write_timetable(timetable, out)
    else:
        sys.stdout.write(as_text(timetable))
    return 0


def _faults(problem: Problem, timetable: Timetable) -> int:
    """Says everything that is wrong with an answer of the solver; how much that is."""
    faults = [breach.sentence for breach in breaches(problem, timetable)]
    if not faults and timetable.status is not Status.INFEASIBLE:
        faults.extend(false_claims(timetable, cost_of(problem, timetable)))
    for fault in faults:
        print(fault, file=sys.stderr)
    return len(faults)


class _ProgressLine:
    """One line that is written over on a terminal, and a line for each report elsewhere."""

    def __init__(self) -> None:
        self._over = "\r" if sys.stderr.isatty() else ""

    def show(self, progress: Progress) -> None:
        text = f"{progress.elapsed:7.1f} s   cost {progress.cost:,}   bound {progress.bound:,}   unmet {progress.unmet}"
        print(
            self._over + text.ljust(72 if self._over else 0), end="" if self._over else "\n", file=sys.stderr
        )
        sys.stderr.flush()

    def end(self) -> None:
        if self._over:
            print(file=sys.stderr)


class _Interrupt:
    """Turns a first Ctrl-C (or a polite request to end) into a wish to stop; a second one ends at once."""

    SIGNALS = (signal.SIGINT, signal.SIGTERM)

    def __init__(self) -> None:
        self._asked = False

    def __enter__(self) -> "_Interrupt":
        self._before = [signal.signal(each, self._hear) for each in self.SIGNALS]
        return self

    def __exit__(self, *_: object) -> None:
        for each, before in zip(self.SIGNALS, self._before, strict=True):
            signal.signal(each, before)

    def asked(self) -> bool:
        return self._asked

    def _hear(self, number: int, frame: FrameType | None) -> None:
        self._asked = True
        for each in self.SIGNALS:
            signal.signal(each, signal.SIG_DFL)
        print("\nStopping; the best timetable so far is kept.", file=sys.stderr)


def _verify(problem: Problem, timetable: Timetable) -> int:
    found = breaches(problem, timetable)
    for breach in found:
        visits = f" (visits {', '.join(map(str, breach.visits))})" if breach.visits else ""
        print(f"{f'Rule {breach.rule}' if breach.rule else 'Document'}: {breach.sentence}{visits}")
    if any(unknown_names(problem, timetable)):
        return BROKEN
    if timetable.status is Status.INFEASIBLE:
        print("The timetable says that the pinned visits allow none:", *timetable.conflicts, sep="\n  ")
        return BROKEN if found else 0
    if not found:
        print("Every rule is kept.")
    cost = cost_of(problem, timetable)
    print(_table(cost))
    claims = list(false_claims(timetable, cost))
    for claim in claims:
        print(claim)
    return BROKEN if found or claims else 0


def _table(cost: Cost) -> str:
    """The cost by term, for a person."""
    rows = [f"{'term':<10}{'weight':>8}{'count':>10}{'cost':>12}"]
    rows += [
        f"{name:<10}{term.weight:>8,}{term.count:>10,}{term.cost:>12,}" for name, term in cost.terms.items()
    ]
    rows.append(f"{'total':<10}{'':>18}{cost.total:>12,}")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
