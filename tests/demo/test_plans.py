"""The demo's plans are whole, say what the timetable read before them, and show every case that a page must."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.demo.decisions import decided_on
from alongside.demo.goals import ClassDay, baseline_of, goals_for, spots_for
from alongside.demo.stages import tell
from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.plans import queries as services
from alongside.plans.choices import Direction, Measure, Model, Pattern, Per, PlanState, Who
from alongside.plans.models import Comment, Goal, PlannedService, PlanVersion, Service, Signature
from alongside.plans.queries.goals import BankGoal, bank
from alongside.plans.queries.matrix import matrix
from alongside.plans.queries.plans import plan_of, reviews_due
from alongside.plans.rules.decision import CRITERIA, speaks_for
from alongside.plans.rules.goals import check_goal_makes_sense, hints
from alongside.scheduling.queries.readiness import readiness
from alongside.trust.models import AuditEvent
from alongside.trust.queries import first_broken_link
from tests.factories.told_demo import ToldDemo

WHOLE_BANK = bank(limit=1000)
#: What a service asks of the timetable besides where it fits.
TERMS = (
    *("child_id", "discipline", "sessions", "minutes", "delivery", "max_group", "group", "min_days_apart"),
    *("priority", "starts"),
)


def test_every_child_with_services_has_a_plan_in_force_since_the_term_began(planned: ToldDemo) -> None:
    served = {service.child_id for service in services.services_for(planned.joy)}
    first = PlanVersion.objects.filter(number=1).select_related("plan")
    assert {version.plan.child_id for version in first} == served
    assert len(served) == 90
    assert {version.state_on(planned.story.told_at.date()) for version in first} == {PlanState.IN_FORCE}
    assert {version.in_force_from for version in first} == {planned.story.term_starts}
    assert all(v.strengths and v.needs and v.child_words and v.family_words for v in first)


def test_the_timetable_reads_what_was_written_by_hand_with_a_fit_from_the_matrix(planned: ToldDemo) -> None:
    def asked(rows: Any) -> list[tuple[Any, ...]]:
        found = [
            (*(getattr(row, term) for term in TERMS), *sorted(each.pk for each in row.therapists.all()))
            for row in rows
        ]
        return sorted(found, key=str)

    now = list(services.services_for(planned.joy, planned.story.monday))
    assert all(service.planned_id for service in now)
    assert asked(now) == asked(Service.objects.filter(planned=None))
    assert all(len(service.fit) > 1 and max(service.fit.values()) >= 30 for service in now)


def test_plans_ask_nothing_of_the_week_that_was_not_asked_before(planned: ToldDemo) -> None:
    schools = list(people.schools_for(planned.joy))
    ready = readiness(planned.joy, schools, planned.story.monday)
    assert ready.can_build
    assert [gap.sessions_lost for gap in ready.gaps] == [1, 1, 1, 1]


def test_goals_in_force_can_be_measured_and_are_of_the_disciplines_that_serve_the_child(
    planned: ToldDemo,
) -> None:
    versions = PlanVersion.objects.filter(number=1).prefetch_related("goals", "planned_services")
    for version in versions:
        goals, owed = list(version.goals.all()), version.planned_services.all()
        assert 3 <= len(goals) <= 6
        assert {goal.discipline for goal in goals} == {service.discipline for service in owed}
        assert not [fault for goal in goals for fault in check_goal_makes_sense(goal)]
        assert not any("baseline" in hint or "stand today" in hint for goal in goals for hint in hints(goal))


def test_some_goals_are_practised_nowhere_some_by_the_therapist_alone_the_others_in_the_class_day(
    planned: ToldDemo,
) -> None:
    goals = Goal.objects.filter(version__number=1).prefetch_related("opportunities")
    cells = [[(cell.who, cell.times_a_week) for cell in goal.opportunities.all()] for goal in goals]
    assert 0.05 < sum(not each for each in cells) / len(cells) < 0.25
    assert 0.05 < sum(each == [(Who.THERAPIST, 1)] for each in cells) / len(cells) < 0.3
    for version in PlanVersion.objects.filter(number=1).select_related("plan__child")[:12]:
        shown = matrix(planned.joy, version)
        assert shown is not None
        assert all(column.is_there for column in shown.columns)


def test_eight_plans_are_being_changed_each_with_its_reason(planned: ToldDemo) -> None:
    making = list(PlanVersion.objects.filter(number=2))
    states = Counter(version.state_on(planned.story.told_at.date()) for version in making)
    assert states == {PlanState.DRAFT: 5, PlanState.IN_REVIEW: 3}
    assert all(version.reason for version in making)


def test_two_families_have_commented_and_read_what_they_may(planned: ToldDemo) -> None:
    said = Comment.objects.select_related("version__plan__child", "by")
    assert {(each.version.plan.child.name, each.by.name) for each in said} == {
        ("Zi Xuan Chen", "Chen Li"),
        ("Kofi Asante", "Akua Asante"),
    }
    child = next(each.version.plan.child for each in said if each.by.name == "Chen Li")
    page = plan_of(planned.li, child.pk)
    assert page is not None
    assert page.state is PlanState.IN_FORCE
    assert [line.state for line in page.versions] == [PlanState.IN_FORCE, PlanState.DRAFT]


def test_four_reviews_are_due_and_services_of_every_pattern_are_among_them(planned: ToldDemo) -> None:
    until = planned.story.told_at.date() + timedelta(days=14)
    assert len({due.child for due in reviews_due(planned.joy, until)}) == 4
    first = PlannedService.objects.filter(version__number=1)
    assert first.filter(per=Per.MONTH).count() == 1
    assert first.filter(pattern=Pattern.THREE_TO_ONE).count() == 1
    assert first.filter(pattern=Pattern.RECEDING).count() == 1
    assert first.filter(model=Model.CONSULTATION).count() == 1


def test_every_delivery_was_decided_with_a_reason_and_every_plan_signed_typed_and_on_paper(
    planned: ToldDemo,
) -> None:
    for service in PlannedService.objects.filter(version__number=1):
        assert all((service.reason, service.asked, service.answers))
        assert service.look_again_on is not None
        assert service.look_again_on > planned.story.told_at.date()
    signed = Signature.objects.filter(version__number=1).values_list("version", "on_paper")
    assert len({version for version, on_paper in signed if on_paper}) == 90
    assert len({version for version, on_paper in signed if not on_paper}) == 90


def test_plans_told_again_change_nothing(planned: ToldDemo) -> None:
    events = AuditEvent.objects.count()
    assert tell(planned.story, until="plans") is False
    assert AuditEvent.objects.count() == events
    assert first_broken_link(planned.organisation.pk) is None


@pytest.mark.parametrize("age", range(5, 13))
@pytest.mark.parametrize("discipline", Discipline)
def test_bank_has_enough_goals_for_every_age(discipline: Discipline, age: int) -> None:
    chosen = goals_for([discipline], age, Random(age))
    assert len({goal.id for goal in chosen}) == len(chosen) >= 3
    assert all(goal.ages[0] <= age <= goal.ages[1] for goal in chosen)


@given(goal=st.sampled_from(WHOLE_BANK), dice=st.randoms(use_true_random=False))
def test_baseline_falls_short_of_the_criterion(goal: BankGoal, dice: Any) -> None:
    baseline, criterion = baseline_of(goal, dice), goal.fields["criterion_value"]
    fields = {"baseline_value": baseline, **goal.fields}
    assert not check_goal_makes_sense(Goal(**fields))
    if goal.fields["criterion_direction"] == Direction.AT_MOST:
        assert baseline > criterion
    else:
        assert baseline < criterion
    assert (baseline < 0) == (goal.fields["measure"] == Measure.GOAL_ATTAINMENT)


@given(goal=st.sampled_from(WHOLE_BANK), dice=st.randoms(use_true_random=False))
def test_cells_lie_in_the_day_and_none_is_told_twice(goal: BankGoal, dice: Any) -> None:
    day = ClassDay(["arrival", "lunch", "maths", "writing", "play", "read_aloud"], {"writing", "play"})
    spots = spots_for(goal, day, {"play"}, 2, dice)
    assert len({(spot.kind, spot.who) for spot in spots}) == len(spots)
    assert all(spot.kind in day.kinds or spot.who == Who.FAMILY for spot in spots)
    assert all(1 <= spot.times_a_week <= 7 for spot in spots)


@given(model=st.sampled_from(list(Model)), dice=st.randoms(use_true_random=False))
def test_answers_are_ones_that_the_decision_aid_knows(model: Model, dice: Any) -> None:
    decided = decided_on(model, "Ada", dice)
    known = {criterion.key: {answer.key for answer in criterion.answers} for criterion in CRITERIA}
    assert all(answer in known[key] for key, answer in decided.answers.items())
    assert set(speaks_for(decided.answers)) == set(Model)
    assert "{" not in decided.reason
