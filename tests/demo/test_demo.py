"""The invented organisation is what its numbers promise, and telling it again changes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from alongside.capture.models import Note
from alongside.classrooms import queries as classrooms
from alongside.classrooms.choices import RoutineKind
from alongside.demo.caseload import caseload
from alongside.demo.cast import CLASSES, NORTH, PASSWORD, THERAPISTS
from alongside.demo.day import week_of
from alongside.demo.names import draw_names
from alongside.demo.stages import draft, tell
from alongside.demo.stages.services import TOO_MUCH
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.plans import queries as plans
from alongside.scheduling.models import Availability
from alongside.scheduling.queries import timetables
from alongside.scheduling.queries.problems import schedule_problem
from alongside.trust.models import AuditEvent
from alongside.trust.queries import first_broken_link
from tests.factories import AT, founded
from tests.factories.told_demo import ToldDemo


def test_demo_has_two_schools_24_classes_and_90_children_with_services(demo: ToldDemo) -> None:
    services = plans.services_for(demo.joy)
    assert people.schools_for(demo.joy).count() == 2
    assert classrooms.classrooms_for(demo.joy).count() == 24
    assert len({service.child_id for service in services}) == 90
    assert 150 <= len(services) <= 170


def test_demo_has_nine_therapists_of_whom_two_travel(demo: ToldDemo) -> None:
    therapists = people.therapists_for(demo.joy)
    disciplines = Counter(therapist.discipline for therapist in therapists)
    assert disciplines == {Discipline.OCCUPATIONAL: 3, Discipline.SPEECH: 4, Discipline.BEHAVIOUR: 2}
    schools = {
        therapist.name: set(Availability.objects.filter(staff=therapist).values_list("school", flat=True))
        for therapist in therapists
    }
    assert sorted(name for name, places in schools.items() if len(places) == 2) == [
        "Ffion Price",
        "Tomás Quispe",
    ]


def test_demo_class_sizes_are_those_of_real_classes(demo: ToldDemo) -> None:
    sizes = [each.children_count for each in classrooms.class_sizes(demo.joy)]
    assert all(22 <= size <= 33 for size in sizes)


def test_demo_makes_a_problem_that_can_be_built(demo: ToldDemo) -> None:
    problem = schedule_problem(demo.joy, list(people.schools_for(demo.joy)), demo.story.monday)
    assert len(problem.services) == plans.services_for(demo.joy).count()
    assert len(problem.tasks) == 27


def test_demo_classes_have_no_two_weeks_alike(demo: ToldDemo) -> None:
    weeks = classrooms.routines_on(classrooms.classrooms_for(demo.joy), demo.story.monday)
    alike = Counter(tuple((each.day, each.starts, each.title) for each in week) for week in weeks.values())
    assert len(alike) == len(weeks) == sum(len(names) for names in CLASSES.values())


def test_demo_days_keep_to_the_surveyed_lengths(demo: ToldDemo) -> None:
    classes = classrooms.classrooms_for(demo.joy).exclude(year_group="Kindergarten")
    minutes: dict[tuple[UUID, str], Counter[str]] = defaultdict(Counter)
    titles: dict[tuple[UUID, str], set[str]] = defaultdict(set)
    for classroom, week in classrooms.routines_on(classes, demo.story.monday).items():
        for routine in week:
            minutes[classroom, routine.day][routine.kind] += routine.ends - routine.starts
            titles[classroom, routine.day].add(routine.title)
    assert {day[RoutineKind.LUNCH] for day in minutes.values()} == {40}
    assert {day[RoutineKind.READ_ALOUD] for day in minutes.values()} == {15}
    for place, day in minutes.items():
        if not titles[place] & {"Assembly", "Swimming"}:  # which take their time from a lesson
            assert 50 <= day[RoutineKind.MATHS] <= 60
            assert 70 <= day[RoutineKind.LITERACY] + day[RoutineKind.WRITING] <= 90


def test_demo_guardian_sees_his_own_child_alone(demo: ToldDemo) -> None:
    assert [child.name for child in classrooms.children_for(demo.li)] == ["Zi Xuan Chen"]


def test_demo_audit_chain_is_whole(demo: ToldDemo) -> None:
    assert first_broken_link(demo.organisation.pk) is None


@pytest.mark.parametrize("told_on", [date(2026, 1, 1), date(2026, 7, 12), date(2028, 2, 29)])
def test_demo_is_in_term_whenever_it_is_told(db: None, told_on: date) -> None:
    story = Story(datetime(told_on.year, told_on.month, told_on.day, 23, tzinfo=UTC))
    tell(story, until="days")
    assert story.organisation is not None
    with scope(organisation=story.organisation):
        for school in people.schools_for(story.coordinator(story.told_at)):
            calendar = classrooms.calendar_of(school)
            assert calendar is not None
            week = [calendar.cycle_day_on(story.monday + timedelta(days=day)) for day in range(7)]
            assert week == ["Mon", "Tue", "Wed", "Thu", "Fri", None, None]


def test_demo_of_one_seed_is_always_the_same() -> None:
    def invented(seed: int) -> tuple[object, ...]:
        dice = Story(AT, seed).dice("anything")
        return draw_names(dice, 20, set()), week_of(NORTH, "2B", dice), caseload(dice, 90)

    assert invented(seed=3) == invented(seed=3)
    assert invented(seed=3) != invented(seed=4)


def test_demo_told_to_the_end_has_a_week_on_the_wall_and_a_draft_beside_it(
    lived: ToldDemo, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = lived
    monkeypatch.setattr(draft, "SECONDS", 1)
    assert tell(demo.story)
    week = timetables.published_for(demo.joy).get()
    assert week.holds_from == demo.story.first_week
    assert week.visits.exists()
    assert timetables.drafts_for(demo.joy).count() == 1
    assert Note.objects.filter(signed_at__isnull=False).exists()
    assert classrooms.children_for(demo.rosa).exists()
    assert first_broken_link(demo.organisation.pk) is None
    assert tell(demo.story) is False


def test_demo_asks_for_four_services_more_than_the_week_can_give(demo: ToldDemo) -> None:
    asked = plans.services_for(demo.joy).filter(child__given_name__in=[given for given, _family in TOO_MUCH])
    theirs = [each for each in asked if (each.child.given_name, each.child.family_name) in TOO_MUCH]
    days = {
        (therapist.person.given_name, school): therapist.sessions_at(school, 1)
        for therapist in THERAPISTS
        for school in CLASSES
    }
    hard = [
        each
        for each in theirs
        for therapist in each.therapists.all()
        if each.sessions * each.min_days_apart > days[therapist.given_name, each.child.school.name]
        and each.priority == 2
    ]
    assert {(each.child.given_name, each.child.family_name) for each in hard} == set(TOO_MUCH)


def test_demo_told_again_changes_nothing(demo: ToldDemo) -> None:
    events = AuditEvent.objects.count()
    assert tell(demo.story, until="services") is False
    assert AuditEvent.objects.count() == events


def test_demo_told_on_goes_on_where_it_stopped(db: None) -> None:
    lines: list[str] = []
    assert tell(Story(AT), until="founded", say=lines.append)
    assert tell(Story(AT), until="roster", say=lines.append)
    assert [line.split(":")[0].strip() for line in lines] == ["founded", "roster"]


def test_demo_command_prints_the_sign_ins(db: None) -> None:
    out = StringIO()
    call_command("demo", stage="founded", stdout=out)
    call_command("demo", stage="founded", stdout=out)
    assert "joy@two-bridges.example" in out.getvalue()
    assert PASSWORD in out.getvalue()
    assert "Nothing was changed" in out.getvalue()


def test_demo_command_stays_out_of_a_database_with_real_people(db: None) -> None:
    founded()
    with pytest.raises(CommandError, match="only into an empty database"):
        call_command("demo", stage="founded", stdout=StringIO())
    assert people.organisation_named("Two Bridges") is None
