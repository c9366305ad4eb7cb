"""An import that has been used by now goes back whole or stays whole, never half."""

from __future__ import annotations

from alongside.classrooms.models import Enrolment, Routine
from alongside.exchange.choices import ImportState
from alongside.exchange.models import ImportRun
from alongside.people.models import Child, ExternalId, TeamMembership
from alongside.plans import actions as plans
from alongside.plans.models import Service, ServiceTherapist
from tests.exchange.importing import Desk, dump, state
from tests.scheduling.world import World

HEAD = b"Child,Class,Service,Times per week,Minutes,Delivery,Therapist\n"


def services(world: World, *rows: bytes) -> ImportRun:
    desk = Desk(world.joy)
    run = desk.columns(desk.start(("services.csv", HEAD + b"\n".join(rows) + b"\n")))
    assert state(run) is ImportState.PREVIEW, run.sentence
    return run


def test_services_of_a_published_week_stay_with_their_therapists(world: World) -> None:
    desk = Desk(world.joy)
    row = b"Eli Vale,1A,Speech,1,20,pull-out,Ben Marsh"
    run = desk.commit(services(world, row))
    world.published()
    before = dump()
    run = desk.undo(run)
    assert dump() == before
    service = Service.objects.get(child=world.children["Eli"], discipline="speech")
    assert ServiceTherapist.objects.get(service=service).staff == world.staff["Ben"]
    assert TeamMembership.objects.filter(child=service.child, staff=world.staff["Ben"]).exists()
    assert run.summary["kept_by_undo_count"] == 2
    assert [line["label"] for line in run.summary["kept_by_undo"]] == [
        "Eli Vale’s speech",
        "Child Eli Vale",
    ]
    again = services(world, row)
    assert again.summary["counts"]["same"] == {"service": 1}
    assert again.summary["parts"].get("new", 0) == 0


def test_a_service_that_nobody_uses_goes_while_its_neighbour_stays(world: World) -> None:
    desk = Desk(world.joy)
    run = desk.commit(services(world, b"Eli Vale,1A,Speech,1,20,pull-out,Ben Marsh"))
    world.published()
    other = desk.commit(services(world, b"Mira Vale,2A,OT,1,20,push-in,Ada Marsh"))
    desk.undo(run)
    assert ServiceTherapist.objects.count() == 2
    desk.undo(other)
    assert ServiceTherapist.objects.count() == 1
    assert not Service.objects.filter(
        child=world.children["Mira"], discipline="occupational_therapy"
    ).exists()


def test_a_service_that_was_followed_stays_ended_where_its_follower_stays(world: World) -> None:
    desk = Desk(world.joy)
    run = desk.commit(services(world, b"Eli Vale,1A,OT,2,20,push-in,Ada Marsh"))
    world.published()
    desk.undo(run)
    eli = Service.objects.filter(child=world.children["Eli"], ends=None)
    assert [(service.sessions, service.minutes) for service in eli] == [(2, 20)]


def test_a_service_that_was_followed_begins_again_where_its_follower_goes(world: World) -> None:
    desk = Desk(world.joy)
    before = dump()
    desk.undo(desk.commit(services(world, b"Eli Vale,1A,OT,2,20,push-in,Ada Marsh")))
    assert dump() == before


def test_a_child_who_stays_keeps_the_class_and_the_others_go(desk: Desk) -> None:
    rows = b"Student id,Name,Class\n17,Mia Reed,2B\n18,Omar Said,2B\n19,Tom Hill,3A\n"
    run = desk.commit(desk.columns(desk.start(("children.csv", rows)), school="Reed Lane"))
    mia = Child.objects.get(given_name="Mia")
    plans.add_service(
        child=mia, discipline="speech", sessions=1, minutes=30, starts=desk.by.on, by=desk.by, at=desk.now
    )
    run = desk.undo(run)
    assert Child.objects.get() == mia
    assert Enrolment.objects.get().classroom.name == "2B"
    assert ExternalId.objects.filter(subject_id=mia.pk).exists()
    labels = {line["label"] for line in run.summary["kept_by_undo"]}
    assert labels == {"Child Mia Reed", "Class 2B", "School Reed Lane"}
    one = b"Student id,Name,Class\n17,Mia Reed,2B\n"
    again = desk.columns(desk.start(("children.csv", one)), school="Reed Lane")
    assert set(again.summary["counts"]) <= {"same", "odd"}


def test_a_timetable_with_a_corrected_lesson_stays_whole(desk: Desk) -> None:
    text = b",Monday,Tuesday\n08:30-09:30,Reading,Maths\n09:30-10:00,Art,PE\n"
    run = desk.commit(desk.timetable(desk.start(("2B.csv", text)), school="Reed Lane"))
    Routine.objects.filter(title="Art").update(title="Clay")
    run = desk.undo(run)
    assert Routine.objects.count() == 4
    assert run.summary["kept_by_undo"][0]["label"] == "Class 2B"
