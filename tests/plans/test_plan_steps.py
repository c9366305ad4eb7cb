"""A plan's way: draft, in review, agreed, in force, ended; every step that is refused says what to do instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from alongside.people.rules import NotNow
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.choices import PLAN_TRANSITIONS, PlanState, Who
from alongside.plans.models import PlanVersion, Service
from alongside.plans.queries import plans as read
from alongside.plans.rules.faults import AtFault
from tests.factories import AT, ON, SmallSchool
from tests.plans.written import (
    LATER,
    TARGET,
    a_draft,
    a_goal,
    a_planned_service,
    agreed,
    fresh,
    in_force,
    in_review,
)

Told = Callable[[SmallSchool], PlanVersion]


def ended(people: SmallSchool) -> PlanVersion:
    version = in_force(people)
    plans.end_plan(plan=version.plan, on=ON, by=people.mei, at=AT)
    return fresh(version)


TOLD: dict[PlanState, Told] = {
    PlanState.DRAFT: a_draft,
    PlanState.IN_REVIEW: in_review,
    PlanState.AGREED: agreed,
    PlanState.IN_FORCE: in_force,
    PlanState.ENDED: ended,
}
STEPS: dict[PlanState, Callable[[PlanVersion, SmallSchool], object]] = {
    PlanState.IN_REVIEW: lambda v, people: plans.send_for_review(version=v, by=people.mei, at=AT),
    PlanState.DRAFT: lambda v, people: plans.take_back(version=v, by=people.mei, at=AT),
    PlanState.AGREED: lambda v, people: plans.agree(version=v, by=people.mei, at=AT),
    PlanState.IN_FORCE: lambda v, people: plans.put_in_force(version=v, on=ON, by=people.mei, at=AT),
}
SAID = {
    PlanState.DRAFT: "This version is a draft. Send it for review first",
    PlanState.IN_REVIEW: "This version is in review. Agree it, or take it back",
    PlanState.AGREED: "This version is agreed. Put it in force, or take it back",
    PlanState.IN_FORCE: "A plan in force is not edited. Propose a change",
    PlanState.ENDED: "This version has ended. Propose a change",
}


@pytest.mark.parametrize("state", PlanState)
def test_every_step_is_taken_or_refused_as_the_table_says(people: SmallSchool, state: PlanState) -> None:
    version = TOLD[state](people)
    assert version.state_on(ON) is state
    for to, step in STEPS.items():
        if to not in PLAN_TRANSITIONS[state]:
            with pytest.raises(NotNow, match=SAID[state]):
                step(version, people)
    assert fresh(version).state_on(ON) is state


@pytest.mark.parametrize(
    ("told", "to"),
    [
        (a_draft, PlanState.IN_REVIEW),
        (in_review, PlanState.DRAFT),
        (agreed, PlanState.DRAFT),
        (agreed, PlanState.IN_FORCE),
    ],
)
def test_step_leads_to_its_state(people: SmallSchool, told: Told, to: PlanState) -> None:
    version = told(people)
    STEPS[to](version, people)
    assert fresh(version).state_on(ON) is to


@pytest.mark.parametrize("state", [state for state in PlanState if state is not PlanState.DRAFT])
def test_only_a_draft_is_edited(people: SmallSchool, state: PlanState) -> None:
    version = TOLD[state](people)
    goal = version.goals.get()
    for write in (
        lambda: plans.save_text(
            version=version, target=goal, field="title", text="New", seen=0, by=people.mei, at=AT
        ),
        lambda: goals.change_goal(goal=goal, importance=3, by=people.mei, at=AT),
        lambda: goals.remove_goal(goal=goal, by=people.mei, at=AT),
        lambda: matrix.set_opportunity(
            goal=goal, kind="maths", who=Who.TEACHER, times_a_week=1, by=people.mei, at=AT
        ),
        lambda: planned.remove_planned_service(planned=version.planned_services.get(), by=people.mei, at=AT),
        lambda: plans.set_review(version=version, review_on=LATER, by=people.mei, at=AT),
    ):
        with pytest.raises(NotNow, match=SAID[state]):
            write()
    assert version.goals.get().title == "Writes with her checklist"


def test_page_that_was_read_as_a_draft_does_not_write_into_the_review(people: SmallSchool) -> None:
    stale = a_draft(people)
    plans.send_for_review(version=stale, by=people.joy, at=AT)
    with pytest.raises(NotNow, match="in review"):
        plans.save_text(version=stale, target=stale, field="needs", text="x", seen=0, by=people.mei, at=AT)


def test_child_has_one_plan(people: SmallSchool) -> None:
    a_draft(people)
    with pytest.raises(NotNow, match="Ada has a plan"):
        plans.start_plan(child=people.ada, by=people.mei, at=AT)


def test_review_lies_ahead(people: SmallSchool) -> None:
    version = a_draft(people)
    with pytest.raises(AtFault) as refused:
        plans.set_review(version=version, review_on=ON, by=people.mei, at=AT)
    assert [fault.field for fault in refused.value.faults] == ["review_on"]


def test_plan_without_a_goal_is_not_reviewed(people: SmallSchool) -> None:
    version = plans.start_plan(child=people.ada, by=people.mei, at=AT)
    with pytest.raises(NotNow, match="no goal in this plan yet"):
        plans.send_for_review(version=version, by=people.mei, at=AT)


def test_plan_that_contradicts_itself_is_not_reviewed(people: SmallSchool) -> None:
    version = a_draft(people)
    goals.change_goal(goal=version.goals.get(), target_on=ON, by=people.mei, at=AT)
    with pytest.raises(NotNow, match="“Writes with her checklist”: The target is not after the baseline"):
        plans.send_for_review(version=version, by=people.mei, at=AT)


def test_service_that_outlives_a_goal_moved_forward_is_not_reviewed(people: SmallSchool) -> None:
    version = a_draft(people)
    goals.change_goal(goal=version.goals.get(), target_on=LATER, by=people.mei, at=AT)
    with pytest.raises(NotNow, match="“Occupational therapy”: The service runs longer"):
        plans.send_for_review(version=version, by=people.mei, at=AT)


def test_sharing_twice_changes_nothing_and_what_is_in_force_is_read_anyway(people: SmallSchool) -> None:
    version = a_draft(people)
    plans.share_with_family(version=version, by=people.mei, at=AT)
    plans.share_with_family(version=version, by=people.mei, at=AT + timedelta(days=1))
    assert fresh(version).shared_at == AT


def test_sharing_what_is_in_force_is_refused(people: SmallSchool) -> None:
    with pytest.raises(NotNow, match="reads every plan in force already"):
        plans.share_with_family(version=in_force(people), by=people.mei, at=AT)


def test_nothing_is_agreed_unsigned(people: SmallSchool) -> None:
    version = in_review(people)
    with pytest.raises(NotNow, match="Nobody has signed this version yet"):
        plans.agree(version=version, by=people.mei, at=AT)


def test_name_under_a_version_that_was_taken_back_counts_no_longer_and_stays_on_record(
    people: SmallSchool,
) -> None:
    version = in_review(people)
    plans.sign(version=version, name="Li Lund", role="Father", on_paper=True, by=people.mei, at=AT)
    plans.take_back(version=version, by=people.mei, at=AT)
    plans.send_for_review(version=version, by=people.mei, at=AT + timedelta(hours=1))
    with pytest.raises(NotNow, match="Nobody has signed"):
        plans.agree(version=version, by=people.mei, at=AT + timedelta(hours=2))
    [name] = version.signatures.all()
    assert (name.name, name.role, name.signed_at, name.on_paper) == ("Li Lund", "Father", AT, True)
    plans.sign(version=version, name="Li Lund", role="Father", by=people.mei, at=AT + timedelta(hours=2))
    plans.agree(version=version, by=people.mei, at=AT + timedelta(hours=2))
    assert fresh(version).state_on(ON) is PlanState.AGREED


def test_signature_without_name_or_role_is_asked_for_at_its_field(people: SmallSchool) -> None:
    version = in_review(people)
    with pytest.raises(AtFault) as refused:
        plans.sign(version=version, name=" ", role="", by=people.mei, at=AT)
    assert [fault.field for fault in refused.value.faults] == ["name", "role"]


@pytest.mark.parametrize("told", [a_draft, ended])
def test_draft_and_what_has_ended_are_not_signed(people: SmallSchool, told: Told) -> None:
    version = told(people)
    with pytest.raises(NotNow, match=SAID[version.state_on(ON)]):
        plans.sign(version=version, name="Mei Tan", role="Therapist", by=people.mei, at=AT)


def test_empty_comment_is_refused(people: SmallSchool) -> None:
    with pytest.raises(AtFault, match="Write what you want to say"):
        plans.comment(version=a_draft(people), about="", text="  ", by=people.mei, at=AT)


def test_plan_in_force_gives_the_timetable_its_service(people: SmallSchool) -> None:
    version = in_force(people)
    [service] = Service.objects.filter(planned__version=version)
    assert (service.child, service.sessions, service.minutes, service.starts) == (people.ada, 2, 30, ON)


def test_amendment_says_what_the_version_before_says_with_the_same_lineages(people: SmallSchool) -> None:
    first = in_force(people)
    second = plans.amend(plan=first.plan, reason="She writes faster now", by=people.mei, at=AT)
    assert (second.number, second.reason) == (2, "She writes faster now")
    assert second.state_on(ON) is PlanState.DRAFT
    assert second.shared_at is None
    for of in ("goals", "planned_services"):
        before, after = getattr(first, of).get(), getattr(second, of).get()
        assert after.pk != before.pk
        assert after.lineage == before.lineage
    assert second.goals.get().objectives.get().text == "Ticks off each step"
    assert second.home_routines.get().name == "Letters to grandma"
    cells = {(cell.kind, cell.home, cell.who) for cell in second.goals.get().opportunities.all()}
    assert cells == {
        ("writing", None, Who.TEACHER),
        ("centres", None, Who.TEACHER),
        ("", second.home_routines.get(), Who.FAMILY),
    }
    assert read.compare(people.mei, first.pk, second.pk) == []


def test_amendment_leaves_the_version_in_force_as_it_is(people: SmallSchool) -> None:
    first = in_force(people)
    second = plans.amend(plan=first.plan, reason="More goals", by=people.mei, at=AT)
    goals.remove_goal(goal=second.goals.get(), by=people.mei, at=AT)
    matrix.remove_home_routine(home=second.home_routines.get(), by=people.mei, at=AT)
    assert first.goals.get().opportunities.count() == 3
    assert first.home_routines.count() == 1


def test_amendment_needs_a_reason_and_comes_one_at_a_time(people: SmallSchool) -> None:
    first = in_force(people)
    with pytest.raises(AtFault, match="why the plan changes"):
        plans.amend(plan=first.plan, reason="  ", by=people.mei, at=AT)
    plans.amend(plan=first.plan, reason="More goals", by=people.mei, at=AT)
    with pytest.raises(NotNow, match="A change is in the making already"):
        plans.amend(plan=first.plan, reason="Other goals", by=people.mei, at=AT)


def test_amendment_in_force_ends_the_version_before_on_that_day(people: SmallSchool) -> None:
    first = in_force(people)
    second = _amended_and_agreed(first, people)
    plans.put_in_force(version=second, on=LATER, by=people.mei, at=AT)
    first, second = fresh(first), fresh(second)
    eve = LATER - timedelta(days=1)
    assert (first.state_on(eve), second.state_on(eve)) == (PlanState.IN_FORCE, PlanState.AGREED)
    assert (first.state_on(LATER), second.state_on(LATER)) == (PlanState.ENDED, PlanState.IN_FORCE)


def test_version_that_waits_for_its_day_is_not_taken_back(people: SmallSchool) -> None:
    first = in_force(people)
    second = _amended_and_agreed(first, people)
    plans.put_in_force(version=second, on=LATER, by=people.mei, at=AT)
    for step in (PlanState.DRAFT, PlanState.IN_FORCE):
        with pytest.raises(NotNow, match="This version comes into force on"):
            STEPS[step](second, people)
    with pytest.raises(NotNow, match="comes into force soon"):
        plans.end_plan(plan=first.plan, on=TARGET, by=people.mei, at=AT)


def test_change_does_not_rewrite_the_past(people: SmallSchool) -> None:
    first = in_force(people)
    second = _amended_and_agreed(first, people)
    with pytest.raises(AtFault, match="A change begins on"):
        plans.put_in_force(version=second, on=ON - timedelta(days=1), by=people.mei, at=AT)
    assert fresh(first).ended_on is None


def test_first_version_may_have_been_in_force_on_paper(people: SmallSchool) -> None:
    before = ON - timedelta(days=60)
    assert in_force(people, on=before).state_on(before) is PlanState.IN_FORCE


def test_plan_that_ends_ends_what_the_timetable_reads_of_it(people: SmallSchool) -> None:
    version = in_force(people)
    with pytest.raises(AtFault, match="That day has passed"):
        plans.end_plan(plan=version.plan, on=ON - timedelta(days=1), by=people.mei, at=AT)
    plans.end_plan(plan=version.plan, on=LATER, by=people.mei, at=AT)
    assert [service.ends for service in Service.objects.filter(planned__version=version)] == [LATER]
    assert fresh(version).state_on(LATER) is PlanState.ENDED


def test_plan_ends_once_and_a_change_before_that_day_takes_over_on_its_own(people: SmallSchool) -> None:
    first = in_force(people)
    plans.end_plan(plan=first.plan, on=TARGET, by=people.mei, at=AT)
    with pytest.raises(NotNow, match="This plan ends on 17 December 2025 already"):
        plans.end_plan(plan=first.plan, on=TARGET + timedelta(days=9), by=people.mei, at=AT)
    second = _amended_and_agreed(first, people)
    plans.put_in_force(version=second, on=LATER, by=people.mei, at=AT)
    assert (fresh(first).ended_on, fresh(second).in_force_from) == (LATER, LATER)


def test_draft_alone_cannot_be_ended(people: SmallSchool) -> None:
    version = a_draft(people)
    with pytest.raises(NotNow, match="There is nothing to end"):
        plans.end_plan(plan=version.plan, on=LATER, by=people.mei, at=AT)


def test_plan_that_has_ended_goes_on_with_a_change(people: SmallSchool) -> None:
    version = ended(people)
    again = plans.amend(plan=version.plan, reason="She is back", by=people.mei, at=AT)
    assert (again.number, again.goals.get().lineage) == (2, version.goals.get().lineage)


@pytest.mark.parametrize("state", PlanState)
def test_page_offers_the_steps_of_the_table(people: SmallSchool, state: PlanState) -> None:
    version = TOLD[state](people)
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    offered = {
        PlanState.IN_REVIEW: page.may.send_for_review,
        PlanState.DRAFT: page.may.take_back,
        PlanState.AGREED: page.may.agree,
        PlanState.IN_FORCE: page.may.put_in_force,
        PlanState.ENDED: page.may.end,
    }
    allowed = PLAN_TRANSITIONS[state] - ({PlanState.AGREED} if state is PlanState.IN_REVIEW else set())
    assert {to for to, is_offered in offered.items() if is_offered} == allowed
    assert page.may.write is (state is PlanState.DRAFT)
    assert page.may.amend is (state in {PlanState.IN_FORCE, PlanState.ENDED})
    assert page.version == version


def test_page_of_a_child_without_a_plan_offers_to_start_one(people: SmallSchool) -> None:
    page = read.plan_of(people.mei, people.ada.pk)
    assert page is not None
    assert (page.version, page.may.start) == (None, True)
    assert read.plan_of(people.li, people.ada.pk) is None


def test_page_shows_the_change_to_the_team_and_what_is_in_force_to_the_family(people: SmallSchool) -> None:
    first = in_force(people)
    second = plans.amend(plan=first.plan, reason="More", by=people.mei, at=AT)
    for viewer, version_id, shown in (
        (people.mei, None, second),
        (people.mei, first.pk, first),
        (people.li, None, first),
    ):
        page = read.plan_of(viewer, people.ada.pk, version_id)
        assert page is not None
        assert page.version == shown
    assert read.plan_of(people.li, people.ada.pk, second.pk) is None


def test_page_and_matrix_ask_as_much_of_a_long_plan_as_of_a_short_one(
    people: SmallSchool, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    version = a_draft(people)
    short = _queries(lambda: read.plan_of(people.mei, people.ada.pk))
    for number in range(4):
        goal = a_goal(version, title=f"Goal {number}", by=people.mei)
        goals.add_objective(goal=goal, text="A step", by=people.mei, at=AT)
        matrix.set_opportunity(goal=goal, kind="maths", who=Who.TEACHER, times_a_week=1, by=people.mei, at=AT)
    a_planned_service(version, discipline="speech", ends=None, by=people.mei)
    assert _queries(lambda: read.plan_of(people.mei, people.ada.pk)) == short


def _queries(ask: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def _amended_and_agreed(first: PlanVersion, people: SmallSchool) -> PlanVersion:
    version = plans.amend(plan=first.plan, reason="More often", by=people.mei, at=AT)
    plans.send_for_review(version=version, by=people.mei, at=AT)
    plans.sign(version=version, name="Mei Tan", role="Therapist", by=people.mei, at=AT)
    plans.agree(version=version, by=people.mei, at=AT)
    return fresh(version)
