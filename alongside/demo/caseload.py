"""What ninety invented children are owed, in the proportions that surveys report; the rest is a named assumption."""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from alongside.people.choices import Discipline
from alongside.plans.choices import Delivery

OT, SPEECH, BEHAVIOUR = Discipline.OCCUPATIONAL, Discipline.SPEECH, Discipline.BEHAVIOUR


class Share(NamedTuple):
    """Something, and in how many of a hundred cases it is so."""

    of_hundred: int
    what: Any


#: ASSUMPTION: which disciplines a child has together. Half of all have speech; among autistic children 85 % speech,
#: 50 % occupational therapy and 44 % behaviour support, overlaps included.
TOGETHER = (
    Share(20, (SPEECH,)),
    Share(12, (OT,)),
    Share(6, (BEHAVIOUR,)),
    Share(27, (SPEECH, OT)),
    Share(14, (SPEECH, BEHAVIOUR)),
    Share(7, (OT, BEHAVIOUR)),
    Share(14, (SPEECH, OT, BEHAVIOUR)),
)

#: Sessions a week and minutes of each. Speech: 30 minutes a week for 35 of 100, 60 for 45, 90 for 13, more for 7;
#: two times 30 is the usual form, 20 the other. ASSUMPTION: the shares for the other two disciplines.
AMOUNTS = {
    SPEECH: (
        Share(35, (1, 30)),
        Share(33, (2, 30)),
        Share(12, (3, 20)),
        Share(13, (3, 30)),
        Share(7, (4, 30)),
    ),
    OT: (Share(45, (1, 30)), Share(35, (2, 30)), Share(20, (2, 20))),
    BEHAVIOUR: (Share(30, (1, 30)), Share(35, (2, 20)), Share(35, (2, 30))),
}

#: ASSUMPTION: a programme on its way from mostly pull-out to mostly push-in.
DELIVERIES = (Share(60, Delivery.PUSH_IN), Share(20, Delivery.EITHER), Share(20, Delivery.PULL_OUT))

#: Groups are mostly of two to four; fewer than one plan in ten requires a child to be alone.
GROUP_SIZES = (Share(10, 1), Share(30, 2), Share(40, 3), Share(20, 4))

GROUP_WORDS = {
    SPEECH: ("speech sounds", "telling stories", "talking together"),
    OT: ("fine motor", "self-care"),
    BEHAVIOUR: ("feelings", "friends"),
}


def drawn(dice: Random, shares: tuple[Share, ...]) -> Any:
    return dice.choices(shares, [share.of_hundred for share in shares])[0].what


def caseload(dice: Random, children: int) -> list[list[dict[str, Any]]]:
    """For each of so many children the terms of their services, as `plans.actions.add_service` takes them.

    Which disciplines come together is dealt in the proportions above, so that every seed asks for about as much.
    """
    hundredths = [share.what for share in TOGETHER for _each in range(share.of_hundred)]
    together = [hundredths[place * 100 // children] for place in range(children)]
    dice.shuffle(together)
    return [[_service(discipline, dice) for discipline in disciplines] for disciplines in together]


def _service(discipline: Discipline, dice: Random) -> dict[str, Any]:
    sessions, minutes = drawn(dice, AMOUNTS[discipline])
    return {
        "discipline": discipline,
        "sessions": sessions,
        "minutes": minutes,
        "delivery": drawn(dice, DELIVERIES),
        "max_group": drawn(dice, GROUP_SIZES),
        "group": dice.choice(GROUP_WORDS[discipline]),
        "min_days_apart": 2 if sessions == 2 and dice.random() < 0.5 else 1,
        "priority": 2 if sessions >= 3 else 1,
        "pull_out_fit": dice.randrange(30, 75, 5),
    }
