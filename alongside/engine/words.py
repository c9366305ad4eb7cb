"""What a person reads where an obstacle forbids a start."""

from alongside.engine.obstacles import Kind, Obstacle, Wish
from alongside.engine.problem import Mode, Problem
from alongside.engine.rules import Naming
from alongside.wording import gettext as _
from alongside.wording import listed


def words(problem: Problem, wish: Wish, obstacle: Obstacle, name: Naming = str) -> str:
    """One sentence, true of every start that the obstacle forbids."""
    service = problem.service[obstacle.service or wish.services[0]]
    return _sentence(problem, wish, obstacle).format(
        therapist=name(wish.therapist),
        child=name(service.child),
        service=name(service.id),
        services=listed(name(each) for each in wish.services),
        place=name(wish.place),
        classroom=name(problem.classroom_of(service.id).id),
        site=name(problem.site_of(wish.mode, wish.place)),
        day=name(wish.day),
        routine=name(obstacle.routine.kind) if obstacle.routine else "",
    )


def _sentence(problem: Problem, wish: Wish, obstacle: Obstacle) -> str:
    """The sentence of an obstacle with the names still to be put in."""
    push_in = wish.mode is Mode.PUSH_IN
    match obstacle.kind:
        case Kind.AWAY if len(problem.sites) > 1:
            return _("{therapist} is not at {site}.")
        case Kind.AWAY:
            return _("{therapist} is not there.")
        case Kind.BUSY:
            return _("{therapist} has other visits or tasks, or is on the way to one.")
        case Kind.LUNCH:
            return _("{therapist} would be left without lunch.")
        case Kind.DAY_MINUTES:
            return _("{therapist} has all the minutes of visits that {day} may hold.")
        case Kind.CYCLE_MINUTES:
            return _("{therapist} has all the minutes of visits that the cycle may hold.")
        case Kind.NOT_ADMITTED:
            return _("{service} is not for {therapist} to give.")
        case Kind.DELIVERY if push_in:
            return _("{service} is not for push-in.")
        case Kind.DELIVERY:
            return _("{service} is not for pull-out.")
        case Kind.WRONG_PLACE if push_in:
            return _("{child} is not of {place}.")
        case Kind.WRONG_PLACE:
            return _("{child} is at another site than {place}.")
        case Kind.ROUTINE if push_in:
            return _("{classroom} admits no push-in during {routine}.")
        case Kind.ROUTINE:
            return _("{child} is not to leave {classroom} during {routine}.")
        case Kind.NO_ROUTINE:
            return _("{classroom} has no routine then.")
        case Kind.VISITORS:
            return _("{place} has as many visitors as it takes.")
        case Kind.VISITS_OF_DAY:
            return _("{place} has as many visits as it takes on {day}.")
        case Kind.VISIT_SIZE:
            return _("{therapist} serves fewer children in one visit.")
        case Kind.GROUP_WORD:
            return _("{services} are not of one group.")
        case Kind.GROUP_SIZE:
            return _("{service} is for a smaller group.")
        case Kind.ROOM_CLOSED:
            return _("{place} is not open.")
        case Kind.ROOM_TAKEN:
            return _("{place} is taken.")
        case Kind.CHILD_BUSY:
            return _("{child} is in another session.")
        case Kind.CHILD_AWAY:
            return _("{child} is not available.")
        case Kind.SESSIONS_OF_DAY:
            return _("{child} has as many sessions as {day} may hold.")
        case Kind.COMPLETE:
            return _("{service} has all its sessions.")
        case Kind.APART:
            return _("{day} is too near another session of {service}.")
        case Kind.OTHER_THERAPIST:
            return _("{service} has its other sessions with another therapist than {therapist}.")
