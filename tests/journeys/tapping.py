"""Somebody who taps on the capture page what each measure needs, and remembers what she saw and in which order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

LADDER = ("Alone", "Point", "Say", "Show", "Hands")
COMPANY = {
    "Together with classmates": "with",
    "Beside classmates": "beside",
    "Watching classmates": "watching",
    "With an adult": "adult",
    "Alone": "alone",
}
FACES = ("Hard", "Not so good", "Okay", "Good", "Great")


class Tapping:
    """Somebody who taps, and remembers in which order she did: child, goal, and what she saw."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.expected: list[tuple[str, str, dict[str, Any]]] = []

    def goals(self) -> list[tuple[str, str]]:
        """Every goal of every child that this visit carries, as the page shows them."""
        found = []
        for card in self.page.locator("main section.sheet").all():
            name = card.get_attribute("aria-label") or ""
            for tab in card.get_by_role("tab").all():
                title = tab.inner_text().strip()
                if title.rpartition(" ")[2] in {"1", "2"}:
                    found.append((name, title))
        return found

    def find(self, goal: str) -> tuple[str, str]:
        """The child that has a goal, and the goal."""
        return next(pair for pair in self.goals() if pair[1] == goal)

    def card(self, child: str, goal: str) -> Locator:
        card = self.page.get_by_role("region", name=child, exact=True)
        tab = card.get_by_role("tab", name=goal, exact=True)
        if tab.get_attribute("aria-selected") != "true":
            tab.click()
        return card.get_by_role("tabpanel")

    def saw(self, child: str, goal: str, **value: Any) -> None:
        self.expected.append((child, goal, value))

    def pass_time(self, seconds: float) -> None:
        self.page.clock.fast_forward(int(seconds * 1000))

    def reload(self) -> None:
        """Loads the page again; the moved clock starts anew with it, so it is moved to where it was."""
        before = self.page.evaluate("Date.now()")
        self.page.reload()
        self.page.clock.fast_forward(max(0, int(before - self.page.evaluate("Date.now()"))) + 1000)

    def record(self, child: str, goal: str) -> None:
        """What this goal's measure needs, some times over."""
        measure = goal.rpartition(" ")[0]
        how: dict[str, Callable[[str, str], None]] = {
            "trials": self._trials,
            "percent": self._percent,
            "rate": self._rate,
            "duration": self._duration,
            "latency": self._latency,
            "partial_interval": self._intervals,
            "whole_interval": self._intervals,
            "momentary": self._intervals,
            "participation": self._intervals,
            "task_steps": self._steps,
            "rubric": self._rubric,
            "goal_attainment": self._attainment,
            "engagement": self._engagement,
            "confidence": self._faces,
        }
        how.get(measure, self._count)(child, goal)

    def _press(self, child: str, goal: str, button: str) -> None:
        self.card(child, goal).get_by_role("button", name=button, exact=True).click()

    def _trials(self, child: str, goal: str) -> None:
        for turn in range(12):
            rung = turn % 6
            self._press(child, goal, (*LADDER, "Not yet")[rung])
            if rung == 5:
                self.saw(child, goal, help=None)
            else:
                self.saw(child, goal, help=rung, word=LADDER[rung])

    def _percent(self, child: str, goal: str) -> None:
        for percent in (0, 10, 30, 50, 70, 90, 100):
            self._press(child, goal, f"{percent} %")
            self.saw(child, goal, percent=percent)
        self._press(child, goal, "Other")
        panel = self.card(child, goal)
        panel.get_by_role("spinbutton").fill("37.5")
        panel.get_by_role("button", name="Keep").click()
        self.saw(child, goal, percent=37.5)

    def _count(self, child: str, goal: str) -> None:
        for _turn in range(12 if goal.startswith("count") else 7):
            self._press(child, goal, f"One more, {child}")
            self.saw(child, goal, times=1)

    def _rate(self, child: str, goal: str) -> None:
        self._press(child, goal, "Start watching")
        for _turn in range(6):
            self._press(child, goal, f"One more, {child}")
            self.saw(child, goal, times=1)
        self.pass_time(60)
        self.card(child, goal).get_by_role("button", name="Stop watching").click()
        self.saw(child, goal, watched=60)

    def _duration(self, child: str, goal: str) -> None:
        for seconds in (5, 20, 61, 125):
            self._press(child, goal, "Start")
            self.pass_time(seconds)
            self._press(child, goal, "Stop")
            self.saw(child, goal, seconds=seconds)

    def _latency(self, child: str, goal: str) -> None:
        for seconds in (4, 12, None, 30):
            self._press(child, goal, "Asked now")
            self.pass_time(seconds or 20)
            self._press(child, goal, "Did not start" if seconds is None else "Started")
            self.saw(child, goal, seconds=seconds)

    def _intervals(self, child: str, goal: str) -> None:
        yes, no = {
            "partial_interval": ("Seen", "Not seen"),
            "whole_interval": ("All through", "Not all through"),
            "momentary": ("Yes, now", "Not now"),
            "participation": ("Joins in", "Not now"),
        }[goal.rpartition(" ")[0]]
        self.card(child, goal).get_by_role("button", name="Start").click()
        for turn in range(4):
            self.pass_time(20)
            expect(self.card(child, goal)).to_contain_text(f"Interval {turn + 1}.")
            self._press(child, goal, no if turn == 2 else yes)
            self.saw(child, goal, seen=turn != 2, every=20)
        self._press(child, goal, "Stop")

    def _steps(self, child: str, goal: str) -> None:
        for step in range(5):
            rung = step % 3
            self._press(child, goal, LADDER[rung])
            self.saw(child, goal, step=step, help=rung, word=LADDER[rung])

    def _rubric(self, child: str, goal: str) -> None:
        for level, words in enumerate(("Keeps it", "Shows an adult", "Shows a friend", "Shows the class")):
            self._press(child, goal, f"{level} {words}")
            self.saw(child, goal, level=level)

    def _attainment(self, child: str, goal: str) -> None:
        for level, words in (
            (-1, "−1 One letter"),
            (0, "0 Three letters"),
            (2, "+2 The name in every lesson"),
        ):
            self._press(child, goal, words)
            self.saw(child, goal, level=level)

    def _engagement(self, child: str, goal: str) -> None:
        for words in [*COMPANY, "Together with classmates", "Alone"]:
            self._press(child, goal, words)
            self.saw(child, goal, company=COMPANY[words])

    def _faces(self, child: str, goal: str) -> None:
        for face in (3, 1, 4, 5):
            self._press(child, goal, FACES[face - 1])
            self.saw(child, goal, face=face)


def kept(page: Page, count: int) -> None:
    """The count on the page, which rises once an entry lies on the disk."""
    words = f"{count} kept here, not sent yet" if count else "All sent"
    expect(page.get_by_role("status").filter(has_text=words).first).to_be_visible()
