"""Services come in for children who are here; who is meant for certain, and by whom they are given."""

from __future__ import annotations

import pytest

from alongside.exchange.actions import imports
from alongside.exchange.choices import ImportKind, ImportState, Verdict
from alongside.exchange.models import ImportRun
from alongside.people.actions import add_staff_member
from alongside.people.choices import Discipline, Role
from alongside.people.models import StaffMember, TeamMembership
from alongside.plans.models import Service, ServiceTherapist
from tests.exchange.importing import TODAY, Desk, dump, state

CHILDREN = b"Student id,Name,Class\n17,Mia Reed,2B\n18,Omar Said,2B\n19,Mia Reed,3A\n20,Tom Hill,3A\n"
HEAD = "Child,Class,Service,Times per week,Minutes,Delivery,Therapist\n"


@pytest.fixture
def school(desk: Desk) -> Desk:
    """Four children, two of one name, and a speech therapist."""
    desk.commit(desk.columns(desk.start(("children.csv", CHILDREN)), school="Reed Lane"))
    add_staff_member(
        role=Role.THERAPIST, discipline=Discipline.SPEECH, given_name="Dana", family_name="Okoye", by=desk.by,
        at=desk.now,
    )  # fmt: skip
    return desk


def services(desk: Desk, *rows: str) -> ImportRun:
    run = desk.start(("services.csv", (HEAD + "\n".join(rows) + "\n").encode()))
    assert (state(run), run.kind) == (ImportState.MAPPING, ImportKind.SERVICES), run.sentence
    return desk.columns(run)


def test_services_come_in_with_their_therapist_and_go_back(school: Desk) -> None:
    run = services(school, "Omar Said,2B,SLT,2,30,push-in,Dana Okoye", "Mia Reed,3A,OT,1,45,either,")
    before = dump()
    run = school.commit(run)
    speech, occupational = Service.objects.order_by("-discipline")
    assert (speech.sessions, speech.minutes, speech.delivery, speech.starts) == (2, 30, "push_in", TODAY)
    assert [therapist.name for therapist in speech.therapists.all()] == ["Dana Okoye"]
    assert occupational.discipline == Discipline.OCCUPATIONAL
    assert occupational.child.enrolments.get().classroom.name == "3A"
    assert TeamMembership.objects.get().child == speech.child
    school.undo(run)
    assert dump() == before


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Mia Reed,,SLT,1,30,,", "2 children are called so"),
        ("Nobody Here,2B,SLT,1,30,,", "no such child is here"),
        ("Omar Said,2B,Chess,1,30,,", "none of the three therapies"),
        ("Omar Said,2B,SLT,,30,,", "does not say how often"),
        ("Omar Said,2B,SLT,1,32,,", "32 minutes do not fit"),
        ("Omar Said,2B,SLT,1,30,consultation,", "consultation takes no time"),
        ("Omar Said,2B,SLT,3 per month,30,,", "cannot come round evenly"),
    ],
)
def test_a_row_that_cannot_be_taken_is_set_aside_with_its_line(school: Desk, row: str, sentence: str) -> None:
    run = services(school, row, "Tom Hill,3A,OT,1,30,,")
    (odd,) = run.lines.filter(verdict=Verdict.ODD, sentence__startswith="Set aside")
    assert sentence in odd.sentence
    assert odd.number == 2
    school.commit(run)
    assert Service.objects.get().child.given_name == "Tom"


def test_an_odd_row_is_listed_once_with_all_that_is_odd_about_it(school: Desk) -> None:
    run = services(school, "Omar Said,2B,SLT,1,soon,,")
    (odd,) = run.lines.filter(verdict=Verdict.ODD)
    assert odd.number == 2
    assert "does not say how often, or how long" in odd.sentence
    assert "“soon” is no number of minutes" in odd.sentence


def test_a_file_that_does_not_say_where_leaves_the_place_as_it_is(school: Desk) -> None:
    school.commit(services(school, "Omar Said,2B,SLT,2,30,pull-out,"))
    assert set(services(school, "Omar Said,2B,SLT,2,30,,").summary["counts"]) == {"same"}
    school.commit(services(school, "Omar Said,2B,SLT,3,20,,"))
    assert [(each.sessions, each.delivery) for each in Service.objects.filter(ends=None)] == [(3, "pull_out")]


def test_a_new_service_without_a_place_is_given_as_it_fits(school: Desk) -> None:
    school.commit(services(school, "Omar Said,2B,SLT,2,30,,"))
    assert Service.objects.get().delivery == "either"


def test_the_same_services_again_change_nothing(school: Desk) -> None:
    row = "Omar Said,2B,SLT,2,30,push-in,Dana Okoye"
    school.commit(services(school, row))
    before = dump()
    run = services(school, row)
    assert set(run.summary["counts"]) == {"same"}
    assert dump() == before


def test_a_changed_service_is_corrected_and_undone(school: Desk) -> None:
    school.commit(services(school, "Omar Said,2B,SLT,2,30,push-in,Dana Okoye"))
    before = dump()
    run = services(school, "Omar Said,2B,SLT,3,20,push-in,Dana Okoye")
    (line,) = school.lines(run, Verdict.CHANGED)
    assert "It was 2 × 30 minutes" in line
    run = school.commit(run)
    assert Service.objects.get().minutes == 20
    school.undo(run)
    assert dump() == before


def test_a_service_that_the_file_lacks_goes_on_unless_somebody_ends_it(school: Desk) -> None:
    school.commit(
        services(school, "Omar Said,2B,SLT,2,30,,", "Tom Hill,3A,SLT,1,30,,", "Tom Hill,3A,OT,1,30,,")
    )
    rows = ("Omar Said,2B,SLT,2,30,,", "Omar Said,2B,OT,1,30,,", "Tom Hill,3A,OT,1,30,,")
    run = services(school, *rows)
    assert len(school.lines(run, Verdict.MISSING)) == 1
    school.commit(run)
    assert not Service.objects.exclude(ends=None).exists()
    school.commit(services(school, *rows), missing=True)
    assert Service.objects.get(ends=TODAY).discipline == Discipline.SPEECH


def test_an_unknown_therapist_is_odd_and_added_only_when_wanted(school: Desk) -> None:
    run = services(school, "Omar Said,2B,OT,1,30,,Ruth Abiola")
    assert any("No therapist Ruth Abiola is here" in line for line in school.lines(run, Verdict.ODD))
    run = school.read(imports.add_unknown_therapists(run=run, by=school.by, at=school.now))
    school.commit(run)
    ruth = StaffMember.objects.get(family_name="Abiola")
    assert (ruth.role, ruth.discipline) == (Role.THERAPIST, Discipline.OCCUPATIONAL)
    assert ServiceTherapist.objects.get().staff == ruth


def test_a_therapist_of_another_discipline_is_not_named(school: Desk) -> None:
    run = services(school, "Omar Said,2B,OT,1,30,,Dana Okoye")
    assert any("gives another therapy" in line for line in school.lines(run, Verdict.ODD))
    school.commit(run)
    assert not ServiceTherapist.objects.exists()


def test_a_child_is_found_by_the_id_of_the_class_list(school: Desk) -> None:
    text = b"Student id,Service,Times per week,Minutes\n19,speech,1,30\n"
    school.commit(school.columns(school.start(("s.csv", text))))
    assert Service.objects.get().child.enrolments.get().classroom.name == "3A"
