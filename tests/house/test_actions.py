"""An action is asked with names: who does it (`by=`) and when (`at=`); it knows no clock and no request."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import PURE, Source, sources, written

#: Public functions of an `actions` drawer that are tools of actions, with the reason.
TOOLS = {
    (
        "alongside/people/actions/__init__.py",
        "audit",
    ): "the line that every action ends with; not an action itself",
    (
        "alongside/exchange/actions/import_work.py",
        "hear",
    ): "keeps in the cache how far a task is; nobody acts",
}

#: Actions that are more than one transaction, with the reason.
IN_STEPS = {
    (
        "alongside/scheduling/actions/builds.py",
        "run_build",
    ): "each step of its progress can be seen meanwhile",
    (
        "alongside/exchange/actions/import_work.py",
        "read_import",
    ): "reads for minutes, then keeps it all at once",
    (
        "alongside/exchange/actions/import_work.py",
        "commit_import",
    ): "all or nothing; and then the reason for nothing",
}

CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "time"}


def public_functions(source: Source) -> list[ast.FunctionDef]:
    return [
        node
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def asked_without_by_and_at(source: Source) -> list[str]:
    """The public functions of a file that do not take `by=` and `at=` by name alone."""
    return [
        f"{source.at(function)} {function.name}"
        for function in public_functions(source)
        if (source.path, function.name) not in TOOLS
        and not {"by", "at"} <= {argument.arg for argument in function.args.kwonlyargs}
    ]


def asked_outside_a_transaction(source: Source) -> list[str]:
    """The public functions of a file that open no transaction, but for those with a reason."""
    return [
        f"{source.at(function)} {function.name}"
        for function in public_functions(source)
        if (source.path, function.name) not in {**TOOLS, **IN_STEPS}
        and "transaction.atomic" not in ast.unparse(function)
    ]


def asks_a_clock(source: Source) -> list[str]:
    """The places at which a file asks what time it is, or for the settings."""
    found = []
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in CLOCKS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"datetime", "date", "timezone", "time"}
        ):
            found.append(source.at(node))
        if isinstance(node, ast.ImportFrom) and node.module == "django.http":
            found.append(source.at(node))
    return found


def _drawers(*names: str) -> list[Source]:
    rooms = sources("alongside")
    return [
        source
        for source in rooms
        if source.room not in (*PURE, "portals", "demo", "config")
        and any(source.is_drawer(name) for name in names)
    ]


def test_every_action_takes_by_and_at_by_name() -> None:
    assert [place for source in _drawers("actions") for place in asked_without_by_and_at(source)] == []


def test_every_action_opens_a_transaction() -> None:
    assert [place for source in _drawers("actions") for place in asked_outside_a_transaction(source)] == []


def test_an_action_without_a_transaction_is_caught() -> None:
    text = "def add_child(*, child, by, at):\n    child.save()\n"
    assert asked_outside_a_transaction(written("alongside/people/actions.py", text))
    assert not asked_outside_a_transaction(
        written("alongside/people/actions.py", f"@transaction.atomic\n{text}")
    )


def test_every_exception_is_there() -> None:
    functions = {
        (source.path, function.name)
        for source in _drawers("actions")
        for function in public_functions(source)
    }
    assert set(TOOLS) | set(IN_STEPS) <= functions


def test_rules_queries_and_actions_know_no_clock_and_no_request() -> None:
    drawers = _drawers("rules", "queries", "actions")
    assert [place for source in drawers for place in asks_a_clock(source)] == []


@pytest.mark.parametrize(
    "signature", ["child, by, at", "*, child, by", "*, child, at", "child", "*, child, who, at"]
)
def test_an_action_without_by_and_at_is_caught(signature: str) -> None:
    source = written("alongside/people/actions.py", f"def add_child({signature}):\n    pass\n")
    assert len(asked_without_by_and_at(source)) == 1


def test_a_proper_action_is_let_be() -> None:
    assert not asked_without_by_and_at(
        written("alongside/people/actions.py", "def add_child(*, child, by, at):\n    _write(child)\n")
    )


@pytest.mark.parametrize(
    "line", ["timezone.now()", "date.today()", "datetime.now()", "from django.http import HttpRequest"]
)
def test_a_clock_or_request_in_an_action_is_caught(line: str) -> None:
    assert asks_a_clock(written("alongside/people/actions.py", line))
