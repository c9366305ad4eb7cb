"""Where a note stands, who writes, signs, countersigns and corrects it, and who leaves something behind."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from alongside.capture.choices import NOTE_TRANSITIONS, NoteState, Outcome
from alongside.capture.models import DatedSession, DatedVisit, Note
from alongside.people.choices import Role
from alongside.people.models import StaffMember
from alongside.people.queries import held_on
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours

#: The texts of a note, each kept by itself while it is typed.
TEXTS = ("text", "next_step")
LONGEST_LEFT = 300
LONGEST_WHY = 200


def had_minutes(visit: DatedVisit, session: DatedSession) -> bool:
    """Whether the child had its share of the visit: only then there is something to write a note about."""
    return visit.outcome in {Outcome.HELD, Outcome.SHORTENED} and not session.away


def in_team_on(viewer: Viewer, session: DatedSession, on: date) -> bool:
    """Whether somebody was in the child's team on a day; one query."""
    team = StaffMember.objects.filter(pk__in=viewer.staff_ids, teams__child=session.child_id)
    return team.filter(held_on(on, "teams__")).exists()


def may_write_note(viewer: Viewer, session: DatedSession) -> bool:
    """Whether a note of this session is the viewer's to write: her visit, or her team's child on that day."""
    if not viewer.is_therapist:
        return False
    return session.visit.staff_id in viewer.staff_ids or in_team_on(viewer, session, session.visit.on)


def check_can_write_note(viewer: Viewer, session: DatedSession) -> None:
    """Refuses who was not with the child, and a session that has no minutes (yet)."""
    check_is_ours(viewer, session)
    if not may_write_note(viewer, session):
        raise NotAllowed(_("Who was with the child writes the note. Ask them to add what you saw."))
    if not had_minutes(session.visit, session):
        raise NotNow(
            _("There is nothing to write about yet. Say first that the visit was held, then write the note.")
        )


def written_as(viewer: Viewer) -> Role:
    """As what somebody signs: a therapist, else an assistant, whose note waits for a countersignature."""
    return Role.THERAPIST if Role.THERAPIST in viewer.roles else Role.ASSISTANT


def check_has_text(name: str) -> None:
    """Refuses, as a mistake of the program, a field that is no text of a note."""
    if name not in TEXTS:
        raise LookupError(f"A note has no text {name}")


def check_is_open(note: Note) -> None:
    """Refuses to change what was signed."""
    if NoteState.SIGNED not in NOTE_TRANSITIONS[note.state]:
        raise NotNow(_("This note is signed and locked. Correct it: the correction is a note of its own."))


def check_can_sign(viewer: Viewer, note: Note, name: str) -> None:
    """Refuses a name under another's note, under an empty one, and one that is not the author's own."""
    check_is_ours(viewer, note)
    if note.author_id != viewer.account.pk:
        raise NotAllowed(_("Only {name} signs this note, who wrote it.").format(name=note.author.name))
    check_is_open(note)
    if not note.text.strip():
        raise NotNow(_("The note is empty. Write what you saw, then sign."))
    check_is_own_name(viewer, name)


def check_is_own_name(viewer: Viewer, name: str) -> None:
    """Refuses a signature that is not the name of the account that signs, in any case and spacing."""
    if " ".join(name.split()).casefold() != " ".join(viewer.account.name.split()).casefold():
        raise NotNow(
            _("Type your own name to sign, as your account has it: {name}.").format(name=viewer.account.name)
        )


def may_countersign(viewer: Viewer, note: Note) -> bool:
    """Whether the viewer is a therapist of the child's team and of the note's discipline, and not its author."""
    if Role.THERAPIST not in viewer.roles or note.author_id == viewer.account.pk:
        return False
    staff = StaffMember.objects.filter(
        pk__in=viewer.staff_ids,
        role=Role.THERAPIST,
        discipline=note.session.discipline,
        teams__child=note.session.child_id,
    )
    return staff.filter(held_on(viewer.on, "teams__")).exists()


def check_can_countersign(viewer: Viewer, note: Note, name: str) -> None:
    """Refuses who may not countersign, and a note that does not wait for it."""
    check_is_ours(viewer, note)
    if not may_countersign(viewer, note):
        raise NotAllowed(
            _("A therapist of the child’s team and of the same discipline countersigns. Ask one of them.")
        )
    if NoteState.COUNTERSIGNED not in NOTE_TRANSITIONS[note.state]:
        raise NotNow(_("This note cannot be countersigned now. Load the page again."))
    if not note.awaits_countersignature:
        raise NotNow(_("A therapist’s own note needs no countersignature."))
    check_is_own_name(viewer, name)


def check_can_correct(viewer: Viewer, note: Note, why: str) -> None:
    """Refuses a correction by another than the author, of what is not signed or corrected already, without a reason."""
    check_is_ours(viewer, note)
    if note.author_id != viewer.account.pk:
        raise NotAllowed(_("Only {name} corrects this note, who wrote it.").format(name=note.author.name))
    if note.state is NoteState.DRAFT:
        raise NotNow(_("This note is not signed yet. Change it as it stands."))
    if not why.strip():
        raise NotNow(_("Say in a few words why it is corrected. Both notes stay on record."))
    if len(why.strip()) > LONGEST_WHY:
        raise NotNow(_("Say why in {most} letters at most.").format(most=LONGEST_WHY))


def check_can_leave(viewer: Viewer, session: DatedSession, text: str) -> None:
    """Refuses something left behind by somebody who was not with the child, an empty text and a long one."""
    check_is_ours(viewer, session)
    if not may_write_note(viewer, session):
        raise NotAllowed(_("Who was with the child leaves something behind. Ask them to add it."))
    if not text.strip():
        raise NotNow(_("Write one thing to do, in plain words."))
    if len(text.strip()) > LONGEST_LEFT:
        raise NotNow(_("One thing, in {most} letters at most.").format(most=LONGEST_LEFT))
