"""Turns class timetables of a file into routines, and compares them with the class timetables that are here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.classrooms.choices import USUAL_FLAGS, RoutineKind
from alongside.exchange.choices import Part, Thing, Verdict
from alongside.exchange.rules.days import Turning
from alongside.exchange.rules.plan import Plan
from alongside.exchange.rules.standing import RoutineHere, TimetablesHere
from alongside.exchange.rules.subjects import Meaning, guess_meaning
from alongside.exchange.rules.words import day, fit, in_words
from alongside.formats.timetables import ClassTimetables, Lesson
from alongside.schooltime.clock import clock

LEAVE_OUT = "-"
"""Chosen for a class of the file that is not to come in."""


@dataclass(frozen=True)
class TimetableChoices:
    """What a person said of a timetable file.

    `school` names a school to be made where `TimetablesHere` has none; `turning` is the cycle to be set where the
    school has none; `days` gives the cycle day of each day of the file, `classes` the class here (an id, "" for a new
    one, `LEAVE_OUT`), `bells` the times of periods in minutes from midnight, `subjects` what each subject means.
    """

    holds_from: date
    days: Mapping[str, str]
    classes: Mapping[str, str]
    bells: Mapping[str, tuple[int, int]]
    subjects: Mapping[str, Meaning]
    turning: Turning | None = None
    school: str = ""
    step: int = 5


class NewRoutine(NamedTuple):
    """A routine to be; the names are the model's columns."""

    day: str
    starts: int
    ends: int
    kind: str
    title: str
    push_in: str
    pull_out: str


def compare_timetables(
    timetables: ClassTimetables, here: TimetablesHere, said: TimetableChoices
) -> tuple[Plan, dict[str, list[NewRoutine]]]:
    """The plan that brings the timetables in, and the week of each class for its picture."""
    plan = Plan()
    timetables = timetables.with_bell_times(said.bells)
    school_id = here.school_id
    if said.school:
        plan.add("people.school", {"name": said.school}, id=school_id)
        plan.say(Verdict.NEW, Thing.SCHOOL, said.school)
    if said.turning and not here.has_cycle:
        values = {
            "school_id": school_id, "kind": said.turning.kind.value, "days": list(said.turning.days),
            "weekdays": list(said.turning.weekdays), "step": said.step, "anchor_on": said.holds_from,
        }  # fmt: skip
        plan.add("classrooms.schoolcycle", values)
    weeks: dict[str, list[NewRoutine]] = {}
    met: set[UUID] = set()
    for name in timetables.class_names:
        chosen = said.classes.get(name, "")
        if chosen == LEAVE_OUT:
            continue
        id, is_new = _classroom(plan, here, name, chosen, school_id)
        if id in met:
            sentence = _("Another class of the file was given the same class here. This one was set aside.")
            plan.say(Verdict.ODD, Thing.CLASSROOM, name, sentence)
            continue
        met.add(id)
        routines, lessons = _week(plan, timetables, name, said)
        weeks[name] = routines
        if routines:
            described = _described(routines, lessons)
            if is_new:
                described = f"{_('A new class.')} {described}"
            _compare_week(plan, here, id, name, routines, described, said.holds_from)
        else:
            sentence = _("No lesson of this class has a day and a time. Its timetable was left as it is.")
            plan.say(Verdict.ODD, Thing.TIMETABLE, name, sentence)
    for id, row in here.classes.items():
        if id not in met and row.closes_on is None:
            plan.say(
                Verdict.MISSING, Thing.CLASSROOM, row.name, _("Not in the file. Its day stays as it is.")
            )
    return plan, weeks


def _classroom(
    plan: Plan, here: TimetablesHere, name: str, chosen: str, school_id: UUID
) -> tuple[UUID, bool]:
    """The class here that a class of the file is, and whether it is a new one."""
    by_name = {row.name.casefold(): id for id, row in here.classes.items()}
    title = fit(name, "classroom")
    known = UUID(chosen) if chosen else by_name.get(title.casefold())
    if known in here.classes:
        return known, False
    id = plan.add(
        "classrooms.classroom", {"school_id": school_id, "name": title, "year_group": "", "max_visitors": 1}
    )
    return id, True


def _week(
    plan: Plan, timetables: ClassTimetables, name: str, said: TimetableChoices
) -> tuple[list[NewRoutine], int]:
    """The routines of one class, none overlapping another, and the number of lessons they come from."""
    without_time = sum(
        lesson.class_name == name and (lesson.start is None or lesson.end is None)
        for lesson in timetables.lessons
    )
    without_day = 0
    routines: list[NewRoutine] = []
    lessons = 0
    rounded = False
    for lesson in timetables.week_of(name):
        cycle_day = said.days.get(lesson.day, "")
        if not cycle_day:
            without_day += 1
            continue
        lessons += 1
        starts, ends = _on_grid(lesson, said.step)
        rounded |= (starts, ends) != (lesson.start, lesson.end)
        if ends <= starts:
            continue
        meaning = said.subjects.get(lesson.subject) or guess_meaning(lesson.subject, ends - starts)
        routines += split_lesson(lesson.subject, cycle_day, starts, ends, meaning, said.step)
    if without_time:
        sentence = ngettext(
            "One lesson has not got a time and was set aside.",
            "{count} lessons have not got a time and were set aside.",
            without_time,
        )
        plan.say(Verdict.ODD, Thing.TIMETABLE, name, sentence.format(count=without_time))
    if without_day:
        sentence = ngettext(
            "One lesson has not got a day of the cycle and was set aside.",
            "{count} lessons have not got a day of the cycle and were set aside.",
            without_day,
        )
        plan.say(Verdict.ODD, Thing.TIMETABLE, name, sentence.format(count=without_day))
    if rounded:
        sentence = _("Some times do not fall on steps of {step} minutes. They were moved to the nearest.")
        plan.say(Verdict.ODD, Thing.TIMETABLE, name, sentence.format(step=said.step))
    return routines, lessons


def _on_grid(lesson: Lesson, step: int) -> tuple[int, int]:
    starts, ends = lesson.start or 0, lesson.end or 0  # `week_of` gives timed lessons alone
    return step * round(starts / step), step * round(ends / step)


def split_lesson(
    subject: str, cycle_day: str, starts: int, ends: int, meaning: Meaning, step: int = 5
) -> list[NewRoutine]:
    """One routine, or where the lesson is long enough one for each part, the last taking what is left."""
    title = fit(in_words(subject), "title")
    fixed = sum(minutes for minutes, _kind in meaning.parts[:-1] if minutes)
    if len(meaning.parts) < 2 or ends - starts < fixed + step:
        return [NewRoutine(cycle_day, starts, ends, meaning.kind, title, meaning.push_in, meaning.pull_out)]
    routines = []
    for place, (minutes, kind) in enumerate(meaning.parts):
        last = place == len(meaning.parts) - 1
        until = ends if last else starts + (minutes or 0)
        push_in, pull_out = meaning.push_in, meaning.pull_out
        if kind != meaning.kind:
            push_in, pull_out = (flag.value for flag in USUAL_FLAGS[RoutineKind(kind)])
        if until > starts:
            routines.append(NewRoutine(cycle_day, starts, until, kind, title, push_in, pull_out))
        starts = until
    return routines


def _compare_week(
    plan: Plan,
    here: TimetablesHere,
    classroom: UUID,
    name: str,
    routines: list[NewRoutine],
    described: str,
    holds_from: date,
) -> None:
    dated = here.timetables.get(classroom, {})
    in_force = max((on for on in dated if on <= holds_from), default=None)
    if in_force and {NewRoutine(*row[2:]) for row in dated[in_force][1]} == set(routines):
        plan.say(Verdict.SAME, Thing.TIMETABLE, name, described)
        return
    part = Part.NEW if in_force is None else Part.CHANGED
    if in_force == holds_from:
        id, old = dated[holds_from]
        for row in old:
            plan.remove("classrooms.routine", row.id, _all_columns(row), part)
        before = _("It takes the place of the one from the same day.")
    else:
        id = plan.add(
            "classrooms.classtimetable", {"classroom_id": classroom, "holds_from": holds_from}, part
        )
        before = "" if in_force is None else _("Until then the one from {on} holds.").format(on=day(in_force))
    for routine in routines:
        plan.add("classrooms.routine", {"timetable_id": id, **routine._asdict()}, part)
    verdict = Verdict.NEW if in_force is None else Verdict.CHANGED
    plan.say(verdict, Thing.TIMETABLE, name, f"{described} {before}".strip())


def _all_columns(row: RoutineHere) -> dict[str, Any]:
    return {name: value for name, value in row._asdict().items() if name != "id"}


def _described(routines: list[NewRoutine], lessons: int) -> str:
    first, last = min(row.starts for row in routines), max(row.ends for row in routines)
    sentence = _("{lessons}, {routines}, {first} to {last}.").format(
        lessons=ngettext("{n} lesson", "{n} lessons", lessons).format(n=lessons),
        routines=ngettext("{n} routine", "{n} routines", len(routines)).format(n=len(routines)),
        first=clock(first),
        last=clock(last),
    )
    breaks = gaps_of(routines)
    if breaks:
        shown = ", ".join(f"{clock(start)}–{clock(end)}" for start, end in list(breaks)[:4])
        sentence += " " + _("Between them: {breaks}.").format(breaks=shown)
    return sentence


def gaps_of(routines: list[NewRoutine]) -> dict[tuple[int, int], int]:
    """The spans between two routines of a day that no routine fills, the commonest first, and on how many days."""
    found: Counter[tuple[int, int]] = Counter()
    for earlier, later in pairwise(sorted(routines)):
        if earlier.day == later.day and later.starts > earlier.ends:
            found[earlier.ends, later.starts] += 1
    return dict(found.most_common())
