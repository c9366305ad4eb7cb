"""Checks that the parts of a problem agree with each other, and refuses the first fault by place and sentence."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NoReturn

from alongside.engine.document import DAY_MINUTES, ProblemError, clock
from alongside.engine.parts import Classroom, Service, Site, Therapist, Visit, Window
from alongside.wording import gettext as _
from alongside.wording import ngettext

if TYPE_CHECKING:
    from alongside.engine.problem import Problem


def check_problem(problem: "Problem") -> None:
    """Raises `ProblemError` where the schedule format refuses the problem."""
    _check_cycle(problem)
    known = _Known(problem)
    _check_sites(problem.sites, known)
    for n, classroom in enumerate(problem.classrooms):
        _check_classroom(classroom, f"classrooms[{n}]", known)
    for n, room in enumerate(problem.rooms):
        known.check("sites", room.site, f"rooms[{n}].site")
        _check_windows(room.open, f"rooms[{n}].open", known)
    for n, therapist in enumerate(problem.therapists):
        _check_therapist(therapist, f"therapists[{n}]", known)
    for n, child in enumerate(problem.children):
        known.check("classrooms", child.classroom, f"children[{n}].classroom")
        _check_windows(child.unavailable, f"children[{n}].unavailable", known)
        _check_limit(child.max_sessions_per_day, f"children[{n}].max_sessions_per_day")
    disciplines = {therapist.id: therapist.discipline for therapist in problem.therapists}
    for n, service in enumerate(problem.services):
        _check_service(service, f"services[{n}]", known, disciplines, problem.step)
    for n, task in enumerate(problem.tasks):
        place = f"tasks[{n}]"
        known.check("therapists", task.therapist, f"{place}.therapist")
        known.check("sites", task.site, f"{place}.site")
        _check_minutes(task.minutes, f"{place}.minutes", problem.step)
        _check_windows(task.windows, f"{place}.windows", known)
        _check_range(task.priority, 1, 5, f"{place}.priority")
    for n, visit in enumerate(problem.pinned):
        _check_pinned(visit, f"pinned[{n}]", known, problem.step)
    for n, visit in enumerate(problem.previous):
        _check_visit(visit, f"previous[{n}]", known)
    for name in problem.weights.__dataclass_fields__:
        _check_range(getattr(problem.weights, name), 0, None, f"weights.{name}")


class _Known:
    """The ids of each list of the problem, each once."""

    def __init__(self, problem: "Problem") -> None:
        self.days = frozenset(problem.days)
        self.ids: dict[str, frozenset[str]] = {}
        for kind in (
            "sites",
            "classrooms",
            "rooms",
            "therapists",
            "children",
            "services",
            "tasks",
        ):
            ids = [part.id for part in getattr(problem, kind)]
            _check_once(ids, kind + "[{}].id")
            self.ids[kind] = frozenset(ids)

    def check(self, kind: str, name: str, place: str) -> None:
        if name not in self.ids[kind]:
            _refuse(place, _('"{name}" is not the id of any of the {parts}.').format(name=name, parts=kind))

    def check_day(self, day: str, place: str) -> None:
        if day not in self.days:
            _refuse(place, _('"{day}" is not a day of the cycle.').format(day=day))


def _check_cycle(problem: "Problem") -> None:
    if not problem.days:
        _refuse("cycle.days", _("a cycle has at least one day."))
    _check_once(problem.days, "cycle.days[{}]")
    _check_range(problem.step, 1, DAY_MINUTES, "cycle.step")


def _check_sites(sites: Sequence[Site], known: _Known) -> None:
    ways: dict[tuple[str, str], int] = {}
    for n, site in enumerate(sites):
        for other, minutes in site.travel.items():
            place = f"sites[{n}].travel.{other}"
            known.check("sites", other, place)
            if other == site.id:
                _refuse(place, _("travel goes to another site."))
            _check_range(minutes, 0, None, place)
            if ways.get((site.id, other), minutes) != minutes:
                sentence = ngettext(
                    '{n} minute from "{site}" to "{other}", but {back} the other way; travel is symmetric.',
                    '{n} minutes from "{site}" to "{other}", but {back} the other way; travel is symmetric.',
                    minutes,
                )
                back = ways[site.id, other]
                _refuse(place, sentence.format(n=minutes, site=site.id, other=other, back=back))
            ways[site.id, other] = ways[other, site.id] = minutes
    shortest = _shortest([site.id for site in sites], ways)
    for n, site in enumerate(sites):
        for other, minutes in site.travel.items():
            if shortest[site.id, other] < minutes:
                sentence = ngettext(
                    "{n} minute, but a detour over another site takes {detour}.",
                    "{n} minutes, but a detour over another site takes {detour}.",
                    minutes,
                ).format(n=minutes, detour=shortest[site.id, other])
                _refuse(f"sites[{n}].travel.{other}", sentence)


def _shortest(sites: Sequence[str], ways: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The shortest way between each two sites over any others (Floyd and Warshall)."""
    shortest = dict(ways)
    for via in sites:
        for a in sites:
            for b in sites:
                if (a, via) in shortest and (via, b) in shortest:
                    detour = shortest[a, via] + shortest[via, b]
                    shortest[a, b] = min(shortest.get((a, b), detour), detour)
    return shortest


def _check_classroom(classroom: Classroom, place: str, known: _Known) -> None:
    known.check("sites", classroom.site, f"{place}.site")
    _check_range(classroom.max_visitors, 0, None, f"{place}.max_visitors")
    _check_limit(classroom.max_visits_per_day, f"{place}.max_visits_per_day")
    for n, routine in enumerate(classroom.routines):
        known.check_day(routine.day, f"{place}.routines[{n}].day")
        _check_span(routine.start, routine.end, f"{place}.routines[{n}]")
    ordered = sorted(enumerate(classroom.routines), key=lambda each: (each[1].day, each[1].start))
    for (_before, before), (n, after) in pairwise(ordered):
        if before.day == after.day and after.start < before.end:
            sentence = _("the routine from {start} overlaps the one until {end} on {day}.").format(
                start=clock(after.start), end=clock(before.end), day=after.day
            )
            _refuse(f"{place}.routines[{n}].start", sentence)


def _check_therapist(therapist: Therapist, place: str, known: _Known) -> None:
    _check_windows(therapist.available, f"{place}.available", known)
    for n, window in enumerate(therapist.available):
        if window.site is not None:
            known.check("sites", window.site, f"{place}.available[{n}].site")
    lunch = therapist.lunch
    if lunch:
        _check_span(lunch.earliest, lunch.latest, f"{place}.lunch", names=("earliest", "latest"))
        # A longer lunch than its span would leave no legal timetable at all, and only pins may do that.
        _check_range(lunch.minutes, 1, lunch.latest - lunch.earliest, f"{place}.lunch.minutes")
    _check_range(therapist.changeover, 0, None, f"{place}.changeover")
    _check_limit(therapist.max_direct_minutes_per_day, f"{place}.max_direct_minutes_per_day")
    _check_limit(therapist.max_direct_minutes_per_cycle, f"{place}.max_direct_minutes_per_cycle")
    _check_range(therapist.max_children_per_visit, 1, None, f"{place}.max_children_per_visit")


def _check_service(
    service: Service, place: str, known: _Known, disciplines: dict[str, str], step: int
) -> None:
    known.check("children", service.child, f"{place}.child")
    _check_range(service.sessions, 1, None, f"{place}.sessions")
    _check_minutes(service.minutes, f"{place}.minutes", step)
    for n, therapist in enumerate(service.therapists or ()):
        known.check("therapists", therapist, f"{place}.therapists[{n}]")
        if disciplines[therapist] != service.discipline:
            sentence = _('"{therapist}" is of {discipline}, the service of {other}.').format(
                therapist=therapist, discipline=disciplines[therapist], other=service.discipline
            )
            _refuse(f"{place}.therapists[{n}]", sentence)
    _check_once(service.therapists or (), place + ".therapists[{}]")
    for kind, fit in service.fit.items():
        _check_range(fit, 0, 100, f"{place}.fit.{kind}")
    _check_range(service.pull_out_fit, 0, 100, f"{place}.pull_out_fit")
    _check_range(service.max_group, 1, None, f"{place}.max_group")
    _check_range(service.min_days_apart, 1, None, f"{place}.min_days_apart")
    _check_range(service.priority, 1, 5, f"{place}.priority")


def _check_pinned(visit: Visit, place: str, known: _Known, step: int) -> None:
    _check_visit(visit, place, known)
    known.check("therapists", visit.therapist, f"{place}.therapist")
    known.check(
        "classrooms" if visit.mode.value == "push_in" else "rooms",
        visit.place,
        f"{place}.place",
    )
    for n, service in enumerate(visit.services):
        known.check("services", service, f"{place}.services[{n}]")
    if visit.start % step:
        sentence = ngettext(
            "{time} is off the grid of {n} minute.", "{time} is off the grid of {n} minutes.", step
        )
        _refuse(f"{place}.start", sentence.format(time=clock(visit.start), n=step))


def _check_visit(visit: Visit, place: str, known: _Known) -> None:
    """What every visit must be; `previous` may name therapists, places and services that are gone."""
    known.check_day(visit.day, f"{place}.day")
    _check_span(visit.start, visit.end, place)
    if not visit.services:
        _refuse(f"{place}.services", _("a visit serves at least one service."))


def _check_windows(windows: Sequence[Window], place: str, known: _Known) -> None:
    for n, window in enumerate(windows):
        known.check_day(window.day, f"{place}[{n}].day")
        _check_span(window.start, window.end, f"{place}[{n}]")


def _check_span(start: int, end: int, place: str, names: tuple[str, str] = ("start", "end")) -> None:
    _check_range(start, 0, DAY_MINUTES, f"{place}.{names[0]}")
    _check_range(end, 0, DAY_MINUTES, f"{place}.{names[1]}")
    if end <= start:
        sentence = _("{end} does not come after {field} {start}.")
        _refuse(f"{place}.{names[1]}", sentence.format(end=clock(end), field=names[0], start=clock(start)))


def _check_minutes(minutes: int, place: str, step: int) -> None:
    _check_range(minutes, 1, DAY_MINUTES, place)
    if minutes % step:
        sentence = ngettext(
            "{n} minute is off the grid of {step} minutes.",
            "{n} minutes are off the grid of {step} minutes.",
            minutes,
        )
        _refuse(place, sentence.format(n=minutes, step=step))


def _check_limit(limit: int | None, place: str) -> None:
    if limit is not None:
        _check_range(limit, 0, None, place)


def _check_range(value: int, low: int, high: int | None, place: str) -> None:
    if value < low or (high is not None and value > high):
        if high is None:
            sentence = _("{value} is not at least {low}.")
        else:
            sentence = _("{value} is not between {low} and {high}.")
        _refuse(place, sentence.format(value=value, low=low, high=high))


def _check_once(names: Iterable[str], place: str) -> None:
    """`place` holds "{}" where the number in the list stands."""
    seen: set[str] = set()
    for n, name in enumerate(names):
        if not name:
            _refuse(place.format(n), _("an empty name is no name."))
        if name in seen:
            _refuse(place.format(n), _('"{name}" stands here a second time.').format(name=name))
        seen.add(name)


def _refuse(place: str, fault: str) -> NoReturn:
    raise ProblemError(place, fault)
