"""Every write of a note after class, and of what is left behind for the teacher and for home."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.capture.choices import Audience
from alongside.capture.models import DatedSession, DatedVisit, LeaveBehind, Note
from alongside.capture.queries.facts import facts_of
from alongside.capture.rules.drafting import Facts, drafted
from alongside.capture.rules.notes import (
    check_can_correct,
    check_can_countersign,
    check_can_leave,
    check_can_sign,
    check_can_write_note,
    check_has_text,
    check_is_open,
    may_write_note,
    written_as,
)
from alongside.people.actions import audit
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.plans.rules.texts import fingerprint


class WrittenMeanwhile(NotNow):
    """The text that the writer began from stands no more: `theirs` does, `number` names it, `by` wrote it.

    That is another window of hers, or a newer draft where data came in meanwhile.
    """

    def __init__(self, theirs: str, by: str) -> None:
        super().__init__(
            _("{who} changed this meanwhile. Choose one text, or put both together.").format(who=by)
        )
        self.theirs = theirs
        self.number = fingerprint(theirs)
        self.by = by


@transaction.atomic
def draft_notes(*, visit: DatedVisit, by: Viewer, at: datetime) -> list[Note]:
    """Drafts a note for every child that had its share of a visit and has none signed; whoever was with them writes.

    What nobody has edited yet is drafted anew from the data as they are now; an edited text is let be.
    """
    check_is_ours(by, visit)
    facts = facts_of(by, visit)
    sessions = [_held(session) for session in visit.sessions.filter(pk__in=facts)]
    return [
        _draft(session, facts[session.pk], by, at)
        for session in sessions
        if may_write_note(by, session) and not _is_done(session, by)
    ]


@transaction.atomic
def save_note(*, session: DatedSession, field: str, text: str, seen: int, by: Viewer, at: datetime) -> Note:
    """Keeps one text of the author's note as typed; `seen` is the fingerprint of the text that the writer began from.

    The first word makes the note. Raises `WrittenMeanwhile` where another text stands by now; refuses what is signed.
    """
    check_has_text(field)
    session = _held(session)
    check_can_write_note(by, session)
    note = _note_in_making(session, by, at)
    standing = getattr(note, field)
    if text != standing:
        if fingerprint(standing) != seen:
            raise WrittenMeanwhile(standing, _("Another window") if note.edited_at else _("New data"))
        setattr(note, field, text)
        note.edited_at = at
        note.save(update_fields=[field, "edited_at"])
        audit(by, at, "note.saved", note, field=field)
    return note


@transaction.atomic
def sign_notes(
    *, visit: DatedVisit, read: Mapping[UUID, int], name: str, by: Viewer, at: datetime
) -> list[Note]:
    """Signs the viewer's notes of a visit at once: `read` are their sessions, with the fingerprint of what was read.

    Refuses them all where one has changed since it was read.
    """
    drafts = {note.session_id: note for note in draft_notes(visit=visit, by=by, at=at)}
    if not read:
        raise NotNow(_("Choose a note to sign."))
    if not read.keys() <= drafts.keys():
        raise NotNow(_("One of these notes is signed already, or not yours to sign. Load the page again."))
    for session, seen in read.items():
        if fingerprint(drafts[session].text, drafts[session].next_step) != seen:
            raise NotNow(_("A note has changed since you read it. Read it again, then sign."))
    return [sign_note(note=drafts[session], name=name, by=by, at=at) for session in read]


@transaction.atomic
def sign_note(*, note: Note, name: str, by: Viewer, at: datetime) -> Note:
    """Signs a note with the author's typed name; its text is locked, and its facts are frozen as they are now."""
    note = _locked(note)
    check_can_sign(by, note, name)
    now = facts_of(by, note.session.visit).get(note.session_id)
    if now is not None:
        note.facts = now.as_json()
    note.signed_at, note.signed_name, note.written_as = at, by.account.name, written_as(by)
    note.save(update_fields=["facts", "signed_at", "signed_name", "written_as"])
    audit(by, at, "note.signed", note, written_as=str(note.written_as))
    return note


@transaction.atomic
def countersign_note(*, note: Note, name: str, by: Viewer, at: datetime) -> Note:
    """Countersigns an assistant's note, as a therapist of the child's team and of the same discipline."""
    note = _locked(note)
    check_can_countersign(by, note, name)
    note.countersigned_at, note.countersigned_by, note.countersigned_name = at, by.account, by.account.name
    note.save(update_fields=["countersigned_at", "countersigned_by", "countersigned_name"])
    audit(by, at, "note.countersigned", note)
    return note


@transaction.atomic
def correct_note(*, note: Note, why: str, by: Viewer, at: datetime) -> Note:
    """Begins a correction of a signed note: a note of its own that names the old one, with its text to change.

    The old one stays as it was signed.
    """
    note = _locked(note)
    check_can_correct(by, note, why)
    if note.corrections.exists():
        raise NotNow(_("This note is being corrected already. Go on with that correction."))
    correction = Note.objects.create(
        organisation=by.organisation,
        session=note.session,
        author=by.account,
        written_as=written_as(by),
        text=note.text,
        next_step=note.next_step,
        facts=note.facts,
        drafted_at=at,
        edited_at=at,  # It begins from signed words, which no data write over.
        corrects=note,
        why=why.strip(),
    )
    audit(by, at, "note.correction_begun", correction, corrects=str(note.pk))
    return correction


@transaction.atomic
def drop_correction(*, note: Note, by: Viewer, at: datetime) -> None:
    """Lets a correction that was not signed go; the signed note stands as it was."""
    note = _locked(note)
    check_is_ours(by, note)
    check_is_open(note)
    if note.author_id != by.account.pk or note.corrects_id is None:
        raise NotAllowed(_("Only the author lets a correction go, before it is signed."))
    audit(by, at, "note.correction_dropped", note, corrects=str(note.corrects_id))
    note.delete()


@transaction.atomic
def leave_behind(
    *, session: DatedSession, audience: Audience, text: str, by: Viewer, at: datetime
) -> LeaveBehind:
    """Leaves one thing to do for the teacher or for home after a visit; another one takes the place of the first."""
    session = _held(session)
    check_can_leave(by, session, text)
    standing = _standing(session, audience)
    if len(standing) == 1 and standing[0].text == text.strip():
        return standing[0]
    for each in standing:
        _take_back(each, by, at)
    left = LeaveBehind.objects.create(
        organisation=by.organisation,
        visit=session.visit,
        child=session.child,
        audience=audience,
        text=text.strip(),
        left_at=at,
        left_by=by.account,
    )
    audit(by, at, "leave_behind.left", left, child=str(session.child_id), audience=str(audience))
    return left


@transaction.atomic
def take_back_leave_behind(*, session: DatedSession, audience: Audience, by: Viewer, at: datetime) -> None:
    """Takes back what was left for the teacher or for home after a visit; nothing happens where nothing was left."""
    session = _held(session)
    check_is_ours(by, session)
    if not may_write_note(by, session):
        raise NotAllowed(_("Who was with the child takes it back. Ask them."))
    for each in _standing(session, audience):
        _take_back(each, by, at)


def _standing(session: DatedSession, audience: Audience) -> list[LeaveBehind]:
    rows = LeaveBehind.objects.select_for_update().filter(
        visit=session.visit, child=session.child, audience=audience, taken_back_at=None
    )
    return list(rows)


def _take_back(left: LeaveBehind, by: Viewer, at: datetime) -> None:
    left.taken_back_at = at
    left.save(update_fields=["taken_back_at"])
    audit(by, at, "leave_behind.taken_back", left)


def _held(session: DatedSession) -> DatedSession:
    """The session as it is now, held to the end of the transaction: two windows do not both begin a note."""
    rows = DatedSession.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("child", "visit__staff", "visit__classroom", "visit__room").get(pk=session.pk)


def _locked(note: Note) -> Note:
    rows = Note.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("author", "session__visit__staff", "session__child").get(pk=note.pk)


def _is_done(session: DatedSession, by: Viewer) -> bool:
    """Whether there is nothing to draft: the session has a signed note, and its author no correction in the making."""
    notes = Note.objects.filter(session=session)
    return (
        notes.filter(signed_at__isnull=False).exists()
        and not notes.filter(author=by.account, signed_at=None).exists()
    )


def _note_in_making(session: DatedSession, by: Viewer, at: datetime) -> Note:
    if _is_done(session, by):
        raise NotNow(_("This note is signed and locked. Correct it: the correction is a note of its own."))
    return _draft(session, facts_of(by, session.visit)[session.pk], by, at)


def _draft(session: DatedSession, facts: Facts, by: Viewer, at: datetime) -> Note:
    """The author's note of a session in the making; made, or made anew, where nobody has edited it."""
    note = Note.objects.filter(session=session, author=by.account, signed_at=None).first()
    if note is not None and note.edited_at:
        return note
    said = drafted(facts)
    if note is None:
        note = Note(
            organisation=by.organisation,
            session=session,
            author=by.account,
            written_as=written_as(by),
            drafted_at=at,
        )
    note.text, note.next_step, note.facts = said.text, said.next_step, facts.as_json()
    note.save()
    return note
