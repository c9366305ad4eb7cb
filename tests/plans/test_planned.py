"""Services in the plan's own unit: what is refused, what the team decided, and what the timetable reads of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.classrooms import actions as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.people.rules import Refusal
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.actions.values import save_values
from alongside.plans.choices import Delivery, Model, Pattern, Per, Who
from alongside.plans.models import PlannedService, PlanVersion, Service
from alongside.plans.rules.faults import AtFault
from tests.factories import AT, ON, SmallSchool, Stranger

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(people: SmallSchool) -> PlanVersion:
    """Ada's draft, in a term that has begun today."""
    return plans.start_plan(child=people.ada, by=people.mei, at=AT)


def add(version: PlanVersion, people: SmallSchool, **terms: Any) -> PlannedService:
    usual = {
        "discipline": Discipline.OCCUPATIONAL,
        "minutes": 30,
        "times": 2,
        "per": Per.WEEK,
        "starts": ON,
        "model": Model.PUSH_IN,
    }
    return planned.add_planned_service(version=version, by=people.mei, at=AT, **(usual | terms))


def running(people: SmallSchool, on: date = ON) -> list[Service]:
    return list(Service.objects.filter(child=people.ada, planned__isnull=False).exclude(ends__lte=on))


def write(version: PlanVersion, people: SmallSchool, on: date = ON) -> int:
    return planned.write_services(version=version, on=on, by=people.joy, at=AT)


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"minutes": 32}, "minutes"),
        ({"ends": ON}, "ends"),
        ({"max_group": 5}, "max_group"),
        ({"pattern": Pattern.RECEDING}, "steps"),
        ({"pattern": Pattern.RECEDING, "steps": [{"from": 4, "times": 2}]}, "steps"),
    ],
)
def test_service_that_makes_no_sense_is_refused_at_its_field(
    people: SmallSchool, version: PlanVersion, terms: dict[str, Any], field: str
) -> None:
    with pytest.raises(AtFault) as refused:
        add(version, people, **terms)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not version.planned_services.exists()


def test_two_services_of_one_discipline_do_not_overlap(people: SmallSchool, version: PlanVersion) -> None:
    add(version, people, ends=ON + timedelta(weeks=6))
    with pytest.raises(AtFault, match="in these weeks already"):
        add(version, people, starts=ON + timedelta(weeks=5))
    add(version, people, starts=ON + timedelta(weeks=6))
    assert version.planned_services.count() == 2


def test_service_longer_than_its_goals_is_refused(people: SmallSchool, version: PlanVersion) -> None:
    goal = goals.add_goal(
        version=version, discipline=Discipline.OCCUPATIONAL, title="Writes", by=people.mei, at=AT
    )
    goals.change_goal(goal=goal, target_on=ON + timedelta(weeks=8), by=people.mei, at=AT)
    with pytest.raises(AtFault, match="longer than its last goal"):
        add(version, people, ends=ON + timedelta(weeks=10))


def test_therapist_of_another_discipline_is_refused(people: SmallSchool, version: PlanVersion) -> None:
    with pytest.raises(AtFault, match="does not give"):
        add(version, people, therapists=[people.amara_staff])


def test_only_the_team_writes_services(people: SmallSchool, version: PlanVersion, stranger: Stranger) -> None:
    for viewer in (people.amara, people.carla, people.li, stranger.stan):
        with pytest.raises(Refusal):
            planned.add_planned_service(
                version=version,
                discipline=Discipline.OCCUPATIONAL,
                minutes=30,
                times=1,
                starts=ON,
                by=viewer,
                at=AT,
            )
    assert not version.planned_services.exists()


def test_decision_keeps_answers_reason_and_the_day_to_look_again(
    people: SmallSchool, version: PlanVersion
) -> None:
    service = add(version, people)
    again = ON + timedelta(weeks=10)
    planned.decide(
        planned=service,
        answers={"quiet": "no", "weather": "fine"},
        asked=["Carla Ferreira"],
        model=Model.COMBINATION,
        reason="Half of the goal lives in class.",
        look_again_on=again,
        by=people.mei,
        at=AT,
    )
    service.refresh_from_db()
    assert (service.model, service.answers, service.look_again_on) == (
        Model.COMBINATION,
        {"quiet": "no"},
        again,
    )


@pytest.mark.parametrize(("reason", "weeks", "field"), [(" ", 4, "reason"), ("Because.", 0, "look_again_on")])
def test_decision_without_a_reason_or_a_day_to_come_is_refused(
    people: SmallSchool, version: PlanVersion, reason: str, weeks: int, field: str
) -> None:
    service = add(version, people)
    with pytest.raises(AtFault) as refused:
        planned.decide(
            planned=service,
            answers={},
            asked=[],
            model=Model.PUSH_IN,
            reason=reason,
            look_again_on=ON + timedelta(weeks=weeks),
            by=people.mei,
            at=AT,
        )
    assert refused.value.faults[0].field == field


def test_timetable_reads_places_in_each_cycle_and_the_matrix_says_where_they_fit(
    people: SmallSchool, version: PlanVersion
) -> None:
    goal = goals.add_goal(
        version=version, discipline=Discipline.OCCUPATIONAL, title="Writes", by=people.mei, at=AT
    )
    matrix.set_opportunity(
        goal=goal, kind=RoutineKind.WRITING, who=Who.THERAPIST, times_a_week=2, by=people.mei, at=AT
    )
    add(version, people, therapists=[people.mei_staff])
    assert write(version, people) == 1
    [row] = running(people)
    assert (row.sessions, row.minutes, row.delivery) == (2, 30, Delivery.PUSH_IN)
    assert row.fit == {"writing": 100, "*": 10}
    assert [each.pk for each in row.therapists.all()] == [people.mei_staff.pk]


def test_what_was_written_by_hand_ends_where_the_plan_has_the_discipline(
    people: SmallSchool, version: PlanVersion
) -> None:
    add(version, people)
    write(version, people)
    people.ada_ot.refresh_from_db()
    people.ada_speech.refresh_from_db()
    assert people.ada_ot.ends == ON
    assert people.ada_speech.ends is None


@pytest.mark.parametrize(
    "terms", [{"model": Model.CONSULTATION}, {"times": 1, "per": Per.MONTH}, {"times": 3, "per": Per.TERM}]
)
def test_consultation_and_rare_services_take_no_weekly_place(
    people: SmallSchool, version: PlanVersion, terms: dict[str, Any]
) -> None:
    add(version, people, **terms)
    assert write(version, people) == 0
    assert running(people) == []


def test_unchanged_service_keeps_its_row_and_a_changed_one_gets_a_successor(
    people: SmallSchool, version: PlanVersion
) -> None:
    service = add(version, people)
    speech = add(version, people, discipline=Discipline.SPEECH, times=1)
    write(version, people)
    before = {row.discipline: row for row in running(people)}
    later = ON + timedelta(weeks=4)
    service.times = 3
    service.save()
    write(version, people, later)
    now = {row.discipline: row for row in running(people, later)}
    assert now[Discipline.SPEECH].pk == before[Discipline.SPEECH].pk
    assert now[Discipline.OCCUPATIONAL].pk != before[Discipline.OCCUPATIONAL].pk
    assert (now[Discipline.OCCUPATIONAL].sessions, now[Discipline.OCCUPATIONAL].starts) == (3, later)
    assert Service.objects.get(pk=before[Discipline.OCCUPATIONAL].pk).ends == later
    assert speech.lineage == now[Discipline.SPEECH].planned.lineage  # type: ignore[union-attr]


def test_service_that_left_the_plan_ends(people: SmallSchool, version: PlanVersion) -> None:
    service = add(version, people)
    write(version, people)
    Service.objects.filter(planned=service).update(
        planned=add(version, people, discipline=Discipline.BEHAVIOUR)
    )
    planned.remove_planned_service(planned=service, by=people.mei, at=AT)
    later = ON + timedelta(weeks=2)
    version.planned_services.all().update(model=Model.CONSULTATION)
    write(version, people, later)
    assert running(people, later) == []


def test_without_terms_nothing_is_written_and_the_sentence_says_what_to_do(people: SmallSchool) -> None:
    version = plans.start_plan(child=people.ada, by=people.mei, at=AT)
    for term in people.school.terms.all():
        classrooms.remove_term(term=term, by=people.joy, at=AT)
    add(version, people)
    with pytest.raises(Refusal, match="Add them first"):
        write(version, people)
    assert running(people) == []


def test_version_in_force_is_not_changed(people: SmallSchool, version: PlanVersion) -> None:
    service = add(version, people)
    PlanVersion.objects.filter(pk=version.pk).update(in_review_at=AT, agreed_at=AT, in_force_from=ON)
    service.version.refresh_from_db()
    with pytest.raises(Refusal, match="in force is not edited"):
        save_values(version=version, target=service, values={"times": 5}, seen={}, by=people.mei, at=AT)
