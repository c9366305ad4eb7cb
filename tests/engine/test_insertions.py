"""One more session: every place that is offered is legal, and none that is legal is missing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.insertions import insert, insertions
from alongside.engine.problem import Delivery
from alongside.engine.rules import breaches
from tests.engine.invented import legal_timetables, problems, visits
from tests.engine.tiny import changed, push_in, school, service, timetable


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_insertions_keep_the_rules_and_tell_the_cost(data):
    problem = data.draw(problems())
    table = data.draw(legal_timetables(problem))
    wanted = data.draw(st.sampled_from(problem.services)).id
    found = insertions(problem, table, wanted)
    for insertion in found[:12]:
        after = insert(problem, table, insertion)
        assert breaches(problem, after) == []
        assert after.cost - table.cost == insertion.cost_change
    assert [each.cost_change for each in found] == sorted(each.cost_change for each in found)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_legal_visit_of_its_own_is_missing(data):
    problem = data.draw(problems())
    table = data.draw(legal_timetables(problem))
    visit = data.draw(visits(problem).filter(lambda visit: len(visit.services) == 1))
    offered = [each.visit for each in insertions(problem, table, visit.services[0]) if each.joins is None]
    legal = not breaches(problem, timetable(problem, *table.visits, visit, tasks=table.tasks))
    assert legal == (visit in offered)


def test_session_joins_a_visit_and_lengthens_it():
    problem = school(services=(service("ann", sessions=1), service("ben", sessions=1, minutes=45)))
    table = timetable(problem, push_in("Mon", "9:00"))
    joined = [each for each in insertions(problem, table, "ben-ot") if each.joins == 0]
    assert [each.visit for each in joined] == [push_in("Mon", "9:00", "ann-ot", "ben-ot", minutes=45)]
    assert insert(problem, table, joined[0]).unmet == ()


def test_session_joins_no_pinned_visit():
    pin = push_in("Mon", "9:00")
    problem = changed(school(pinned=(pin,)), "services", 1, delivery=Delivery.PUSH_IN)
    found = insertions(problem, timetable(problem, pin), "ben-ot")
    assert found
    assert {each.joins for each in found} == {None}
