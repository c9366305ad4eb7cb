"""Who writes down what a child says of itself, and what belongs there."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from alongside.people.models import Child
from alongside.people.rules import NotNow, Viewer, check_is_ours
from alongside.plans.choices import SaidAbout
from alongside.plans.models import ChildSaid
from alongside.plans.rules.plans import check_can_write_plan

#: The longest thing that is written down at once: a sentence or three.
LONGEST = 300


def check_can_write_down(viewer: Viewer, child: Child, about: str, words: str, on: date) -> None:
    """Refuses who is not of the child's team, words that are none or too many, and a day to come."""
    check_can_write_plan(viewer, child)
    if about not in SaidAbout.values:
        raise NotNow(_("Choose what it is about."))
    if not words.strip():
        raise NotNow(_("Write down what was said, in the child’s own words."))
    if len(words.strip()) > LONGEST:
        raise NotNow(_("It is longer than {most} letters. Write it down in two.").format(most=LONGEST))
    if on > viewer.on:
        raise NotNow(_("That day is still to come. Write down the day on which it was said."))


def check_can_take_back(viewer: Viewer, said: ChildSaid) -> None:
    check_is_ours(viewer, said)
    check_can_write_plan(viewer, said.child)
    if said.taken_back_at is not None:
        raise NotNow(_("This was taken back already."))
