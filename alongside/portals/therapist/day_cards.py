"""A day's visits as they are drawn: which is now, how long it still lasts, how it ended, and the words around it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.capture.choices import ChangeKind, ClassRole, Outcome, Reason
from alongside.capture.queries.days import Day, Gap, TaskOnDay
from alongside.capture.queries.visits import VisitOnDay
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.plans.queries.plans import children_planned_by
from alongside.schooltime.clock import clock
from alongside.schooltime.spans import DateSpan
from alongside.strategies.queries.given import GivenRow, for_visit
from alongside.strategies.queries.planning import Lesson, lessons_of

#: How a visit and the class's lesson go together, by what the therapist does in it.
BESIDE = {
    ClassRole.OBSERVE: gettext_lazy("You observe while {teacher} teaches {routine}."),
    ClassRole.ASSIST: gettext_lazy("{teacher} teaches {routine}, you assist."),
    ClassRole.STATION: gettext_lazy("Station teaching beside {teacher}: {routine}."),
    ClassRole.PARALLEL: gettext_lazy("Parallel teaching with {teacher}: {routine}."),
    ClassRole.ALTERNATIVE: gettext_lazy("You take a small group while {teacher} teaches {routine}."),
    ClassRole.TEAM: gettext_lazy("Team teaching with {teacher}: {routine}."),
}
#: What is said of a whole class in two taps, and its icon.
OF_CLASS = (
    (ChangeKind.ASSEMBLY, "megaphone"),
    (ChangeKind.TRIP, "bus"),
)
#: The steps of minutes in which a shortened visit is offered.
STEP = 5


@dataclass(frozen=True)
class Moment:
    """Now, where the organisation is: the day, and minutes from midnight."""

    on: date
    minute: int


@dataclass(frozen=True)
class Card:
    """A visit as it is drawn.

    `stage` is where it lies on the line of time: held, now, planned or other. `note` says of one's own visit that was
    held whether its note is "due" or "signed", else "".
    """

    visit: VisitOnDay
    stage: str
    note: str
    minutes_left: int = 0
    begins_in: int = 0
    may_say: bool = False

    what = "visit"

    @property
    def is_now(self) -> bool:
        return self.stage == "now"

    @property
    def is_over(self) -> bool:
        """Its time has passed, and nobody has said yet how it ended."""
        return self.stage == "over"

    @property
    def line_stage(self) -> str:
        return "planned" if self.is_over else self.stage

    @property
    def beside(self) -> str:
        return beside(self.visit)

    @property
    def minutes(self) -> int:
        return self.visit.ends - self.visit.starts

    @property
    def shorter(self) -> list[int]:
        """The minutes that are offered for a visit that was cut short."""
        return list(range(STEP, self.minutes, STEP))[-8:]

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """Why it was missed: what a change of the day says first."""
        expected = self.visit.expected
        rest = [(reason.value, str(reason.label)) for reason in Reason if reason != expected]
        return [(Reason(expected).value, str(Reason(expected).label)), *rest] if expected else rest

    @property
    def of_class(self) -> list[tuple[str, str, str]]:
        """What can be said of the class in one more tap: kind, label, icon."""
        if not self.visit.classroom_id:
            return []
        said = {each.kind for each in self.visit.changes}
        return [(kind.value, str(kind.label), icon) for kind, icon in OF_CLASS if kind not in said]

    @property
    def teachers(self) -> list[StaffMember]:
        """The teachers of the class who are not away yet."""
        away = {each.change.staff_id for each in self.visit.changes}
        return [teacher for teacher in self.visit.taught_by if teacher.pk not in away]

    @property
    def roles(self) -> list[tuple[str, str]]:
        return [(role.value, str(role.label)) for role in ClassRole] if self.visit.in_class else []

    @property
    def outcome_words(self) -> str:
        """How it ended: "Held", "Shortened: 20 minutes", "Missed: Assembly"."""
        visit = self.visit
        if visit.outcome == Outcome.MISSED:
            return (
                _("Missed: {reason}").format(reason=Reason(visit.reason).label)
                if visit.reason
                else _("Missed")
            )
        if visit.outcome == Outcome.SHORTENED:
            minutes = max((pupil.minutes or 0 for pupil in visit.pupils), default=0)
            words = ngettext("Shortened: {minutes} minute", "Shortened: {minutes} minutes", minutes)
            return words.format(minutes=minutes)
        return str(Outcome(visit.outcome).label) if visit.outcome else ""

    @property
    def moved_words(self) -> str:
        """Where it was planned, for a visit that stands elsewhere now."""
        visit = self.visit
        if not visit.is_moved or visit.planned_on is None or visit.planned_starts is None:
            return ""
        at = clock(visit.planned_starts).removeprefix("0")
        if visit.planned_on == visit.on:
            return _("Moved from {time}.").format(time=at)
        return _("Moved from {day}, {time}.").format(
            day=date_format(visit.planned_on, "WEEKDAY_FORMAT"), time=at
        )

    @property
    def page(self) -> str:
        return address("visit", self.visit)

    @property
    def end(self) -> str:
        return address("end", self.visit)

    @property
    def move(self) -> str:
        return address("move", self.visit)

    @property
    def say(self) -> str:
        return address("say", self.visit)

    @property
    def capture(self) -> str:
        return f"{reverse('sync:page')}?visit={self.visit.id}"


def address(name: str, visit: VisitOnDay) -> str:
    """A page of a visit; one of which nothing is written down yet is named by what the timetable planned."""
    url = reverse(f"today:{name}", args=[visit.id])
    if visit.is_written or visit.series is None or visit.planned_on is None:
        return url
    return f"{url}?{urlencode({'series': visit.series, 'on': visit.planned_on.isoformat()})}"


def voice_address(visit: VisitOnDay, child: UUID, **step: str) -> str:
    """The page on which a child says how the visit felt, perhaps at one of its steps."""
    url = reverse("today:voice", args=[visit.id, child])
    query = dict(step)
    if not visit.is_written and visit.series is not None and visit.planned_on is not None:
        query |= {"series": str(visit.series), "on": visit.planned_on.isoformat()}
    return f"{url}?{urlencode(query)}" if query else url


def card(visit: VisitOnDay, now: Moment, to_sign: Collection[UUID] = (), *, may_say: bool) -> Card:
    """A visit as it is drawn now; `to_sign` are the visits whose notes wait for the viewer."""
    note = ""
    if visit.id in to_sign:
        note = "due"
    elif visit.is_mine and visit.outcome in {Outcome.HELD, Outcome.SHORTENED}:
        note = "signed"
    left = visit.ends - now.minute if visit.on == now.on else 0
    return Card(visit, _stage(visit, now), note, left, visit.starts - now.minute, may_say)


def _stage(visit: VisitOnDay, now: Moment) -> str:
    if visit.outcome in {Outcome.HELD, Outcome.SHORTENED}:
        return "held"
    if visit.outcome:
        return "other"
    if visit.on < now.on or (visit.on == now.on and visit.ends <= now.minute):
        return "over"
    return "now" if visit.on == now.on and visit.starts <= now.minute else "planned"


def line(day: Day, cards: Iterable[Card]) -> list[Card | TaskOnDay | Gap]:
    """The day from its first to its last thing, visits as they are drawn."""
    by_visit = {each.visit.id: each for each in cards}
    return [by_visit[each.id] if isinstance(each, VisitOnDay) else each for each in day.line]


def on_top(cards: Iterable[Card]) -> Card | None:
    """The visit that somebody opens the page for: the one that is now, or else the next one today."""
    rows = list(cards)
    now = next((each for each in rows if each.is_now), None)
    return now or next((each for each in rows if each.stage == "planned" and each.begins_in >= 0), None)


def greeting(name: str, minute: int) -> str:
    """ "Good morning, Rosa." """
    if minute < 12 * 60:
        return _("Good morning, {name}.").format(name=name)
    if minute < 18 * 60:
        return _("Good afternoon, {name}.").format(name=name)
    return _("Good evening, {name}.").format(name=name)


def summary(day: Day, top: Card | None) -> str:
    """ "4 visits, 10 children. You are in 2B until 9:40." """
    visits = ngettext("{visits} visit", "{visits} visits", len(day.visits)).format(visits=len(day.visits))
    children = ngettext("{children} child", "{children} children", day.children_count)
    said = _("{visits}, {children}.").format(
        visits=visits, children=children.format(children=day.children_count)
    )
    if top is not None and top.is_now and day.is_own:
        until = clock(top.visit.ends).removeprefix("0")
        said += " " + _("You are in {place} until {time}.").format(place=top.visit.place, time=until)
    return said


def beside(visit: VisitOnDay) -> str:
    """What the teacher is teaching and what the therapist does beside it; outside class, where it is."""
    if not visit.in_class:
        return _("Outside class, {place}.").format(place=visit.place)
    teachers = get_text_list(list(visit.teachers), _("and"))
    routine = visit.routine
    if not teachers:
        return _("The class has {routine}.").format(routine=routine) if routine else ""
    if visit.role and routine:
        return str(BESIDE[ClassRole(visit.role)]).format(teacher=teachers, routine=routine)
    if not routine:
        return _("{teacher} is with the class.").format(teacher=teachers)
    return _("{teacher} teaches {routine}.").format(teacher=teachers, routine=routine)


def title(day: Day) -> str:
    """ "Tuesday 24 November"; another's day has her name before it."""
    on = date_format(day.on, "WEEKDAY_FORMAT")
    return on if day.is_own else _("{name}: {day}").format(name=day.staff.name, day=on)


def sentence(day: Day, top: Card | None, name: str, now: Moment) -> str:
    """What the reader of the day wants to know first; she is greeted in her own."""
    said = summary(day, top)
    if day.is_own and day.on == now.on:
        return f"{greeting(name.split()[0], now.minute)} {said}"
    return said


def strategies_in(viewer: Viewer, visit: VisitOnDay | None) -> list[GivenRow]:
    """What adults do in the routine of a visit, with everybody and with its children; outside class nothing."""
    if visit is None or not visit.in_class or not visit.routine_kind:
        return []
    return for_visit(viewer, [pupil.child.pk for pupil in visit.pupils], [visit.routine_kind], visit.on)


def lessons_in(viewer: Viewer, visit: VisitOnDay | None) -> list[Lesson]:
    """What the teacher teaches in a visit's routine that day, as the two planned it together."""
    if visit is None or visit.classroom_id is None:
        return []
    day = DateSpan(visit.on, visit.on + timedelta(days=1))
    lessons = lessons_of(viewer, [visit.classroom_id], day)
    return [each for each in lessons if each.kind in ("", visit.routine_kind)]


def has_progress(viewer: Viewer, visits: Iterable[VisitOnDay]) -> set[UUID]:
    """The children of these visits whose progress the viewer reads: a link leads nobody to a closed door."""
    children = {pupil.child.pk for visit in visits for pupil in visit.pupils}
    mine = children_planned_by(viewer).filter(pk__in=children, plan__versions__in_force_from__lte=viewer.on)
    return set(mine.values_list("pk", flat=True))
