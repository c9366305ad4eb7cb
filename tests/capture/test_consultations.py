"""Contacts with the adults around a child: who writes them down, what is refused, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions.consultations import record_consultation, take_back_consultation
from alongside.capture.actions.visits import reopen
from alongside.capture.choices import Outcome, Partner, Reason
from alongside.capture.models import Consultation
from alongside.capture.queries.consultations import consultation_for, told_beside
from alongside.capture.queries.lines import Line
from alongside.capture.queries.make_up import make_up_list
from alongside.capture.queries.pace import delivered
from alongside.capture.rules.pace import Pace
from alongside.people.choices import Discipline
from alongside.people.rules import NotAllowed, NotNow
from alongside.plans.choices import Model, Pattern
from alongside.plans.models import PlannedService
from alongside.progress.queries.facts import consulted
from alongside.trust.models import AuditEvent
from tests.capture.test_pace import AFTER_TWO_WEEKS, LATER, TERM, a_version, hold, promised, visits_of
from tests.scheduling.world import MONDAY, World

#: A day of the first week, and the day of looking, in the week that is not counted yet.
IN_WEEK_ONE, TODAY = MONDAY + timedelta(days=1), AFTER_TWO_WEEKS


@pytest.fixture
def advised(world: World) -> PlannedService:
    """Eli's teacher is advised once a week, beside the service that Ada gives him."""
    world.published()
    version = a_version(world.children["Eli"], 1, TERM[0])
    return promised(version, discipline=Discipline.SPEECH, model=Model.CONSULTATION)


def consult(world: World, planned: PlannedService, by: str = "Ada", **said: Any) -> Consultation:
    usual: dict[str, Any] = {
        "id": uuid4(), "child": planned.version.plan.child, "service": planned.lineage, "on": IN_WEEK_ONE,
        "minutes": 30, "partner": Partner.TEACHER, "words": "A picture of the day at each table",
        "by": world.viewer(by, TODAY), "at": LATER,
    }  # fmt: skip
    return record_consultation(**usual | said)


def line_of(world: World, planned: PlannedService, by: str = "joy") -> Line:
    record = delivered(world.viewer(by, TODAY))
    assert record is not None
    return next(line for line in record.lines if line.key == planned.lineage)


def test_therapist_of_the_team_writes_it_down(world: World, advised: PlannedService) -> None:
    contact = consult(world, advised, starts=15 * 60)
    assert (contact.planned, contact.staff, contact.starts) == (advised, world.staff["Ada"], 15 * 60)
    (event,) = AuditEvent.objects.filter(action="consultation.recorded")
    assert event.detail == {"child": str(contact.child_id), "on": IN_WEEK_ONE.isoformat(), "minutes": 30}


def test_coordinator_names_who_held_it(world: World, advised: PlannedService) -> None:
    contact = consult(world, advised, by="joy", staff=world.staff["Ada"].pk)
    assert contact.staff == world.staff["Ada"]
    for staff in (None, world.staff["Ben"].pk):
        with pytest.raises(NotNow, match="Say which therapist or assistant of the child’s team"):
            consult(world, advised, by="joy", staff=staff)


@pytest.mark.parametrize("name", ["Ben", "Tom", "Gita"])
def test_others_may_not(world: World, advised: PlannedService, name: str) -> None:
    """A colleague of another team, the class's teacher, a guardian."""
    with pytest.raises(NotAllowed, match="not on your caseload"):
        consult(world, advised, by=name)
    contact = consult(world, advised)
    with pytest.raises(NotAllowed):
        take_back_consultation(consultation=contact, by=world.viewer(name, TODAY), at=LATER)
    assert consultation_for(world.viewer(name, TODAY), contact.pk) is None


def test_nobody_is_held_to_have_held_it_for_a_colleague(world: World, advised: PlannedService) -> None:
    with pytest.raises(NotNow, match="Say which therapist"):
        consult(world, advised, staff=world.staff["Ben"].pk)


def test_stranger_may_not_and_sees_nothing(world: World, elsewhere: World, advised: PlannedService) -> None:
    contact = consult(world, advised)
    with scope(organisation=elsewhere.organisation):
        stan = elsewhere.viewer("joy", TODAY)
        with pytest.raises(NotAllowed, match="another organisation"):
            consult(elsewhere, advised, by="joy")
        with pytest.raises(NotAllowed, match="another organisation"):
            take_back_consultation(consultation=contact, by=stan, at=LATER)
        assert consultation_for(stan, contact.pk) is None
        theirs = elsewhere.children["Eli"]
        with pytest.raises(NotAllowed, match="used already"):
            consult(elsewhere, advised, by="joy", child=theirs, id=contact.pk)


def test_form_that_is_sent_twice_is_kept_once(world: World, advised: PlannedService) -> None:
    number = UUID(int=7)
    first = consult(world, advised, id=number)
    assert consult(world, advised, id=number) == first
    assert Consultation.objects.count() == 1
    assert AuditEvent.objects.filter(action="consultation.recorded").count() == 1
    with pytest.raises(NotAllowed, match="used already"):
        consult(world, advised, by="joy", id=number, staff=world.staff["Ada"].pk)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"on": TODAY + timedelta(days=1)}, "still to come"),
        ({"on": TODAY, "starts": 8 * 60 + 1}, "still to come"),
        ({"minutes": 0}, "1 to 240 minutes"),
        ({"minutes": 241}, "1 to 240 minutes"),
        ({"starts": 23 * 60 + 50}, "would not end on that day"),
        ({"partner": "nobody"}, "with whom"),
        ({"words": "  "}, "what you agreed"),
    ],
)
def test_what_makes_no_sense_is_refused(
    world: World, advised: PlannedService, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(NotNow, match=sentence):
        consult(world, advised, **said)
    assert not Consultation.objects.exists()


def test_one_of_today_without_a_time_is_taken(world: World, advised: PlannedService) -> None:
    assert consult(world, advised, on=TODAY, minutes=240).minutes == 240


def test_day_that_the_service_has_not_is_refused(world: World, advised: PlannedService) -> None:
    advised.starts, advised.ends = MONDAY, MONDAY + timedelta(days=7)
    advised.save()
    with pytest.raises(NotNow, match="from 30 November 2026 to 6 December 2026"):
        consult(world, advised, on=MONDAY + timedelta(days=7))
    advised.ends = None
    advised.starts = MONDAY + timedelta(days=2)
    advised.save()
    with pytest.raises(NotNow, match="from 2 December 2026 on"):
        consult(world, advised)


def test_it_is_of_the_version_that_held_on_its_day(world: World, advised: PlannedService) -> None:
    seam = MONDAY + timedelta(days=7)
    advised.version.ended_on = seam
    advised.version.save()
    version = a_version(world.children["Eli"], 2, seam)
    second = promised(
        version, discipline=Discipline.SPEECH, model=Model.CONSULTATION, lineage=advised.lineage
    )
    assert consult(world, advised).planned == advised
    assert consult(world, advised, on=seam).planned == second
    assert line_of(world, second).indirect.delivered.sessions == 2


def test_service_with_the_child_takes_none(world: World, advised: PlannedService) -> None:
    advised.model = Model.PUSH_IN
    advised.save()
    with pytest.raises(NotNow, match="with the child each week"):
        consult(world, advised)
    with pytest.raises(NotAllowed, match="no such service"):
        consult(world, advised, service=uuid4())


def test_it_counts_with_pace_in_the_unit_of_the_service(world: World, advised: PlannedService) -> None:
    """One of 30 minutes a week: two are owed after two weeks."""
    assert (line_of(world, advised).pace, line_of(world, advised).minutes_off) == (Pace.BEHIND, -60)
    consult(world, advised)
    assert (line_of(world, advised).pace, line_of(world, advised).sessions_off) == (Pace.BEHIND, 1)
    consult(world, advised, minutes=20, on=IN_WEEK_ONE + timedelta(days=1))
    assert (line_of(world, advised).pace, line_of(world, advised).minutes_off) == (Pace.ON, -10)
    consult(world, advised, minutes=45, on=IN_WEEK_ONE + timedelta(days=2))
    line = line_of(world, advised)
    assert (line.pace, line.minutes_off, line.staff_id) == (Pace.AHEAD, 35, world.staff["Ada"].pk)
    assert [contact.minutes for contact in line.contacts] == [45, 20, 30]
    assert line.direct.is_empty


def test_one_of_this_week_counts_once_the_week_is_over(world: World, advised: PlannedService) -> None:
    consult(world, advised, on=TODAY)
    indirect = line_of(world, advised).indirect
    assert (indirect.delivered.minutes, indirect.to_come.minutes, indirect.lacking) == (0, 30, 60)


def test_what_is_taken_back_counts_no_more_and_stays(world: World, advised: PlannedService) -> None:
    contact = consult(world, advised)
    take_back_consultation(consultation=contact, by=world.viewer("joy", TODAY), at=LATER)
    assert line_of(world, advised).contacts == ()
    assert line_of(world, advised).indirect.delivered.minutes == 0
    assert Consultation.objects.get().taken_back_at == LATER
    (event,) = AuditEvent.objects.filter(action="consultation.taken_back")
    assert event.detail == {"child": str(contact.child_id)}
    with pytest.raises(NotNow, match="taken back already"):
        take_back_consultation(consultation=contact, by=world.viewer("Ada", TODAY), at=LATER)
    with pytest.raises(NotNow, match="taken back already"):
        consult(world, advised, id=contact.pk)


def test_nothing_of_it_is_to_be_made_up(world: World, advised: PlannedService) -> None:
    assert advised not in [each.planned for each in make_up_list(world.viewer("joy", TODAY)).by_date]


def test_service_that_nobody_has_given_is_of_whom_the_plan_names(
    world: World, advised: PlannedService
) -> None:
    assert line_of(world, advised).staff_id is None
    advised.therapists.add(world.staff["Ben"], through_defaults={"organisation": world.organisation})
    record = delivered(world.viewer("joy", TODAY))
    assert record is not None
    assert advised.lineage in {
        line.key for staff, lines in record.by_staff() if staff == world.staff["Ben"] for line in lines
    }


@pytest.fixture
def three_to_one(world: World) -> PlannedService:
    """From 16 November on, the week of 7 December is the fourth."""
    version = a_version(world.children["Sami"], 1, TERM[0])
    planned = promised(version, starts=date(2026, 11, 16), minutes=45, pattern=Pattern.THREE_TO_ONE)
    service = world.services["Sami OT"]
    service.planned = planned
    service.save()
    world.published()
    return planned


def test_fourth_week_takes_contacts_too(world: World, three_to_one: PlannedService) -> None:
    consult(world, three_to_one, on=date(2026, 12, 8), minutes=45)
    line = line_of(world, three_to_one)
    assert (line.direct.delivered.minutes, line.indirect.delivered.minutes) == (0, 45)


def test_visit_that_was_held_is_not_counted_beside_it(world: World, three_to_one: PlannedService) -> None:
    visit = visits_of(world, "Sami OT")[1]
    hold(world, visit)
    with pytest.raises(NotNow, match="its minutes count already"):
        consult(world, three_to_one, on=visit.on)


@pytest.mark.parametrize("held_first", [False, True])
def test_visit_held_on_the_day_of_a_contact_counts_in_its_place(
    world: World, three_to_one: PlannedService, held_first: bool
) -> None:
    """In the fourth week: whichever of the two reaches us first, the day's work is counted once."""
    visit = visits_of(world, "Sami OT")[1]
    contact = consult(world, three_to_one, on=visit.on, minutes=60)
    if held_first:  # As where a device sends what it marked before.
        contact.delete()
        hold(world, visit)
        contact.save()
    else:
        hold(world, visit)
    line = line_of(world, three_to_one)
    assert (line.direct.delivered.minutes, line.indirect.delivered.minutes) == (0, 45)
    assert (line.contacts, line.uncounted) == ((contact,), {contact.pk})
    child = world.children["Sami"]
    assert consulted(world.joy, child, MONDAY, TODAY) == []
    assert list(told_beside(world.joy, visit)) == [contact]
    later = LATER + timedelta(minutes=1)
    reopen(visit=visits_of(world, "Sami OT")[1], by=world.viewer("joy", TODAY), at=later)
    line = line_of(world, three_to_one)
    assert (line.indirect.delivered.minutes, line.uncounted) == (60, frozenset())
    assert [each.minutes for each in consulted(world.joy, child, MONDAY, TODAY)] == [60]


def test_visit_that_its_child_missed_leaves_the_contact_of_its_day(
    world: World, three_to_one: PlannedService
) -> None:
    visit = visits_of(world, "Sami OT")[1]
    consult(world, three_to_one, on=visit.on)
    hold(world, visit, outcome=Outcome.MISSED, reason=Reason.CHILD_AWAY)
    assert line_of(world, three_to_one).indirect.delivered.minutes == 30


def test_contact_of_another_day_or_service_counts_beside_a_visit(
    world: World, three_to_one: PlannedService, advised: PlannedService
) -> None:
    visit = visits_of(world, "Sami OT")[1]
    hold(world, visit)
    consult(world, three_to_one, on=visit.on - timedelta(days=1))
    consult(world, advised, on=visit.on)
    assert line_of(world, three_to_one).indirect.delivered.minutes == 45 + 30
    assert line_of(world, advised).indirect.delivered.minutes == 30
    assert not told_beside(world.joy, visits_of(world, "Eli OT")[1])


def test_stranger_is_told_of_no_contact_beside_our_visit(
    world: World, elsewhere: World, three_to_one: PlannedService
) -> None:
    visit = visits_of(world, "Sami OT")[1]
    consult(world, three_to_one, on=visit.on)
    with scope(organisation=elsewhere.organisation):
        assert not told_beside(elsewhere.viewer("joy", TODAY), visit)


def test_questions_do_not_grow_with_the_contacts(world: World, advised: PlannedService) -> None:
    counts = []
    for number in (1, 3):
        for _each in range(number):
            consult(world, advised)
        joy = world.viewer("joy", TODAY)
        with CaptureQueriesContext(connection) as asked:
            record = delivered(joy)
            assert record is not None
            assert [contact.staff.name for line in record.lines for contact in line.contacts]
        counts.append(len(asked))
    assert counts[0] == counts[1]
