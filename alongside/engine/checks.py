"""What counting alone can prove before any search: sessions that no timetable can meet, in sentences.

Every `sessions_lost` is a true lower bound of the sessions that go unmet. Different findings may speak of the
same sessions, so their numbers are not to be added up.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from alongside.engine.moves import places_of
from alongside.engine.obstacles import Wish, free_starts
from alongside.engine.problem import Delivery, Mode, Problem, Service, Therapist, merged
from alongside.engine.rules import Naming, conflicts_of_pins, naming
from alongside.engine.shortfall import apart, why_short
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import listed, ngettext


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that counting found, the ids that it is about, and how many sessions it makes impossible at least."""

    sentence: str
    sessions_lost: int = 0
    services: tuple[str, ...] = ()
    therapists: tuple[str, ...] = ()
    classrooms: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()


def findings(problem: Problem, names: Mapping[str, str] | None = None) -> list[Finding]:
    """Everything that counting finds, the gravest first."""
    name = naming(names)
    possible = _possible_sessions(problem)
    company = _Company(problem)
    found = [
        *_pins(problem, names),
        *_classes_without_routines(problem, name),
        *_services(problem, possible, name),
        *_children(problem, possible, name),
        *_therapists(problem, possible, company, name),
        *_rooms(problem, possible, company, name),
        *_classrooms(problem, possible, company, name),
    ]
    return sorted(found, key=lambda finding: -finding.sessions_lost)


def _possible_sessions(problem: Problem) -> dict[str, int]:
    """For each service, the most sessions that it could have if it had the timetable to itself."""
    empty = Standing(problem, Timetable.of(problem, ()))
    return {service.id: _possible(empty, service) for service in problem.services}


def _possible(empty: Standing, service: Service) -> int:
    """The most sessions that one of its therapists could give on days when some start is free."""
    problem = empty.problem
    site = problem.classroom_of(service.id).site
    places = list(places_of(problem, (service.id,)))
    most = 0
    for therapist in problem.therapists_of(service.id):
        days = [
            day
            for day in problem.days
            if problem.availability(therapist.id, day, site)
            and any(free_starts(empty, Wish(therapist.id, (service.id,), day, *place)) for place in places)
        ]
        most = max(most, apart(problem, service, days))
        if most >= service.sessions:
            return service.sessions
    return most


def _pins(problem: Problem, names: Mapping[str, str] | None) -> Iterator[Finding]:
    for breach in conflicts_of_pins(problem, names):
        sentence = _("Nothing can be built: the pinned visits break a rule. {breach}")
        yield Finding(sentence.format(breach=breach.sentence))


def _classes_without_routines(problem: Problem, name: Naming) -> Iterator[Finding]:
    for classroom in problem.classrooms:
        if not classroom.routines:
            services = [each for each in problem.services if problem.classroom_of(each.id) == classroom]
            if services:
                sentence = _("Nothing can be built for {classroom} yet: we do not know its routines.")
                yield Finding(
                    sentence.format(classroom=name(classroom.id)),
                    sum(service.sessions for service in services),
                    services=tuple(service.id for service in services),
                    classrooms=(classroom.id,),
                )


def _services(problem: Problem, possible: Mapping[str, int], name: Naming) -> Iterator[Finding]:
    for service in problem.services:
        lost = service.sessions - possible[service.id]
        if lost and problem.classroom_of(service.id).routines:
            why = why_short(problem, service, possible[service.id], name)
            therapists = tuple(therapist.id for therapist in problem.therapists_of(service.id))
            yield Finding(why, lost, services=(service.id,), therapists=therapists)


def _children(problem: Problem, possible: Mapping[str, int], name: Naming) -> Iterator[Finding]:
    for child in problem.children:
        if child.max_sessions_per_day is None:
            continue
        services = problem.services_of(child.id)
        asked = sum(possible[service.id] for service in services)
        room = child.max_sessions_per_day * len(problem.days)
        if asked > room:
            sentence = ngettext(
                "{child} is owed {n} session; {a_day} a day make {most} at most.",
                "{child} is owed {n} sessions; {a_day} a day make {most} at most.",
                asked,
            )
            yield Finding(
                sentence.format(child=name(child.id), n=asked, a_day=child.max_sessions_per_day, most=room),
                asked - room,
                services=tuple(service.id for service in services),
            )


class _Company:
    """For each service, the most services that any visit with it in it can serve.

    A session of m minutes in company of n takes at least m/n minutes of a therapist, for no visit of k
    services is shorter than the sum of their m/n where every n is at least k.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._together = Counter(
            self._key(service, mode)
            for service in problem.services
            for mode in Mode
            if service.delivery.admits(mode)
        )

    def of(self, service: Service) -> int:
        therapists = self._problem.therapists_of(service.id)
        largest = {
            Mode.PUSH_IN: max((therapist.max_children_per_visit for therapist in therapists), default=1),
            Mode.PULL_OUT: service.max_group,
        }
        modes = [mode for mode in Mode if service.delivery.admits(mode)]
        sizes = (min(largest[mode], self._together[self._key(service, mode)]) for mode in modes)
        return max(1, *sizes)

    def _key(self, service: Service, mode: Mode) -> tuple[str, ...]:
        """Services that could meet in a visit of this mode have the same key."""
        classroom = self._problem.classroom_of(service.id)
        if mode is Mode.PUSH_IN:
            return mode, service.discipline, classroom.id
        return mode, service.discipline, classroom.site, service.group_word


def _therapists(
    problem: Problem, possible: Mapping[str, int], company: _Company, name: Naming
) -> Iterator[Finding]:
    """The services that only one therapist may give, against the minutes that she has."""
    alone: dict[str, list[Service]] = defaultdict(list)
    for service in problem.services:
        therapists = problem.therapists_of(service.id)
        if len(therapists) == 1:
            alone[therapists[0].id].append(service)
    for therapist in problem.therapists:
        services = alone[therapist.id]
        shares = [(Fraction(each.minutes, company.of(each)), possible[each.id]) for each in services]
        minutes = _direct_minutes(problem, therapist)
        lost = _lost(shares, minutes)
        if lost:
            asked = _rounded_up(sum(share * sessions for share, sessions in shares))
            sentence = ngettext(
                "{therapist} is asked for at least {n} minute of visits, groups as large as they may be; "
                "{most} can be had.",
                "{therapist} is asked for at least {n} minutes of visits, groups as large as they may be; "
                "{most} can be had.",
                asked,
            )
            yield Finding(
                sentence.format(therapist=name(therapist.id), n=asked, most=minutes),
                lost,
                services=tuple(service.id for service in services),
                therapists=(therapist.id,),
            )


def _rooms(
    problem: Problem, possible: Mapping[str, int], company: _Company, name: Naming
) -> Iterator[Finding]:
    """The services that are for pull-out only, against the hours of the rooms of their site."""
    for site in problem.sites:
        rooms = problem.rooms_at(site.id)
        services = [
            service
            for service in problem.services
            if service.delivery is Delivery.PULL_OUT and problem.classroom_of(service.id).site == site.id
        ]
        minutes = sum(
            end - start
            for room in rooms
            for day in problem.days
            for start, end in problem.open_on(room.id, day)
        )
        shares = [(Fraction(each.minutes, company.of(each)), possible[each.id]) for each in services]
        lost = _lost(shares, minutes)
        if lost:
            asked = _rounded_up(sum(share * sessions for share, sessions in shares))
            sentence = ngettext(
                "{rooms} would be needed for at least {n} minute, groups as large as they may be, "
                "and can be had for {most}.",
                "{rooms} would be needed for at least {n} minutes, groups as large as they may be, "
                "and can be had for {most}.",
                asked,
            )
            yield Finding(
                sentence.format(rooms=listed(name(room.id) for room in rooms), n=asked, most=minutes),
                lost,
                services=tuple(service.id for service in services),
                rooms=tuple(room.id for room in rooms),
            )


def _classrooms(
    problem: Problem, possible: Mapping[str, int], company: _Company, name: Naming
) -> Iterator[Finding]:
    """The services that are for push-in only, against the visits that their classroom can host."""
    for classroom in problem.classrooms:
        if classroom.max_visits_per_day is None:
            continue
        services = [
            service
            for service in problem.services
            if service.delivery is Delivery.PUSH_IN and problem.classroom_of(service.id) == classroom
        ]
        visits = classroom.max_visits_per_day * len(problem.days)
        shares = [(Fraction(1, company.of(each)), possible[each.id]) for each in services]
        lost = _lost(shares, visits)
        if lost:
            asked = _rounded_up(sum(share * sessions for share, sessions in shares))
            sentence = ngettext(
                "{classroom} would need at least {n} visit; {a_day} a day make {most}.",
                "{classroom} would need at least {n} visits; {a_day} a day make {most}.",
                asked,
            )
            a_day = classroom.max_visits_per_day
            yield Finding(
                sentence.format(classroom=name(classroom.id), n=asked, a_day=a_day, most=visits),
                lost,
                services=tuple(service.id for service in services),
                classrooms=(classroom.id,),
            )


def _direct_minutes(problem: Problem, therapist: Therapist) -> int:
    """The most minutes of visits that a therapist can have in the cycle: her hours less lunch, within her limits."""
    minutes = 0
    for day, spans in merged(therapist.available).items():
        there = sum(end - start for start, end in spans)
        lunch = problem.lunch_due(therapist.id, day)
        # In a gap of her hours she might have lunch outside them.
        if lunch and len(spans) == 1:
            there -= lunch.minutes
        limit = therapist.max_direct_minutes_per_day
        minutes += there if limit is None else min(there, limit)
    limit = therapist.max_direct_minutes_per_cycle
    return minutes if limit is None else min(minutes, limit)


def _lost(shares: Iterable[tuple[Fraction, int]], supply: int) -> int:
    """How many sessions must go, at least, until the shares of the others fit: the largest shares first."""
    sized = sorted(shares, reverse=True)
    excess = sum(share * sessions for share, sessions in sized) - supply
    lost = 0
    for share, sessions in sized:
        if excess <= 0:
            break
        gone = min(sessions, _rounded_up(excess / share))
        lost += gone
        excess -= gone * share
    return lost


def _rounded_up(number: Fraction | int) -> int:
    return -int(-number // 1)
