"""When a build, a change to a draft, or a publication makes sense."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.people.rules import NotAllowed, NotNow, Viewer, check_can_run_programme
from alongside.scheduling.choices import BUILD_TRANSITIONS, TIMETABLE_TRANSITIONS, BuildState, TimetableState
from alongside.scheduling.models import Build, Proposal, Timetable


def check_can_change(viewer: Viewer, timetable: Timetable, revision: int) -> None:
    """Refuses a change to what is no draft (any more), or to a draft that has moved on under one's hands."""
    check_can_run_programme(viewer)
    if timetable.state == TimetableState.DISCARDED:
        raise NotNow(_("This draft was put away. Open another one, or build a new one."))
    if timetable.state != TimetableState.DRAFT:
        raise NotNow(_("A published timetable is not edited. Build a new draft from it and change that."))
    if timetable.revision != revision:
        raise NotNow(
            _("This draft was changed in the meantime. Here it is as it stands; make your change again.")
        )


def check_can_publish(viewer: Viewer, timetable: Timetable, holds_from: date) -> None:
    """Refuses to publish what is no draft, or from a day that has passed."""
    check_can_run_programme(viewer)
    if TimetableState.PUBLISHED not in TIMETABLE_TRANSITIONS[TimetableState(timetable.state)]:
        raise NotNow(_("Only a draft can be published. This one is not a draft any more."))
    if holds_from < viewer.on:
        raise NotNow(_("A timetable cannot hold from a day that has passed. Choose today or later."))


def check_can_move_build(build: Build, state: BuildState) -> None:
    """Refuses a step that the table of states does not know."""
    if state not in BUILD_TRANSITIONS[BuildState(build.state)]:
        raise NotNow(_("This build is over: {state}.").format(state=build.get_state_display()))


def check_can_ask_teachers(viewer: Viewer, timetable: Timetable) -> None:
    """Refuses to ask about what is no draft (any more)."""
    check_can_run_programme(viewer)
    if timetable.state != TimetableState.DRAFT:
        raise NotNow(_("Only a draft can be asked about. Open a draft, and ask there."))


def check_can_answer(proposal: Proposal, taught: Collection[UUID], classroom_id: UUID) -> None:
    """Refuses an answer for a class that one does not teach, or of a draft that is none any more."""
    if classroom_id not in taught:
        raise NotAllowed(_("Only the teacher of this class can say this."))
    if proposal.timetable.state != TimetableState.DRAFT:
        raise NotNow(_("This week is not a proposal any more. Write to your coordinator about it."))


def check_same_week(seen: str, stands: str) -> None:
    """Refuses an answer to a week that is not the one that stands now."""
    if seen != stands:
        raise NotNow(
            _("The week has changed since you opened it. Here it is as it stands; answer it once more.")
        )


def check_says_what(words: str, about: str, known: Collection[str]) -> None:
    """Refuses a *but* without words, and one about a visit that is not there."""
    if about and about not in known:
        raise NotNow(_("This visit is not in the week any more. Say it of the whole week."))
    if about and not words:
        raise NotNow(_("Say in a few words what does not suit."))
