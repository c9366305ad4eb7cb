"""What a browser sends of the forms of a plan that keep themselves, and where what comes back stands."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from alongside.plans.models import Goal, PlanVersion

HTMX: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}


class Sent(HTMLParser):
    """What a browser would send of the form that htmx posts to an address, as it stands on a page."""

    def __init__(self, to: str) -> None:
        super().__init__()
        self.to = to
        self.is_in = False
        self.name = ""
        self.values: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form":
            self.is_in = has.get("hx-post") == self.to
        if not self.is_in:
            return
        name = has.get("name") or ""
        if tag == "input" and (has.get("type") not in {"radio", "checkbox"} or "checked" in has):
            self.values.setdefault(name, []).append(has.get("value") or "")
        elif tag == "option" and "selected" in has:
            self.values[self.name] = [has.get("value") or ""]
        elif tag in {"select", "textarea"}:
            self.name = name

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.name = ""

    def handle_data(self, data: str) -> None:
        if self.is_in and self.lasttag == "textarea" and self.name:
            self.values[self.name] = [data.removeprefix("\n")]


def form_on(client: Client, address: str, to: str = "") -> dict[str, list[str]]:
    """The form on a page that goes to an address, to the page's own without one."""
    sent = Sent(to or address)
    sent.feed(client.get(address).text)
    assert sent.values, "there is no such form"
    return sent.values


def slot(answer: str, name: str) -> str:
    """What an answer says at a field."""
    return answer.split(f'id="faults-{name}"')[1].split('<span id="kept-')[0]


def goal_address(goal: Goal) -> str:
    return f"/plans/versions/{goal.version_id}/goals/{goal.pk}/"


def service_address(version: PlanVersion, rest: str = "") -> str:
    return f"/plans/versions/{version.pk}/services/{version.planned_services.get().pk}/{rest}"
