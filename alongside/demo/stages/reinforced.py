"""What teachers and homes were given for the time between visits, how it went, and what people wrote each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.conversations.actions.threads import mark_read, send_message, start_thread
from alongside.conversations.queries.around import people_around
from alongside.demo import voices
from alongside.demo.cast import CHILDREN, GUARDIAN, GUARDIAN_OF, MOTHER, NORTH, TEACHERS, THERAPISTS, Person
from alongside.demo.homes import tell_homes
from alongside.demo.story import Story
from alongside.people import queries as people
from alongside.people.models import Child, StaffMember
from alongside.people.rules import Viewer
from alongside.plans.choices import Who
from alongside.plans.queries.goals import goals_in_force
from alongside.plans.queries.plans import children_planned_by
from alongside.scheduling.queries.planned import planned_tasks
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions import coaching, given, planning, uses
from alongside.strategies.actions.supports import make_support
from alongside.strategies.choices import SupportKind, Went
from alongside.strategies.models import Assignment
from alongside.strategies.queries.given import assignment_to_speak_for, given_to_child
from alongside.strategies.queries.library import Strategy, strategy
from alongside.strategies.queries.suggestions import Suggestion, suggestions_for
from alongside.strategies.queries.supports import day_of_class
from alongside.strategies.rules.supports import Cell
from alongside.strategies.rules.words import moment_said

#: Since how many weeks the strategies are in use, and how many a child was given at the most.
WEEKS, MOST = 4, 7
#: Of a hundred: on how many days somebody says a word about a strategy, and how often it was used then.
SAYS, USED = 45, 80
WENT = (Went.HARD, Went.OKAY, Went.OKAY, Went.WELL, Went.WELL, Went.WELL)
#: What the whole class does: the strategy's key, and the routine.
FOR_EVERYBODY = (("slt-wait-ten-seconds", "circle_time"), ("beh-move-for-a-minute", "writing"))
CARLA = TEACHERS[NORTH, "2B"]


def is_told(story: Story) -> bool:
    joy = story.coordinator(story.told_at)
    return any(given_to_child(joy, child.pk, joy.on) for child in _named(joy))


@transaction.atomic
def tell(story: Story) -> None:
    dice = story.dice("reinforced")
    for child in _named(story.coordinator(story.told_at)):
        _give(story, child)
    _give_to_everybody(story)
    _say(story, dice)
    _in_chinese(story)
    _coach(story)
    _plan_together(story)
    _make_supports(story)
    _write(story)
    tell_homes(story)


def _named(joy: Viewer) -> list[Child]:
    """The children whom the demo knows by name, by class."""
    names = {name for of_class in CHILDREN.values() for name in of_class}
    children = people.all_children(joy).select_related("school")
    return [child for child in children if (child.given_name, child.family_name) in names]


def _give(story: Story, child: Child) -> None:
    """Each goal's therapist gives what the library proposes first, until the child has enough for a beginning."""
    at = story.moment(weeks=-WEEKS, hour=8)
    joy = story.coordinator(at)
    choices: dict[str, list[given.Choice]] = {}
    for suggestion in _mixed([each for each in suggestions_for(joy, child.pk) if each.strategies])[:MOST]:
        choice = given.Choice(
            _best_of(suggestion).key,
            suggestion.who,
            kind=suggestion.kind,
            home=suggestion.home,
            lineage=suggestion.goal.lineage,
        )
        choices.setdefault(suggestion.goal.discipline, []).append(choice)
    for discipline, of_discipline in choices.items():
        by = _therapist_of(story, child, discipline, at) or joy
        given.give_from_matrix(child=child, choices=of_discipline, by=by, at=at)


def _best_of(suggestion: Suggestion) -> Strategy:
    """The first that is suggested; at home the first whose words tell of that very moment, if there is one."""
    moment = moment_said(suggestion.home)
    told_of_it = (
        each for each in suggestion.strategies if each.home and moment and moment in each.home.moments[:1]
    )
    return next(told_of_it, suggestion.strategies[0])


def _give_to_everybody(story: Story) -> None:
    """What suits all of 2B is given to its teacher for all of them."""
    at = story.moment(weeks=-WEEKS, hour=9)
    child = _child(story, "Mei-Ling", "Tan")
    by = story.viewer(_one_of_team(story, child, at), at)
    assert by is not None
    for key, kind in FOR_EVERYBODY:
        choice = given.Choice(key, Who.TEACHER, kind=kind)
        given.give_to_class(classroom=_class_2b(story), choice=choice, by=by, at=at)


def _mixed(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """In turn one for the family, the teacher and each of the others, so that everybody has something."""
    family_first = (Who.FAMILY, Who.TEACHER, *Who)
    so_far: Counter[str] = Counter()
    turns = []
    for each in suggestions:
        turns.append((so_far[each.who], family_first.index(Who(each.who))))
        so_far[each.who] += 1
    order = sorted(range(len(turns)), key=lambda place: turns[place])
    return [suggestions[place] for place in order]


def _therapist_of(story: Story, child: Child, discipline: str, at: datetime) -> Viewer | None:
    """A therapist of the child's team with this discipline, or None where it has none."""
    for each in THERAPISTS:
        viewer = story.viewer(each.person, at) if each.discipline == discipline else None
        if viewer and children_planned_by(viewer).filter(pk=child.pk).exists():
            return viewer
    return None


def _one_of_team(story: Story, child: Child, at: datetime) -> Person:
    """Who of the child's therapists speaks and coaches in this story: the first of the cast."""
    for each in THERAPISTS:
        viewer = story.viewer(each.person, at)
        if viewer and children_planned_by(viewer).filter(pk=child.pk).exists():
            return each.person
    raise LookupError(f"{child.first_name} has no therapist yet")


def _say(story: Story, dice: Random) -> None:
    """Teachers and families who sign in have said on some days whether it was used, and how it went."""
    for person in (*(each for each in TEACHERS.values() if each.email), GUARDIAN, MOTHER):
        now = story.viewer(person, story.told_at)
        assert now is not None
        theirs = list(_spoken_for(now))
        for on, at in _evenings(story):
            by = story.viewer(person, at)
            if by is None:  # A mother who came later says nothing of the days before.
                continue
            for assignment in theirs:
                if dice.random() * 100 < SAYS:
                    was_used = dice.random() * 100 < USED
                    use = uses.say_used(assignment=assignment, on=on, was_used=was_used, by=by, at=at)
                    if was_used:
                        uses.say_went(use=use, went=dice.choice(WENT), by=by, at=at)


def _spoken_for(by: Viewer) -> Iterator[Assignment]:
    """What was given to somebody for the children of their class or family."""
    children = people.children_of_guardian(by) if by.is_guardian else classrooms.children_for(by)
    for child in children:
        for row in given_to_child(by, child.pk, by.on):
            assignment = assignment_to_speak_for(by, row.assignment.pk)
            if assignment:
                yield assignment


def _evenings(story: Story) -> Iterator[tuple[date, datetime]]:
    """The school days up to yesterday, each with an afternoon of the organisation's clock."""
    joy = story.coordinator(story.told_at)
    zone = ZoneInfo(joy.organisation.time_zone)
    school = story.schools(joy)[NORTH]
    calendar = classrooms.calendar_of(school)
    assert calendar is not None
    today = story.told_at.astimezone(zone).date()
    for on, _day in calendar.school_days(DateSpan(story.monday - timedelta(weeks=WEEKS), today)):
        yield on, datetime.combine(on, time(15, 40), tzinfo=zone)


def _in_chinese(story: Story) -> None:
    """What Li was given for home stands in his language as well, written by somebody of the team."""
    at = story.moment(weeks=-WEEKS, hour=10)
    child = _child(story, *GUARDIAN_OF)
    by = story.viewer(_one_of_team(story, child, at), at)
    assert by is not None
    for row in given_to_child(by, child.pk, by.on):
        said = voices.IN_CHINESE.get(row.assignment.strategy)
        if row.assignment.who == Who.FAMILY and said:
            given.write_wording(
                assignment=row.assignment, language="zh-hans", do=said[0], steps=said[1], by=by, at=at
            )


def _coach(story: Story) -> None:
    """A therapist and Carla have gone through one cycle, and begun a second."""
    at = story.moment(weeks=-3, days=1, hour=14)
    child, classroom = _child(story, "Mei-Ling", "Tan"), _class_2b(story)
    coach = _one_of_team(story, child, at)
    rosa, carla = story.viewer(coach, at), story.viewer(CARLA, at)
    assert rosa is not None
    assert carla is not None
    goal = goals_in_force(rosa, [child.pk], rosa.on).get(child.pk, [None])[0]
    here = [row for row in given_to_child(rosa, child.pk, rosa.on) if row.assignment.kind]
    told = strategy(rosa, here[0].assignment.strategy) if here else None
    if goal is None or told is None:
        return
    for aim, is_over in ((voices.AIMS[0], True), (voices.AIMS[1], False)):
        cycle = coaching.agree_cycle(
            strategy=told.key, classroom=classroom, coach=_staff(rosa), coached=_staff(carla), aim=aim,
            child=child, lineage=goal.lineage, by=rosa, at=at,
        )  # fmt: skip
        at += timedelta(days=2)
        rosa, carla = story.viewer(coach, at), story.viewer(CARLA, at)
        assert rosa is not None
        assert carla is not None
        seen = [place != 1 for place in range(len(told.done_well))]
        coaching.look(
            cycle=cycle, on=at.date(), seen=seen, routine_kind=here[0].assignment.kind, by=rosa, at=at
        )
        if is_over:
            coaching.reflect(cycle=cycle, text=voices.REFLECTION, by=carla, at=at)
            coaching.give_feedback(cycle=cycle, text=voices.FEEDBACK, by=rosa, at=at)
            coaching.end_cycle(cycle=cycle, next_step=voices.NEXT_STEP, by=carla, at=at)
        at += timedelta(days=5)


def _plan_together(story: Story) -> None:
    """Last week's agenda says what came of it; this week's is open."""
    classroom, child = _class_2b(story), _child(story, "Mei-Ling", "Tan")
    for weeks, is_over in ((-1, True), (0, False)):
        at = story.moment(weeks=weeks, hour=8)
        carla = story.viewer(CARLA, at)
        assert carla is not None
        goals = goals_in_force(carla, [child.pk], carla.on).get(child.pk, [])
        monday = story.monday + timedelta(weeks=weeks)
        kept = planned_tasks(carla, DateSpan(monday, monday + timedelta(weeks=1)), classroom=classroom.pk)
        time_kept = {"starts": kept[0].starts, "ends": kept[0].ends} if kept else {}
        meeting = planning.open_agenda(
            classroom=classroom,
            on=kept[0].on if kept else monday + timedelta(days=3),
            **time_kept,
            by=carla,
            at=at,
        )
        for days, (lesson, kind, what_we_do, outcome) in enumerate(voices.LESSONS):
            item = planning.add_item(
                meeting=meeting,
                lesson=lesson,
                lesson_on=monday + timedelta(days=days),
                kind=kind,
                child=child if goals else None,
                lineage=goals[0].lineage if goals else None,
                what_we_do=what_we_do,
                by=carla,
                at=at,
            )
            if is_over:
                planning.write_outcome(item=item, outcome=outcome, by=carla, at=at + timedelta(days=4))
        if is_over:
            planning.close_agenda(
                meeting=meeting, words=voices.AGREED_FOR_ALL, by=carla, at=at + timedelta(days=3)
            )


def _make_supports(story: Story) -> None:
    """To print: the day in pictures for one child, and what comes first and then for another."""
    at = story.moment(weeks=-2, hour=14)
    zi_xuan, mei_ling = _child(story, *GUARDIAN_OF), _child(story, "Mei-Ling", "Tan")
    by = story.viewer(_one_of_team(story, zi_xuan, at), at)
    assert by is not None
    day = day_of_class(by, zi_xuan, by.on)
    make_support(
        child=zi_xuan, kind=SupportKind.VISUAL_SCHEDULE, title=voices.HIS_DAY, cells=day, by=by, at=at
    )
    by = story.viewer(_one_of_team(story, mei_ling, at), at)
    assert by is not None
    two = [Cell(*each) for each in voices.FIRST_THEN]
    make_support(
        child=mei_ling, kind=SupportKind.FIRST_THEN, title=voices.HER_WRITING, cells=two, by=by, at=at
    )


def _write(story: Story) -> None:
    """Two conversations: of a therapist with Li, and of Carla with a therapist."""
    zi_xuan, mei_ling = _child(story, *GUARDIAN_OF), _child(story, "Mei-Ling", "Tan")
    _talk(story, zi_xuan, _one_of_team(story, zi_xuan, story.told_at), GUARDIAN, *voices.WITH_LI)
    _talk(story, mei_ling, CARLA, _one_of_team(story, mei_ling, story.told_at), *voices.WITH_CARLA)


def _talk(story: Story, child: Child, one: Person, other: Person, title: str, *said: str) -> None:
    at = story.moment(weeks=-1, days=1, hour=15)
    by = story.viewer(one, at)
    assert by is not None
    with_whom = [each.account for each in people_around(by, child.pk) if each.name == _name(story, other)]
    thread = start_thread(
        child=child, title=title, people=with_whom, text=said[0], form=_form(title, 0), by=by, at=at
    )
    for number, text in enumerate(said[1:], start=1):
        at += timedelta(hours=3)
        writer = story.viewer(other if number % 2 else one, at)
        assert writer is not None
        mark_read(thread=thread, until=at - timedelta(hours=1), by=writer, at=at)
        send_message(thread=thread, text=text, form=_form(title, number), by=writer, at=at)


def _form(title: str, number: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{title} {number}")


def _name(story: Story, person: Person) -> str:
    viewer = story.viewer(person, story.told_at)
    assert viewer is not None
    return viewer.account.name


def _child(story: Story, given_name: str, family_name: str) -> Child:
    children = people.all_children(story.coordinator(story.told_at))
    return children.get(given_name=given_name, family_name=family_name)


def _class_2b(story: Story) -> Classroom:
    return story.classrooms(story.coordinator(story.told_at))[NORTH, "2B"]


def _staff(viewer: Viewer) -> StaffMember:
    return people.staff_records_of(viewer)[0]
