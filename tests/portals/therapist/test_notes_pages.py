"""After class: notes that keep themselves, are read and signed, countersigned and corrected; what is left behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.capture.actions import notes
from alongside.capture.choices import Audience, Reason
from alongside.capture.models import DatedVisit, LeaveBehind, Note
from alongside.capture.queries.notes import ChildNote, notes_of_visit
from alongside.people import actions as people_actions
from alongside.plans.rules.texts import fingerprint
from tests.capture.held import a_share, a_visit, an_assistant, see, staff_of
from tests.factories import AT, SmallSchool, Stranger
from tests.plans.written import in_force
from tests.portals.therapist.conftest import SignedIn

SCRIPT = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def visit(people: SmallSchool) -> DatedVisit:
    """Mei with Ada in Writing, with three trials, held."""
    goal = in_force(people).goals.get()
    made = a_visit(people)
    a_share(made, people.ada, people)
    for rung in (0, 0, 1):
        see(made, people.ada, {"help": rung, "word": "Point"}, goal)
    return made


def shown(people: SmallSchool, visit: DatedVisit) -> ChildNote:
    (found,) = notes_of_visit(people.mei, visit)
    return found


def address(visit: DatedVisit, rest: str = "") -> str:
    return f"/today/visits/{visit.pk}/{rest}"


def typed(note: ChildNote, text: str, field: str = "text", seen: int | None = None) -> dict[str, Any]:
    number = fingerprint(getattr(note, field)) if seen is None else seen
    return {"target": str(note.session.pk), "field": field, "text": text, "seen": number}


def sign(browser: Client, visit: DatedVisit, note: ChildNote, name: str = "Mei Tan") -> HttpResponse:
    pk = note.session.pk
    said = {"note": str(pk), f"read-{pk}": note.number, "name": name}
    return browser.post(address(visit, "sign/"), said, follow=True)


def test_visit_shows_what_was_seen_and_the_note_that_it_makes(visit: DatedVisit, mei: Client) -> None:
    page = mei.get(address(visit)).text
    for words in (
        "2 of 3 alone", "Draft from the data", "Occupational therapy, 30 minutes, one to one.",
        "One thing for the teacher", "One thing for home", "Read and sign",
    ):  # fmt: skip
        assert words in page, words
    assert not Note.objects.exists(), "Looking writes nothing"


def test_text_keeps_itself_while_it_is_typed(people: SmallSchool, visit: DatedVisit, mei: Client) -> None:
    note = shown(people, visit)
    answer = mei.post(address(visit, "text/"), typed(note, "She wrote alone.\r\nTwice."), **SCRIPT)
    kept = "She wrote alone.\nTwice."
    assert answer.json() == {"number": fingerprint(kept)}
    assert Note.objects.get().text == kept
    met = mei.post(address(visit, "text/"), typed(note, "Another window."), **SCRIPT)
    assert (met.status_code, met.json()["theirs"]) == (409, kept)
    chosen = typed(note, "Both.", seen=met.json()["number"])
    assert mei.post(address(visit, "text/"), chosen, **SCRIPT).status_code == 200


def test_text_is_kept_without_a_script_too(people: SmallSchool, visit: DatedVisit, mei: Client) -> None:
    note = shown(people, visit)
    assert "Kept." in mei.post(address(visit, "text/"), typed(note, "By hand."), follow=True).text
    met = mei.post(address(visit, "text/"), typed(note, "Mine."))
    assert met.status_code == 409
    assert "By hand." in met.text
    assert "Mine." in met.text


def test_note_is_read_signed_and_locked(people: SmallSchool, visit: DatedVisit, mei: Client) -> None:
    note = shown(people, visit)
    page = mei.get(address(visit, "sign/")).text
    assert note.text.splitlines()[0] in page
    assert "Type your own name" in sign(mei, visit, note, name="Mei").text
    assert "Signed. Thank you." in sign(mei, visit, note).text
    page = mei.get(address(visit)).text
    assert "Signed by Mei Tan" in page
    assert 'name="field"' not in page
    assert mei.post(address(visit, "text/"), typed(note, "Later."), **SCRIPT).status_code == 422
    assert mei.get(address(visit, "sign/")).status_code == 302


def test_note_that_changed_since_it_was_read_is_not_signed(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    note = shown(people, visit)
    mei.post(address(visit, "text/"), typed(note, "Meanwhile."), **SCRIPT)
    assert "A note has changed since you read it." in sign(mei, visit, note).text
    assert mei.post(address(visit, "sign/"), {"name": "Mei Tan"}).text.count("Choose a note to sign.") == 1
    odd = {"note": str(note.session.pk), f"read-{note.session.pk}": "x", "name": "Mei Tan"}
    assert mei.post(address(visit, "sign/"), odd).status_code == 404


def test_list_shows_what_waits_and_what_was_signed(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    assert "Read and sign 2B, Writing" in mei.get("/today/notes/").text
    sign(mei, visit, shown(people, visit))
    page = mei.get("/today/notes/").text
    assert "Nothing waits to be signed." in page
    assert "Signed last" in page


def test_assistants_note_is_countersigned_on_its_page(
    people: SmallSchool, mei: Client, signed_in: SignedIn
) -> None:
    tove = an_assistant(people, in_team_of=people.ada)
    visit = a_visit(people, staff_of(tove))
    a_share(visit, people.ada, people)
    (note,) = notes_of_visit(tove, visit)
    sign(signed_in(tove), visit, note, "Tove Berg")
    kept = Note.objects.get()
    assert "To countersign" in mei.get("/today/notes/").text
    assert "waits for your countersignature" in mei.get("/today/").text
    url = f"/today/notes/{kept.pk}/"
    assert "Tove Berg wrote this as an assistant." in mei.get(url).text
    assert "Type your own name" in mei.post(f"{url}countersign/", {"name": "Tove Berg"}).text
    assert "Countersigned by Mei Tan" in mei.post(f"{url}countersign/", {"name": "Mei Tan"}, follow=True).text
    assert "Tove Berg wrote this" not in signed_in(people.joy).get(url).text


def test_correction_begins_with_a_reason_and_stands_beside_the_old_note(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    sign(mei, visit, shown(people, visit))
    old = Note.objects.get()
    url = f"/today/notes/{old.pk}/"
    assert "Correct this note" in mei.get(url).text
    assert mei.post(f"{url}correct/", {"why": ""}).status_code == 200
    page = mei.post(f"{url}correct/", {"why": "It was three"}, follow=True).text
    assert "Correction: It was three" in page
    new = Note.objects.get(corrects=old)
    assert mei.get(f"/today/notes/{new.pk}/").status_code == 302
    mei.post(address(visit, "text/"), typed(shown(people, visit), "Three sentences."), **SCRIPT)
    sign(mei, visit, shown(people, visit))
    page = mei.get(url).text
    assert "This note was corrected." in page
    assert "Correct this note" not in page
    assert "The note that it corrects" in mei.get(f"/today/notes/{new.pk}/").text


def test_correction_is_let_go(people: SmallSchool, visit: DatedVisit, mei: Client) -> None:
    sign(mei, visit, shown(people, visit))
    old = Note.objects.get()
    new = notes.correct_note(note=old, why="A slip", by=people.mei, at=AT)
    assert "The correction is gone." in mei.post(f"/today/notes/{new.pk}/drop/", follow=True).text
    assert list(Note.objects.all()) == [old]


def test_notes_of_a_child_are_read_by_its_team(
    people: SmallSchool, visit: DatedVisit, mei: Client, joy: Client
) -> None:
    sign(mei, visit, shown(people, visit))
    for reader in (mei, joy):
        assert "Signed by Mei Tan" in reader.get(f"/today/notes/of/{people.ada.pk}/").text
    assert "No note is signed yet." in joy.get(f"/today/notes/of/{people.ben.pk}/").text
    assert mei.get(f"/today/notes/of/{people.ben.pk}/").status_code == 404


def test_one_thing_is_left_changed_and_taken_back(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    session = visit.sessions.get()
    url = address(visit, f"leave/{session.pk}/teacher/")
    for text in ("Point to the list.", "Point to the list and wait."):
        assert text in mei.post(url, {"text": text}, follow=True).text
    assert LeaveBehind.objects.filter(taken_back_at=None).count() == 1
    assert "Nothing is left there now." in mei.post(url, {"text": " "}, follow=True).text
    assert not LeaveBehind.objects.filter(taken_back_at=None).exists()
    assert "at most 300" in mei.post(url, {"text": "x" * 301}, follow=True).text
    assert mei.post(address(visit, f"leave/{session.pk}/everybody/"), {"text": "x"}).status_code == 404


def test_child_that_was_away_is_named_without_a_note(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    a_share(visit, people.ben, people, away=Reason.CHILD_AWAY, minutes=0)
    assert "No share in this visit, so no note." in mei.get(address(visit)).text


def test_coordinator_reads_and_does_not_write(
    people: SmallSchool, visit: DatedVisit, mei: Client, joy: Client
) -> None:
    page = joy.get(address(visit)).text
    assert "No note yet." in page
    assert 'name="field"' not in page
    answer = joy.post(address(visit, "text/"), typed(shown(people, visit), "x"), **SCRIPT)
    assert (answer.status_code, "writes the note" in answer.json()["sentence"]) == (422, True)
    sign(mei, visit, shown(people, visit))
    assert "Signed by Mei Tan" in joy.get(f"/today/notes/{Note.objects.get().pk}/").text


def test_everybody_else_finds_nothing(
    people: SmallSchool, visit: DatedVisit, mei: Client, signed_in: SignedIn, stranger: Stranger
) -> None:
    note = shown(people, visit)
    session = note.session.pk
    sign(mei, visit, note)
    kept = Note.objects.get().pk
    with scope(organisation=stranger.organisation):
        stan = signed_in(stranger.stan)
    for browser in (
        signed_in(people.amara), signed_in(people.carla), signed_in(people.li), signed_in(people.hugo), stan,
    ):  # fmt: skip
        for url in (address(visit), address(visit, "sign/"), f"/today/notes/{kept}/",
                    f"/today/notes/of/{people.ada.pk}/"):  # fmt: skip
            assert browser.get(url).status_code == 404, url
        for url, said in (
            (address(visit, "text/"), typed(note, "x")),
            (address(visit, f"leave/{session}/teacher/"), {"text": "x"}),
            (f"/today/notes/{kept}/countersign/", {"name": "x"}),
            (f"/today/notes/{kept}/correct/", {"why": "x"}),
            (f"/today/notes/{kept}/drop/", {}),
        ):
            assert browser.post(url, said).status_code == 404, url
    for browser in (signed_in(people.carla), signed_in(people.li), signed_in(people.joy), stan):
        assert browser.get("/today/notes/").status_code == 404
    assert mei.get(f"/today/notes/{UUID(int=3)}/").status_code == 404


def test_pages_ask_the_same_number_of_questions_for_one_and_three(
    people: SmallSchool, visit: DatedVisit, mei: Client
) -> None:
    def asked(url: str) -> int:
        with CaptureQueriesContext(connection) as context:
            assert mei.get(url).status_code == 200
        return len(context)

    pages = (address(visit), address(visit, "sign/"), "/today/notes/")
    one = [asked(url) for url in pages]
    for child in (people.ben, people.cem):
        people_actions.join_teams(places=[(child, people.mei_staff)], by=people.joy, at=AT)
        a_share(visit, child, people)
        see(visit, child, {"face": 4})
        session = visit.sessions.get(child=child)
        notes.leave_behind(session=session, audience=Audience.HOME, text="x", by=people.mei, at=AT)
        a_share(a_visit(people, starts=600, ends=630), child, people)
    assert [asked(url) for url in pages] == one
