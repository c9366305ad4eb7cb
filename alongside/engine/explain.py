"""Why a session found no place: the rules that forbid every start, and the cheapest changes that would place it."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from alongside.engine.changes import Change, ChangeKind
from alongside.engine.document import DAY_MINUTES
from alongside.engine.insertions import Insertion, wishes
from alongside.engine.obstacles import grid_of, obstacles
from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.remedies import Proposal, proposals
from alongside.engine.rules import Naming, naming
from alongside.engine.rules.breach import when
from alongside.engine.standing import Standing
from alongside.engine.timetable import Timetable, missing
from alongside.engine.trial import breaches_with, cost_change
from alongside.engine.words import words
from alongside.wording import gettext as _
from alongside.wording import listed

REMEDIES = 3
"""Remedies shown for one service: more would be a list to read, not a help to choose."""

TRIES = 12
"""Proposals tried by the rules for one service before giving up."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A rule and a thing that it forbids starts by, and how many of the starts looked at."""

    rule: int
    sentence: str
    starts: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that places one session, tried by the rules; without a change, a place that is free as things
    are.

    `cost_change` is what the timetable's cost changes by; `also_helps` are the other services of which the
    same change would place a session.
    """

    sentence: str
    change: Change | None
    insertion: Insertion
    cost_change: int
    also_helps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a service lacks sessions, most forbidding first, and what would place one, least asking first."""

    service: str
    sessions: int
    rules: tuple[Blocked, ...]
    remedies: tuple[Remedy, ...]


def explain(
    problem: Problem,
    timetable: Timetable,
    names: Mapping[str, str] | None = None,
    services: Collection[str] | None = None,
) -> list[Reason]:
    """A reason for every service that lacks sessions (of these `services`, where given), in the order of the
    problem.

    Remedies are for one more session each, not for several changes together.
    """
    lacking = missing(problem, timetable.visits)
    asked = [service for service in lacking if services is None or service in services]
    explanation = _Explanation(problem, timetable, asked, naming(names))
    return [
        Reason(
            service,
            lacking[service],
            tuple(explanation.blocked(service)),
            tuple(explanation.remedies(service)),
        )
        for service in asked
    ]


class _Explanation:
    """One timetable explained; what is tried once is remembered."""

    def __init__(self, problem: Problem, timetable: Timetable, services: Iterable[str], name: Naming) -> None:
        self.problem = problem
        self.name = name
        self.standing = Standing(problem, timetable)
        self.changed: dict[Change | None, Standing] = {None: self.standing}
        self.tried: dict[tuple[str, Change | None], int | None] = {}
        self.proposed = {
            service: {each.change: each for each in proposals(self.standing, service)} for service in services
        }
        self.wanted = Counter(change for theirs in self.proposed.values() for change in theirs)

    def remedies(self, service: str) -> list[Remedy]:
        """The first proposals that the rules accept, one of each kind for each whom it asks."""
        found: list[Remedy] = []
        asked: set[tuple[ChangeKind, tuple[str, ...]] | None] = set()
        tries = 0
        for proposal in sorted(self.proposed[service].values(), key=self._rank):
            change = proposal.change
            whom = (change.kind, change.subjects) if change else None
            if whom in asked:
                continue
            cheaper = self._try(service, proposal)
            if cheaper is not None:
                asked.add(whom)
                insertion = Insertion(proposal.visit, proposal.joins, cheaper)
                found.append(
                    Remedy(
                        self._sentence(service, proposal),
                        change,
                        insertion,
                        cheaper,
                        self._helped(service, change),
                    )
                )
            tries += 1
            if len(found) == REMEDIES or tries == TRIES:
                break
        return found

    def _rank(self, proposal: Proposal) -> tuple[int, int, int]:
        """Least effort first, then what may help most services, then the best fit."""
        change = proposal.change
        return (change.kind.effort if change else -1, -self.wanted[change], proposal.misfit)

    def _helped(self, service: str, change: Change | None) -> tuple[str, ...]:
        """The other services of which this change would place a session."""
        if change is None:
            return ()
        return tuple(
            other
            for other, theirs in self.proposed.items()
            if other != service and change in theirs and self._try(other, theirs[change]) is not None
        )

    def _try(self, service: str, proposal: Proposal) -> int | None:
        """What the cost changes by with the change made and the session placed; None where a rule is broken."""
        change = proposal.change
        if change not in self.changed and change:
            self.changed[change] = self.standing.under(change.applied(self.problem))
        key = service, change
        if key not in self.tried:
            standing = self.changed[change]
            broken = breaches_with(standing, proposal.visit, instead_of=proposal.joins)
            self.tried[key] = (
                None if broken else cost_change(standing, proposal.visit, instead_of=proposal.joins)
            )
        return self.tried[key]

    def _sentence(self, service: str, proposal: Proposal) -> str:
        session = self._session(service, proposal.visit)
        if proposal.change is None:
            return _("Nothing needs to change: {session}.").format(session=session)
        change = proposal.change.phrase(self.problem, self.name)
        # Translators: "Open the blue room on Mon 9:00–9:30 as well" and "Ann’s speech fits there on … with …".
        return _("{change}: {session}.").format(change=change, session=session)

    def _session(self, service: str, visit: Visit) -> str:
        """Where, when and with whom a session fits: a clause that another one opens."""
        name = self.name
        others = [name(each) for each in visit.services if each != service]
        if visit.mode is Mode.PUSH_IN and others:
            clause = _("{service} fits in class {place} on {when} with {therapist}, together with {others}")
        elif visit.mode is Mode.PUSH_IN:
            clause = _("{service} fits in class {place} on {when} with {therapist}")
        elif visit.place in self.problem.room and others:
            clause = _("{service} fits in {place} on {when} with {therapist}, together with {others}")
        elif visit.place in self.problem.room:
            clause = _("{service} fits in {place} on {when} with {therapist}")
        elif others:
            clause = _("{service} fits there on {when} with {therapist}, together with {others}")
        else:
            clause = _("{service} fits there on {when} with {therapist}")
        return clause.format(
            service=name(service),
            place=name(visit.place),
            when=when(visit, name),
            therapist=name(visit.therapist),
            others=listed(others) if others else "",
        )

    def blocked(self, service: str) -> Iterator[Blocked]:
        """Every start of every therapist, day and place within the therapists' hours, by what forbids it."""
        problem = self.problem
        therapists = problem.therapists_of(service)
        if not therapists:
            yield Blocked(5, _("No therapist may give {service}.").format(service=self.name(service)), 0)
            return
        windows = [window for therapist in therapists for window in therapist.available]
        opens = min((window.start for window in windows), default=0)
        closes = max((window.end for window in windows), default=DAY_MINUTES)
        starts: Counter[tuple[int, str]] = Counter()
        for wish in wishes(problem, service):
            looked_at = grid_of(problem, wish.services).within(opens, closes)
            forbidden: dict[tuple[int, str], int] = {}
            for obstacle in obstacles(self.standing, wish):
                key = obstacle.rule, words(problem, wish, obstacle, self.name)
                forbidden[key] = forbidden.get(key, 0) | (obstacle.starts & looked_at)
            for key, blocked in forbidden.items():
                starts[key] += blocked.bit_count()
        for (rule, sentence), count in starts.most_common():
            if count:
                yield Blocked(rule, sentence, count)
