"""The capture page's shell and the files around it: nobody's data in them, and nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.factories import AT, SmallSchool, browser_of
from tests.plans.written import in_force


@pytest.fixture
def mei(people: SmallSchool, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: AT)
    return browser_of(people.mei)


def test_the_shell_has_nobody_in_it(people: SmallSchool, mei: Client) -> None:
    in_force(people)
    answer = mei.get("/capture/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="capture"' in page
    assert "/capture/manifest.webmanifest" in page
    for name in ("Ada", "Lund", people.mei.account.name, "Writes"):
        assert name not in page
    assert "no-cache" in answer["Cache-Control"]
    assert "csrftoken" in mei.cookies


@pytest.mark.parametrize("who", ["carla", "li"])
def test_the_shell_is_for_those_who_record(people: SmallSchool, mei: Client, who: str) -> None:
    mei.force_login(getattr(people, who).account)
    assert mei.get("/capture/").status_code == 404


def test_a_page_may_run_our_worker_and_manifest_alone(mei: Client) -> None:
    policy = mei.get("/capture/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


@pytest.mark.parametrize(
    ("path", "file", "kind"),
    [
        ("/capture/sw.js", "sw.js", "text/javascript"),
        ("/capture/manifest.webmanifest", "capture.webmanifest", "application/manifest+json"),
    ],
)
def test_worker_and_manifest_are_the_built_ones(
    db: None, settings: Any, tmp_path: Path, path: str, file: str, kind: str
) -> None:
    settings.FRONTEND_DIR = tmp_path
    assert Client().get(path).status_code == 404
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / file).write_text("{}")
    answer = Client().get(path)
    assert b"".join(answer.streaming_content) == b"{}"  # type: ignore[attr-defined]
    assert answer["Content-Type"].startswith(kind)
    assert "no-cache" in answer["Cache-Control"]


def test_the_worker_is_allowed_this_page_and_nothing_else(db: None, settings: Any, tmp_path: Path) -> None:
    settings.FRONTEND_DIR = tmp_path
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "sw.js").write_text("")
    answer = Client().get("/capture/sw.js")
    answer.close()
    assert answer["Service-Worker-Allowed"] == "/capture/"
