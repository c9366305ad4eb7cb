"""No translated text is put in small or great letters afterwards: another language writes its nouns in its own way.

A text that stands within a sentence is marked as it stands there (`THERAPIES` in `people/choices.py`), or the sentence
is written so that it needs none.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import ROOT, Source, sources, written
from tests.house.test_marked import ENGLISH_ALONE, MARKS, TOKEN, templates

CHANGES = {"lower", "title", "capitalize", "upper", "swapcase"}
#: Names that hold what a reader meets: a choice's label, or what a model says of its value.
SAID = re.compile(r"\A(?:label|sentence|get_\w+_display)\Z")
#: A filter that changes letters. `capfirst` is let be where a line begins with what stands within sentences elsewhere.
FILTER = re.compile(r"\|\s*(lower|upper|title|capfirst)\b")
#: The templates in which a line or a sentence begins so, with how many times.
BEGIN_A_LINE = {
    "alongside/portals/family/templates/family/plan_parts.html": 1,
    "alongside/portals/teacher/templates/teacher/child.html": 1,
    "alongside/portals/teacher/templates/teacher/given.html": 1,
    "alongside/portals/teacher/templates/teacher/plans.html": 1,
    "alongside/portals/therapist/templates/therapist/plans/bank_found.html": 1,
    "alongside/portals/therapist/templates/therapist/strategies/strategy.html": 2,
}
#: What changes letters in a script, after a text of ours: `words.away.toLowerCase()`, `t("Away").toLowerCase()`.
IN_SCRIPT = re.compile(
    r"(?:\bwords\.[\w.[\]]+(?:\([^()]*\))?|\btn?\([^()]*\)|\b(?:why|outcome|label|title|routine|discipline)\b|\))"
    r"\.to(?:Locale)?(?:Lower|Upper)Case\("
)


def changed_letters(source: Source) -> list[str]:
    """Where a Python file changes the letters of a translated text, each with its place.

    A text is known by what marks it, by the attribute that holds a choice's name, or by a name of the same function to
    which one of these was given; `str(...)`, an index and a slice are looked through.
    """
    return sorted({source.at(call) for scope in _scopes(source.tree) for call in _changed(scope)})


def _scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def _changed(scope: ast.AST) -> Iterator[ast.Call]:
    named: set[str] = set()
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and _is_said(node.value, named):
            named |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    is_module = isinstance(scope, ast.Module)
    for node in ast.walk(scope):
        is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if is_call and node.func.attr in CHANGES and _is_said(node.func.value, set() if is_module else named):
            yield node


def _is_said(node: ast.expr, named: set[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in named
    if isinstance(node, ast.Attribute):
        return SAID.match(node.attr) is not None
    if isinstance(node, ast.Subscript):
        return _is_said(node.value, named)
    if isinstance(node, ast.Call):
        called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if called in MARKS or SAID.match(called):
            return True
        if called == "str":
            return any(_is_said(each, named) for each in node.args)
        return (
            called == "format" and isinstance(node.func, ast.Attribute) and _is_said(node.func.value, named)
        )
    return False


def filtered(text: str) -> list[str]:
    """The filters of a template that change letters."""
    return [name for token in TOKEN.finditer(text) for name in FILTER.findall(token[0])]


def test_no_translated_text_changes_its_letters_in_python() -> None:
    found = [
        each
        for source in sources("alongside")
        if source.path not in ENGLISH_ALONE
        for each in changed_letters(source)
    ]
    assert found == []


def test_no_template_changes_the_letters_of_a_text() -> None:
    found: dict[str, list[str]] = {}
    for path in templates():
        name = path.relative_to(ROOT).as_posix()
        filters = filtered(path.read_text())
        if name in BEGIN_A_LINE:
            assert filters == ["capfirst"] * BEGIN_A_LINE[name], name
        elif filters:
            found[name] = filters
    assert found == {}


def scripts() -> list[Path]:
    return [
        path
        for ending in ("ts", "svelte")
        for path in sorted((ROOT / "frontend" / "src").rglob(f"*.{ending}"))
        if not path.name.endswith(".test.ts")
    ]


def test_no_script_changes_the_letters_of_a_text() -> None:
    assert len(scripts()) > 50
    found = [
        f"{path.relative_to(ROOT)}: {each[0]}"
        for path in scripts()
        for each in IN_SCRIPT.finditer(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "Reason(why).label.lower()",
        "str(Outcome(outcome).label).lower()",
        "visit.get_reason_display().lower()",
        '_("Child away").lower()',
        '_("{name} is away").format(name=name).capitalize()',
        "unit.label.title()",
        "str(label)[:1].lower()",
    ],
)
def test_changed_letters_are_caught(line: str) -> None:
    text = f'def say(label):\n    label = _("Away")\n    return {line}'
    assert len(changed_letters(written("alongside/plans/rules/few.py", text))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "name.casefold()",
        "file.suffix.lower()",
        "row._meta.label_lower",
        "region.title()",
        'given(name="A").strip().upper()',
    ],
)
def test_letters_of_names_and_files_are_let_be(line: str) -> None:
    text = f"def read(name, file, row, region, given):\n    return {line}"
    assert changed_letters(written("alongside/plans/rules/few.py", text)) == []


@pytest.mark.parametrize(
    "text", ["{{ state.label|lower }}", "{% with a=b|title %}{% endwith %}", "{{ a|join:', '|capfirst }}"]
)
def test_a_filter_that_changes_letters_is_caught(text: str) -> None:
    assert len(filtered(text)) == 1


@pytest.mark.parametrize("text", ["{{ name|lowercase_id }}", "<p>a |lower</p>", "{% icon 'lower' %}"])
def test_another_filter_is_let_be(text: str) -> None:
    assert filtered(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "words.away.toLowerCase()",
        't("Away").toLowerCase()',
        "outcome.toLowerCase()",
        "(a ?? b).toLowerCase()",
    ],
)
def test_changed_letters_of_a_script_are_caught(text: str) -> None:
    assert IN_SCRIPT.search(text)


@pytest.mark.parametrize(
    "text", ["event.key.toLowerCase()", "key.toLowerCase()", "words.away", "outcome.trim()"]
)
def test_keys_of_a_script_are_let_be(text: str) -> None:
    assert not IN_SCRIPT.search(text)
