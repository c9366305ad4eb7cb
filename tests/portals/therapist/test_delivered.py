"""The pages of what was delivered and what is to be placed: what they say, who finds them, two taps to a place."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.capture.actions.consultations import record_consultation
from alongside.capture.choices import Outcome, Partner, Reason
from alongside.capture.models import DatedSession
from alongside.capture.queries.make_up import make_up_list
from alongside.classrooms.actions import add_term
from alongside.people.choices import Discipline
from alongside.plans.choices import Model, Pattern
from alongside.plans.models import PlannedService, Service
from tests.capture.test_make_up import miss
from tests.capture.test_pace import AFTER_TWO_WEEKS, TERM, a_version, hold, promised, visits_of
from tests.scheduling.test_free_places import by_date
from tests.scheduling.world import World

SPRING = date(2027, 1, 4)
LATER = datetime(2026, 12, 14, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is looked at two weeks after the timetable began, instead of on the day of the other tests here."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def told(world: World) -> World:
    """Two weeks of Noor's visits: three held, one missed for an assembly."""
    world.published()
    visits = visits_of(world, "Noor OT")
    hold(world, *visits[:3])
    hold(world, visits[3], outcome=Outcome.MISSED, reason=Reason.ASSEMBLY)
    return world


def first_place(page: str) -> dict[str, str]:
    """The fields of the first place on the page."""
    form = page.split('<form method="post">')[1].split("</form>")[0]
    found = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    del found["csrfmiddlewaretoken"]
    return found


def test_list_says_who_is_behind_and_by_how_much(told: World) -> None:
    page = told.browser("Ada").get("/delivered/").text
    assert "Noor" in page
    assert "Behind by 1 session (30 min)" in page
    assert "90 of 120 min owed so far" in page
    assert "On pace means less than one session ahead or behind." in page
    assert "Assembly" in page


def test_coordinator_compares_therapists_and_a_therapist_does_not(told: World) -> None:
    assert "By therapist" in told.browser("joy").get("/delivered/").text
    assert "By therapist" not in told.browser("Ada").get("/delivered/").text


def test_list_can_be_narrowed(told: World) -> None:
    joy = told.browser("joy")
    birch = joy.get("/delivered/", {"school": str(told.schools["Birch"].pk)}).text
    assert "Wren" in birch
    assert "Noor" not in birch
    speech = joy.get("/delivered/", {"discipline": Discipline.SPEECH}).text
    assert "Eli" not in speech


def test_child_has_a_page_with_each_number(told: World) -> None:
    page = told.browser("Ada").get(f"/delivered/children/{told.children['Noor'].pk}/").text
    assert "6 sessions, 180 min" in page
    assert "Lost: 1 of 4 sessions that are over." in page
    assert "Even if all that is to come is held, 1 session will be missing." in page
    assert "Find a time" in page


def test_nothing_published_is_said_kindly(world: World) -> None:
    assert "Nothing to count here yet." in world.browser("joy").get("/delivered/").text
    assert "Nothing is to be placed." in world.browser("joy").get("/delivered/make-up/").text


@pytest.mark.parametrize("name", ["Tom", "Gita"])
def test_teachers_and_families_find_no_such_page(told: World, name: str) -> None:
    browser = told.browser(name)
    (missed,) = make_up_list(told.viewer("joy", AFTER_TWO_WEEKS)).missed
    for address in (
        "/delivered/",
        "/delivered/make-up/",
        f"/delivered/make-up/{missed.session.pk}/",
        f"/delivered/children/{told.children['Noor'].pk}/",
    ):
        assert browser.get(address).status_code == 404


def test_stranger_and_colleague_of_another_team_find_nothing(told: World, elsewhere: World) -> None:
    (missed,) = make_up_list(told.viewer("joy", AFTER_TWO_WEEKS)).missed
    for browser in (elsewhere.browser("joy"), told.browser("Ben")):
        assert browser.get(f"/delivered/make-up/{missed.session.pk}/").status_code == 404
        assert (
            browser.post(f"/delivered/make-up/{missed.session.pk}/give-up/", {"why": "x"}).status_code == 404
        )
    assert elsewhere.browser("joy").get(f"/delivered/children/{told.children['Noor'].pk}/").status_code == 404
    assert told.browser("Ada").get(f"/delivered/children/{told.children['Wren'].pk}/").status_code == 404
    assert Client().get("/delivered/").status_code == 302


def test_missed_session_is_placed_in_two_taps(told: World) -> None:
    ada = told.browser("Ada")
    listed = ada.get("/delivered/make-up/").text
    assert "Missed on" in listed
    assert "Assembly" in listed
    address = re.findall(r'href="(/delivered/make-up/[0-9a-f-]+/)"', listed)[0]
    place = first_place(ada.get(address).text)
    done = ada.post(address, place, follow=True)
    assert "Placed: Noor on" in done.text
    assert "Nothing is to be placed." in done.text
    made = DatedSession.objects.exclude(makes_up=None).get()
    assert (made.visit.on.isoformat(), str(made.visit.starts)) == (place["on"], place["starts"])


def test_place_that_was_never_offered_is_refused_with_the_others(told: World) -> None:
    ada = told.browser("Ada")
    address = re.findall(r'href="(/delivered/make-up/[0-9a-f-]+/)"', ada.get("/delivered/make-up/").text)[0]
    place = first_place(ada.get(address).text)
    refused = ada.post(address, place | {"place": str(uuid4())})
    assert "This place has just been taken." in refused.text
    assert "Place it" in refused.text
    assert ada.post(address, {"on": "soon"}).status_code == 200
    assert not DatedSession.objects.exclude(makes_up=None).exists()


def test_session_is_given_up_with_a_reason(told: World) -> None:
    ada = told.browser("Ada")
    address = re.findall(r'href="(/delivered/make-up/[0-9a-f-]+/)"', ada.get("/delivered/make-up/").text)[0]
    assert "Say why it is not made up" in ada.post(address + "give-up/", {"why": ""}, follow=True).text
    done = ada.post(address + "give-up/", {"why": "The term is over"}, follow=True)
    assert "is off the list." in done.text
    pk = UUID(address.split("/")[3])
    assert DatedSession.objects.get(pk=pk).given_up == "The term is over"


def test_monthly_service_is_placed_by_date(told: World) -> None:
    planned = by_date(told.children["Mira"])
    joy = told.browser("joy")
    assert f"/delivered/by-date/{planned.pk}/" in joy.get("/delivered/make-up/").text
    address = f"/delivered/by-date/{planned.pk}/"
    place = first_place(joy.get(address).text)
    assert "Placed: Mira on" in joy.post(address, place, follow=True).text
    assert joy.get(f"/delivered/by-date/{uuid4()}/").status_code == 404


def test_list_asks_the_same_number_of_questions_for_one_and_three(told: World) -> None:
    hold(told, visits_of(told, "Wren speech")[0])
    counts = []
    for school in ("Birch", "Alder"):
        with CaptureQueriesContext(connection) as asked:
            told.browser("joy").get("/delivered/", {"school": str(told.schools[school].pk)})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_make_ups_ask_the_same_number_of_questions_for_one_and_three(told: World) -> None:
    counts = []
    for keys in ([], ["Eli OT", "Wren speech"]):
        for key in keys:
            miss(told, key)
        with CaptureQueriesContext(connection) as asked:
            told.browser("joy").get("/delivered/make-up/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_days_ahead_are_looked_at_from_tomorrow_on(told: World) -> None:
    ada = told.browser("Ada")
    address = re.findall(r'href="(/delivered/make-up/[0-9a-f-]+/)"', ada.get("/delivered/make-up/").text)[0]
    place = first_place(ada.get(address).text)
    assert place["on"] >= (LATER.date() + timedelta(days=1)).isoformat()


@pytest.fixture
def advised(told: World) -> PlannedService:
    """Eli's adults are advised once a week."""
    version = a_version(told.children["Eli"], 1, TERM[0])
    return promised(version, discipline=Discipline.SPEECH, model=Model.CONSULTATION)


def sent(page: str, **said: str) -> dict[str, str]:
    """The form for a contact as the page has it, filled in."""
    form = page.split("/consultations/")[1].split("</form>")[0]
    usual = dict(re.findall(r'name="(id|on|minutes)" value="([^"]*)"', form))
    return usual | {"partner": "teacher", "words": "A timer at the carpet"} | said


def test_contact_is_written_down_and_taken_back(told: World, advised: PlannedService) -> None:
    ada = told.browser("Ada")
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    page = ada.get(address).text
    assert "Behind by 2 sessions (60 min)" in page
    assert "Nothing is written down for this term yet." in page
    form = sent(page, on="2026-12-02", starts="15:10")
    there = f"{address}consultations/{advised.lineage}/"
    for _press in range(2):
        done = ada.post(there, form, follow=True).text
    assert done.count("A timer at the carpet") == 1
    assert "Wednesday 2 December, 15:10. 30 min with: Class teacher. Held by Ada" in done
    assert "Behind by 1 session (30 min)" in done
    assert "Behind by 1 session (30 min)" in ada.get("/delivered/").text
    (back,) = re.findall(r'action="(/delivered/consultations/[0-9a-f-]+/take-back/)"', done)
    gone = ada.post(back, follow=True).text
    assert "A timer at the carpet" not in gone
    assert "Taken back." in gone
    assert ada.post(back).status_code == 404


def test_form_that_is_refused_says_why_and_keeps_what_was_typed(told: World, advised: PlannedService) -> None:
    ada = told.browser("Ada")
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    there = f"{address}consultations/{advised.lineage}/"
    page = ada.post(there, sent(ada.get(address).text, on="2026-12-24")).text
    assert "This is still to come." in page
    assert "A timer at the carpet" in page
    assert "<details" in page
    assert " open>" in page
    assert "less than or equal to 240" in ada.post(there, sent(page, minutes="999")).text
    assert ada.post(f"{address}consultations/{uuid4()}/", sent(page)).status_code == 404


def test_contact_of_a_term_that_is_over_is_written_down_on_its_page(
    told: World, advised: PlannedService, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_term(
        school=told.schools["Alder"], name="Spring", starts=SPRING, ends=SPRING.replace(month=4),
        by=told.joy, at=LATER,
    )  # fmt: skip
    advised.ends = TERM[1]
    advised.save()
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 1, 13, 9, tzinfo=UTC))
    ada = told.browser("Ada")
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    assert "Write down a contact" not in ada.get(address).text
    page = ada.get(address, {"term": "Autumn"}).text
    (there,) = re.findall(r'action="([^"]+/consultations/[0-9a-f-]+/[^"]*)"', page)
    done = ada.post(there, sent(page, on="2026-12-17"), follow=True).text
    assert "A timer at the carpet" in done


def test_coordinator_says_on_the_page_who_held_it(told: World, advised: PlannedService) -> None:
    joy = told.browser("joy")
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    page = joy.get(address).text
    assert "Held by" in page
    assert "Held by" not in told.browser("Ada").get(address).text
    form = sent(page, staff=str(told.staff["Ada"].pk), on="2026-12-02")
    done = joy.post(f"{address}consultations/{advised.lineage}/", form, follow=True).text
    assert "with: Class teacher. Held by Ada" in done


@pytest.mark.parametrize("name", ["Tom", "Gita", "Ben"])
def test_others_find_no_form_for_a_contact(told: World, advised: PlannedService, name: str) -> None:
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    form = sent(told.browser("Ada").get(address).text, on="2026-12-02")
    there = f"{address}consultations/{advised.lineage}/"
    assert told.browser(name).post(there, form).status_code == 404
    told.browser("Ada").post(there, form)
    back = f"/delivered/consultations/{form['id']}/take-back/"
    assert told.browser(name).post(back).status_code == 404


def test_stranger_finds_no_form_for_a_contact(told: World, elsewhere: World, advised: PlannedService) -> None:
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    form = sent(told.browser("Ada").get(address).text, on="2026-12-02")
    there = f"{address}consultations/{advised.lineage}/"
    told.browser("Ada").post(there, form)
    assert elsewhere.browser("joy").post(there, form).status_code == 404
    assert (
        elsewhere.browser("joy").post(f"/delivered/consultations/{form['id']}/take-back/").status_code == 404
    )


def test_page_asks_the_same_number_of_questions_for_one_contact_and_three(
    told: World, advised: PlannedService
) -> None:
    ada = told.browser("Ada")
    address = f"/delivered/children/{told.children['Eli'].pk}/"
    counts = []
    for number in (1, 2):
        for _each in range(number):
            form = sent(ada.get(address).text, on="2026-12-02")
            ada.post(f"{address}consultations/{advised.lineage}/", form)
        with CaptureQueriesContext(connection) as asked:
            ada.get(address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_visit_held_beside_a_contact_says_which_of_the_two_counts(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = a_version(world.children["Sami"], 1, TERM[0])
    planned = promised(version, starts=date(2026, 11, 16), minutes=45, pattern=Pattern.THREE_TO_ONE)
    Service.objects.filter(pk=world.services["Sami OT"].pk).update(planned=planned)
    world.published()
    visit = visits_of(world, "Sami OT")[1]
    record_consultation(
        id=uuid4(), child=world.children["Sami"], service=planned.lineage, on=visit.on, minutes=60,
        partner=Partner.TEACHER, words="A picture of the day", by=world.viewer("Ada", visit.on), at=LATER,
    )  # fmt: skip
    ada, page = world.browser("Ada"), f"/delivered/children/{world.children['Sami'].pk}/"
    assert "Not counted" not in ada.get(page).text
    there = f"/today/visits/{visit.id}/"
    said = f"{there}end/?series={visit.series}&on={visit.on}"
    done = ada.post(said, {"outcome": "held"}, follow=True).text
    assert "For Sami, a contact of that day is written down too. It is not counted beside the visit" in done
    assert "Not counted: a visit of this service was held on that day" in ada.get(page).text
    monkeypatch.setattr(timezone, "now", lambda: LATER + timedelta(minutes=1))
    ada.post(said, {"reopen": "1"})
    assert "Not counted" not in ada.get(page).text
    missed = ada.post(said, {"outcome": "missed", "reason": "child_away"}, follow=True).text
    assert "a contact of that day" not in missed
