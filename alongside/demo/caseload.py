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
    Share(24, (SPEECH,)),
    Share(13, (OT,)),
    Share(8, (BEHAVIOUR,)),
    Share(25, (SPEECH, OT)),
    Share(14, (SPEECH, BEHAVIOUR)),
    Share(6, (OT, BEHAVIOUR)),
    Share(10, (SPEECH, OT, BEHAVIOUR)),
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
    OT: (Share(60, (1, 30)), Share(20, (2, 30)), Share(20, (1, 20))),
    BEHAVIOUR: (Share(45, (1, 30)), Share(30, (2, 20)), Share(25, (2, 30))),
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


def services_of_a_child(dice: Random) -> list[dict[str, Any]]:
    """The terms of each of a child's services, as `plans.actions.add_service` takes them."""
    return [_service(discipline, dice) for discipline in drawn(dice, TOGETHER)]


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
