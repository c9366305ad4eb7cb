"""The day's pack: what a device needs of one person's day, and nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.capture.actions.visits import mark_away, move_visit
from alongside.capture.choices import Reason
from alongside.capture.models.days import visit_id
from alongside.capture.queries.packs import pack_for
from alongside.capture.queries.visits import visit_of
from alongside.people.actions import join_teams
from alongside.plans.choices import Who
from alongside.scheduling.queries.planned import PlannedVisit
from tests.capture.held import a_share, a_visit
from tests.capture.said import planned_for
from tests.capture.sent import named
from tests.factories import AT, ON, SmallSchool
from tests.plans.written import in_force
from tests.scheduling.world import NOW, World
from tests.strategies.told import an_own_strategy, given_to


def hers(world: World, child: str = "Noor", staff: str = "Ada") -> PlannedVisit:
    """The first visit of a child with somebody, in a week that is published."""
    staff_id = world.staff[staff].pk
    return next(each for each in planned_for(world, child) if each.staff_id == staff_id)


def test_a_pack_holds_the_visits_of_the_day_with_their_children(world: World) -> None:
    world.published()
    planned = hers(world)
    pack = pack_for(world.viewer("Ada", planned.on), planned.on)
    visit = next(each for each in pack["visits"] if each["id"] == named(planned)["id"])
    assert named(planned).items() <= visit.items()
    assert (visit["starts"], visit["ends"]) == (planned.starts, planned.ends)
    assert (visit["is_mine"], visit["setting"], visit["role"], visit["outcome"]) == (True, "in_class", "", "")
    assert "Noor" in [child["name"] for child in visit["children"]]
    assert visit["title"].startswith("1A, ")
    assert visit["class_name"] == "1A"


def test_a_pack_counts_until_midnight_where_the_organisation_is(world: World) -> None:
    world.organisation.time_zone = "Asia/Singapore"
    viewer = world.viewer("Ada")
    viewer.organisation.time_zone = "Asia/Singapore"
    assert pack_for(viewer, viewer.on)["expires_at"] == "2026-11-25T00:00:00+08:00"


def test_a_day_without_visits_has_an_empty_pack(world: World) -> None:
    pack = pack_for(world.viewer("Ada"), NOW.date())
    assert pack["visits"] == []
    assert pack["ladder"] == ["Alone", "Point", "Say", "Show", "Hands"]
    assert len(pack["faces"]) == 5
    assert ("alone", "Alone") in pack["company"]


def test_a_child_that_is_away_is_said_to_be(world: World) -> None:
    world.published()
    planned = hers(world)
    ada = world.viewer("Ada", planned.on)
    visit = visit_of(ada, pk=visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit
    mark_away(visit=visit, child=world.children["Noor"], reason=Reason.CHILD_AWAY, by=ada, at=NOW)
    (away,) = [
        child["away"]
        for each in pack_for(ada, planned.on)["visits"]
        for child in each["children"]
        if each["id"] == str(visit.id) and child["name"] == "Noor"
    ]
    assert away == "child_away"


def test_a_visit_that_was_moved_is_in_the_pack_of_its_new_day(world: World) -> None:
    world.published()
    planned = hers(world)
    ada = world.viewer("Ada", planned.on)
    visit = visit_of(ada, pk=visit_id(*planned.name), series=planned.series, on=planned.on)
    assert visit
    to = planned.on + timedelta(days=1)
    move_visit(visit=visit, on=to, starts=11 * 60, agreed=True, by=world.joy, at=NOW)
    assert str(visit.id) not in {each["id"] for each in pack_for(ada, planned.on)["visits"]}
    assert str(visit.id) in {each["id"] for each in pack_for(ada, to)["visits"]}


def test_a_goal_that_the_routine_carries_comes_first(people: SmallSchool) -> None:
    goal = in_force(people).goals.get()
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    (packed,) = pack_for(people.mei, ON)["visits"]
    (child,) = packed["children"]
    (said,) = child["goals"]
    assert (said["id"], said["lineage"], said["measure"]) == (str(goal.pk), str(goal.lineage), "trials")
    assert (said["unit"], said["of"], said["today"], said["last"]) == ("trials", 5, True, None)


def test_a_goal_is_practised_in_the_words_of_its_strategy(people: SmallSchool) -> None:
    goal = in_force(people).goals.get()
    a_share(a_visit(people), people.ada, people)
    key = an_own_strategy(people.mei)
    given_to(people.ada, key, people.mei, lineage=goal.lineage, do="Point for {name}.")
    elsewhere = {"kind": "centres", "do": "Elsewhere"}
    given_to(people.ada, key, people.mei, lineage=goal.lineage, **elsewhere)
    own = {"who": Who.THERAPIST, "do": "Wait for {name}."}
    for do, given in (("Point for Ada.", {}), ("Wait for Ada.", own)):
        if given:
            given_to(people.ada, key, people.mei, lineage=goal.lineage, **given)
        (packed,) = pack_for(people.mei, ON)["visits"]
        assert packed["children"][0]["goals"][0]["how"] == do


def test_nobody_packs_what_is_somebody_elses(people: SmallSchool) -> None:
    a_share(a_visit(people), people.ben, people)
    assert pack_for(people.amara, ON)["visits"] == []
    assert len(pack_for(people.mei, ON)["visits"]) == 1


def test_in_a_colleagues_visit_only_ones_own_children_are_packed(people: SmallSchool) -> None:
    visit = a_visit(people)
    a_share(visit, people.ada, people)
    a_share(visit, people.ben, people)
    join_teams(places=[(people.ada, people.amara_staff)], by=people.joy, at=AT)
    (packed,) = pack_for(people.amara, ON)["visits"]
    assert (packed["is_mine"], [child["name"] for child in packed["children"]]) == (False, ["Ada"])


def test_a_pack_asks_as_much_for_one_visit_as_for_three(people: SmallSchool) -> None:
    in_force(people)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            pack_for(people.mei, ON)
        return len(queries)

    a_share(a_visit(people), people.ada, people)
    key = an_own_strategy(people.joy)
    given_to(people.ada, key, people.joy)
    once = asked()
    given_to(people.ben, key, people.joy)
    for hour in (11, 13):
        visit = a_visit(people, starts=hour * 60, ends=hour * 60 + 30)
        a_share(visit, people.ada, people)
        a_share(visit, people.ben, people)
    assert asked() == once
