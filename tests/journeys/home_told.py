"""A small school with a home to come in to, told into a journey's own database.

`python -m tests.journeys.home_told` writes it beside the server, in its environment: Ada has a plan in force, six weeks
of data and one thing to do at home; yesterday she was in a visit together with Ben. Bo Lund and Lin Yue answer for Ada
and were not invited yet. Another organisation has a coordinator and a parent. What the journey needs is printed.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import django

#: The strategy of the library that is given for home.
THING = "slt-one-more-turn"


def tell() -> dict[str, str]:
    """Tells it, and returns ids, addresses to sign in with, and the password of all."""
    from django_scopes import scope

    from alongside.capture.models import DatedVisit
    from alongside.people import actions
    from alongside.people.choices import Relation
    from alongside.plans.choices import Measure
    from alongside.strategies.actions import given
    from alongside.strategies.actions.given import Choice
    from tests.capture.held import a_share, a_visit, see
    from tests.factories import AT, PASSWORD, a_child, small_school, strange_school
    from tests.progress.recorded import ada_goal, weeks

    people = small_school()
    now = datetime.now(ZoneInfo(people.organisation.time_zone))
    today = now.date()
    with scope(organisation=people.organisation):
        tie = actions.add_guardian(
            child=people.ada, name="Bo Lund", relation=Relation.MOTHER, by=people.joy, at=AT
        )
        actions.add_guardian(
            child=people.ada, name="Lin Yue", relation=Relation.GRANDPARENT, by=people.joy, at=AT
        )
        ben = actions.add_guardian(
            child=people.ben, name="Pia Lund", relation=Relation.MOTHER, by=people.joy, at=AT
        )
        actions.give_account(
            person=ben.guardian, email="pia@riverside.example", password=PASSWORD, by=people.joy, at=AT
        )
        goal = ada_goal(people)
        monday = today - timedelta(days=today.weekday())
        weeks(people, goal, 1, 2, 2, 3, 3, 4, first=monday - timedelta(weeks=6))
        choice = Choice(strategy=THING, who="family", home="Dinner", lineage=goal.lineage)
        given.give(child=people.ada, choice=choice, starts=today, by=people.joy, at=now)
        yesterday: DatedVisit = a_visit(people, on=today - timedelta(days=1))
        for child, face in ((people.ada, 4), (people.ben, 2)):
            a_share(yesterday, child, people)
            see(yesterday, child, {"face": face}, measure=Measure.CONFIDENCE)
    elsewhere = strange_school()
    with scope(organisation=elsewhere.organisation):
        theirs = actions.add_guardian(
            child=elsewhere.child, name="Uma Vale", relation=Relation.MOTHER, by=elsewhere.stan, at=AT
        )
        actions.give_account(
            person=theirs.guardian, email="uma@hillside.example", password=PASSWORD, by=elsewhere.stan, at=AT
        )
        a_child(elsewhere.classroom, "Eve", by=elsewhere.stan)
    return {
        "ada": str(people.ada.pk),
        "guardian": str(tie.guardian_id),
        "goal": goal.plain,
        "password": PASSWORD,
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(tell()))
