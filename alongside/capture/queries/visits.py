"""A visit with what somebody needs to know who goes into it: children, goals of the routine, changes, who is there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from uuid import UUID

from alongside.capture.choices import REASON_OF_CHANGE, ChangeKind, ClassRole, Reason
from alongside.capture.models import DayChange
from alongside.capture.queries.changes import changes_between
from alongside.capture.queries.dated import StandingShare, StandingVisit, visit_standing, visits_between
from alongside.capture.queries.seen import LastSeen, last_seen
from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom, ClassTeacher, Room
from alongside.people import queries as people
from alongside.people.choices import MARKS, Discipline
from alongside.people.models import Child, School, StaffMember, TeamMembership
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.models import Goal, Opportunity
from alongside.plans.queries.goals import goals_in_force
from alongside.schooltime.spans import DateSpan
from alongside.wording.joins import clauses


@dataclass(frozen=True)
class GoalOnDay:
    """A goal in a visit: `today` where the routine carries it (outside class every goal is for today).

    `how` and `who` are what the matrix says of it in this routine; `last` is what was seen of it before this day.
    """

    goal: Goal
    today: bool
    how: str
    who: tuple[Who, ...]
    last: LastSeen | None


@dataclass(frozen=True)
class ChildOnDay:
    """A child in a visit; `name` is its first name told apart. `away` is why it has no share in it, "" where it has."""

    child: Child
    name: str
    shares: tuple[StandingShare, ...]
    goals: tuple[GoalOnDay, ...]

    @property
    def initials(self) -> str:
        return (self.child.first_name[:1] + self.child.family_name[:1]).upper()

    @property
    def away(self) -> Reason | str:
        return next((share.away for share in self.shares if share.away), "")

    @property
    def away_label(self) -> str:
        return str(Reason(self.away).label) if self.away else ""

    @property
    def disciplines(self) -> tuple[Discipline, ...]:
        return tuple(share.discipline for share in self.shares)

    @property
    def minutes(self) -> int | None:
        """What it had, None until the visit has ended."""
        had = [share.minutes for share in self.shares if share.minutes is not None]
        return sum(had) if had else None

    @property
    def goals_today(self) -> list[GoalOnDay]:
        return [goal for goal in self.goals if goal.today]

    @property
    def other_goals(self) -> list[GoalOnDay]:
        return [goal for goal in self.goals if not goal.today]


@dataclass(frozen=True)
class ChangeOnDay:
    """What makes the day other than planned; `about` is whom or what in words."""

    change: DayChange
    about: str

    @property
    def kind(self) -> ChangeKind:
        return ChangeKind(self.change.kind)

    @property
    def is_all_day(self) -> bool:
        return self.change.starts is None

    @property
    def reason(self) -> Reason:
        return REASON_OF_CHANGE[self.kind]


@dataclass(frozen=True)
class VisitOnDay(StandingVisit):
    """A visit as its page shows it.

    `others` counts the children whom the viewer has no relation to (any longer). `beside` are the other therapists who
    are in the class at that time. `expected` is the reason that a change of the day gives for missing it, "" without.
    """

    staff: StaffMember = field(kw_only=True)
    is_mine: bool = field(kw_only=True)
    place: str = field(kw_only=True)
    school: str = field(kw_only=True)
    pupils: tuple[ChildOnDay, ...] = field(kw_only=True)
    others: int = field(kw_only=True)
    taught_by: tuple[StaffMember, ...] = field(kw_only=True)
    beside: tuple[StaffMember, ...] = field(kw_only=True)
    changes: tuple[ChangeOnDay, ...] = field(kw_only=True)

    what = "visit"

    @property
    def title(self) -> str:
        """Where, and in class what the class does then: "2B, Writing"."""
        return clauses([self.place, self.routine])

    @property
    def teachers(self) -> tuple[str, ...]:
        """The names of the class's teachers."""
        return tuple(teacher.name for teacher in self.taught_by)

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh."""
        marks = [MARKS[share.discipline] for share in self.shares]
        return marks[0] if marks else self.staff.mark

    @property
    def role_label(self) -> str:
        return str(ClassRole(self.role).label) if self.role else ""

    @property
    def expected(self) -> Reason | str:
        takes_it_all = (
            each.reason
            for each in self.changes
            if each.change.child_id is None
            and (each.change.starts is None or each.change.starts <= self.starts)
            and (each.change.ends is None or self.ends <= each.change.ends)
        )
        return next(takes_it_all, "")


def visit_of(
    viewer: Viewer, pk: UUID, *, series: UUID | None = None, on: date | None = None
) -> VisitOnDay | None:
    """One visit for whoever holds it, is in the team of a child in it on its day, or runs the programme; else None.

    Where nothing is written down of it yet it is found by `series` and `on`, the date for which it is planned.
    """
    visit = visit_standing(viewer, pk, series=series, on=on)
    if visit is None or not can_open(viewer, visit, team_on(viewer, visit.on)):
        return None
    return with_everything(viewer, [visit])[0]


def team_on(viewer: Viewer, on: date) -> set[UUID]:
    """The children in whose team the viewer is on a day."""
    held = TeamMembership.objects.filter(people.held_on(on), staff__in=viewer.staff_ids)
    return set(held.values_list("child", flat=True))


def can_open(viewer: Viewer, visit: StandingVisit, team: Collection[UUID]) -> bool:
    if viewer.is_coordinator:
        return True
    return viewer.is_therapist and (visit.staff_id in viewer.staff_ids or not visit.children.isdisjoint(team))


def with_everything(viewer: Viewer, visits: Sequence[StandingVisit]) -> list[VisitOnDay]:
    """The same visits, which all stand on one date, as their pages show them; as many queries for one as for ten."""
    if not visits:
        return []
    known = _Known(viewer, visits)
    return [known.whole(visit) for visit in visits]


class _Known:
    """What there is to know of some visits of one date, read once."""

    def __init__(self, viewer: Viewer, visits: Sequence[StandingVisit]) -> None:
        self.viewer = viewer
        self.on = on = visits[0].on
        ids = {visit.classroom_id for visit in visits if visit.classroom_id}
        self.classrooms = Classroom.objects.in_bulk(list(ids))
        self.rooms = Room.objects.in_bulk([visit.room_id for visit in visits if visit.room_id])
        self.schools = School.objects.in_bulk([visit.school_id for visit in visits])
        self.teachers: dict[UUID, list[StaffMember]] = {}
        posts = ClassTeacher.objects.filter(people.held_on(on), classroom__in=ids)
        for post in posts.select_related("staff").order_by("staff__family_name"):
            self.teachers.setdefault(post.classroom_id, []).append(post.staff)
        self.there = visits_between(
            viewer, DateSpan(on, date.fromordinal(on.toordinal() + 1)), classrooms=ids
        )
        self.staff = StaffMember.objects.in_bulk([visit.staff_id for visit in (*visits, *self.there)])
        self._read_children(visits)
        self.changes = list(
            changes_between(viewer, on, on).select_related("child", "classroom", "staff", "school")
        )

    def _read_children(self, visits: Sequence[StandingVisit]) -> None:
        related = set(classrooms.children_at_work(self.viewer).values_list("pk", flat=True))
        served = {child for visit in visits for child in visit.children}
        mine = {child for visit in visits if self._is_mine(visit) for child in visit.children}
        if self.viewer.is_coordinator:
            seen = served
        else:
            # Whoever holds the visit knows its children; afterwards only who still has a relation to them.
            seen = served & (related | (mine if self.on >= self.viewer.on else set()))
        self.children: dict[UUID, Child] = Child.objects.in_bulk(list(seen))
        self.names = people.first_names_apart(self.viewer, self.children.values())
        self.classroom_of = classrooms.classroom_ids_of(Child.objects.filter(pk__in=served), self.on)
        self.goals = goals_in_force(self.viewer, seen, self.on)
        self.last = last_seen([goal for goals in self.goals.values() for goal in goals], self.on)

    def _is_mine(self, visit: StandingVisit) -> bool:
        return visit.staff_id in self.viewer.staff_ids

    def whole(self, visit: StandingVisit) -> VisitOnDay:
        place = self.classrooms.get(visit.classroom_id) if visit.classroom_id else None
        room = self.rooms.get(visit.room_id) if visit.room_id else None
        seen = visit.children & self.children.keys()
        pupils = [self._pupil(visit, self.children[child]) for child in seen]
        teachers = self.teachers.get(visit.classroom_id, []) if visit.classroom_id else []
        return VisitOnDay(
            **{each.name: getattr(visit, each.name) for each in fields(StandingVisit)},
            staff=self.staff[visit.staff_id],
            is_mine=self._is_mine(visit),
            place=str(place or room or ""),
            school=self.schools[visit.school_id].name,
            pupils=tuple(sorted(pupils, key=lambda each: each.name.casefold())),
            others=len(visit.children) - len(seen),
            taught_by=tuple(teachers),
            beside=tuple(self._beside(visit)),
            changes=tuple(
                ChangeOnDay(change, self._about(change))
                for change in self.changes
                if self._touches(change, visit, teachers)
            ),
        )

    def _pupil(self, visit: StandingVisit, child: Child) -> ChildOnDay:
        shares = tuple(share for share in visit.shares if share.child_id == child.pk)
        disciplines = {share.discipline for share in shares}
        goals = [
            _goal_on_day(goal, visit, self.last.get(goal.lineage))
            for goal in self.goals.get(child.pk, [])
            if goal.discipline in disciplines
        ]
        return ChildOnDay(
            child, self.names[child.pk], shares, tuple(sorted(goals, key=lambda each: not each.today))
        )

    def _beside(self, visit: StandingVisit) -> Iterable[StaffMember]:
        others = {
            other.staff_id
            for other in self.there
            if visit.classroom_id
            and other.classroom_id == visit.classroom_id
            and other.staff_id != visit.staff_id
            and other.meets(visit.on, visit.starts, visit.ends)
        }
        return sorted((self.staff[each] for each in others), key=lambda each: each.name)

    def _touches(self, change: DayChange, visit: StandingVisit, teachers: Collection[StaffMember]) -> bool:
        """Whether a change of the day is about this visit, at least for a part of its time; of unknown children not."""
        if (change.starts is not None and visit.ends <= change.starts) or (
            change.ends is not None and change.ends <= visit.starts
        ):
            return False
        if change.child_id:
            return change.child_id in visit.children & self.children.keys()
        if change.staff_id:
            return change.staff_id in {visit.staff_id, *(teacher.pk for teacher in teachers)}
        if change.classroom_id:
            theirs = {self.classroom_of.get(child) for child in visit.children}
            return change.classroom_id == visit.classroom_id or change.classroom_id in theirs
        return change.school_id == visit.school_id

    def _about(self, change: DayChange) -> str:
        if change.child:
            return self.names.get(change.child.pk, change.child.first_name)
        return str(change.staff or change.classroom or change.school)


def _goal_on_day(goal: Goal, visit: StandingVisit, last: LastSeen | None) -> GoalOnDay:
    order = list(Who.values)
    there: list[Opportunity] = sorted(
        (each for each in goal.opportunities.all() if each.kind and each.kind == visit.routine_kind),
        key=lambda each: order.index(each.who),
    )
    return GoalOnDay(
        goal=goal,
        today=bool(there) or not visit.in_class,
        how=next((each.how for each in there if each.how), ""),
        who=tuple(Who(each.who) for each in there),
        last=last,
    )
