"""Rule 5: a visit serves someone, lasts as long as its longest service, and its therapist may serve each of them."""

from collections.abc import Iterator

from alongside.engine.problem import Problem
from alongside.engine.rules.breach import Breach, Naming, when
from alongside.engine.timetable import Timetable
from alongside.wording import gettext as _
from alongside.wording import ngettext


def breaches(problem: Problem, timetable: Timetable, name: Naming = str) -> Iterator[Breach]:
    for number, visit in enumerate(timetable.visits):
        if not visit.services:
            sentence = _("The visit of {therapist} on {when} serves nobody.").format(
                therapist=name(visit.therapist), when=when(visit, name)
            )
            yield Breach(5, sentence, (number,))
            continue
        longest = max(problem.service[service].minutes for service in visit.services)
        minutes = visit.end - visit.start
        if minutes != longest:
            sentence = ngettext(
                "The visit of {therapist} on {when} lasts {n} minute; its longest service asks for {longest}.",
                "The visit of {therapist} on {when} lasts {n} minutes; its longest service asks for {longest}.",
                minutes,
            ).format(therapist=name(visit.therapist), when=when(visit, name), n=minutes, longest=longest)
            yield Breach(5, sentence, (number,))
        for service in visit.services:
            if not problem.admits(service, visit.therapist):
                sentence = _("{service} is not for {therapist} to give.").format(
                    service=name(service), therapist=name(visit.therapist)
                )
                yield Breach(5, sentence, (number,))
