"""The notes of a visit and of a child, what waits to be signed or countersigned, and what was left behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q

from alongside.capture.choices import Audience, MarkKind, Outcome
from alongside.capture.models import DatedSession, DatedVisit, LeaveBehind, Mark, Note, Observation
from alongside.capture.queries.facts import facts_of
from alongside.capture.rules.drafting import Draft, Facts, drafted
from alongside.capture.rules.notes import may_countersign
from alongside.classrooms import queries as classrooms
from alongside.people import queries as people
from alongside.people.choices import Right, Role
from alongside.people.models import Child, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.rules.texts import fingerprint
from alongside.wording.joins import clauses

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: For how many days something left behind is shown; after that a newer one should be there.
SHOWN_FOR = timedelta(days=14)
#: How far back unsigned visits are looked for.
TO_SIGN_SINCE = timedelta(days=60)


@dataclass(frozen=True)
class ChildNote:
    """One child's share of a visit, and its note as the viewer meets it.

    `name` is the child's first name told apart. `making` is the viewer's own note that is not signed yet; where there
    is none, `draft` is what the data make. `signed` are the notes on record, the oldest first, corrections after what
    they correct. `facts` are those of today's data, None where the child had no share.
    """

    session: DatedSession
    name: str
    facts: Facts | None
    draft: Draft | None
    making: Note | None
    signed: tuple[Note, ...]
    left: tuple[LeaveBehind, ...]
    may_write: bool

    @property
    def is_open(self) -> bool:
        """Whether there is a text to write on: nothing signed yet, or a correction in the making."""
        return self.may_write and self.facts is not None and (self.making is not None or not self.signed)

    @property
    def text(self) -> str:
        return self.making.text if self.making else self.draft.text if self.draft else ""

    @property
    def next_step(self) -> str:
        return self.making.next_step if self.making else self.draft.next_step if self.draft else ""

    @property
    def text_number(self) -> int:
        """What tells this text from another that was kept meanwhile."""
        return fingerprint(self.text)

    @property
    def next_step_number(self) -> int:
        return fingerprint(self.next_step)

    @property
    def number(self) -> int:
        """What tells both texts, as they were read, from others."""
        return fingerprint(self.text, self.next_step)

    @property
    def has_newer_data(self) -> bool:
        """Whether the data say something else than when the note was drafted; its text stays as it was written."""
        return bool(
            self.making and self.making.edited_at and self.facts and self.making.facts != self.facts.as_json()
        )

    @property
    def standing(self) -> Note | None:
        """The signed note that holds: the last correction, or the first."""
        return self.signed[-1] if self.signed else None

    def left_for(self, audience: Audience) -> LeaveBehind | None:
        return next((each for each in self.left if each.audience == audience), None)

    @property
    def for_teacher(self) -> LeaveBehind | None:
        return self.left_for(Audience.TEACHER)

    @property
    def for_home(self) -> LeaveBehind | None:
        return self.left_for(Audience.HOME)


@dataclass(frozen=True)
class ToSign:
    """A visit with notes that nobody has signed yet, and for how many children."""

    visit: DatedVisit
    children: int

    @property
    def title(self) -> str:
        """Where, and in class what the class did then: "2B, Writing"."""
        place = str(self.visit.classroom or self.visit.room or "")
        return clauses([place, self.visit.routine])


@dataclass(frozen=True)
class Left:
    """What was left behind, as its reader meets it: for which child, what to do, by whom and when."""

    pk: UUID
    child: Child
    called: str
    text: str
    by: str
    on: date
    mark: str


def dated_visit_for(viewer: Viewer, pk: UUID) -> DatedVisit | None:
    """A visit that was written down: one's own, one with a child of one's team, or any for a coordinator; else None."""
    visits = DatedVisit.objects.filter(organisation=viewer.organisation, pk=pk)
    visit = visits.select_related("staff", "classroom", "room", "school").first()
    if visit is None or viewer.is_coordinator or visit.staff_id in viewer.staff_ids:
        return visit
    if not viewer.is_therapist:
        return None
    team = TeamMembership.objects.filter(
        people.held_on(viewer.on), staff__in=viewer.staff_ids, child__in=visit.sessions.values("child")
    )
    return visit if team.exists() else None


def notes_of_visit(viewer: Viewer, visit: DatedVisit) -> list[ChildNote]:
    """Every child of a visit with its note; of children whom the viewer has no relation to, nothing.

    In her own visit a therapist sees all of them. The number of queries does not grow with the children.
    """
    sessions = list(_seen_sessions(viewer, visit))
    facts = facts_of(viewer, visit)
    notes: dict[UUID, list[Note]] = {}
    for note in _readable(viewer, Note.objects.filter(session__in=sessions)).order_by("drafted_at"):
        notes.setdefault(note.session_id, []).append(note)
    left: dict[UUID, list[LeaveBehind]] = {}
    for each in LeaveBehind.objects.filter(visit=visit, taken_back_at=None).select_related("left_by"):
        if each.child_id:
            left.setdefault(each.child_id, []).append(each)
    in_team = _in_team_on(viewer, sessions, visit.on)
    names = people.first_names_apart(viewer, [session.child for session in sessions])
    return [
        _child_note(
            viewer,
            session,
            names[session.child_id],
            facts.get(session.pk),
            notes.get(session.pk, []),
            left.get(session.child_id, []),
            in_team,
        )
        for session in sessions
    ]


def _child_note(
    viewer: Viewer,
    session: DatedSession,
    name: str,
    facts: Facts | None,
    notes: Iterable[Note],
    left: Iterable[LeaveBehind],
    in_team: set[UUID],
) -> ChildNote:
    rows = list(notes)
    is_hers = session.visit.staff_id in viewer.staff_ids or session.child_id in in_team
    return ChildNote(
        session=session,
        name=name,
        facts=facts,
        draft=drafted(facts) if facts else None,
        making=next((note for note in rows if note.signed_at is None), None),
        signed=tuple(note for note in rows if note.signed_at),
        left=tuple(left),
        may_write=viewer.is_therapist and is_hers,
    )


def _seen_sessions(viewer: Viewer, visit: DatedVisit) -> QuerySet[DatedSession]:
    sessions = visit.sessions.select_related("child", "visit__staff", "visit__classroom")
    if viewer.is_coordinator or visit.staff_id in viewer.staff_ids:
        return sessions
    return sessions.filter(child__in=classrooms.children_at_work(viewer).values("pk"))


def _in_team_on(viewer: Viewer, sessions: Iterable[DatedSession], on: date) -> set[UUID]:
    """The children of these sessions in whose team the viewer was on a day."""
    team = TeamMembership.objects.filter(
        people.held_on(on), staff__in=viewer.staff_ids, child__in={each.child_id for each in sessions}
    )
    return set(team.values_list("child", flat=True))


def session_for(viewer: Viewer, visit: DatedVisit, pk: UUID) -> DatedSession | None:
    """One child's share of a visit that the viewer may see, or None."""
    return _seen_sessions(viewer, visit).filter(pk=pk).first()


def _readable(viewer: Viewer, notes: QuerySet[Note]) -> QuerySet[Note]:
    """Of these notes those that are signed, and the viewer's own that are not yet."""
    own = Q(author=viewer.account)
    return notes.filter(own | Q(signed_at__isnull=False)).select_related(
        "author", "countersigned_by", "session__child", "session__visit__staff", "session__visit__classroom"
    )


def note_for(viewer: Viewer, pk: UUID) -> Note | None:
    """One note: one's own, a signed one of a child of one's team, or any signed one for a coordinator; else None."""
    note = _readable(viewer, Note.objects.filter(organisation=viewer.organisation, pk=pk)).first()
    if note is None or viewer.is_coordinator or note.author_id == viewer.account.pk:
        return note
    team = TeamMembership.objects.filter(
        people.held_on(viewer.on), staff__in=viewer.staff_ids, child=note.session.child_id
    )
    return note if viewer.is_therapist and team.exists() else None


def signers_of(visit: UUID, child: UUID | None = None) -> list[str]:
    """The names under the signed notes of a visit, or of one child's share in it, each once; for the actions."""
    signed = Note.objects.filter(session__visit=visit, signed_at__isnull=False)
    if child is not None:
        signed = signed.filter(session__child=child)
    return list(signed.order_by("signed_name").values_list("signed_name", flat=True).distinct())


def corrections_of(viewer: Viewer, note: Note) -> list[Note]:
    """The signed notes that correct this one, the oldest first."""
    return list(_readable(viewer, note.corrections.filter(signed_at__isnull=False)).order_by("signed_at"))


def notes_of_child(viewer: Viewer, child: UUID) -> QuerySet[Note]:
    """The signed notes of a child for its team and whoever runs the programme, the latest visit first."""
    notes = Note.objects.filter(organisation=viewer.organisation, session__child=child)
    if not viewer.is_coordinator:
        team = TeamMembership.objects.filter(
            people.held_on(viewer.on), staff__in=viewer.staff_ids, child=child
        )
        notes = notes.filter(Exists(team))
    return (
        _readable(viewer, notes).filter(signed_at__isnull=False).order_by("-session__visit__on", "-signed_at")
    )


def notes_to_sign(viewer: Viewer) -> list[ToSign]:
    """The viewer's visits of the last weeks that were held and have a child without a signed note; the latest first.

    An assistant's are those in which she recorded herself, or said how they ended.
    """
    if not viewer.is_therapist:
        return []
    own = Note.objects.filter(session=OuterRef("pk"), author=viewer.account, signed_at=None)
    unsigned = (
        DatedSession.objects.filter(
            _hers(viewer),
            organisation=viewer.organisation,
            visit__outcome__in=(Outcome.HELD, Outcome.SHORTENED),
            visit__on__gte=viewer.on - TO_SIGN_SINCE,
            visit__on__lte=viewer.on,
            away="",
        )
        .filter(~Exists(Note.objects.filter(session=OuterRef("pk"), signed_at__isnull=False)) | Exists(own))
        .order_by()
        .values("visit")
        .annotate(children=Count("child", distinct=True))
    )
    children = {row["visit"]: row["children"] for row in unsigned}
    visits = DatedVisit.objects.filter(pk__in=children).select_related("classroom", "room", "staff")
    return [ToSign(visit, children[visit.pk]) for visit in visits.order_by("-on", "-starts")]


def _hers(viewer: Viewer) -> Q:
    """The condition that a session's note is expected of the viewer."""
    hers = Q(visit__staff__in=viewer.staff_ids)
    if Role.THERAPIST in viewer.roles:
        return hers
    team = TeamMembership.objects.filter(
        people.held_on(viewer.on), staff__in=viewer.staff_ids, child=OuterRef("child")
    )
    seen = Observation.objects.filter(
        visit=OuterRef("visit"), child=OuterRef("child"), observer=viewer.account, is_second=False
    )
    said = Mark.objects.filter(
        visit=OuterRef("visit"), marked_by=viewer.account, kind__in=(MarkKind.HELD, MarkKind.SHORTENED)
    )
    return hers | (Q(Exists(team)) & (Q(Exists(seen)) | Q(Exists(said))))


def notes_to_countersign(viewer: Viewer) -> QuerySet[Note]:
    """The assistants' notes that the viewer may countersign, the oldest first: of her team and her discipline."""
    if Role.THERAPIST not in viewer.roles:
        return Note.objects.none()
    waiting = Note.objects.filter(
        organisation=viewer.organisation,
        written_as=Role.ASSISTANT,
        signed_at__isnull=False,
        countersigned_at=None,
    ).exclude(author=viewer.account)
    mine = StaffMember.objects.filter(
        people.held_on(viewer.on, "teams__"),
        pk__in=viewer.staff_ids,
        role=Role.THERAPIST,
        discipline=OuterRef("session__discipline"),
        teams__child=OuterRef("session__child"),
    )
    return _readable(viewer, waiting.filter(Exists(mine))).order_by("signed_at")


def signed_lately(viewer: Viewer, limit: int = 20) -> list[Note]:
    """What the viewer has signed last."""
    own = Note.objects.filter(author=viewer.account, signed_at__isnull=False)
    return list(_readable(viewer, own).order_by("-signed_at")[:limit])


def left_for_class(viewer: Viewer, classroom: UUID) -> list[Left]:
    """What was left for a class’s teacher lately, the latest of each therapist and child; coordinators see it too."""
    taught = classrooms.classrooms_for if viewer.is_coordinator else classrooms.classrooms_taught_by
    found = taught(viewer).filter(pk=classroom).first()
    if found is None:
        return []
    children = classrooms.children_of_class(viewer, found)
    return _left(
        viewer, LeaveBehind.objects.filter(child__in=children.values("pk"), audience=Audience.TEACHER)
    )


def left_for_home(viewer: Viewer, child: UUID) -> list[Left]:
    """What was left for a child's home lately, the latest of each therapist; for the guardians who help there."""
    children = people.children_of_guardian(viewer, Right.HELP_AT_HOME).filter(pk=child)
    return _left(viewer, LeaveBehind.objects.filter(child__in=children.values("pk"), audience=Audience.HOME))


def _left(viewer: Viewer, rows: QuerySet[LeaveBehind]) -> list[Left]:
    """The latest by child and who left it, the newest day first."""
    lately = rows.filter(
        organisation=viewer.organisation, taken_back_at=None, visit__on__gt=viewer.on - SHOWN_FOR
    ).select_related("child", "visit__staff", "left_by")
    latest: dict[tuple[UUID | None, UUID], LeaveBehind] = {}
    for row in lately.order_by(F("visit__on").desc(), "-left_at"):
        latest.setdefault((row.child_id, row.left_by_id), row)
    children = {row.child.pk: row.child for row in latest.values() if row.child}
    called = people.first_names_apart(viewer, children.values()) if children else {}
    return [
        Left(
            row.pk,
            row.child,
            called[row.child.pk],
            row.text,
            row.left_by.name,
            row.visit.on,
            row.visit.staff.mark,
        )
        for row in latest.values()
        if row.child
    ]


def can_countersign(viewer: Viewer, note: Note) -> bool:
    """Whether a note waits for a countersignature that the viewer may give."""
    return note.awaits_countersignature and may_countersign(viewer, note)


def can_correct(viewer: Viewer, note: Note) -> bool:
    """Whether a note is the viewer's own, signed, and the last word of its session."""
    is_last = not note.corrections.exists()
    return note.author_id == viewer.account.pk and note.signed_at is not None and is_last
