"""Only actions write. Everything else reads, shows, asks or calls an action."""

from __future__ import annotations

import ast

import pytest

from tests.house.source import PURE, Source, sources, written

ALWAYS_WRITES = {
    "save",
    "create",
    "get_or_create",
    "update_or_create",
    "bulk_create",
    "bulk_update",
    "create_user",
}

#: Where else something is written, and why that is right.
REASONS = {
    "alongside/people/models.py": "the manager makes an account with its password; only actions call it",
}


def writes(source: Source) -> list[str]:
    """The places at which a file writes to the database.

    A related manager's `add` and `set` look like a set's or a dict's and are left to the eye.
    """
    return [
        f"{source.at(node)} .{node.func.attr}()"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_write(node, node.func)
    ]


def _is_write(call: ast.Call, called: ast.Attribute) -> bool:
    if called.attr == "update":  # A dict is updated with another; a queryset with names alone.
        return bool(call.keywords) and not call.args
    if called.attr in {"delete", "execute"}:
        return called.attr == "execute" or not call.args
    return called.attr in ALWAYS_WRITES


def _may_write(source: Source) -> bool:
    return source.is_drawer("actions") or source.room in PURE or source.path in REASONS


def test_only_actions_write() -> None:
    found = [place for source in sources("alongside") if not _may_write(source) for place in writes(source)]
    assert found == []


def test_every_exception_is_needed() -> None:
    by_path = {source.path: source for source in sources("alongside")}
    assert all(writes(by_path[path]) for path in REASONS)


@pytest.mark.parametrize(
    "line",
    [
        "child.save()",
        "Child.objects.create(name='x')",
        "Child.objects.filter(pk=1).update(name='x')",
        "child.delete()",
        "Child.objects.bulk_create(rows)",
        "cursor.execute('DELETE FROM people_child')",
        "form.save()",
    ],
)
def test_a_write_in_a_view_is_caught(line: str) -> None:
    view = written("alongside/portals/teacher/views.py", f"def show(request):\n    {line}\n")
    assert not _may_write(view)
    assert len(writes(view)) == 1


@pytest.mark.parametrize(
    "line", ["seen.update(more)", "names |= more", "cache.delete('key')", "Child.objects.all()"]
)
def test_what_writes_nothing_is_let_be(line: str) -> None:
    assert writes(written("alongside/portals/teacher/views.py", line)) == []
