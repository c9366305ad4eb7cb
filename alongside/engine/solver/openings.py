"""Where one more visit for a service would fit beside a plan, over all starts at once."""

from alongside.engine.solver.instance import NEVER, Table
from alongside.engine.solver.plan import Block, Plan


def openings(plan: Plan, service: int, therapist: int, place: int) -> Table:
    """By start: the price of a new visit for this service alone, or `NEVER` where it does not fit.

    Every rule is kept but lunch, which only the whole day can tell, and ways that cannot be travelled over a third
    site.
    """
    instance = plan.instance
    minutes, site = instance.minutes[service], instance.place_site[place]
    table = instance.price(service, instance.is_classroom(place)).copy()
    table[~(instance.presence(therapist, site, minutes) & instance.open(place, minutes))] = NEVER
    held, limits = plan.minutes_of_day[therapist], instance.problem.therapists[therapist]
    a_cycle = limits.max_direct_minutes_per_cycle
    if (a_cycle is not None and sum(held) + minutes > a_cycle) or plan.missing(service) <= 0:
        table[:] = NEVER
        return table
    if instance.is_classroom(place) and instance.problem.classrooms[place].max_visitors == 0:
        table[:] = NEVER
        return table
    _close_days_of_service(plan, service, table)
    most = instance.problem.classrooms[place].max_visits_per_day if instance.is_classroom(place) else None
    for day in range(instance.days):
        row = table[day]
        a_day = limits.max_direct_minutes_per_day
        if a_day is not None and held[day] + minutes > a_day:
            row[:] = NEVER
            continue
        others = plan.of_place[place][day]
        if most is not None and len(others) >= most:
            row[:] = NEVER
            continue
        for block in plan.of_day[therapist][day]:
            apart = 0 if block.place == place else instance.separation[therapist][block.site][site]
            close(row, block.start - apart - minutes, block.end + apart, instance.step)
        if others:
            _close_full_place(plan, place, others, minutes, row)
    return table


def _close_days_of_service(plan: Plan, service: int, table: Table) -> None:
    """Closes the days too near a session of the service, and the child's other sessions."""
    instance = plan.instance
    for block in plan.of_service[service]:
        near = instance.apart[service] - 1
        table[max(0, block.day - near) : block.day + near + 1] = NEVER
    child = instance.child_of[service]
    sessions = [0] * instance.days
    for sister in instance.services_of[child]:
        for block in plan.of_service[sister]:
            sessions[block.day] += 1
            if sister != service:
                end = block.start + instance.minutes[sister]
                close(table[block.day], block.start - instance.minutes[service], end, instance.step)
    most = instance.problem.children[child].max_sessions_per_day
    if most is not None:
        for day, count in enumerate(sessions):
            if count >= most:
                table[day] = NEVER


def _close_full_place(plan: Plan, place: int, others: list[Block], minutes: int, row: Table) -> None:
    instance = plan.instance
    most = instance.problem.classrooms[place].max_visitors if instance.is_classroom(place) else 1
    if most == 1:
        for block in others:
            close(row, block.start - minutes, block.end, instance.step)
    else:
        for block in others:
            together = [each for each in others if each.start <= block.start < each.end]
            if len(together) >= most:
                end = min(each.end for each in together)
                close(row, block.start - minutes, end, instance.step)


def close(row: Table, after: int, before: int, step: int) -> None:
    """Forbids the starts strictly between two moments."""
    row[max(0, after // step + 1) : max(0, -(-before // step))] = NEVER
