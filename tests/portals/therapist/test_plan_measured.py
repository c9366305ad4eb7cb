"""Steps, levels and intervals on a goal's page, and what is made up on a service's: kept, guarded and said."""

from __future__ import annotations

import re

from django.test import Client

from alongside.plans.models import PlanVersion
from tests.portals.therapist.sent import HTMX, form_on, goal_address, service_address, slot


def test_steps_levels_and_intervals_stand_where_the_measure_has_them(draft: PlanVersion, mei: Client) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    hidden = r"<div hidden>\s*<div id=\"value-parts\""
    assert re.search(hidden, mei.get(address).text)
    typed = form_on(mei, address) | {"measure": ["task_steps"]}
    answer = mei.post(address, typed, **HTMX).text
    assert "The steps, in order" in answer
    assert not re.search(hidden, answer)
    typed |= {"initial-measure": ["task_steps"], "parts": ["Opens it\r\n\r\n  Opens   it "]}
    answer = mei.post(address, typed, **HTMX).text
    assert "“Opens it” stands there twice" in slot(answer, "parts")
    goal.refresh_from_db()
    assert goal.parts == ["Opens it", "Opens it"]
    typed = form_on(mei, address)
    assert typed["parts"] == ["Opens it\nOpens it"]
    sampled = mei.post(
        address, typed | {"measure": ["momentary"], "criterion_unit": ["% of intervals"]}, **HTMX
    )
    assert re.search(r'<div class="sm:max-w-56">\s*<div id="value-interval_seconds"', sampled.text)
    typed = form_on(mei, address)
    odd = mei.post(address, typed | {"interval_seconds": ["700"]}, **HTMX).text
    assert "An interval lasts from 5 to 600 seconds." in slot(odd, "interval_seconds")
    mei.post(address, typed | {"interval_seconds": ["30"]}, **HTMX)
    goal.refresh_from_db()
    assert (goal.parts, goal.interval_seconds) == (["Opens it", "Opens it"], 30)


def test_two_who_name_steps_are_told_and_choose(draft: PlanVersion, mei: Client, joy: Client) -> None:
    goal = draft.goals.get()
    address = goal_address(goal)
    mine = form_on(mei, address) | {"measure": ["task_steps"], "parts": ["Opens it"]}
    joy.post(
        address, {**form_on(joy, address), "measure": "task_steps", "parts": "Opens it\nShuts it"}, **HTMX
    )
    said = slot(mei.post(address, mine, **HTMX).text, "parts")
    assert "Joy Adeyemi has written “Opens it\nShuts it” meanwhile." in said
    told = mine | {"initial-parts": ["Opens it\r\nShuts it"], "waiting": ["parts"], "mine": ["parts"]}
    mei.post(address, told, **HTMX)
    goal.refresh_from_db()
    assert goal.parts == ["Opens it"]


def test_what_is_made_up_keeps_itself_and_stands_in_the_plan(draft: PlanVersion, mei: Client) -> None:
    address = service_address(draft)
    typed = form_on(mei, address)
    mei.post(address, {**typed, "make_up": "none"}, **HTMX)
    assert draft.planned_services.get().make_up == "none"
    assert "Made up when missed: None." in mei.get(f"/plans/versions/{draft.pk}/").text
    mei.post(address, {**form_on(mei, address), "make_up": ""}, **HTMX)
    assert draft.planned_services.get().make_up == ""
