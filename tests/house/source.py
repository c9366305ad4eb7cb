"""The project's own source as syntax trees, for the rules of the house."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PURE = ("wording", "schooltime", "engine", "stats", "formats")


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root of the project, and what stands in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def room(self) -> str:
        """The room of alongside/ that the file stands in, or the name of its topmost folder."""
        parts = self.path.split("/")
        return parts[1] if parts[0] == "alongside" and len(parts) > 2 else parts[0]

    def is_drawer(self, name: str) -> bool:
        """Whether the file is the drawer `name` of its room, or stands in the package of that name."""
        return self.path.endswith(f"/{name}.py") or f"/{name}/" in self.path

    def at(self, node: ast.AST) -> str:
        """Where something stands, as an editor understands it."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file of these folders of the project, without migrations."""
    paths = sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return tuple(
        _source(path) for path in paths if "migrations" not in path.parts and "node_modules" not in path.parts
    )


@cache
def _source(path: Path) -> Source:
    """The file, read and parsed once for all rules."""
    return Source(path.relative_to(ROOT).as_posix(), path.read_text())


def written(path: str, text: str) -> Source:
    """A file that is not there, to see a rule catch it."""
    return Source(path, text)
