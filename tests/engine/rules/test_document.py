"""Names that stand nowhere and starts off the grid."""

from dataclasses import replace

import pytest

from alongside.engine.rules import breaches
from alongside.engine.timetable import PlacedTask, Unmet
from tests.engine.tiny import pull_out, push_in, school, timetable

RIGHT = timetable(school(), push_in("Mon", "9:00"))


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"visits": (push_in("Mon", "9:00", therapist="zoe"),)}, "visits[0].therapist"),
        ({"visits": (push_in("Sun", "9:00"),)}, "visits[0].day"),
        ({"visits": (push_in("Mon", "9:00", place="blue"),)}, "visits[0].place"),
        ({"visits": (pull_out("Mon", "9:00", place="1A"),)}, "visits[0].place"),
        ({"visits": (push_in("Mon", "9:00", "zoe-ot"),)}, "visits[0].services"),
        ({"tasks": (PlacedTask("nap", "Mon", 600),)}, "tasks[0].task"),
        ({"unmet": (Unmet("zoe-ot", 1),)}, "unmet[0].service"),
        ({"unmet_tasks": ("nap",)}, "unmet_tasks[0]"),
    ],
)
def test_unknown_name_is_told_by_its_place(wrong, place):
    (breach,) = breaches(school(), replace(RIGHT, **wrong))
    assert breach.rule == 0
    assert breach.sentence.startswith(place + ": ")


def test_start_off_the_grid_is_told():
    visit = push_in("Mon", "9:02")
    (breach,) = breaches(school(), timetable(school(), visit))
    assert (breach.rule, breach.sentence) == (0, "visits[0].start: 09:02 is off the grid of 5 minutes.")


def test_display_names_take_the_place_of_ids():
    names = {"lim": "Mei Lim", "ann": "Ann Ho"}
    (breach,) = breaches(school(), timetable(school(), push_in("Mon", "15:30")), names)
    assert breach.sentence == "1A has no routine to join for the whole of Mon 15:30–16:00."
    visits = push_in("Mon", "9:00"), push_in("Mon", "9:15", "cem-ot", place="1B")
    (breach,) = breaches(school(), timetable(school(), *visits), names)
    assert breach.sentence.startswith("Mei Lim is in two places at once on Mon")
