"""The page of licences names everything that the product is installed with."""

from __future__ import annotations

import json
import re

from alongside.config.licences import ROOT, page


def _section(title: str) -> dict[str, str]:
    """The packages under one heading of the page, each with its licence."""
    said = page().split(f"## {title}\n")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| (\S+) \| (.+) \|$", said, re.MULTILINE))
    return {name: licence for name, licence in rows.items() if name not in {"package", "---"}}


def test_every_python_package_of_the_lock_stands_with_its_licence() -> None:
    lock = (ROOT / "requirements.lock").read_text()
    everywhere = set(re.findall(r"^([a-z0-9-]+)==\S+ \\$", lock, re.MULTILINE))
    said = _section("Python, when it runs")
    assert len(everywhere) > 20
    assert everywhere <= set(said)
    assert "not said" not in said.values()


def test_every_npm_package_of_the_lock_stands_but_for_those_of_one_platform() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    anywhere = {
        path.rpartition("node_modules/")[2]
        for path, about in packages.items()
        if path and "os" not in about and "cpu" not in about
    }
    assert {"svelte", "vite"} <= anywhere
    assert anywhere == set(_section("Front end"))
