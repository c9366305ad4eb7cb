"""The note after class: kept while it is typed, signed and locked, countersigned, corrected; who reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.capture.actions import notes
from alongside.capture.choices import Audience, NoteState, Outcome, Reason
from alongside.capture.models import DatedSession, DatedVisit, Note
from alongside.capture.queries import notes as queries
from alongside.capture.queries.facts import facts_of
from alongside.capture.rules.drafting import Facts, drafted
from alongside.people import actions as people_actions
from alongside.people.choices import Discipline
from alongside.people.queries import viewer_of
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.models import Goal
from alongside.plans.rules.texts import fingerprint
from tests.capture.held import a_share, a_visit, an_assistant, see, staff_of, try_out
from tests.factories import AT, ON, PASSWORD, SmallSchool, Stranger, a_therapist
from tests.plans.written import in_force

LATER = AT + timedelta(hours=2)
MEI = "Mei Tan"


@pytest.fixture
def goal(people: SmallSchool) -> Goal:
    """Ada's goal in force: writes with her checklist, at least 4 of 5 trials."""
    return in_force(people).goals.get()


@pytest.fixture
def visit(people: SmallSchool) -> DatedVisit:
    """Mei with Ada in Writing."""
    made = a_visit(people)
    a_share(made, people.ada, people)
    return made


def share(visit: DatedVisit) -> DatedSession:
    return visit.sessions.get()


def write(people: SmallSchool, visit: DatedVisit, text: str = "She wrote two sentences.") -> Note:
    return notes.save_note(
        session=share(visit), field="text", text=text, seen=began(people.mei, visit), by=people.mei, at=AT
    )


def began(viewer: Viewer, visit: DatedVisit, field: str = "text") -> int:
    """What the page hands back: the fingerprint of the text that it showed."""
    (shown,) = queries.notes_of_visit(viewer, visit)
    return fingerprint(getattr(shown, field))


def signed(people: SmallSchool, visit: DatedVisit) -> Note:
    return notes.sign_note(note=write(people, visit), name=MEI, by=people.mei, at=AT)


def test_facts_are_the_same_after_they_were_kept(people: SmallSchool, visit: DatedVisit, goal: Goal) -> None:
    try_out(visit, people, goal, 0, 1)
    see(visit, people.ada, {"face": 5})
    facts = facts_of(people.mei, visit)[share(visit).pk]
    note = write(people, visit)
    note.refresh_from_db()
    assert Facts.from_json(note.facts) == facts


def test_first_word_makes_the_note_and_the_next_one_changes_it(
    people: SmallSchool, visit: DatedVisit
) -> None:
    (shown,) = queries.notes_of_visit(people.mei, visit)
    assert (shown.making, shown.is_open) == (None, True)
    assert "30 minutes" in shown.text
    note = write(people, visit)
    assert Note.objects.get() == note
    again = notes.save_note(
        session=share(visit),
        field="next_step",
        text="Take the card away.",
        seen=began(people.mei, visit, "next_step"),
        by=people.mei,
        at=LATER,
    )
    assert (again.pk, again.text, again.next_step) == (note.pk, note.text, "Take the card away.")
    assert again.state is NoteState.DRAFT


def test_two_windows_do_not_write_over_each_other(people: SmallSchool, visit: DatedVisit) -> None:
    seen = began(people.mei, visit)
    write(people, visit, "From one window.")
    with pytest.raises(notes.WrittenMeanwhile) as met:
        notes.save_note(
            session=share(visit), field="text", text="From another.", seen=seen, by=people.mei, at=LATER
        )
    assert met.value.theirs == "From one window."
    chosen = notes.save_note(
        session=share(visit), field="text", text="Both.", seen=met.value.number, by=people.mei, at=LATER
    )
    assert chosen.text == "Both."


def test_data_that_come_in_while_somebody_writes_are_pointed_out(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    seen = began(people.mei, visit)
    try_out(visit, people, goal, 0, 0)
    with pytest.raises(notes.WrittenMeanwhile, match="New data"):
        notes.save_note(session=share(visit), field="text", text="Mine.", seen=seen, by=people.mei, at=LATER)
    write(people, visit)
    assert not queries.notes_of_visit(people.mei, visit)[0].has_newer_data
    try_out(visit, people, goal, 1)
    (shown,) = queries.notes_of_visit(people.mei, visit)
    assert shown.has_newer_data
    assert shown.text == "She wrote two sentences."


def test_notes_that_nobody_edited_are_drafted_anew(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    (first,) = notes.draft_notes(visit=visit, by=people.mei, at=AT)
    try_out(visit, people, goal, 0)
    (again,) = notes.draft_notes(visit=visit, by=people.mei, at=LATER)
    assert again.pk == first.pk
    assert "1 of 1 alone" in again.text


def test_child_that_was_away_gets_no_note(people: SmallSchool, visit: DatedVisit) -> None:
    a_share(visit, people.ben, people, away=Reason.CHILD_AWAY, minutes=0)
    assert len(notes.draft_notes(visit=visit, by=people.mei, at=AT)) == 1
    with pytest.raises(NotNow, match="nothing to write about"):
        notes.save_note(
            session=visit.sessions.get(child=people.ben), field="text", text="x", seen=0, by=people.mei, at=AT
        )


@pytest.mark.parametrize("outcome", ["", Outcome.MISSED])
def test_visit_that_was_not_held_gets_no_note(people: SmallSchool, visit: DatedVisit, outcome: str) -> None:
    DatedVisit.objects.update(outcome=outcome)
    visit.refresh_from_db()
    assert notes.draft_notes(visit=visit, by=people.mei, at=AT) == []
    (shown,) = queries.notes_of_visit(people.mei, visit)
    assert not shown.is_open


def test_signing_locks_the_text_and_freezes_the_facts(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    note = write(people, visit)
    try_out(visit, people, goal, 0, 0)
    note = notes.sign_note(note=note, name="  mei   TAN ", by=people.mei, at=LATER)
    assert (note.state, note.signed_name, note.signed_at) == (NoteState.SIGNED, MEI, LATER)
    assert note.facts["practised"][0]["words"] == "2 of 2 alone"
    assert not note.awaits_countersignature
    try_out(visit, people, goal, 4)
    assert note.facts == Note.objects.get().facts
    with pytest.raises(NotNow, match="signed and locked"):
        write(people, visit, "Something else.")
    with pytest.raises(NotNow, match="signed and locked"):
        notes.sign_note(note=note, name=MEI, by=people.mei, at=LATER)


@pytest.mark.parametrize("name", ["", "Mei", "Joy Adeyemi"])
def test_signature_is_ones_own_name(people: SmallSchool, visit: DatedVisit, name: str) -> None:
    note = write(people, visit)
    with pytest.raises(NotNow, match="Mei Tan"):
        notes.sign_note(note=note, name=name, by=people.mei, at=AT)


def test_empty_note_is_not_signed(people: SmallSchool, visit: DatedVisit) -> None:
    with pytest.raises(NotNow, match="empty"):
        notes.sign_note(note=write(people, visit, "  "), name=MEI, by=people.mei, at=AT)


def test_notes_of_a_visit_are_signed_at_once_as_they_were_read(
    people: SmallSchool, visit: DatedVisit
) -> None:
    a_share(visit, people.ben, people)
    read = {
        shown.session.pk: fingerprint(shown.text, shown.next_step)
        for shown in queries.notes_of_visit(people.mei, visit)
    }
    made = notes.sign_notes(visit=visit, read=read, name=MEI, by=people.mei, at=AT)
    assert {note.session_id for note in made} == set(read)
    assert all(note.state is NoteState.SIGNED for note in Note.objects.all())
    with pytest.raises(NotNow, match="signed already"):
        notes.sign_notes(visit=visit, read=read, name=MEI, by=people.mei, at=LATER)


def test_text_that_has_changed_since_it_was_read_is_not_signed(
    people: SmallSchool, visit: DatedVisit
) -> None:
    (shown,) = queries.notes_of_visit(people.mei, visit)
    read = {shown.session.pk: fingerprint(shown.text, shown.next_step)}
    write(people, visit)
    with pytest.raises(NotNow, match="changed since you read it"):
        notes.sign_notes(visit=visit, read=read, name=MEI, by=people.mei, at=AT)
    with pytest.raises(NotNow, match="Choose a note"):
        notes.sign_notes(visit=visit, read={}, name=MEI, by=people.mei, at=AT)
    assert Note.objects.get().state is NoteState.DRAFT


def test_nobody_else_writes_or_signs(people: SmallSchool, visit: DatedVisit, stranger: Stranger) -> None:
    note = write(people, visit)
    for other in (people.joy, people.amara, people.carla, people.li, stranger.stan):
        with pytest.raises(NotAllowed):
            notes.save_note(session=share(visit), field="text", text="x", seen=0, by=other, at=AT)
        with pytest.raises(NotAllowed):
            notes.sign_note(note=note, name=other.account.name, by=other, at=AT)


def test_assistants_note_waits_for_a_therapist_of_the_team_and_discipline(people: SmallSchool) -> None:
    tove = an_assistant(people, in_team_of=people.ada)
    visit = a_visit(people, staff_of(tove))
    a_share(visit, people.ada, people)
    note = notes.save_note(
        session=share(visit), field="text", text="With Ada.", seen=began(tove, visit), by=tove, at=AT
    )
    assert list(queries.notes_to_countersign(people.mei)) == []
    note = notes.sign_note(note=note, name="Tove Berg", by=tove, at=AT)
    assert note.awaits_countersignature
    assert list(queries.notes_to_countersign(people.mei)) == [note]
    people_actions.join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    for other in (people.amara, people.joy, tove):
        assert list(queries.notes_to_countersign(other)) == []
        with pytest.raises(NotAllowed, match="same discipline"):
            notes.countersign_note(note=note, name=other.account.name, by=other, at=AT)
    with pytest.raises(NotNow, match="your own name"):
        notes.countersign_note(note=note, name="Tove Berg", by=people.mei, at=AT)
    note = notes.countersign_note(note=note, name=MEI, by=people.mei, at=LATER)
    assert (note.state, note.countersigned_by) == (NoteState.COUNTERSIGNED, people.mei.account)
    assert list(queries.notes_to_countersign(people.mei)) == []
    with pytest.raises(NotNow):
        notes.countersign_note(note=note, name=MEI, by=people.mei, at=LATER)


def test_therapists_own_note_is_not_countersigned(people: SmallSchool, visit: DatedVisit) -> None:
    note = signed(people, visit)
    ines = a_therapist("Ines", Discipline.OCCUPATIONAL, people.school, by=people.joy)
    people_actions.join_teams(places=[(people.ada, ines)], by=people.joy, at=AT)
    account = people_actions.give_account(
        person=ines, email="ines@riverside.example", password=PASSWORD, by=people.joy, at=AT
    )
    viewer = viewer_of(account, ON, people.organisation.pk)
    assert viewer is not None
    assert list(queries.notes_to_countersign(viewer)) == []
    with pytest.raises(NotNow, match="needs no countersignature"):
        notes.countersign_note(note=note, name=ines.name, by=viewer, at=AT)
    with pytest.raises(NotAllowed):
        notes.countersign_note(note=note, name=MEI, by=people.mei, at=AT)


def test_correction_is_a_note_of_its_own_that_names_the_old_one(
    people: SmallSchool, visit: DatedVisit
) -> None:
    old = signed(people, visit)
    with pytest.raises(NotNow, match="why"):
        notes.correct_note(note=old, why="  ", by=people.mei, at=LATER)
    with pytest.raises(NotAllowed):
        notes.correct_note(note=old, why="Wrong child", by=people.joy, at=LATER)
    new = notes.correct_note(note=old, why="It was three sentences", by=people.mei, at=LATER)
    with pytest.raises(NotNow, match="already"):
        notes.correct_note(note=old, why="Again", by=people.mei, at=LATER)
    assert (new.corrects, new.text, new.state) == (old, old.text, NoteState.DRAFT)
    notes.save_note(
        session=share(visit),
        field="text",
        text="She wrote three sentences.",
        seen=fingerprint(new.text),
        by=people.mei,
        at=LATER,
    )
    new = notes.sign_note(note=new, name=MEI, by=people.mei, at=LATER)
    old.refresh_from_db()
    assert old.text == "She wrote two sentences."
    (shown,) = queries.notes_of_visit(people.mei, visit)
    assert [note.text for note in shown.signed] == [old.text, "She wrote three sentences."]
    assert shown.standing == new
    assert queries.can_correct(people.mei, new)
    assert not queries.can_correct(people.mei, old)


def test_correction_that_was_not_signed_can_be_let_go(people: SmallSchool, visit: DatedVisit) -> None:
    old = signed(people, visit)
    new = notes.correct_note(note=old, why="A slip", by=people.mei, at=LATER)
    with pytest.raises(NotAllowed):
        notes.drop_correction(note=new, by=people.joy, at=LATER)
    with pytest.raises(NotNow):
        notes.drop_correction(note=old, by=people.mei, at=LATER)
    notes.drop_correction(note=new, by=people.mei, at=LATER)
    assert list(Note.objects.all()) == [old]


def test_drafts_are_their_authors_alone_and_signed_notes_the_teams(
    people: SmallSchool, visit: DatedVisit, stranger: Stranger
) -> None:
    note = write(people, visit)
    people_actions.join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    assert queries.note_for(people.mei, note.pk) == note
    for viewer in (people.joy, people.amara, people.carla, people.li, stranger.stan):
        assert queries.note_for(viewer, note.pk) is None
    notes.sign_note(note=note, name=MEI, by=people.mei, at=AT)
    for viewer in (people.joy, people.amara):
        assert queries.note_for(viewer, note.pk) == note
        assert list(queries.notes_of_child(viewer, people.ada.pk)) == [note]
    for viewer in (people.carla, people.hugo, people.li, stranger.stan):
        assert queries.note_for(viewer, note.pk) is None
        assert not queries.notes_of_child(viewer, people.ada.pk).exists()


def test_visit_waits_to_be_signed_until_every_child_that_was_there_has_a_note(
    people: SmallSchool, visit: DatedVisit
) -> None:
    a_share(visit, people.ben, people, away=Reason.CHILD_AWAY, minutes=0)
    a_visit(people, on=ON - timedelta(days=1), outcome=Outcome.MISSED)
    assert [(each.visit, each.children) for each in queries.notes_to_sign(people.mei)] == [(visit, 1)]
    assert queries.notes_to_sign(people.amara) == []
    write_session = visit.sessions.get(child=people.ada)
    note = notes.save_note(
        session=write_session,
        field="text",
        text="Done.",
        seen=fingerprint(drafted(facts_of(people.mei, visit)[write_session.pk]).text),
        by=people.mei,
        at=AT,
    )
    notes.sign_note(note=note, name=MEI, by=people.mei, at=AT)
    assert queries.notes_to_sign(people.mei) == []
    notes.correct_note(note=note, why="A slip", by=people.mei, at=AT)
    assert len(queries.notes_to_sign(people.mei)) == 1


def test_assistant_signs_for_what_she_recorded(people: SmallSchool, visit: DatedVisit, goal: Goal) -> None:
    tove, other = an_assistant(people, in_team_of=people.ada), an_assistant(people, "Nils")
    assert queries.notes_to_sign(tove) == []
    see(visit, people.ada, {"help": 0}, goal, observer=tove.account)
    assert [each.visit for each in queries.notes_to_sign(tove)] == [visit]
    see(visit, people.ada, {"help": 0}, goal, observer=other.account)
    assert queries.notes_to_sign(other) == [], "Nils is not in Ada’s team"
    note = notes.save_note(
        session=share(visit), field="text", text="With Ada.", seen=began(tove, visit), by=tove, at=AT
    )
    notes.sign_note(note=note, name="Tove Berg", by=tove, at=AT)
    assert queries.notes_to_sign(tove) == queries.notes_to_sign(people.mei) == []


def test_visit_is_seen_by_who_gave_it_the_team_and_coordinators(
    people: SmallSchool, visit: DatedVisit, stranger: Stranger
) -> None:
    for viewer in (people.mei, people.joy):
        assert queries.dated_visit_for(viewer, visit.pk) == visit
    for viewer in (people.amara, people.carla, people.li, stranger.stan):
        assert queries.dated_visit_for(viewer, visit.pk) is None
    a_share(visit, people.ben, people)
    people_actions.join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    (shown,) = queries.notes_of_visit(people.amara, visit)
    assert (shown.session.child, shown.may_write) == (people.ada, True)


def test_notes_of_a_visit_ask_the_same_number_of_questions_for_one_and_three(
    people: SmallSchool, visit: DatedVisit, goal: Goal
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as context:
            queries.notes_of_visit(people.mei, visit)
        return len(context)

    try_out(visit, people, goal, 0, 1)
    one = asked()
    for child in (people.ben, people.cem):
        a_share(visit, child, people)
        see(visit, child, {"face": 3})
        notes.leave_behind(
            session=visit.sessions.get(child=child), audience=Audience.TEACHER, text="x", by=people.mei, at=AT
        )
    assert asked() == one
