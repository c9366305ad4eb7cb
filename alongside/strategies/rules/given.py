"""Who gives strategies to whom, in which words, and how help is faded rung by rung."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.classrooms.choices import RoutineKind
from alongside.classrooms.models import Classroom, Enrolment
from alongside.people import queries as people
from alongside.people.models import Child, TeamMembership
from alongside.people.rules import NotAllowed, NotNow, Viewer, check_is_ours
from alongside.plans.choices import Who
from alongside.plans.rules.plans import Reach, reach_of
from alongside.strategies.choices import Fading
from alongside.strategies.models import Assignment

#: How many steps an assignment may have, and how long each text may be.
MOST_STEPS, LONGEST = 8, 160

#: Whom the class teacher speaks for: the adults of her class, and what children do together.
OF_THE_CLASS = (Who.TEACHER, Who.ASSISTANT, Who.PEER)

#: The rungs of help that a ladder starts with, from least to most. They are kept as they stand here and said in the
#: language of whoever reads; words of somebody's own stay as they were written.
USUAL_RUNGS = {
    Fading.LEAST_TO_MOST: (
        gettext_noop("Wait five seconds, look expectant"),
        gettext_noop("Point or gesture"),
        gettext_noop("Say a hint"),
        gettext_noop("Show how"),
        gettext_noop("Do it together"),
    ),
    Fading.MOST_TO_LEAST: (
        gettext_noop("Stay near, say nothing"),
        gettext_noop("Point or gesture"),
        gettext_noop("Say a hint"),
        gettext_noop("Show how"),
        gettext_noop("Do it together"),
    ),
    Fading.TIME_DELAY: (
        gettext_noop("Help after ten seconds"),
        gettext_noop("Help after five seconds"),
        gettext_noop("Help after two seconds"),
        gettext_noop("Help at once"),
    ),
}
_USUAL = frozenset(rung for rungs in USUAL_RUNGS.values() for rung in rungs)


def usual_ladder(fading: str) -> list[str]:
    """The rungs of help to start with, as they are kept, from least to most; none without a way of fading."""
    return list(USUAL_RUNGS[Fading(fading)]) if fading else []


def rung_said(rung: str) -> str:
    """A rung of somebody's ladder: a usual one in the reader's language, another as it was written."""
    return _(rung) if rung in _USUAL else rung


def first_rung(fading: str, ladder: Sequence[str]) -> int:
    """Where a ladder is started: at its least help where that comes first, else at its most."""
    return (1 if fading == Fading.LEAST_TO_MOST else len(ladder)) if ladder else 0


def rung_in_words(assignment: Assignment) -> str:
    """The present rung of help in words; empty where there is no ladder."""
    if not assignment.ladder:
        return ""
    return rung_said(assignment.ladder[assignment.rung - 1]) if assignment.rung else _("No help any more")


def with_name(text: str, name: str) -> str:
    """A text with the child's name where it belongs; without a name it speaks of everybody."""
    said = text.replace("{name}", name or _("everybody"))
    return said[:1].upper() + said[1:]


def can_give(viewer: Viewer, child: Child) -> bool:
    """True for the therapists and assistants of the child's team, and for those who run the programme."""
    return (viewer.is_coordinator or viewer.is_therapist) and reach_of(viewer, child) is Reach.TEAM


def check_can_give(viewer: Viewer, child: Child) -> None:
    check_is_ours(viewer, child)
    if not can_give(viewer, child):
        raise NotAllowed(
            _("Only {child}’s therapists give strategies. Tell one of them what would help.").format(
                child=child.first_name
            )
        )


def can_give_to_class(viewer: Viewer, classroom: Classroom) -> bool:
    """True for those who run the programme, and for therapists and assistants of a child who is in the class."""
    if classroom.organisation_id != viewer.organisation.pk:
        return False
    if viewer.is_coordinator:
        return True
    if not viewer.is_therapist:
        return False
    held = people.held_on(viewer.on)
    team = TeamMembership.objects.filter(held, child=OuterRef("child"), staff__in=viewer.staff_ids)
    return Enrolment.objects.filter(held, Exists(team), classroom=classroom).exists()


def check_can_give_to_class(viewer: Viewer, classroom: Classroom) -> None:
    check_is_ours(viewer, classroom)
    if not can_give_to_class(viewer, classroom):
        raise NotAllowed(
            _("Only therapists of the class give it strategies. Tell one of them what would help.")
        )


def check_can_change(viewer: Viewer, assignment: Assignment) -> None:
    """Refuses to change what somebody was given, by any but those who may give it."""
    check_is_ours(viewer, assignment)
    if assignment.child:
        check_can_give(viewer, assignment.child)
    elif assignment.classroom:
        check_can_give_to_class(viewer, assignment.classroom)


def check_is_one_place(kind: str, home: str, who: str) -> None:
    """Refuses what is in no routine or in two, and a family at school or a teacher at home."""
    if bool(kind) == bool(home) or (kind and kind not in RoutineKind.values):
        raise NotNow(_("Choose one routine, at school or at home."))
    if who not in Who.values:
        raise NotNow(_("Choose who does it."))
    if (who == Who.FAMILY) != bool(home):
        raise NotNow(_("At home it is for the family, at school for somebody there. Choose again."))


def check_words(do: str, why: str, steps: Sequence[str]) -> None:
    """Refuses words that are missing or too long to be read between two lessons."""
    if not do.strip():
        raise NotNow(_("Say in one line what to do."))
    if len(do) > LONGEST or len(why) > LONGEST or any(len(step) > LONGEST for step in steps):
        raise NotNow(_("A line is longer than {most} letters. Write it shorter.").format(most=LONGEST))
    if len(steps) > MOST_STEPS:
        raise NotNow(_("More than {most} steps are too many. Keep what matters.").format(most=MOST_STEPS))


def check_is_free(there: Assignment | None, title: str) -> None:
    """Refuses to give the same strategy twice for one routine to one adult."""
    if there is not None:
        raise NotNow(
            _("“{title}” is given there already. Change its words, or end it first.").format(title=title)
        )


def check_rung(assignment: Assignment, rung: int) -> None:
    if not assignment.ladder:
        raise NotNow(_("This strategy has no ladder of help."))
    if not 0 <= rung <= len(assignment.ladder):
        raise NotNow(_("The ladder has no such rung. Load the page again."))


def check_stands(assignment: Assignment) -> None:
    """Refuses to change what has ended."""
    if assignment.ends is not None:
        raise NotNow(_("This has ended. Give it again if it is needed."))


def check_is_at_school_for_a_class(classroom: Classroom | None, home: str) -> None:
    if classroom is not None and home:
        raise NotNow(_("A class has no home. Choose one of its routines."))


def check_ladder(fading: str, ladder: Sequence[str]) -> None:
    """Refuses rungs without a way of fading, and rungs that say nothing or too much."""
    if fading and fading not in Fading.values:
        raise NotNow(_("Choose one of the ways in which help is faded, or none."))
    if bool(fading) != bool(ladder):
        raise NotNow(_("A ladder of help has its rungs and the way it is walked. Choose the way first."))
    if any(not rung or len(rung) > LONGEST for rung in ladder) or len(ladder) > MOST_STEPS:
        raise NotNow(_("A ladder has at most {most} rungs, a short line each.").format(most=MOST_STEPS))


def check_is_other_language(assignment: Assignment, language: str) -> None:
    if not language or language == assignment.language:
        raise NotNow(_("These words are in that language already. Change them themselves."))
