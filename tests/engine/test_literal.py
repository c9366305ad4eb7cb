"""The rules and the cost agree with the format read word by word, on broken timetables and on sound ones."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.cost import cost_of
from alongside.engine.rules import breaches
from tests.engine import literal
from tests.engine.invented import legal_timetables, problems, timetables


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_rules_are_broken_exactly_where_the_format_says(data):
    problem = data.draw(problems())
    table = data.draw(timetables(problem) | legal_timetables(problem))
    assert {breach.rule for breach in breaches(problem, table)} == literal.broken(problem, table)


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_cost_is_counted_exactly_as_the_format_says(data):
    problem = data.draw(problems())
    table = data.draw(timetables(problem))
    counted = {name: term.count for name, term in cost_of(problem, table).terms.items()}
    assert counted == literal.cost(problem, table)
