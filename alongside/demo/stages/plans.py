"""Every child with services has a plan in force; eight of the plans are being changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from django.db import transaction

from alongside.demo import voices
from alongside.demo.amendments import amend_some
from alongside.demo.asked import Asked, children_asked_for
from alongside.demo.cast import GUARDIAN, GUARDIAN_OF, THERAPISTS
from alongside.demo.decisions import decided_on
from alongside.demo.goals import Spot, baseline_of, goals_for, spots_for
from alongside.demo.names import draw_relative
from alongside.demo.story import Story
from alongside.people import queries as known
from alongside.people.actions import join_teams
from alongside.people.choices import Discipline
from alongside.people.models import StaffMember
from alongside.people.rules import Viewer
from alongside.plans.actions import goals, matrix, planned, plans
from alongside.plans.choices import Model, Pattern, Per, Who
from alongside.plans.models import Goal, HomeRoutine, PlanVersion
from alongside.plans.queries.goals import BankGoal
from alongside.plans.queries.overview import plan_rows

#: Weeks from the story's own in which there is school, for what lies ahead.
REVIEW_WEEKS, LOOK_AGAIN_WEEKS, TARGET_WEEKS = (4, 5, 9, 13, 17, 20), (9, 10, 12, 14, 16), (12, 18, 24)
REVIEWS_DUE = 4


def is_told(story: Story) -> bool:
    return any(row.version for row in plan_rows(story.coordinator(story.told_at)))


@transaction.atomic
def tell(story: Story) -> None:
    at = story.moment(weeks=-11, days=4)
    by, dice = story.coordinator(at), story.dice("plans")
    asked = children_asked_for(story, by)
    dice.shuffle(asked)
    _make_special(asked, story, by)
    places = [(each.child, therapist) for each in asked for therapist in each.therapists]
    join_teams(places=places, by=by, at=at)
    others = [each for each in asked if not each.is_cast]
    for each in others[:REVIEWS_DUE]:
        each.is_due = True
    versions = {each.child.pk: _put_in_force(each, story, dice, by, at) for each in asked}
    amend_some([each for each in asked if not each.is_due], versions, story, dice)


def _make_special(asked: Sequence[Asked], story: Story, by: Viewer) -> None:
    """One service runs three to one, one recedes; one child has something a month, one team is advised."""
    others = iter([each for each in asked if not each.is_cast])
    three_to_one = next(each for each in others)
    three_to_one.services[0][0]["pattern"] = Pattern.THREE_TO_ONE
    terms = next(terms for each in others for terms, *_rest in each.services if terms["times"] == 2)
    terms |= {"pattern": Pattern.RECEDING, "steps": [{"from": 20, "times": 1}]}
    starts = story.term_starts + timedelta(weeks=2)
    for discipline, per, model in (
        (Discipline.OCCUPATIONAL, Per.MONTH, Model.PULL_OUT),
        (Discipline.BEHAVIOUR, Per.FORTNIGHT, Model.CONSULTATION),
    ):
        child = next(each for each in others if discipline not in each.disciplines)
        more = {"discipline": discipline, "minutes": 30, "times": 1, "per": per, "starts": starts}
        child.services.append((more, model, [_therapist(discipline, child.child.school.name, by)]))


def _therapist(discipline: Discipline, school: str, by: Viewer) -> StaffMember:
    """Who is longest at the school of those who give it."""
    able = [each for each in THERAPISTS if each.discipline == discipline]
    person = max(able, key=lambda each: each.minutes_at(school)).person
    name = f"{person.given_name} {person.family_name}"
    return next(staff for staff in known.therapists_for(by) if staff.name == name)


def _put_in_force(asked: Asked, story: Story, dice: Random, by: Viewer, at: datetime) -> PlanVersion:
    """One plan from nothing to in force, as it was brought along from paper."""
    step: dict[str, Any] = {"by": by, "at": at}
    version = plans.start_plan(child=asked.child, **step)
    name = asked.child.first_name
    texts = {
        "strengths": voices.strengths(name, dice),
        "needs": voices.needs(name, asked.disciplines, dice),
        "child_words": dice.choice(voices.CHILD_WORDS),
        "family_words": dice.choice(voices.FAMILY_WORDS),
        "accommodations": voices.accommodations(asked.disciplines, dice),
    }
    for field, text in texts.items():
        plans.save_text(version=version, target=version, field=field, text=text, seen=0, **step)
    _write_goals(version, asked, story, dice, step)
    for terms, model, therapists in asked.services:
        service = planned.add_planned_service(version=version, therapists=therapists, **terms, **step)
        planned.decide(
            planned=service,
            model=model,
            look_again_on=_ahead(story, LOOK_AGAIN_WEEKS, dice),
            **decided_on(model, name, dice)._asdict(),
            **step,
        )
    due_on = story.monday + timedelta(weeks=1, days=dice.randrange(4))
    review_on = due_on if asked.is_due else _ahead(story, REVIEW_WEEKS, dice)
    plans.set_review(version=version, review_on=review_on, **step)
    plans.send_for_review(version=version, **step)
    _sign(version, asked, dice, step)
    plans.agree(version=version, **step)
    plans.put_in_force(version=version, on=story.term_starts, **step)
    return version


def _write_goals(
    version: PlanVersion, asked: Asked, story: Story, dice: Random, step: Mapping[str, Any]
) -> None:
    """Goals of the bank with this child's baselines, and their places in the class's day and at home."""
    sessions = {terms["discipline"]: terms["times"] for terms, *_rest in asked.services}
    visited: dict[Discipline, set[str]] = {}
    homes: list[HomeRoutine] = []
    for place, chosen in enumerate(goals_for(asked.disciplines, asked.age, dice)):
        goal = goals.add_goal(
            version=version,
            bank_id=chosen.id,
            baseline_value=baseline_of(chosen, dice),
            baseline_on=story.term_starts + timedelta(days=dice.randrange(4)),
            target_on=_ahead(story, TARGET_WEEKS, dice),
            importance=dice.choice((1, 2, 2, 3)),
            difficulty=dice.choice((1, 2, 2, 3)),
            **chosen.fields,
            **step,
        )
        if place == 0:
            _add_step(goal, chosen, story, step)
        there = visited.setdefault(chosen.discipline, set())
        for spot in spots_for(chosen, asked.day, there, sessions[chosen.discipline], dice):
            _practise(version, goal, spot, homes, dice, step)
            if spot.who == Who.THERAPIST:
                there.add(spot.kind)


def _add_step(goal: Goal, chosen: BankGoal, story: Story, step: Mapping[str, Any]) -> None:
    """On the way to the first goal lies the level before the one that is aimed at."""
    levels = chosen.fields["scale"]
    if levels:
        by_on = story.term_starts + timedelta(weeks=16, days=3)
        goals.add_objective(goal=goal, text=levels[1], by_on=by_on, **step)


def _practise(
    version: PlanVersion,
    goal: Goal,
    spot: Spot,
    homes: list[HomeRoutine],
    dice: Random,
    step: Mapping[str, Any],
) -> None:
    """One cell of the matrix; what is practised at home has a routine there, two at most for a family."""
    home = None
    if not spot.kind:
        if len(homes) < 2:
            free = [name for name in voices.HOME_ROUTINES if name not in {home.name for home in homes}]
            homes.append(matrix.add_home_routine(version=version, name=dice.choice(free), **step))
        home = homes[-1]
    matrix.set_opportunity(
        goal=goal,
        kind=spot.kind,
        home=home,
        who=spot.who,
        times_a_week=spot.times_a_week,
        how=spot.how,
        **step,
    )


def _sign(version: PlanVersion, asked: Asked, dice: Random, step: Mapping[str, Any]) -> None:
    """The family on paper; a therapist, or else the class's teacher, types the name."""
    child = asked.child
    family = f"{draw_relative(dice, child.family_name)} {child.family_name}"
    role = dice.choice(("mother", "mother", "father", "grandmother"))
    if (child.given_name, child.family_name) == GUARDIAN_OF:
        family, role = GUARDIAN.given_name, "father"
    plans.sign(version=version, name=family, role=role, on_paper=True, **step)
    for therapist in asked.therapists[:1]:
        role = str(Discipline(therapist.discipline).label)
        plans.sign(version=version, name=therapist.name, role=role, **step)
    if not asked.therapists:
        plans.sign(version=version, name=asked.teacher, role="class teacher", **step)


def _ahead(story: Story, weeks: Sequence[int], dice: Random) -> date:
    """A day from Monday to Thursday of one of these weeks."""
    return story.monday + timedelta(weeks=dice.choice(weeks), days=dice.randrange(4))
