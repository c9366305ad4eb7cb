"""Notices from the audit trail: who hears of what, once, in their language, however the trail is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from alongside.conversations.actions.notices import hear, see
from alongside.conversations.choices import About
from alongside.conversations.models import Heard, Notice
from alongside.conversations.queries.notices import count_unseen, notices_for, told_about
from alongside.conversations.rules.telling import TABLE
from alongside.people.actions import audit, leave_team
from alongside.people.models import Guardianship
from alongside.people.rules import Viewer
from tests.conversations.said import other_parent
from tests.factories import AT, SmallSchool, Stranger

SOON = AT + timedelta(minutes=1)
DAY = "2025-09-15"


def done(people: SmallSchool, action: str, by: Viewer | None = None, **detail: Any) -> None:
    """Something that was done, as a room tells the trail."""
    audit(by or people.mei, AT, action, people.ada, **detail)


def told(people: SmallSchool, at: Any = SOON) -> set[tuple[str, str]]:
    """What the next hearing tells: the first name of whoever hears, and the sentence."""
    before = set(Notice.objects.values_list("pk", flat=True))
    hear(organisation=people.organisation, at=at)
    new = Notice.objects.exclude(pk__in=before).select_related("account")
    return {(notice.account.name.split()[0], notice.sentence) for notice in new}


def ada(people: SmallSchool) -> dict[str, str]:
    return {"child": str(people.ada.pk)}


#: What is done, what its event says, and who hears which sentence.
CASES: list[tuple[str, Callable[[SmallSchool], dict[str, Any]], set[tuple[str, str]]]] = [
    (
        "leave_behind.left",
        lambda p: {**ada(p), "audience": "home"},
        {("Li", "There is one thing to do at home with Ada.")},
    ),
    (
        "leave_behind.left",
        lambda p: {**ada(p), "audience": "teacher"},
        {("Carla", "Mei Tan has left you one thing to do with Ada.")},
    ),
    (
        "strategy.given",
        lambda p: {**ada(p), "who": "family"},
        {("Li", "There is something new to do at home with Ada.")},
    ),
    (
        "strategy.given",
        lambda p: {**ada(p), "who": ["teacher", "family"]},
        {
            ("Li", "There is something new to do at home with Ada."),
            ("Carla", "Mei Tan has given you a strategy for Ada."),
        },
    ),
    (
        "strategy.given",
        lambda p: {"classroom": str(p.class_2a.pk), "who": "teacher"},
        {("Hugo", "Mei Tan has given your class a strategy for everybody.")},
    ),
    ("strategy.given", lambda p: {**ada(p), "who": "therapist"}, set()),
    (
        "plan.shared",
        ada,
        {("Li", "A draft of Ada's plan is there for you to read. Say what you think of it.")},
    ),
    (
        "plan.put_in_force",
        lambda p: {**ada(p), "on": DAY},
        {
            ("Li", "Ada's plan is in force from 15 September."),
            ("Carla", "Ada's plan is in force from 15 September."),
        },
    ),
    (
        "report.signed",
        lambda p: {**ada(p), "audience": "family"},
        {("Li", "Mei Tan has signed a report about Ada for you.")},
    ),
    ("report.signed", lambda p: {**ada(p), "audience": "team"}, set()),
    (
        "timetable.published",
        lambda p: {
            "holds_from": DAY,
            "staff": {str(p.amara_staff.pk): 3},
            "classrooms": {str(p.class_2b.pk): 2},
            "children": {str(p.ada.pk): 1},
        },
        {
            ("Amara", "A new timetable holds from 15 September. Of your visits this many change: 3."),
            (
                "Carla",
                "A new timetable holds from 15 September. Of the visits to your class this many change: 2.",
            ),
            ("Li", "Ada has other therapy times from 15 September. This many change: 1."),
        },
    ),
    (
        "draft.shown",
        lambda p: {"classrooms": [str(p.class_2a.pk)]},
        {("Hugo", "A timetable is proposed. Say whether its visits suit your class.")},
    ),
    (
        "draft.answered",
        lambda p: {"classroom": str(p.class_2a.pk)},
        {("Joy", "Mei Tan has answered about the proposed timetable.")},
    ),
    (
        "change.said",
        lambda p: {"staff": [str(p.amara_staff.pk)], "on": DAY},
        {("Amara", "15 September: something is other than planned and touches your visits.")},
    ),
    ("change.said", lambda p: {"staff": [str(p.amara_staff.pk)], "on": "2025-09-05"}, set()),
    (
        "visit.moved",
        lambda p: {"staff": [str(p.amara_staff.pk)], "classroom": str(p.class_2a.pk), "on": DAY},
        {
            ("Amara", "Mei Tan has put one of your visits on another time: 15 September."),
            ("Hugo", "A visit to your class is at another time: 15 September."),
        },
    ),
    (
        "visit.missed",
        lambda p: {"staff": [str(p.mei_staff.pk)], "classroom": str(p.class_2a.pk), "on": DAY},
        {("Hugo", "A visit to your class does not take place: 15 September.")},
    ),
    ("consent.asked", ada, {("Li", "You are asked whether you consent to something for Ada.")}),
    (
        "invitation.accepted",
        lambda p: {"account": str(p.joy.account.pk)},
        {("Joy", "Mei Tan has accepted your invitation.")},
    ),
    ("goal.added", ada, set()),
]


@pytest.mark.parametrize(("action", "detail", "hears"), CASES)
def test_each_thing_is_told_to_whom_it_concerns(
    people: SmallSchool,
    action: str,
    detail: Callable[[SmallSchool], dict[str, Any]],
    hears: set[tuple[str, str]],
) -> None:
    told(people)
    done(people, action, **detail(people))
    assert told(people) == hears


def test_every_line_of_the_table_is_told_in_these_tests() -> None:
    assert set(TABLE) <= {action for action, _detail, _hears in CASES}


@pytest.mark.parametrize(
    ("right", "action"),
    [
        ("reads_plan", "plan.shared"),
        ("reads_reports", "report.signed"),
        ("helps_at_home", "leave_behind.left"),
    ],
)
def test_guardian_without_the_right_hears_nothing(people: SmallSchool, right: str, action: str) -> None:
    noor, _tie = other_parent(people, people.ada)
    Guardianship.objects.filter(pk=people.li_tie.pk).update(**{right: False})
    told(people)
    audience = "home" if action == "leave_behind.left" else "family"
    done(people, action, **ada(people), audience=audience)
    told(people)
    assert count_unseen(people.li) == 0
    assert count_unseen(noor) == 1


def test_unconfirmed_guardian_and_one_whose_tie_has_ended_hear_nothing(people: SmallSchool) -> None:
    for change in ({"confirmed_at": None}, {"confirmed_at": AT, "ends": AT.date()}):
        Guardianship.objects.filter(pk=people.li_tie.pk).update(**change)
        done(people, "plan.shared", **ada(people))
        assert told(people) == set()


def test_who_left_the_team_hears_nothing(people: SmallSchool) -> None:
    leave_team(place=people.mei_place, by=people.joy, at=AT)
    done(people, "plan.put_in_force", people.joy, **ada(people), on=DAY)
    heard = told(people, AT + timedelta(days=1))
    assert {name for name, _sentence in heard} == {"Li", "Carla"}


def test_nobody_is_told_of_what_they_did_themselves(people: SmallSchool) -> None:
    done(people, "plan.put_in_force", people.carla, **ada(people), on=DAY)
    assert {name for name, _sentence in told(people)} == {"Li", "Mei"}


def test_trail_heard_again_tells_nobody_twice(people: SmallSchool) -> None:
    done(people, "plan.shared", **ada(people))
    assert len(told(people)) == 1
    assert told(people) == set()
    Heard.objects.update(number=0)  # as if the ear were put back
    assert told(people) == set()
    assert Notice.objects.count() == 1


def test_one_action_with_several_events_is_told_once(people: SmallSchool) -> None:
    for _time in range(3):
        done(people, "strategy.given", **ada(people), who="teacher")
    assert len(told(people)) == 1
    assert Notice.objects.count() == 1


def test_sentence_is_in_the_language_of_whoever_hears(people: SmallSchool, settings: Any) -> None:
    account = people.li.account
    account.language = "fr"
    account.save()
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "français")]
    done(people, "plan.put_in_force", **ada(people), on=DAY)
    told(people)
    assert "15 septembre" in Notice.objects.get(account=account).sentence
    assert "15 September" in Notice.objects.get(account=people.carla.account).sentence


def test_nobody_is_told_of_last_term_in_whatever_order_it_was_written(people: SmallSchool) -> None:
    done(people, "plan.shared", **ada(people))
    audit(people.mei, AT - timedelta(days=60), "plan.put_in_force", people.ada, **ada(people), on=DAY)
    assert {sentence.split()[0] for _name, sentence in told(people)} == {"A"}


def test_ear_that_slept_for_weeks_still_tells(people: SmallSchool) -> None:
    told(people)
    done(people, "plan.shared", **ada(people))
    assert len(told(people, AT + timedelta(days=27))) == 1


def test_thousand_events_are_heard_in_lots_with_as_many_queries_as_three(people: SmallSchool) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            hear(organisation=people.organisation, at=SOON)
        return sum("INSERT" not in each["sql"] for each in seen)  # its size is cut by the database

    told(people)
    for number in range(3):
        audit(
            people.mei, AT + timedelta(seconds=number), "plan.put_in_force", people.ada, **ada(people), on=DAY
        )
    three = asked()
    for number in range(450):
        moment = AT + timedelta(minutes=number + 1)
        audit(people.mei, moment, "plan.put_in_force", people.ada, **ada(people), on=DAY)
        audit(people.mei, moment, "goal.added", people.ada)
    assert asked() == three
    assert Notice.objects.count() == 2 * 453


def test_trail_longer_than_a_lot_is_heard_to_its_end(people: SmallSchool) -> None:
    told(people)
    for number in range(25):
        audit(people.mei, AT + timedelta(minutes=number), "plan.shared", people.ada, **ada(people))
    rounds = 0
    while hear(organisation=people.organisation, at=SOON, most=10):
        rounds += 1
    assert rounds == 3
    assert Notice.objects.count() == 25


def test_hearing_stays_within_its_organisation(people: SmallSchool, stranger: Stranger) -> None:
    done(people, "plan.put_in_force", **ada(people), on=DAY)
    with scope(organisation=stranger.organisation):
        hear(organisation=stranger.organisation, at=SOON)
        assert Notice.objects.count() == 0
    told(people)
    assert Notice.objects.count() == 2


def test_detail_that_names_what_is_gone_is_heard_without_a_fault(people: SmallSchool) -> None:
    done(people, "plan.shared", child="00000000-0000-4000-8000-000000000000")
    done(people, "timetable.published", holds_from="soon", staff={"00000000-0000-4000-8000-000000000000": 1})
    done(people, "change.said")
    done(people, "leave_behind.left", audience="home")
    assert told(people) == set()


def test_seeing_is_ones_own(people: SmallSchool, stranger: Stranger) -> None:
    done(people, "plan.put_in_force", **ada(people), on=DAY)
    told(people)
    ids = list(Notice.objects.values_list("pk", flat=True))
    for other in (people.amara, stranger.stan, people.joy):
        assert see(notices=ids, by=other, at=SOON) == 0
    assert see(notices=ids, by=people.li, at=SOON) == 1
    assert see(notices=ids, by=people.li, at=SOON + timedelta(days=1)) == 0
    assert notices_for(people.li).get().seen_at == SOON
    assert count_unseen(people.carla) == 1


def test_record_of_who_was_told_what_is_the_coordinator_s(people: SmallSchool, stranger: Stranger) -> None:
    done(people, "plan.put_in_force", **ada(people), on=DAY)
    done(people, "report.signed", **ada(people), audience="family")
    told(people)
    pk = people.ada.pk
    assert told_about(people.joy, pk).count() == 3
    assert told_about(people.joy, pk, about=About.REPORT).count() == 1
    assert told_about(people.joy, pk, since=SOON.date(), until=SOON.date()).count() == 3
    assert not told_about(people.joy, pk, since=SOON.date() + timedelta(days=1)).exists()
    assert not told_about(people.joy, pk, until=SOON.date() - timedelta(days=1)).exists()
    for other in (people.mei, people.li, people.carla, stranger.stan):
        assert not told_about(other, pk).exists()
