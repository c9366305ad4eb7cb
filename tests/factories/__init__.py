"""The same few people in every test, made through the actions alone.

Fixtures (tests/conftest.py) that need no import:

- `people`: a `SmallSchool`, in the open scope of its organisation. Joy runs the programme. Carla teaches 2B (Ada,
  Ben), Hugo teaches 2A (Cem, Dao). Mei gives occupational therapy and is in Ada's team, Amara gives speech and is in
  nobody's. Li answers for Ada and has been confirmed. Ada has two services, Cem one. Each of `joy`, `mei`, `amara`,
  `carla`, `hugo` and `li` is a `Viewer` on `ON`; `people.as_on(people.carla, day)` is the same person on another day.
- `stranger`: Stan, the coordinator of another organisation, with a school, class and child of his own (`Stranger`).
- `demo`: the invented organisation of `alongside.demo` up to its services, and its people as viewers
  (`told_demo.ToldDemo`), with its scope open. Told once in a run, then copied into each test.

`browser_of(people.mei)` is a browser in which somebody has signed in.

Functions, for what a test needs beyond that: `founded`, `a_class`, `a_day`, `a_child`, `a_service`, `a_therapist`.
They take `by=` and `at=` like the actions, and have a plain default for everything else.
"""

from tests.factories.browsers import browser_of
from tests.factories.schools import (
    AT,
    ON,
    PASSWORD,
    SmallSchool,
    Stranger,
    a_child,
    a_class,
    a_day,
    a_service,
    a_therapist,
    founded,
    small_school,
    strange_school,
)

__all__ = [
    "AT",
    "ON",
    "PASSWORD",
    "SmallSchool",
    "Stranger",
    "a_child",
    "a_class",
    "a_day",
    "a_service",
    "a_therapist",
    "browser_of",
    "founded",
    "small_school",
    "strange_school",
]
