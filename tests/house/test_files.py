"""A file has one thing to say: a sentence says what for, 400 lines are enough, and drawers have known names.

A longer file needs an excuse: a sentence in the docstring of the module that begins "Longer than 400 lines because".
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.source import Source, sources, written

LINES = 400
EXCUSE = re.compile(r"^Longer than 400 lines because \S.{20,}", re.MULTILINE)
SUPPRESSION = re.compile(r"#\s*(noqa|type:\s*ignore|pragma)\b(?P<rest>.*)$")


def faults(source: Source) -> list[str]:
    """What a reader would miss in a file: its purpose, its excuse, or a name that says what is in it."""
    docstring = ast.get_docstring(source.tree)
    found = []
    if source.text.strip() and not docstring:
        found.append(f"{source.path} does not say what it is for")
    if docstring and not docstring.split("\n\n")[0].rstrip().endswith((".", "?", "`", ":")):
        found.append(f"{source.path} opens with no whole sentence")
    if source.text.count("\n") > LINES and not EXCUSE.search(docstring or ""):
        found.append(f"{source.path} is longer than {LINES} lines and does not say why")
    if re.search(r"(^|/)(helpers?|utils?|misc|common)(\.py|/)", source.path):
        found.append(f"{source.path} is a drawer for anything")
    return found


def bare_suppressions(source: Source) -> list[str]:
    """Suppressions that do not name the rule that they silence."""
    return [
        f"{source.path}:{number}"
        for number, line in enumerate(source.text.splitlines(), 1)
        if (said := SUPPRESSION.search(line)) and not re.match(r"(: [A-Z]+\d+|\[[\w, -]+\])", said["rest"])
    ]


def test_every_file_has_one_thing_to_say() -> None:
    assert [fault for source in sources("alongside", "tests", "benchmarks") for fault in faults(source)] == []


def test_every_suppression_names_what_it_silences() -> None:
    assert [place for source in sources("alongside") for place in bare_suppressions(source)] == []


LONG = "\n".join(f"x{number} = {number}" for number in range(401))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("alongside/people/names.py", "x = 1\n"),
        ("alongside/people/names.py", '"""Names"""\n'),
        ("alongside/people/helpers.py", '"""Help with anything."""\n'),
        ("alongside/utils/names.py", '"""Names of people."""\n'),
        ("alongside/people/names.py", f'"""Names of people."""\n{LONG}\n'),
        ("alongside/people/names.py", f'"""Names.\n\nLonger than 400 lines because\n"""\n{LONG}\n'),
    ],
)
def test_a_file_with_a_fault_is_caught(path: str, text: str) -> None:
    assert len(faults(written(path, text))) == 1


def test_a_long_file_with_an_excuse_is_let_be() -> None:
    excuse = "Longer than 400 lines because the standard's table is one table."
    assert faults(written("alongside/formats/codes.py", f'"""Codes.\n\n{excuse}\n"""\n{LONG}\n')) == []


@pytest.mark.parametrize("line", ["x = 1  # noqa", "x = 1  # type: ignore", "x = 1  # pragma no cover"])
def test_a_bare_suppression_is_caught(line: str) -> None:
    assert bare_suppressions(written("alongside/people/names.py", line))
    assert not bare_suppressions(written("alongside/people/names.py", "x = 1  # type: ignore[no-any-return]"))
