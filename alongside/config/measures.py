"""The guide to the measures, written from the docstrings of the statistics themselves.

They are read as text and not imported: only one room may call `stats`, and this is not it.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STATS = Path(__file__).resolve().parent.parent / "stats"

HEAD = """# What the measures say

<!-- Written by `python -m alongside.config.generated`; change the docstrings, not this page. -->

Each measure here is worked out from one child's record: what was observed, on which day, in which phase. Beside each
number stand how many observations it rests on and, where it has one, an interval: the values that fit the record too.

- **Nothing here says why a record changed.** One change from a first to a second phase cannot: the order of things,
  the content, the season and growing up go along with it.
- **A few observations say little.** Fewer than three are shown as they are. Below the number that a measure needs, the
  page says how many are missing instead of a verdict.
- **Intervals suppose that sessions do not resemble their neighbours.** They often do; then the interval is too narrow.
- **Where a number is not defined, a sentence says so.** No number is put in its place.

In the formulas A is the phase before, with m observations, and B the phase after, with n. The aimline is the straight
way from the baseline to the goal.
"""

#: The chapters in the order in which a reader needs them: a heading, and the files that it draws on.
CHAPTERS = {
    "Looking at one phase": ("level/describe.py", "level/mean.py", "trend/autocorrelation.py"),
    "Trend and aimline": ("trend/line.py", "trend/theil_sen.py", "trend/aimline.py", "trend/celeration.py"),
    "Decision rules": (
        "decision/point_rules.py",
        "decision/median_rule.py",
        "decision/trend_rule.py",
        "decision/dual_criteria.py",
        "decision/chance.py",
    ),
    "How far two phases overlap": (
        "overlap/nap.py",
        "overlap/tau.py",
        "overlap/tau_bc.py",
        "overlap/tau_u.py",
        "overlap/shares.py",
        "overlap/pairs.py",
    ),
    "How far apart two phases are": (
        "level/ratios.py",
        "level/odds.py",
        "level/medians.py",
        "level/goal.py",
        "level/standardised.py",
    ),
    "Several pairs of phases": ("aggregate.py",),
    "Goal attainment and reliable change": ("attainment.py",),
    "Agreement of two observers": (
        "agreement/intervals.py",
        "agreement/counts.py",
        "agreement/durations.py",
        "agreement/ratings.py",
        "agreement/kappa.py",
    ),
}

#: A docstring's notes, and the words in which the guide puts them.
NOTES = {
    "Formula": "How it is counted",
    "Interval": "Its interval",
    "Range": "From – to",
    "Null value": "By chance alone",
    "Not for": "Not for",
}


@dataclass(frozen=True)
class Measure:
    """A public function of the room and what its docstring says."""

    name: str
    summary: str
    plain: tuple[str, ...]
    notes: dict[str, str]
    references: tuple[str, ...]


def page() -> str:
    """The guide as Markdown."""
    lines = [HEAD]
    for chapter, files in CHAPTERS.items():
        lines.append(f"## {chapter}\n")
        for measure in (each for file in files for each in measures(STATS / file)):
            lines += _section(measure)
    return "\n".join(lines).rstrip() + "\n"


def measures(file: Path) -> Iterator[Measure]:
    """The functions of a file whose docstring says what they are not for: only those are for a reader."""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and "Not for:" in (said := ast.get_docstring(node) or ""):
            yield _measure(
                f"stats.{'.'.join(file.relative_to(STATS).with_suffix('').parts)}.{node.name}", said
            )


def _measure(name: str, docstring: str) -> Measure:
    parts = re.split(r"^(\w[\w ]*)\n-{3,}\n", inspect.cleandoc(docstring), flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    summary, *plain = [_joined(paragraph) for paragraph in parts[0].strip().split("\n\n")]
    notes: dict[str, str] = {}
    current = ""
    for line in sections["Notes"].strip().splitlines():
        head, colon, rest = line.partition(": ")
        if colon and head in NOTES:
            current, line = head, rest
        notes[current] = f"{notes.get(current, '')} {line.strip()}".strip()
    references = re.split(r"(?<=[.])\n", sections.get("References", "").strip())
    return Measure(name, summary, tuple(plain), notes, tuple(_joined(each) for each in references if each))


def _section(measure: Measure) -> Iterator[str]:
    heading, _, says = measure.summary.partition(": ")
    yield f"### {heading.removesuffix('.')}\n"
    if says:
        yield f"{says[0].upper()}{says[1:]}\n"
    yield from (f"{paragraph}\n" for paragraph in measure.plain)
    for note, words in NOTES.items():
        text = measure.notes.get(note, "none.")
        if text != "none.":
            yield f"- **{words}:** {text if note == 'Formula' else _sentence(text)}"
    yield f"- **Source:** {' '.join(measure.references)}"
    yield f"- **In the code:** `{measure.name}`\n"


def _joined(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
