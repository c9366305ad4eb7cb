"""What is missing before a build, in sentences, and what counting alone can prove."""

from __future__ import annotations

from django_scopes import scope

from alongside.classrooms import actions as classrooms
from alongside.people import actions as people
from alongside.people.choices import Discipline, Role
from alongside.plans.actions import end_service
from alongside.scheduling.actions import availability
from alongside.scheduling.queries.readiness import Readiness, readiness
from tests.scheduling.world import MONDAY, NOW, World


def ready(world: World) -> Readiness:
    return readiness(world.joy, world.both, MONDAY)


def test_readiness_counts_what_a_build_would_work_with(world: World) -> None:
    found = ready(world)
    assert (found.children, found.services, found.sessions) == (5, 6, 8)
    assert (found.classes, found.classes_with_a_day, found.therapists) == (3, 3, 2)
    assert found.can_build
    assert found.gaps == ()


def test_no_service_stops_the_build(world: World) -> None:
    for service in world.services.values():
        end_service(service=service, ends=MONDAY, by=world.joy, at=NOW)
    found = ready(world)
    assert not found.can_build
    assert any("No child has a service yet" in gap.sentence and gap.stops for gap in found.gaps)


def test_nobodys_working_hours_stop_the_build(world: World) -> None:
    for name in ("Ada", "Ben"):
        availability.set_availability(staff=world.staff[name], hours=[], by=world.joy, at=NOW)
    found = ready(world)
    assert not found.can_build
    assert [gap.where for gap in found.gaps if gap.stops] == ["therapists"]


def test_child_in_no_class_is_named_and_does_not_stop_the_others(world: World) -> None:
    world.children["Zed"] = people.add_child(
        school=world.schools["Alder"], given_name="Zed", by=world.joy, at=NOW
    )
    world.service("Zed", Discipline.SPEECH, "Zed speech")
    found = ready(world)
    assert found.can_build
    assert [gap.sentence for gap in found.gaps] == ["Zed is in no class and is left out. Give Zed a class."]


def test_class_without_a_day_is_named(world: World) -> None:
    empty = classrooms.add_classroom(school=world.schools["Birch"], name="2B", by=world.joy, at=NOW)
    classrooms.enrol(classroom=empty, children=[world.children["Wren"]], starts=MONDAY, by=world.joy, at=NOW)
    found = ready(world)
    assert found.can_build
    assert found.classes_with_a_day == 2
    assert "We do not know what 2B does all day" in found.gaps[0].sentence


def test_no_class_with_a_day_stops_the_build(world: World) -> None:
    for classroom in world.classes.values():
        classrooms.set_class_timetable(
            classroom=classroom, holds_from=MONDAY, routines=[], by=world.joy, at=NOW
        )
    found = ready(world)
    assert not found.can_build
    assert any("what the classes do all day" in gap.sentence for gap in found.gaps)


def test_therapist_who_works_elsewhere_too_stops_the_build(world: World) -> None:
    found = readiness(world.joy, [world.schools["Alder"]], MONDAY)
    assert not found.can_build
    assert any("Ben Marsh works at Birch too" in gap.sentence for gap in found.gaps)


def test_what_counting_can_prove_is_said_with_names(world: World) -> None:
    world.service("Wren", Discipline.SPEECH, "too much", sessions=4, minutes=20)
    [gap] = [gap for gap in ready(world).gaps if gap.sessions_lost]
    assert "Wren Vale’s speech" in gap.sentence
    assert not gap.stops


def test_service_for_a_therapist_who_is_not_here_is_said(world: World) -> None:
    cleo = people.add_staff_member(
        role=Role.THERAPIST, discipline=Discipline.SPEECH, given_name="Cleo", by=world.joy, at=NOW
    )
    world.service("Eli", Discipline.SPEECH, "by Cleo", therapists=[cleo])
    [gap] = ready(world).gaps
    assert gap.sentence == (
        "Eli Vale’s speech is to be given by Cleo, who has no working hours. "
        "Write them down, or name another."
    )
    assert (gap.where, gap.sessions_lost, gap.stops) == ("therapists", 1, False)


def test_named_therapist_with_hours_at_another_school_is_said_with_the_school(world: World) -> None:
    cleo = people.add_staff_member(
        role=Role.THERAPIST, discipline=Discipline.SPEECH, given_name="Cleo", by=world.joy, at=NOW
    )
    cedar = people.add_school(name="Cedar", by=world.joy, at=NOW)
    availability.set_availability(staff=cleo, hours=[("Mon", 540, 690, cedar)], by=world.joy, at=NOW)
    world.service("Eli", Discipline.SPEECH, "by Cleo", therapists=[cleo])
    [gap] = ready(world).gaps
    assert "by Cleo, who has no working hours at Alder and Birch." in gap.sentence


def test_discipline_that_nobody_here_has_is_still_said_so(world: World) -> None:
    world.service("Eli", Discipline.BEHAVIOUR, "Eli behaviour")
    [gap] = ready(world).gaps
    assert "nobody of its discipline may give it" in gap.sentence


def test_stranger_counts_nothing(world: World, elsewhere: World) -> None:
    with scope(organisation=elsewhere.organisation):
        found = readiness(elsewhere.joy, world.both, MONDAY)
    assert (found.children, found.services, found.therapists, found.can_build) == (0, 0, 0, False)


def test_therapist_does_not_count_other_peoples_children(world: World) -> None:
    assert readiness(world.viewer("Ada"), world.both, MONDAY).children == 0


def test_school_without_terms_is_named_and_does_not_stop_the_build(world: World) -> None:
    classrooms.remove_term(term=world.schools["Birch"].terms.get(), by=world.joy, at=NOW)
    found = ready(world)
    assert found.can_build
    assert [gap.where for gap in found.gaps] == ["calendar"]
    assert "The terms of Birch are not known" in found.gaps[0].sentence
