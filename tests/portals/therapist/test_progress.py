"""The pages of progress and reports: for the child's team, for nobody else, and in a steady number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from alongside.formats.pdf.typeset import font_paths
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure, Unit
from alongside.plans.models import Goal
from alongside.progress.choices import ProbeKind
from alongside.progress.models import Decision, Probe, Report
from tests.capture.held import a_share, a_visit
from tests.factories import ON, SmallSchool, Stranger
from tests.progress.recorded import WEEK, ada_goal, weeks

SignedIn = Callable[[Viewer], Client]
LATER = ON + 10 * WEEK


@pytest.fixture(autouse=True)
def weeks_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten weeks have gone by since the plan came into force."""
    monkeypatch.setattr(timezone, "now", lambda: datetime.combine(LATER, time(9), UTC))


@pytest.fixture
def goal(people: SmallSchool) -> Goal:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 2, 3)
    return goal


def pages(people: SmallSchool, goal: Goal) -> list[str]:
    child = f"/progress/{people.ada.pk}/"
    return [child, f"{child}goals/{goal.lineage}/"]


def test_team_sees_chart_table_and_what_may_be_said(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    browser = signed_in(people.mei)
    assert "Ada" in browser.get("/progress/").content.decode()
    for page in pages(people, goal):
        assert browser.get(page).status_code == 200
    shown = browser.get(pages(people, goal)[1]).content.decode()
    assert shown.count("<svg") >= 2
    assert "Every point" in shown
    assert "Keep going" in shown
    assert "4 points" in shown
    with_whom = " ".join(shown.split("With whom it must show")[1].split("</section>")[0].split())
    assert "With the therapist" in with_whom
    assert "0 of 4" in with_whom
    assert "not looked yet" in with_whom


def test_others_find_no_progress(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn, goal: Goal
) -> None:
    for viewer in (people.amara, people.carla, people.li, stranger.stan):
        for page in pages(people, goal):
            assert signed_in(viewer).get(page).status_code == 404
            assert signed_in(viewer).post(page + "decide/" if "goals" in page else page).status_code in (
                404,
                405,
            )


def test_a_decision_is_kept_and_a_refused_one_says_why(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    browser, page = signed_in(people.mei), pages(people, goal)[1]
    refused = browser.post(page + "decide/", {"step": "change", "words": ""}, follow=True)
    assert "Say in a few words what changes" in refused.content.decode()
    browser.post(page + "decide/", {"step": "fade", "words": "She does it alone"})
    assert Decision.objects.get().words == "She does it alone"
    probe = Probe.objects.first()
    assert probe is not None
    browser.post(f"/progress/probes/{probe.pk}/put-aside/")
    probe.refresh_from_db()
    assert probe.dropped_at is not None


def test_overview_asks_as_often_for_one_point_as_for_many(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    browser = signed_in(people.joy)
    counts = []
    for _more in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get("/progress/")
        counts.append(len(queries))
        weeks(people, goal, 4, 4)
    assert counts[0] == counts[1]


def drafted(
    people: SmallSchool, browser: Client, audience: str = "family", language: str = "en-gb"
) -> Report:
    from alongside.progress.actions.reports import draft_report
    from alongside.progress.choices import Audience

    return draft_report(
        child=people.ada, audience=Audience(audience), language=language, as_of=LATER,
        by=people.as_on(people.mei, LATER), at=timezone.now(),
    )  # fmt: skip


def test_reports_are_ordered_edited_signed_and_read_at_home(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn, goal: Goal
) -> None:
    mei = signed_in(people.mei)
    ordered = mei.post(
        "/reports/new/",
        {
            "child": [str(people.ada.pk)],
            "audience": "family",
            "as_of": LATER.isoformat(),
            "language": "en-gb",
        },
    )
    assert ordered.status_code == 302
    assert mei.get(ordered["Location"]).status_code == 200
    report = drafted(people, mei)
    page = f"/reports/{report.pk}/"
    assert mei.get(page).status_code == 200
    said = {"target": str(report.pk), "field": "next", "seen": "0", "text": "We meet in May."}
    kept = mei.post(page + "part/", said, headers={"accept": "application/json"})
    assert kept.json() == {"number": 1}
    met = mei.post(page + "part/", said | {"text": "In June."}, headers={"accept": "application/json"})
    assert (met.status_code, met.json()["theirs"]) == (409, "We meet in May.")
    li, home = signed_in(people.li), f"/family/reports/{report.pk}/"
    assert li.get(home).status_code == 404
    mei.post(page + "sign/", {"name": "Mei Okafor"})
    assert "We meet in May." in li.get(home).content.decode()
    assert str(report.pk) in li.get(f"/family/{people.ada.pk}/reports/").content.decode()
    for viewer in (people.carla, people.hugo, stranger.stan):
        assert signed_in(viewer).get(page).status_code == 404
        assert signed_in(viewer).get(home).status_code == 404


@pytest.mark.skipif(not font_paths(settings.PDF_FACES_DIR)[0].is_dir(), reason="The faces are not installed.")
@pytest.mark.parametrize("audience", ["team", "family"])
def test_reports_are_tagged_pdf(people: SmallSchool, signed_in: SignedIn, goal: Goal, audience: str) -> None:
    mei = signed_in(people.mei)
    report = drafted(people, mei, audience)
    for paper in ("", "?paper=letter"):
        answer = mei.get(f"/reports/{report.pk}/print/{paper}")
        assert answer.content.startswith(b"%PDF")
        assert "ada-report.pdf" in answer["Content-Disposition"]
        assert b"/MarkInfo" in answer.content or b"/StructTreeRoot" in answer.content


def test_a_report_speaks_its_own_language_on_the_page_of_whoever_reads_it(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    mei = signed_in(people.mei)
    report = drafted(people, mei, language="es")
    page = f"/reports/{report.pk}/"
    shown = [mei.get(page).content.decode()]
    mei.post(page + "sign/", {"name": "Mei Okafor"})
    shown.append(signed_in(people.li).get(f"/family/reports/{report.pk}/").content.decode())
    for told in shown:
        assert "Cada punto es un día en que miramos" in told
        assert "Each dot is a day" not in told
        assert 'lang="es"' in told
        assert f"to {date_format(LATER, 'DATE_FORMAT')}" in told


def test_programme_is_the_coordinators(
    people: SmallSchool, stranger: Stranger, signed_in: SignedIn, goal: Goal
) -> None:
    joy = signed_in(people.joy)
    shown = joy.get("/programme/").content.decode()
    assert "Not shown, so that nobody is recognised" in shown
    table = joy.get("/programme/table/")
    assert table["Content-Type"].startswith("text/csv")
    assert "fewer than 5" in table.content.decode()
    assert (
        "The last day lies before"
        in joy.get("/programme/?since=2026-05-05&until=2026-05-01").content.decode()
    )
    for viewer in (people.mei, people.carla, people.li):
        assert signed_in(viewer).get("/programme/").status_code == 404
    assert "Nothing to count yet" in signed_in(stranger.stan).get("/programme/").content.decode()


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"measure": ""},
        {"measure": Measure.COUNT, "criterion_unit": Unit.TIMES, "criterion_of": None},
        {"measure": Measure.RUBRIC, "criterion_unit": Unit.LEVEL, "criterion_of": None, "criterion_value": 2},
        {"criterion_value": None, "baseline_value": None},
        {"target_on": None},
        {"target_on": ON - WEEK},
        {"baseline_value": 5},
    ],
)
def test_no_goal_ends_its_page_in_a_fault(
    people: SmallSchool,
    signed_in: SignedIn,
    fields: dict[str, Any],
) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1)
    Goal.objects.filter(pk=goal.pk).update(**fields)
    browser = signed_in(people.mei)
    for page in (
        f"/progress/{people.ada.pk}/goals/{goal.lineage}/",
        f"/progress/{people.ada.pk}/",
        "/progress/",
    ):
        assert browser.get(page).status_code == 200


def test_progress_is_a_link_away_from_the_plan_and_from_a_visit_with_what_is_due(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    """A look is planned for the second week; eight weeks later nobody has looked, and the visit of today says so."""
    Probe.objects.create(
        organisation=people.organisation,
        child=people.ada,
        lineage=goal.lineage,
        kind=ProbeKind.GENERALISATION,
        due_on=ON + 2 * WEEK,
        routine_kind="centres",
        scheduled_at=timezone.now(),
    )
    visit = a_visit(people, on=LATER, outcome="", ended_at=None)
    a_share(visit, people.ada, people, minutes=None)
    mei = signed_in(people.mei)
    link = f'href="/progress/{people.ada.pk}/"'
    assert link in mei.get(f"/plans/{people.ada.pk}/").content.decode()
    shown = mei.get(f"/today/visits/{visit.pk}/").content.decode()
    assert link in shown
    assert "Look today" in shown
    assert "Centres and group work" in shown


def test_a_family_finds_its_letters_from_the_week_once_there_is_one(
    people: SmallSchool, signed_in: SignedIn, goal: Goal
) -> None:
    li, link = signed_in(people.li), f'href="/family/{people.ada.pk}/reports/"'
    assert link not in li.get(f"/family/{people.ada.pk}/").content.decode()
    report = drafted(people, signed_in(people.mei))
    signed_in(people.mei).post(f"/reports/{report.pk}/sign/", {"name": "Mei Okafor"})
    assert link in li.get(f"/family/{people.ada.pk}/").content.decode()
