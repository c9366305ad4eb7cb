"""Reports: drafted from the record, edited without loss, signed and frozen, corrected anew, many in one run."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from alongside.capture.actions.consultations import record_consultation, take_back_consultation
from alongside.capture.choices import Partner
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Model
from alongside.plans.rules.texts import EditedMeanwhile
from alongside.progress.actions.reports import (
    correct_report,
    draft_next,
    draft_report,
    give_up_silent_runs,
    order_reports,
    resume_run,
    save_section,
    sign_report,
    stop_run,
)
from alongside.progress.choices import Audience, RunState
from alongside.progress.models import Report, ReportRun
from alongside.progress.queries.reports import SILENCE, report_for, reports_of_family, run_for
from tests.factories import AT, ON, SmallSchool, Stranger
from tests.progress.recorded import WEEK, ada_goal, weeks

LATER = ON + 10 * WEEK


def drafted(people: SmallSchool, audience: Audience = Audience.FAMILY, **said: object) -> Report:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2, 2, 3)
    return draft_report(
        child=people.ada, audience=audience, language="en-gb", as_of=LATER, by=people.as_on(people.mei, LATER), at=AT,
        **said,
    )  # type: ignore[arg-type]  # fmt: skip


def test_family_report_says_the_same_facts_in_short_words(people: SmallSchool) -> None:
    report = drafted(people)
    goal = next(part for part in report.sections if part["key"].startswith("goal:"))
    assert goal["title"] == "Writes three sentences of her own."
    assert "about 2 out of 10 without help" in goal["text"]
    assert "about 6 out of 10 without help" in goal["text"]
    assert "on 4 days" in goal["text"]
    assert {"hello", "given", "home", "next"} <= {part["key"] for part in report.sections}
    assert report.since == ON


def test_team_report_has_the_criterion_and_the_number_of_points(people: SmallSchool) -> None:
    report = drafted(people, Audience.TEAM)
    text = next(part["text"] for part in report.sections if part["key"].startswith("goal:"))
    assert "At least 4 of 5 trials" in text
    assert "4 points" in text or "4 observations" in text or "of 4" in text


def test_work_with_the_adults_is_said_beside_the_visits(people: SmallSchool) -> None:
    goal = ada_goal(people)
    weeks(people, goal, 1, 2)
    planned = goal.version.planned_services.get()
    planned.model = Model.CONSULTATION
    planned.save()
    mei = people.as_on(people.mei, LATER)
    for minutes in (30, 20):
        contact = record_consultation(
            id=uuid4(), child=people.ada, service=planned.lineage, on=ON + WEEK, minutes=minutes,
            partner=Partner.TEACHER, words="Two choices", by=mei, at=AT + 10 * WEEK,
        )  # fmt: skip
    mine: dict[str, Any] = {"child": people.ada, "language": "en-gb", "as_of": LATER, "by": mei, "at": AT}
    said = {
        audience: {part["key"]: part["text"] for part in draft_report(audience=audience, **mine).sections}
        for audience in Audience
    }
    assert (
        "Occupational therapy, with the adults around the child: 2 contacts, 50 minutes."
        in said["team"]["given"]
    )
    assert (
        "Occupational therapy: we met the adults around Ada 2 times, 50 minutes in all."
        in said["family"]["given"]
    )
    take_back_consultation(consultation=contact, by=mei, at=AT + 10 * WEEK)
    again = draft_report(audience=Audience.TEAM, **mine).sections
    assert "1 contact, 30 minutes." in next(part["text"] for part in again if part["key"] == "given")


def test_sentences_of_a_family_report_are_short(people: SmallSchool) -> None:
    for part in drafted(people).sections:
        for sentence in part["text"].replace("\n", " ").split(". "):
            assert len(sentence.split()) <= 18, sentence


def test_two_who_edit_are_told_before_either_loses_a_word(people: SmallSchool) -> None:
    report = drafted(people)
    mei, joy = people.as_on(people.mei, LATER), people.as_on(people.joy, LATER)
    assert save_section(report=report, key="next", text="We meet in May.", seen=0, by=mei, at=AT) == 1
    with pytest.raises(EditedMeanwhile) as met:
        save_section(report=report, key="next", text="We meet in June.", seen=0, by=joy, at=AT)
    assert (met.value.theirs, met.value.number) == ("We meet in May.", 1)
    assert save_section(report=report, key="next", text="We meet in June.", seen=1, by=joy, at=AT) == 2


def test_signed_is_frozen_and_a_correction_is_a_report_of_its_own(people: SmallSchool) -> None:
    report = drafted(people)
    mei = people.as_on(people.mei, LATER)
    with pytest.raises(NotNow, match="Write your name"):
        sign_report(report=report, name=" ", by=mei, at=AT)
    signed = sign_report(report=report, name="Mei Okafor", by=mei, at=AT)
    for change in (
        lambda: save_section(report=report, key="next", text="x", seen=0, by=mei, at=AT),
        lambda: sign_report(report=report, name="Mei", by=mei, at=AT),
    ):
        with pytest.raises(NotNow, match="stays as it is"):
            change()
    weeks(people, ada_goal_of(report), 5, first=ON + 8 * WEEK)
    assert Report.objects.get(pk=signed.pk).facts == signed.facts
    correction = correct_report(report=signed, by=mei, at=AT)
    assert (correction.corrects_id, correction.is_signed) == (signed.pk, False)
    assert correction.facts == signed.facts


def ada_goal_of(report: Report) -> object:
    from alongside.plans.models import Goal

    return Goal.objects.get(lineage=report.facts["goals"][0]["lineage"])


def test_a_family_reads_its_own_once_it_is_signed(people: SmallSchool, stranger: Stranger) -> None:
    report = drafted(people)
    li = people.as_on(people.li, LATER)
    assert report_for(li, report.pk) is None
    assert not reports_of_family(li)
    sign_report(report=report, name="Mei Okafor", by=people.as_on(people.mei, LATER), at=AT)
    assert report_for(li, report.pk) is not None
    assert [each.pk for each in reports_of_family(li)] == [report.pk]
    for viewer in (stranger.stan, people.as_on(people.carla, LATER), people.as_on(people.hugo, LATER)):
        assert report_for(viewer, report.pk) is None


def test_a_team_report_is_never_the_familys(people: SmallSchool) -> None:
    report = drafted(people, Audience.TEAM)
    sign_report(report=report, name="Mei Okafor", by=people.as_on(people.mei, LATER), at=AT)
    assert report_for(people.as_on(people.li, LATER), report.pk) is None


def test_the_next_report_begins_where_the_last_ended(people: SmallSchool) -> None:
    report = drafted(people)
    mei = people.as_on(people.mei, LATER + WEEK)
    sign_report(report=report, name="Mei Okafor", by=mei, at=AT)
    said = {"child": people.ada, "audience": Audience.FAMILY, "language": "en-gb", "by": mei, "at": AT}
    following = draft_report(as_of=LATER + WEEK, **said)  # type: ignore[arg-type]
    assert (following.since - report.as_of).days == 1
    with pytest.raises(NotNow, match="what was"):
        draft_report(as_of=LATER + 2 * WEEK, **said)  # type: ignore[arg-type]


def test_only_the_team_drafts(people: SmallSchool, stranger: Stranger) -> None:
    ada_goal(people)
    for viewer in (stranger.stan, people.carla, people.li):
        with pytest.raises(NotAllowed):
            draft_report(
                child=people.ada, audience=Audience.TEAM, language="en-gb", as_of=ON, by=viewer, at=AT
            )


def ordered(people: SmallSchool) -> ReportRun:
    ada_goal(people)
    joy = people.as_on(people.joy, LATER)
    children = [people.ben, people.ada]
    return order_reports(
        children=children, audience=Audience.TEAM, language="en-gb", as_of=LATER, by=joy, at=AT
    )


def test_a_run_that_was_cut_off_goes_on_and_doubles_nothing(people: SmallSchool) -> None:
    run, joy = ordered(people), people.as_on(people.joy, LATER)
    assert draft_next(run=run, by=joy, at=AT)
    give_up_silent_runs(at=AT + 2 * SILENCE)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert not draft_next(run=run, by=joy, at=AT)
    resume_run(run=run, by=joy, at=AT)
    while draft_next(run=run, by=joy, at=AT):
        continue
    progress = run_for(joy, run.pk)
    assert progress is not None
    assert (progress.done, progress.total, progress.run.state) == (2, 2, RunState.DONE)
    assert [report.child for report in progress.reports] == [people.ada]
    assert progress.left_out[0][0] == people.ben.name


def test_a_run_is_stopped_and_keeps_what_is_drafted(people: SmallSchool) -> None:
    run, joy = ordered(people), people.as_on(people.joy, LATER)
    draft_next(run=run, by=joy, at=AT)
    stop_run(run=run, by=joy, at=AT)
    assert not draft_next(run=run, by=joy, at=AT)
    progress = run_for(joy, run.pk)
    assert progress is not None
    assert progress.run.state == RunState.STOPPED


def test_runs_are_their_own(people: SmallSchool, stranger: Stranger) -> None:
    run = ordered(people)
    assert run_for(people.as_on(people.mei, LATER), run.pk) is None
    assert run_for(stranger.stan, run.pk) is None
    with pytest.raises(NotAllowed):
        order_reports(
            children=[people.ada], audience=Audience.TEAM, language="en-gb", as_of=ON, by=people.carla, at=AT
        )
