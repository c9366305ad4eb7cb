"""The obstacles say the rules a second time, so they are held to agree with them start by start."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engine.insertions import visit_at, wishes
from alongside.engine.obstacles import Grid, Kind, Wish, free_starts, grid_of, obstacles
from alongside.engine.problem import Mode, PushIn, Window
from alongside.engine.standing import Standing
from alongside.engine.trial import breaches_with
from alongside.engine.words import words
from tests.engine.invented import CLOSES, OPENS, STEP, legal_timetables, problems, visits
from tests.engine.tiny import at, changed, push_in, school, timetable


@st.composite
def asked(draw):
    """A legal timetable and a wish for one more visit in it: a likely one, or any, whatever rules it breaks."""
    problem = draw(problems())
    table = draw(legal_timetables(problem))
    likely = [wish for service in problem.services for wish in wishes(problem, service.id)]
    if likely and draw(st.booleans()):
        return Standing(problem, table), draw(st.sampled_from(likely))
    like = draw(visits(problem))
    return Standing(problem, table), Wish(like.therapist, like.services, like.day, like.mode, like.place)


@given(asked())
@settings(max_examples=60, deadline=None)
def test_obstacles_and_rules_agree_at_every_start(case):
    standing, wish = case
    found = obstacles(standing, wish)
    for start in range(OPENS - 2 * STEP, CLOSES + STEP, STEP):
        by_rules = {
            breach.rule for breach in breaches_with(standing, visit_at(standing.problem, wish, start))
        }
        by_obstacles = {each.rule for each in found if each.starts >> (start // STEP) & 1}
        if 2 in by_rules:
            # Where she is busy, whether lunch would be left besides is not asked.
            by_rules.discard(3)
            by_obstacles.discard(3)
        assert by_obstacles == by_rules


@given(asked())
@settings(max_examples=20, deadline=None)
def test_every_obstacle_has_its_sentence(case):
    standing, wish = case
    for obstacle in obstacles(standing, wish):
        sentence = words(standing.problem, wish, obstacle)
        assert sentence.endswith(".")
        assert "None" not in sentence


@given(asked())
@settings(max_examples=20, deadline=None)
def test_free_starts_are_those_without_obstacle(case):
    standing, wish = case
    grid = grid_of(standing.problem, wish.services)
    hindered = {start for each in obstacles(standing, wish) for start in grid.minutes_of(each.starts)}
    assert free_starts(standing, wish) == [
        start for start in grid.minutes_of(grid.all) if start not in hindered
    ]


def test_grid_counts_from_midnight_and_ends_with_the_day():
    grid = Grid(5, 30)
    assert grid.minutes_of(grid.within(at("9:02"), at("9:42"))) == [at("9:05"), at("9:10")]
    assert grid.minutes_of(grid.within(at("9:00"), at("9:29"))) == []
    assert grid.minutes_of(grid.touching(at("9:00"), at("9:05"))) == [
        at(each) for each in ("8:35", "8:40", "8:45", "8:50", "8:55", "9:00")
    ]
    assert max(grid.minutes_of(grid.all)) == at("23:30")


def test_each_refusing_routine_is_an_obstacle_of_its_own():
    problem = school()
    wish = Wish("lim", ("ann-ot",), "Mon", Mode.PUSH_IN, "1A")
    refusing = [
        each for each in obstacles(Standing(problem, timetable(problem)), wish) if each.kind is Kind.ROUTINE
    ]
    assert [(each.routine.kind, each.routine.push_in) for each in refusing] == [("lunch", PushIn.NEVER)]
    assert min(grid_of(problem, wish.services).minutes_of(refusing[0].starts)) == at("11:35")


def test_visitors_are_an_obstacle_only_where_the_class_is_full():
    problem = changed(school(), "classrooms", 0, max_visitors=2)
    standing = Standing(problem, timetable(problem, push_in("Mon", "9:00")))
    wish = Wish("lim", ("ben-ot",), "Mon", Mode.PUSH_IN, "1A")
    assert Kind.VISITORS not in {each.kind for each in obstacles(standing, wish)}
    one = changed(problem, "classrooms", 0, max_visitors=1)
    assert Kind.VISITORS in {each.kind for each in obstacles(standing.under(one), wish)}


def test_child_that_is_away_is_an_obstacle():
    problem = changed(school(), "children", 0, unavailable=(Window("Mon", at("9:00"), at("10:00")),))
    standing = Standing(problem, timetable(problem))
    free = free_starts(standing, Wish("lim", ("ann-ot",), "Mon", Mode.PUSH_IN, "1A"))
    assert at("8:30") in free
    assert at("10:00") in free
    assert not set(range(at("8:35"), at("10:00"))).intersection(free)
