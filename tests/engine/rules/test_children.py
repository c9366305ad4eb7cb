"""Rule 8, kept and broken at each edge."""

from alongside.engine.problem import Therapist
from tests.engine.tiny import DAYS, broken, changed, pull_out, push_in, school, service, told, window

ANN_TWICE = (
    service("ann"),
    service("ann", id="ann-slt", discipline="slt"),
    service("ben", minutes=45),
    service("cem"),
)


def with_speech(**parts):
    kim = Therapist("kim", "slt", tuple(window(day, "8:00", "16:00") for day in DAYS))
    return school(services=ANN_TWICE, therapists=(*school().therapists, kim), **parts)


def test_child_is_in_one_session_at_a_time():
    first = push_in("Mon", "9:00")
    assert broken(with_speech(), first, pull_out("Mon", "9:30", "ann-slt", therapist="kim")) == []
    (breach,) = told(8, with_speech(), first, pull_out("Mon", "9:25", "ann-slt", therapist="kim"))
    assert breach.sentence == "ann is in two sessions at once: Mon 09:00–09:30 and Mon 09:25–09:55."
    assert breach.visits == (0, 1)


def test_shorter_session_ends_before_its_visit():
    group = pull_out("Mon", "9:00", "ann-ot", "ben-ot", minutes=45)
    room = (*school().rooms, school().rooms[0].__class__("red", "north", (window("Mon", "8:00", "16:00"),)))
    problem = with_speech(rooms=room)
    assert broken(problem, group, pull_out("Mon", "9:30", "ann-slt", therapist="kim", place="red")) == []


def test_child_has_no_two_services_in_one_visit():
    services = (service("ann"), service("ann", id="ann-two"), service("ben"))
    assert broken(school(services=services), push_in("Mon", "9:00", "ann-ot", "ann-two")) == [8]


def test_service_is_once_in_a_visit():
    assert 8 in broken(school(), push_in("Mon", "9:00", "ann-ot", "ann-ot"))
    sentences = [breach.sentence for breach in told(8, school(), push_in("Mon", "9:00", "ann-ot", "ann-ot"))]
    assert "ann-ot stands 2 times in one visit." in sentences


def test_child_has_no_session_while_unavailable():
    problem = changed(school(), "children", 0, unavailable=(window("Mon", "9:30", "10:00"),))
    assert broken(problem, push_in("Mon", "9:00")) == []
    assert broken(problem, push_in("Mon", "10:00")) == []
    assert broken(problem, push_in("Mon", "9:05")) == [8]
    assert broken(problem, push_in("Mon", "9:55")) == [8]
    assert broken(problem, push_in("Tue", "9:05")) == []


def test_child_has_so_many_sessions_a_day_over_all_services():
    visits = push_in("Mon", "9:00"), push_in("Mon", "10:00", "ann-slt", therapist="kim")
    assert broken(changed(with_speech(), "children", 0, max_sessions_per_day=2), *visits) == []
    (breach,) = told(8, changed(with_speech(), "children", 0, max_sessions_per_day=1), *visits)
    assert breach.sentence == "ann has 2 sessions on Mon; 1 is the most."
