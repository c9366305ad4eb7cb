"""Why a service cannot have all the sessions that it asks for, as far as counting alone can tell, in a sentence."""

from collections.abc import Iterable
from dataclasses import dataclass

from alongside.engine.problem import Delivery, Problem, Service, Therapist
from alongside.engine.rules import Naming
from alongside.wording import gettext as _
from alongside.wording import ngettext


def apart(problem: Problem, service: Service, days: Iterable[str]) -> int:
    """How many of these days lie far enough apart, at most: taking each as early as may be is best."""
    taken = 0
    free_from = 0
    for number in sorted(problem.day_number[day] for day in days):
        if number >= free_from:
            taken += 1
            free_from = number + service.min_days_apart
    return taken


def why_short(problem: Problem, service: Service, possible: int, name: Naming) -> str:
    """The plainest thing that by itself keeps a service below what it asks for."""
    site = problem.classroom_of(service.id).site
    therapists = problem.therapists_of(service.id)
    if not therapists:
        sentence = _("{service} has no therapist: nobody of its discipline may give it.")
        return sentence.format(service=name(service.id))

    stays = _Stays(
        one=name(therapists[0].id) if len(therapists) == 1 else None,
        site=name(site) if len(problem.sites) > 1 else None,
    )
    spans = {each.id: _days_at(problem, each, site) for each in therapists}
    if not any(spans.values()):
        return stays.never(name(service.id))
    longest = max(end - start for days in spans.values() for each in days.values() for start, end in each)
    if longest < service.minutes:
        return stays.too_short(name(service.id), service.minutes, longest)
    if max(apart(problem, service, days) for days in spans.values()) == possible > 0:
        asked, most = _asked_apart(service, name), max(len(days) for days in spans.values())
        why = stays.days(most, possible)
    else:
        asked, why = _asked(service, name), _no_start(problem, service, possible, name)
    # Translators: two clauses: "Ann’s speech asks for 3 sessions" and "no room is open for 30 minutes".
    return _("{asked}; {why}.").format(asked=asked, why=why)


@dataclass(frozen=True, slots=True)
class _Stays:
    """How the therapists of a service are at its site, in words: one by name or several, there or at one of several."""

    one: str | None
    site: str | None

    def never(self, service: str) -> str:
        if self.one and self.site:
            sentence = _("{service} cannot be given: {therapist} is never at {site}.")
        elif self.one:
            sentence = _("{service} cannot be given: {therapist} is never there.")
        elif self.site:
            sentence = _("{service} cannot be given: none of its therapists is ever at {site}.")
        else:
            sentence = _("{service} cannot be given: none of its therapists is ever there.")
        return sentence.format(service=service, therapist=self.one, site=self.site)

    def too_short(self, service: str, minutes: int, longest: int) -> str:
        if self.one and self.site:
            sentence = ngettext(
                "{service} lasts {n} minute; {therapist} is at {site} for {longest} at a time at most.",
                "{service} lasts {n} minutes; {therapist} is at {site} for {longest} at a time at most.",
                minutes,
            )
        elif self.one:
            sentence = ngettext(
                "{service} lasts {n} minute; {therapist} is there for {longest} at a time at most.",
                "{service} lasts {n} minutes; {therapist} is there for {longest} at a time at most.",
                minutes,
            )
        elif self.site:
            sentence = ngettext(
                "{service} lasts {n} minute; each of its therapists is at {site} for {longest} at a time at most.",
                "{service} lasts {n} minutes; each of its therapists is at {site} for {longest} at a time at most.",
                minutes,
            )
        else:
            sentence = ngettext(
                "{service} lasts {n} minute; each of its therapists is there for {longest} at a time at most.",
                "{service} lasts {n} minutes; each of its therapists is there for {longest} at a time at most.",
                minutes,
            )
        return sentence.format(
            service=service, n=minutes, therapist=self.one, site=self.site, longest=longest
        )

    def days(self, days: int, possible: int) -> str:
        """A clause that ends a sentence."""
        if self.one and self.site:
            clause = ngettext(
                "{therapist} is at {site} on {n} day, which gives {possible}",
                "{therapist} is at {site} on {n} days, which gives {possible}",
                days,
            )
        elif self.one:
            clause = ngettext(
                "{therapist} is there on {n} day, which gives {possible}",
                "{therapist} is there on {n} days, which gives {possible}",
                days,
            )
        elif self.site:
            clause = ngettext(
                "none of its therapists is at {site} on more than {n} day, which gives {possible}",
                "none of its therapists is at {site} on more than {n} days, which gives {possible}",
                days,
            )
        else:
            clause = ngettext(
                "none of its therapists is there on more than {n} day, which gives {possible}",
                "none of its therapists is there on more than {n} days, which gives {possible}",
                days,
            )
        return clause.format(therapist=self.one, site=self.site, n=days, possible=possible)


def _asked(service: Service, name: Naming) -> str:
    """What a service asks for: a clause that opens a sentence."""
    return ngettext(
        "{service} asks for {n} session", "{service} asks for {n} sessions", service.sessions
    ).format(service=name(service.id), n=service.sessions)


def _asked_apart(service: Service, name: Naming) -> str:
    """The same where its days matter."""
    if service.min_days_apart == 1:
        clause = ngettext(
            "{service} asks for {n} session on different days",
            "{service} asks for {n} sessions on different days",
            service.sessions,
        )
    else:
        clause = ngettext(
            "{service} asks for {n} session on different days, {apart} days apart",
            "{service} asks for {n} sessions on different days, {apart} days apart",
            service.sessions,
        )
    return clause.format(service=name(service.id), n=service.sessions, apart=service.min_days_apart)


def _no_start(problem: Problem, service: Service, possible: int, name: Naming) -> str:
    """Why no more starts are free: a clause that ends a sentence."""
    classroom, minutes = problem.classroom_of(service.id), service.minutes
    rooms = problem.rooms_at(classroom.site)
    visitable = _longest(problem.visitable(classroom.id, day) for day in problem.days)
    leavable = _longest(problem.leavable(classroom.id, day) for day in problem.days)
    open_for = _longest(problem.open_on(room.id, day) for room in rooms for day in problem.days)
    if possible:
        return ngettext(
            "the routines, rooms, hours and limits that are set allow one day only",
            "the routines, rooms, hours and limits that are set allow {n} days only",
            possible,
        ).format(n=possible)
    if service.delivery is Delivery.PUSH_IN and visitable < minutes:
        return ngettext(
            "no routine of {classroom} admits push-in for {n} minute",
            "no routine of {classroom} admits push-in for {n} minutes",
            minutes,
        ).format(classroom=name(classroom.id), n=minutes)
    if service.delivery is Delivery.PULL_OUT and not rooms:
        return _("it is for pull-out only, and there is no room")
    if service.delivery is Delivery.PULL_OUT and open_for < minutes:
        clause = ngettext("no room is open for {n} minute", "no room is open for {n} minutes", minutes)
        return clause.format(n=minutes)
    if service.delivery is Delivery.PULL_OUT and leavable < minutes:
        return ngettext(
            "no routine of {classroom} lets {child} leave for {n} minute",
            "no routine of {classroom} lets {child} leave for {n} minutes",
            minutes,
        ).format(classroom=name(classroom.id), child=name(service.child), n=minutes)
    return _("the routines, rooms, hours and limits that are set never allow one")


def _longest(days: Iterable[tuple[tuple[int, int], ...]]) -> int:
    return max((end - start for spans in days for start, end in spans), default=0)


def _days_at(problem: Problem, therapist: Therapist, site: str) -> dict[str, tuple[tuple[int, int], ...]]:
    found = {day: problem.availability(therapist.id, day, site) for day in problem.days}
    return {day: spans for day, spans in found.items() if spans}
