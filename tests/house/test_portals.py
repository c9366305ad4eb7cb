"""Portals, demo and config show and ask; they never touch the ORM, and nobody goes round the scope unseen."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import Source, sources, written

MANAGERS = {"objects", "_default_manager", "_base_manager"}

#: Where the scope may be left, and why.
OUTSIDE_THE_SCOPE = {
    "alongside/people/queries/__init__.py": "finds out whose scope to open",
    "alongside/scheduling/tasks.py": "fetches a build by its id to open its organisation's scope",
    "alongside/progress/tasks.py": "fetches a run of reports by its id to open its organisation's scope",
    "alongside/exchange/tasks.py": "fetches a run by its id to open its organisation's scope",
    "alongside/exchange/actions/import_work.py": "ends dead and old imports of every organisation",
    "alongside/config/management/commands/work.py": "ends dead builds of every organisation",
    "alongside/exchange/queries/feeds.py": "finds the organisation of a secret calendar address",
}


def managers(source: Source) -> list[str]:
    """The places at which a file reaches for a model's manager."""
    return [
        source.at(node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    ]


def leaves_the_scope(source: Source) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "scopes_disabled" for node in ast.walk(source.tree))


def test_portals_never_touch_a_manager() -> None:
    rooms = sources("alongside/portals", "alongside/demo", "alongside/config")
    assert [place for source in rooms for place in managers(source)] == []


def test_scope_is_left_only_where_there_is_a_reason() -> None:
    leaving = {source.path for source in sources("alongside") if leaves_the_scope(source)}
    assert leaving <= set(OUTSIDE_THE_SCOPE)


@pytest.mark.parametrize("line", ["Child.objects.all()", "Child._base_manager.first()", "x = School.objects"])
def test_a_manager_in_a_view_is_caught(line: str) -> None:
    assert managers(written("alongside/portals/family/views.py", line))


def test_a_view_that_leaves_the_scope_is_caught() -> None:
    assert leaves_the_scope(written("alongside/portals/family/views.py", "with scopes_disabled():\n    pass"))
