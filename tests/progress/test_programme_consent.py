"""A family that does not want its child counted is left out of the programme's figures."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.people.actions.consents import say_consent
from alongside.people.choices import Purpose
from alongside.progress.queries import programme as figures
from tests.capture.held import a_share, a_visit
from tests.factories import AT, ON, SmallSchool
from tests.progress.recorded import ada_goal


@pytest.mark.parametrize(("purpose", "counted"), [(Purpose.PICTURES, 1), (Purpose.STATISTICS, 0)])
def test_a_no_to_statistics_alone_leaves_a_child_out(
    people: SmallSchool, monkeypatch: pytest.MonkeyPatch, purpose: Purpose, counted: int
) -> None:
    monkeypatch.setattr(figures, "hide_small", lambda groups: groups)  # One child is a small group.
    ada_goal(people)
    a_share(a_visit(people), people.ada, people)
    say_consent(child=people.ada, purpose=purpose, is_given=False, by=people.li, at=AT)
    later = people.as_on(people.joy, ON + timedelta(days=7))
    whole = figures.programme(later, ON, later.on)
    assert sum(group.figures.children for group in whole[:1]) == counted
