"""A draft as the teacher of one class reads it, and what the teachers say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.classrooms.rules import day_in_words
from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.timetable import Timetable as Answer
from alongside.people import queries as people
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.scheduling.choices import TimetableState
from alongside.scheduling.models import Proposal, ProposalAnswer, Timetable
from alongside.scheduling.queries.boards import changed_visits
from alongside.scheduling.queries.documents import answer_of, problem_of
from alongside.scheduling.queries.names import named
from alongside.scheduling.queries.weeks import routine_at
from alongside.schooltime.clock import clock


@dataclass(frozen=True)
class ProposedVisit:
    """A visit of the proposed week as the class meets it; `key` is what an answer about it names.

    `is_new` where the week that is published has it not, or elsewhere. `children` are first names told apart. `but` is
    what the viewer has said of it.
    """

    key: str
    day: str
    starts: int
    ends: int
    staff: str
    mark: str
    discipline: str
    in_class: bool
    place: str
    routine: str
    children: tuple[str, ...]
    is_new: bool
    but: str


@dataclass(frozen=True)
class ProposedWeek:
    """A class's week in a draft, day by day, and what the viewer has said of it.

    `said` are her answers to the week as it stands; `is_stale` where she has answered, and it has changed since.
    """

    proposal: Proposal
    classroom: Classroom
    days: tuple[tuple[str, tuple[ProposedVisit, ...]], ...]
    seen: str
    said: tuple[ProposalAnswer, ...]
    is_stale: bool

    @property
    def is_yes(self) -> bool:
        return bool(self.said) and not any(each.words for each in self.said)

    @property
    def but(self) -> str:
        """What she has said of the whole."""
        return next((each.words for each in self.said if not each.about), "")

    @property
    def visits(self) -> list[ProposedVisit]:
        return [visit for _day, visits in self.days for visit in visits]


@dataclass(frozen=True)
class ToAnswer:
    """A proposal that waits for the viewer's word about her class; `is_changed` where she has answered before."""

    proposal: Proposal
    classroom: Classroom
    is_changed: bool
    is_answered: bool


@dataclass(frozen=True)
class Said:
    """One answer as the coordinator reads it; `about` is the visit in words, empty for the whole week."""

    name: str
    about: str
    words: str
    at: datetime
    is_stale: bool


@dataclass(frozen=True)
class ClassSays:
    """What the teachers of one class say of a draft; nobody has answered the week as it stands where `waits`."""

    classroom: Classroom
    teachers: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def standing(self) -> list[Said]:
        return [each for each in self.said if not each.is_stale]

    @property
    def waits(self) -> bool:
        return not self.standing

    @property
    def has_buts(self) -> bool:
        return any(each.words for each in self.standing)


@dataclass(frozen=True)
class TeachersSay:
    """What the teachers of all asked classes say of a draft, those with a *but* first."""

    proposal: Proposal
    classes: tuple[ClassSays, ...]

    @property
    def heard(self) -> list[ClassSays]:
        """The classes whose teachers have said something, of an earlier week too."""
        return [each for each in self.classes if each.said]

    @property
    def silent(self) -> list[ClassSays]:
        return [each for each in self.classes if not each.said]

    @property
    def yes(self) -> int:
        return sum(not each.waits and not each.has_buts for each in self.classes)

    @property
    def buts(self) -> int:
        return sum(each.has_buts for each in self.classes)

    @property
    def waiting(self) -> int:
        return sum(each.waits for each in self.classes)


def proposals_to_answer(viewer: Viewer) -> list[ToAnswer]:
    """The drafts that the viewer was asked about, for each class that she teaches; those without an answer first."""
    taught = list(classrooms.classrooms_taught_by(viewer))
    open_proposals = Proposal.objects.filter(
        organisation=viewer.organisation,
        timetable__state=TimetableState.DRAFT,
        timetable__schools__in={each.school_id for each in taught},
    )
    rows = list(open_proposals.distinct().select_related("timetable", "asked_by").order_by("asked_at"))
    own = _answers(viewer, rows)
    found = []
    for proposal in rows:
        problem, answer = problem_of(proposal.timetable), answer_of(proposal.timetable)
        for classroom in taught:
            if str(classroom.pk) not in problem.classroom:
                continue
            said = own.get((proposal.pk, classroom.pk), [])
            seen = fingerprint(problem, answer, classroom.pk)
            stands = any(each.seen == seen for each in said)
            found.append(ToAnswer(proposal, classroom, bool(said) and not stands, stands))
    return sorted(found, key=lambda each: each.is_answered)


def proposed_week(viewer: Viewer, proposal_id: UUID, classroom_id: UUID) -> ProposedWeek | None:
    """Her class's week in a draft that its teacher was asked about; None for everybody else."""
    classroom = classrooms.classrooms_taught_by(viewer).filter(pk=classroom_id).first()
    proposals = Proposal.objects.filter(
        organisation=viewer.organisation, pk=proposal_id, timetable__state=TimetableState.DRAFT
    )
    proposal = proposals.select_related("timetable", "asked_by").first()
    if classroom is None or proposal is None:
        return None
    problem, answer = problem_of(proposal.timetable), answer_of(proposal.timetable)
    if str(classroom.pk) not in problem.classroom:
        return None
    seen = fingerprint(problem, answer, classroom.pk)
    answers = _answers(viewer, [proposal]).get((proposal.pk, classroom.pk), [])
    said = tuple(each for each in answers if each.seen == seen)
    visits = _visits(viewer, proposal.timetable, problem, answer, classroom, said)
    return ProposedWeek(
        proposal=proposal,
        classroom=classroom,
        days=tuple((day, tuple(each for each in visits if each.day == day)) for day in problem.days),
        seen=seen,
        said=said,
        is_stale=bool(answers) and not said,
    )


def teachers_say(viewer: Viewer, drafts: Sequence[Timetable]) -> dict[UUID, TeachersSay]:
    """What the teachers say of each of these drafts that they were asked about, by draft; for coordinators."""
    if not viewer.is_coordinator or not drafts:
        return {}
    proposals = Proposal.objects.filter(timetable__in=[draft.pk for draft in drafts])
    rows = list(proposals.select_related("timetable", "asked_by").prefetch_related("answers__answered_by"))
    problems = {row.pk: (problem_of(row.timetable), answer_of(row.timetable)) for row in rows}
    ids = {each.id for problem, _answer in problems.values() for each in problem.classrooms}
    known = Classroom.objects.filter(pk__in=ids)
    teachers = classrooms.teachers_of(known, viewer.on) if ids else {}
    by_id = {each.pk: each for each in known} if ids else {}
    staff = {each.pk: each.name for each in people.therapists_for(viewer)} if rows else {}
    found = {}
    for row in rows:
        problem, answer = problems[row.pk]
        classes = [
            ClassSays(
                by_id[pk],
                tuple(teachers[pk]),
                tuple(_said(row.answers.all(), pk, fingerprint(problem, answer, pk), staff)),
            )
            for each in problem.classrooms
            if (pk := UUID(each.id)) in by_id and pk in teachers and _visits_of(problem, answer, pk)
        ]
        classes.sort(key=lambda each: (not each.has_buts, each.waits, each.classroom.name))
        found[row.timetable_id] = TeachersSay(row, tuple(classes))
    return found


def asked_classes(timetable: Timetable) -> list[UUID]:
    """The classes in which a draft has visits, or whose children it takes out; for the actions."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    ids = [UUID(each.id) for each in problem.classrooms]
    return [pk for pk in ids if _visits_of(problem, answer, pk)]


def week_keys(timetable: Timetable, classroom_id: UUID) -> tuple[str, set[str]]:
    """What tells a class's week from another, and the keys of the visits in it; for the actions."""
    problem, answer = problem_of(timetable), answer_of(timetable)
    visits = _visits_of(problem, answer, classroom_id)
    return fingerprint(problem, answer, classroom_id), {_key(visit) for _number, visit in visits}


def fingerprint(problem: Problem, answer: Answer, classroom_id: UUID) -> str:
    """What tells a class's week from another: who comes when, where and for whom."""
    week = sorted(
        (visit.day, visit.start, visit.end, visit.therapist, str(visit.mode), visit.place, sorted(own))
        for _number, visit in _visits_of(problem, answer, classroom_id)
        if (own := _services_of_class(problem, visit, classroom_id)) is not None
    )
    return sha256(repr(week).encode()).hexdigest()[:16]


def _visits_of(problem: Problem, answer: Answer, classroom_id: UUID) -> list[tuple[int, Visit]]:
    """The visits in a class, and those that take a child of it out, with their numbers."""
    return [
        (number, visit)
        for number, visit in enumerate(answer.visits)
        if (visit.mode == Mode.PUSH_IN and visit.place == str(classroom_id))
        or _services_of_class(problem, visit, classroom_id)
    ]


def _services_of_class(problem: Problem, visit: Visit, classroom_id: UUID) -> list[str]:
    return [each for each in visit.services if problem.classroom_of(each).id == str(classroom_id)]


def _key(visit: Visit) -> str:
    return f"{visit.day} {visit.start} {visit.therapist}"


def _answers(viewer: Viewer, proposals: Iterable[Proposal]) -> dict[tuple[UUID, UUID], list[ProposalAnswer]]:
    """The viewer's own answers, by proposal and class."""
    own: dict[tuple[UUID, UUID], list[ProposalAnswer]] = {}
    for each in ProposalAnswer.objects.filter(proposal__in=list(proposals), answered_by=viewer.account):
        own.setdefault((each.proposal_id, each.classroom_id), []).append(each)
    return own


def _visits(
    viewer: Viewer,
    timetable: Timetable,
    problem: Problem,
    answer: Answer,
    classroom: Classroom,
    said: Sequence[ProposalAnswer],
) -> list[ProposedVisit]:
    names = named(problem)
    changed = changed_visits(problem, answer)
    buts = {each.about: each.words for each in said}
    day = classrooms.routines_on(Classroom.objects.filter(pk=classroom.pk), _begins(timetable, viewer.on))
    children = {
        each.child for each in names.services.values() if _is_of(problem, each.child_id, classroom.pk)
    }
    called = people.first_names_apart(viewer, children)
    found = []
    for number, visit in _visits_of(problem, answer, classroom.pk):
        staff: StaffMember | None = names.therapists.get(visit.therapist)
        in_class = visit.mode == Mode.PUSH_IN
        place = names.classrooms.get(visit.place) if in_class else names.rooms.get(visit.place)
        services = (names.services.get(each) for each in _services_of_class(problem, visit, classroom.pk))
        found.append(
            ProposedVisit(
                key=_key(visit),
                day=visit.day,
                starts=visit.start,
                ends=visit.end,
                staff=staff.name if staff else "",
                mark=staff.mark if staff else "",
                discipline=str(staff.get_discipline_display()) if staff else "",
                in_class=in_class,
                place=str(place or ""),
                routine=routine_at(day.get(classroom.pk, []), visit.day, visit.start, visit.end),
                children=tuple(sorted({called[each.child_id] for each in services if each})),
                is_new=number in changed,
                but=buts.get(_key(visit), ""),
            )
        )
    return sorted(found, key=lambda each: (each.starts, each.ends, each.staff))


def _begins(timetable: Timetable, today: date) -> date:
    return max(timetable.for_on, today)


def _is_of(problem: Problem, child_id: UUID, classroom_id: UUID) -> bool:
    child = problem.child.get(str(child_id))
    return child is not None and child.classroom == str(classroom_id)


def _said(
    answers: Iterable[ProposalAnswer], classroom_id: UUID, seen: str, staff: dict[UUID, str]
) -> Iterable[Said]:
    for each in answers:
        if each.classroom_id == classroom_id:
            yield Said(
                each.answered_by.name,
                _about(each.about, staff),
                each.words,
                each.answered_at,
                each.seen != seen,
            )


def _about(key: str, staff: dict[UUID, str]) -> str:
    """A visit by its key in words: "Mon 9:00, Rosa Delgado"."""
    if not key:
        return ""
    day, minute, therapist = key.rsplit(" ", 2)
    return _("{day} {time}, {name}").format(
        day=day_in_words(day),
        time=clock(int(minute)).removeprefix("0"),
        name=staff.get(UUID(therapist), ""),
    )
