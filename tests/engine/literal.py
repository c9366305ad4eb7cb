"""The schedule format read a second time, word by word and minute by minute, to hold the rules and the cost against.

It shares nothing with `alongside/engine` but the plain values and is as slow as it is simple.
"""

from itertools import combinations, pairwise

from alongside.engine.problem import Mode, Problem, Visit
from alongside.engine.timetable import Timetable

Item = tuple[int, int, str, tuple[str, str] | None]
"""Start, end, site and, for a visit, its place."""


def covered(windows, day: str, start: int, end: int) -> bool:
    return all(
        any(w.day == day and w.start <= minute < w.end for w in windows) for minute in range(start, end)
    )


def site_of(problem: Problem, visit: Visit) -> str:
    places = problem.classrooms if visit.mode is Mode.PUSH_IN else problem.rooms
    return next(place.site for place in places if place.id == visit.place)


def part(parts, wanted: str):
    return next(each for each in parts if each.id == wanted)


def room_of(problem: Problem, service):
    return part(problem.classrooms, part(problem.children, service.child).classroom)


def routine_at(classroom, day: str, minute: int):
    return next((r for r in classroom.routines if r.day == day and r.start <= minute < r.end), None)


def items(problem: Problem, timetable: Timetable, therapist: str, day: str) -> list[Item]:
    found: list[Item] = [
        (visit.start, visit.end, site_of(problem, visit), (visit.mode.value, visit.place))
        for visit in timetable.visits
        if (visit.therapist, visit.day) == (therapist, day)
    ]
    for placed in timetable.tasks:
        task = part(problem.tasks, placed.task)
        if (task.therapist, placed.day) == (therapist, day):
            found.append((placed.start, placed.start + task.minutes, task.site, None))
    return sorted(found, key=lambda item: item[:2])


def travel(problem: Problem, a: str, b: str) -> int | None:
    return part(problem.sites, a).travel.get(b, part(problem.sites, b).travel.get(a))


def separation(problem: Problem, therapist, one: Item, other: Item) -> int | None:
    if one[2] != other[2]:
        way = travel(problem, one[2], other[2])
        return None if way is None else max(way, therapist.changeover)
    return 0 if one[3] is not None and one[3] == other[3] else therapist.changeover


def has_lunch(problem: Problem, therapist, todo: list[Item]) -> bool:
    """Tries every minute at which lunch could begin."""
    lunch = therapist.lunch
    for begins in range(lunch.earliest, lunch.latest - lunch.minutes + 1):
        ends = begins + lunch.minutes
        if any(start < ends and begins < end for start, end, *_ in todo):
            continue
        before = [item for item in todo if item[1] <= begins]
        after = [item for item in todo if item[0] >= ends]
        if not before or not after:
            return True
        last, following = max(before, key=lambda item: item[1]), min(after, key=lambda item: item[0])
        apart = separation(problem, therapist, last, following)
        if apart is not None and (begins - last[1] >= apart or following[0] - ends >= apart):
            return True
    return False


def broken(problem: Problem, timetable: Timetable) -> set[int]:
    """The numbers of the rules 1 to 9 that the visits and tasks break; what is said to be missing is not asked."""
    found: set[int] = set()
    visits = timetable.visits
    sessions = [
        (service, visit, visit.start, visit.start + service.minutes)
        for visit in visits
        for service in (part(problem.services, each) for each in visit.services)
    ]
    for visit in visits:
        therapist = part(problem.therapists, visit.therapist)
        site = site_of(problem, visit)
        there = [window for window in therapist.available if window.site in (None, site)]
        served = [part(problem.services, each) for each in visit.services]
        minutes = range(visit.start, visit.end)
        if not covered(there, visit.day, visit.start, visit.end):
            found.add(1)
        if visit.end - visit.start != max(service.minutes for service in served):
            found.add(5)
        for service in served:
            may = (
                service.therapists
                if service.therapists is not None
                else [each.id for each in problem.therapists if each.discipline == service.discipline]
            )
            if visit.therapist not in may:
                found.add(5)
        if visit.mode is Mode.PUSH_IN:
            classroom = part(problem.classrooms, visit.place)
            routines = [routine_at(classroom, visit.day, minute) for minute in minutes]
            if any(routine is None or routine.push_in == "never" for routine in routines):
                found.add(6)
            if any(
                room_of(problem, each).id != visit.place or each.delivery == "pull_out" for each in served
            ):
                found.add(6)
            if len(served) > therapist.max_children_per_visit:
                found.add(6)
            here = [v for v in visits if (v.mode, v.place, v.day) == (visit.mode, visit.place, visit.day)]
            if any(
                sum(v.start <= minute < v.end for v in here) > classroom.max_visitors for minute in minutes
            ):
                found.add(6)
            if classroom.max_visits_per_day is not None and len(here) > classroom.max_visits_per_day:
                found.add(6)
        else:
            room = part(problem.rooms, visit.place)
            if not covered(room.open, visit.day, visit.start, visit.end):
                found.add(7)
            here = [v for v in visits if (v.mode, v.place, v.day) == (visit.mode, visit.place, visit.day)]
            if any(sum(v.start <= minute < v.end for v in here) > 1 for minute in minutes):
                found.add(7)
            if len({each.group or each.discipline for each in served}) > 1:
                found.add(7)
            if len(served) > min(each.max_group for each in served):
                found.add(7)
            for service in served:
                classroom = room_of(problem, service)
                leaves = [
                    routine_at(classroom, visit.day, minute)
                    for minute in range(visit.start, visit.start + service.minutes)
                ]
                if any(routine is None or routine.pull_out == "never" for routine in leaves):
                    found.add(7)
                if classroom.site != room.site or service.delivery == "push_in":
                    found.add(7)

    for placed in timetable.tasks:
        task = part(problem.tasks, placed.task)
        end = placed.start + task.minutes
        there = [w for w in part(problem.therapists, task.therapist).available if w.site in (None, task.site)]
        if not covered(task.windows, placed.day, placed.start, end) or not covered(
            there, placed.day, placed.start, end
        ):
            found.add(1)
    if len({placed.task for placed in timetable.tasks}) < len(timetable.tasks):
        found.add(1)

    for therapist in problem.therapists:
        own = [visit for visit in visits if visit.therapist == therapist.id]
        for day in problem.days:
            todo = items(problem, timetable, therapist.id, day)
            for one, other in combinations(todo, 2):
                apart = separation(problem, therapist, one, other)
                if apart is None or other[0] < one[1] + apart:
                    found.add(2)
            windows = [window for window in therapist.available if window.day == day]
            if (
                therapist.lunch
                and windows
                and min(w.start for w in windows) <= therapist.lunch.earliest
                and max(w.end for w in windows) >= therapist.lunch.latest
                and not has_lunch(problem, therapist, todo)
            ):
                found.add(3)
            limit = therapist.max_direct_minutes_per_day
            if limit is not None and sum(v.end - v.start for v in own if v.day == day) > limit:
                found.add(4)
        limit = therapist.max_direct_minutes_per_cycle
        if limit is not None and sum(v.end - v.start for v in own) > limit:
            found.add(4)

    for child in problem.children:
        for day in problem.days:
            held = [
                (a, b) for service, visit, a, b in sessions if service.child == child.id and visit.day == day
            ]
            if any(sum(a <= minute < b for a, b in held) > 1 for minute in range(24 * 60)):
                found.add(8)
            if any(w.day == day and a < w.end and w.start < b for w in child.unavailable for a, b in held):
                found.add(8)
            if child.max_sessions_per_day is not None and len(held) > child.max_sessions_per_day:
                found.add(8)

    for service in problem.services:
        held_in = [visit for each, visit, *_ in sessions if each.id == service.id]
        days = [problem.days.index(visit.day) for visit in held_in]
        if len(held_in) > service.sessions or len({visit.therapist for visit in held_in}) > 1:
            found.add(9)
        if any(abs(a - b) < service.min_days_apart for a, b in combinations(days, 2)):
            found.add(9)
    return found


def cost(problem: Problem, timetable: Timetable) -> dict[str, int]:
    """The count of each term of the cost."""
    sessions = [
        (service, visit)
        for visit in timetable.visits
        for service in problem.services
        if service.id in visit.services
    ]
    lacking = {
        service.id: max(0, service.sessions - sum(each is service for each, _ in sessions))
        for service in problem.services
    }
    placed = {each.task for each in timetable.tasks}
    found = dict.fromkeys(
        ("unmet", "unfair", "misfit", "avoid", "repeat", "visit", "travel", "moved", "shifted"), 0
    )
    found["visit"] = len(timetable.visits)
    for service in problem.services:
        found["unmet"] += lacking[service.id] * service.minutes * service.priority
    for task in problem.tasks:
        if task.id not in placed:
            found["unmet"] += task.minutes * task.priority
    for child in problem.children:
        missing = sum(lacking[service.id] for service in problem.services if service.child == child.id)
        found["unfair"] += max(0, missing - 1)
    touched: dict[tuple[str, str], int] = {}
    for service, visit in sessions:
        classroom = room_of(problem, service)
        span = range(visit.start, visit.start + service.minutes)
        routines = [routine_at(classroom, visit.day, minute) for minute in span]
        if visit.mode is Mode.PUSH_IN:
            fits = [
                min(
                    100,
                    service.fit.get(r.kind, service.fit.get("*", 0)) + (10 if r.push_in == "welcome" else 0),
                )
                for r in routines
                if r
            ]
            found["misfit"] += 100 - sum(fits) // service.minutes
        else:
            found["misfit"] += 100 - service.pull_out_fit
            found["avoid"] += any(r is not None and r.pull_out == "avoid" for r in routines)
            for kind in {r.kind for r in routines if r}:
                touched[service.child, kind] = touched.get((service.child, kind), 0) + 1
    found["repeat"] = sum(times - 1 for times in touched.values())
    for therapist in problem.therapists:
        for day in problem.days:
            todo = items(problem, timetable, therapist.id, day)
            for one, other in pairwise(todo):
                if one[2] != other[2]:
                    found["travel"] += travel(problem, one[2], other[2]) or 0
    for before in problem.previous:
        for service in problem.services:
            if service.id in before.services:
                starts = [
                    visit.start
                    for each, visit in sessions
                    if each is service
                    and (visit.day, visit.therapist, visit.mode)
                    == (before.day, before.therapist, before.mode)
                ]
                found["moved"] += not starts
                found["shifted"] += bool(starts) and before.start not in starts
    return found
