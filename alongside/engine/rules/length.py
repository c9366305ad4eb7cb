"""Rule 5: a visit serves someone, lasts as long as its longest service, and its therapist may serve each of them."""

from collections.abc import Iterator

from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming, when
from alongside.engine.timetable import Timetable


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for number, visit in enumerate(timetable.visits):
        if not visit.services:
            yield Breach(
                5, f"The visit of {name(visit.therapist)} on {when(visit)} serves nobody.", (number,)
            )
            continue
        longest = max(problem.service[service].minutes for service in visit.services)
        if visit.end - visit.start != longest:
            yield Breach(
                5,
                f"The visit of {name(visit.therapist)} on {when(visit)} lasts {visit.end - visit.start} minutes; "
                f"its longest service asks for {longest}.",
                (number,),
            )
        for service in visit.services:
            if not problem.admits(service, visit.therapist):
                yield Breach(5, f"{name(service)} is not for {name(visit.therapist)} to give.", (number,))
