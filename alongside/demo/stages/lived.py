"""Six weeks of visits have been held, shortened and missed; what was tapped in them lies in the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.capture.actions.changes import say_change
from alongside.capture.actions.devices import greet_device
from alongside.capture.actions.intake import Fate as Taken
from alongside.capture.actions.intake import take_entries
from alongside.capture.actions.visits import move_visit
from alongside.capture.choices import ChangeKind, ClassRole, MarkKind
from alongside.capture.queries.dated import StandingVisit, visits_between
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules.entries import MOST_ENTRIES
from alongside.demo import voices
from alongside.demo.cast import NORTH, THERAPISTS, Person
from alongside.demo.happened import Fate, fates_of, is_over
from alongside.demo.observed import Course, course_of, reached, values_of
from alongside.demo.stages.days import HALF_TERM_WEEK
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.rules import NotNow, Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.plans.queries.goals import goals_in_force
from alongside.schooltime.spans import DateSpan

#: The most goals of one child that are recorded in a visit.
GOALS_AT_ONCE = 3
#: Of a hundred: how often a goal is recorded that the routine does not carry, and how often a child says how it felt.
BESIDE, SAYS_HOW_IT_FELT = 50, 12

Entry = dict[str, Any]


def is_told(story: Story) -> bool:
    last_week = DateSpan(story.monday - timedelta(weeks=1), story.monday)
    return any(visit.is_written for visit in visits_between(story.coordinator(story.told_at), last_week))


@transaction.atomic
def tell(story: Story) -> None:
    joy, dice = story.coordinator(story.told_at), story.dice("lived")
    zone = ZoneInfo(joy.organisation.time_zone)
    now = story.told_at.astimezone(zone)
    today = now.date() if now.weekday() < 5 else story.monday + timedelta(weeks=1)
    _say_what_is_other(story, today, joy)
    span = DateSpan(story.first_week, now.date() + timedelta(days=1))
    visits = [visit for visit in visits_between(joy, span) if is_over(visit, now)]
    day = _Days(story, visits, joy, zone, dice)
    for person, staff in _therapists(joy).items():
        _send(
            story, person, [entry for visit in visits if visit.staff_id == staff for entry in day.of(visit)]
        )
    _move_one(today, now, joy)


def _therapists(joy: Viewer) -> dict[Person, UUID]:
    persons = {f"{each.person.given_name} {each.person.family_name}": each.person for each in THERAPISTS}
    return {persons[staff.name]: staff.pk for staff in people.therapists_for(joy) if staff.name in persons}


class _Days:
    """What is entered in each visit, by lots."""

    def __init__(
        self, story: Story, visits: Sequence[StandingVisit], joy: Viewer, zone: ZoneInfo, dice: Random
    ) -> None:
        self.zone, self.dice = zone, dice
        self.ladder = ways_of(joy).ladder
        self.fates: Mapping[UUID, Fate] = fates_of(visits, dice)
        children = {child for visit in visits for child in visit.children}
        self.goals = goals_in_force(joy, children, story.told_at.date())
        self.courses: dict[UUID, Course] = {
            goal.lineage: course_of(dice) for child in sorted(self.goals) for goal in self.goals[child]
        }
        self.break_on = story.monday + timedelta(weeks=HALF_TERM_WEEK)
        self.roles: dict[tuple[UUID, UUID | None], ClassRole] = {}

    def of(self, visit: StandingVisit) -> list[Entry]:
        """The entries of one visit in order, each with its moment."""
        fate = self.fates[visit.id]
        starts, ends = (self._moment(visit.on, minutes) for minutes in (visit.starts, visit.ends))
        entries = []
        if visit.in_class and fate.was_there:
            entries.append(
                self._entry(visit, starts, kind="mark", mark="role", detail={"role": self._role(visit)})
            )
        for child, reason in fate.away.items():
            detail = {"reason": str(reason)}
            entries.append(
                self._entry(visit, starts, kind="mark", mark="away", child=str(child), detail=detail)
            )
        if fate.was_there:
            seen = [
                each
                for child in sorted(visit.children - fate.away.keys())
                for each in self._seen(visit, child)
            ]
            step = (ends - starts) / (len(seen) + 1)
            for place, each in enumerate(seen):
                entries.append(self._entry(visit, starts + step * (place + 1), **each))
        if fate.ending:
            ending = str(MarkKind(fate.ending))
            entries.append(self._entry(visit, ends, kind="mark", mark=ending, detail=dict(fate.detail)))
        return entries

    def _seen(self, visit: StandingVisit, child: UUID) -> Iterator[Entry]:
        disciplines = {share.discipline for share in visit.shares if share.child_id == child}
        goals = [goal for goal in self.goals.get(child, []) if goal.discipline in disciplines]
        carried = [goal for goal in goals if not visit.in_class or _is_in(goal, visit.routine_kind)]
        others = [goal for goal in goals if goal not in carried and self.dice.randrange(100) < BESIDE]
        for goal in [*carried, *others][:GOALS_AT_ONCE]:
            come = reached(goal, self.courses[goal.lineage], visit.on, self.break_on)
            for value in values_of(goal, come, self.ladder, self.dice):
                yield self._observation(visit, child, goal.measure, value, goal)
        if self.dice.randrange(100) < SAYS_HOW_IT_FELT:
            face = {"face": self.dice.choice((2, 3, 4, 4, 5))}
            yield self._observation(visit, child, Measure.CONFIDENCE, face)

    def _observation(
        self,
        visit: StandingVisit,
        child: UUID,
        measure: str,
        value: Mapping[str, Any],
        goal: Goal | None = None,
    ) -> Entry:
        return {
            "kind": "observation",
            "child": str(child),
            "goal": str(goal.pk) if goal else None,
            "measure": str(measure),
            "value": dict(value),
            "routine_kind": visit.routine_kind,
            "setting": "in_class" if visit.in_class else "outside",
            "words": self.dice.choice(voices.SEEN) if self.dice.random() < 0.02 else "",
        }

    def _entry(self, visit: StandingVisit, at: datetime, **said: Any) -> Entry:
        name = {"id": str(visit.id), "series": str(visit.series), "on": str(visit.planned_on)}
        pk = str(UUID(int=self.dice.getrandbits(128), version=4))
        return said | {"id": pk, "at": at.isoformat(), "skew": 0, "visit": name}

    def _role(self, visit: StandingVisit) -> str:
        """Each therapist has her usual way in each class."""
        usual = (visit.staff_id, visit.classroom_id)
        if usual not in self.roles:
            self.roles[usual] = self.dice.choice(list(ClassRole))
        return str(self.roles[usual])

    def _moment(self, on: date, minutes: int) -> datetime:
        return datetime.combine(on, time(), tzinfo=self.zone) + timedelta(minutes=minutes)


def _is_in(goal: Goal, kind: str) -> bool:
    return any(each.kind == kind for each in goal.opportunities.all())


def _send(story: Story, person: Person, entries: Sequence[Entry]) -> None:
    """Week by week, as somebody's own tablet sends what was tapped on it."""
    weeks: dict[tuple[int, int], list[Entry]] = defaultdict(list)
    for order, entry in enumerate(entries):
        at = datetime.fromisoformat(entry["at"])
        weeks[at.isocalendar()[:2]].append(entry | {"order": order})
    installation = UUID(int=story.dice(f"tablet of {person.email}").getrandbits(128), version=4)
    for week in weeks.values():
        at = datetime.fromisoformat(week[-1]["at"])
        by = story.viewer(person, at)
        assert by is not None
        device = greet_device(installation=installation, name=f"{person.given_name}’s tablet", by=by, at=at)
        for start in range(0, len(week), MOST_ENTRIES):
            batch = week[start : start + MOST_ENTRIES]
            answers = take_entries(device=device, entries=batch, device_now=at, by=by, at=at)
            refused = [answer.sentence for answer in answers if answer.answer is not Taken.KEPT]
            if refused:
                raise LookupError(f"{person.given_name}’s entries were refused: {refused[0]}")


def _say_what_is_other(story: Story, today: date, joy: Viewer) -> None:
    """Today (or the next Monday) is not quite as planned: a child is away, a class on a trip, tomorrow an assembly."""
    step: dict[str, Any] = {"by": joy, "at": story.told_at, "school": story.schools(joy)[NORTH]}
    oskar = next(child for child in people.all_children(joy) if child.name == "Oskar Lund")
    classes = story.classrooms(joy)
    back_on = today + timedelta(days=2)
    say_change(kind=ChangeKind.CHILD_AWAY, child=oskar, on=today, ends_on=back_on, words="A cold", **step)
    trip: dict[str, Any] = {"classroom": classes[NORTH, "3A"], "starts": 9 * 60, "ends": 12 * 60}
    say_change(kind=ChangeKind.TRIP, on=today, words="To the canal museum", **trip, **step)
    tomorrow = today + timedelta(days=1)
    say_change(kind=ChangeKind.ASSEMBLY, on=tomorrow, starts=9 * 60, ends=9 * 60 + 30, **step)


def _move_one(today: date, now: datetime, joy: Viewer) -> None:
    """The first visit still to come that can begin half an hour later does."""
    for visit in visits_between(joy, DateSpan(today, today + timedelta(days=1))):
        if visit.on == today and not is_over(visit, now) and visit.starts > now.hour * 60 + now.minute:
            try:
                move_visit(visit=visit, on=today, starts=visit.starts + 30, by=joy, at=now)
            except NotNow:
                continue
            return
