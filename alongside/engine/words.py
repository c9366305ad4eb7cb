"""What a person reads where an obstacle forbids a start."""

from alongside.engine.obstacles import Kind, Obstacle, Wish
from alongside.engine.problem import Mode, Problem
from alongside.engine.rules import Naming
from alongside.engine.rules.breach import listed


def words(problem: Problem, wish: Wish, obstacle: Obstacle, name: Naming = str) -> str:
    """One sentence, true of every start that the obstacle forbids."""
    service = problem.service[obstacle.service or wish.services[0]]
    who, child, what = name(wish.therapist), name(service.child), name(service.id)
    place, classroom = name(wish.place), name(problem.classroom_of(service.id).id)
    during = name(obstacle.routine.kind) if obstacle.routine else ""
    push_in = wish.mode is Mode.PUSH_IN
    at = f"at {name(problem.site_of(wish.mode, wish.place))}" if len(problem.sites) > 1 else "there"
    match obstacle.kind:
        case Kind.AWAY:
            return f"{who} is not {at}."
        case Kind.BUSY:
            return f"{who} has other visits or tasks, or is on the way to one."
        case Kind.LUNCH:
            return f"{who} would be left without lunch."
        case Kind.DAY_MINUTES:
            return f"{who} has all the minutes of visits that {wish.day} may hold."
        case Kind.CYCLE_MINUTES:
            return f"{who} has all the minutes of visits that the cycle may hold."
        case Kind.NOT_ADMITTED:
            return f"{what} is not for {who} to give."
        case Kind.DELIVERY:
            return f"{what} is not for {'push-in' if push_in else 'pull-out'}."
        case Kind.WRONG_PLACE:
            return f"{child} is not of {place}." if push_in else f"{child} is at another site than {place}."
        case Kind.ROUTINE if push_in:
            return f"{classroom} admits no push-in during {during}."
        case Kind.ROUTINE:
            return f"{child} is not to leave {classroom} during {during}."
        case Kind.NO_ROUTINE:
            return f"{classroom} has no routine then."
        case Kind.VISITORS:
            return f"{place} has as many visitors as it takes."
        case Kind.VISITS_OF_DAY:
            return f"{place} has as many visits as it takes on {wish.day}."
        case Kind.VISIT_SIZE:
            return f"{who} serves fewer children in one visit."
        case Kind.GROUP_WORD:
            return f"{listed(name(each) for each in wish.services)} are not of one group."
        case Kind.GROUP_SIZE:
            return f"{what} is for a smaller group."
        case Kind.ROOM_CLOSED:
            return f"{place} is not open."
        case Kind.ROOM_TAKEN:
            return f"{place} is taken."
        case Kind.CHILD_BUSY:
            return f"{child} is in another session."
        case Kind.CHILD_AWAY:
            return f"{child} is not available."
        case Kind.SESSIONS_OF_DAY:
            return f"{child} has as many sessions as {wish.day} may hold."
        case Kind.COMPLETE:
            return f"{what} has all its sessions."
        case Kind.APART:
            return f"{wish.day} is too near another session of {what}."
        case Kind.OTHER_THERAPIST:
            return f"{what} has its other sessions with another therapist than {who}."
