"""A therapist's day on paper, for a day on which every device fails."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.capture.queries.days import day_of
from alongside.capture.queries.visits import ChildOnDay, GoalOnDay, VisitOnDay
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules.keyed import sign_of
from alongside.exchange.queries.paper_language import language_tag
from alongside.formats.pdf.sheet import Boxes, ChildLines, DaySheet, GoalLine, VisitSheet, sheet_pdf
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.schooltime.clock import clock

#: Which boxes a measure needs on paper, and how many where the goal does not say it.
BOXES: dict[Measure, tuple[Boxes, int]] = {
    Measure.TRIALS: ("small", 10),
    Measure.PERCENT: ("wide", 1),
    Measure.COUNT: ("one", 1),
    Measure.RATE: ("one", 1),
    Measure.DURATION: ("wide", 5),
    Measure.LATENCY: ("wide", 5),
    Measure.PARTIAL_INTERVAL: ("small", 20),
    Measure.WHOLE_INTERVAL: ("small", 20),
    Measure.MOMENTARY: ("small", 20),
    Measure.TASK_STEPS: ("small", 8),
    Measure.RUBRIC: ("wide", 1),
    Measure.GOAL_ATTAINMENT: ("wide", 1),
    Measure.PARTICIPATION: ("small", 20),
    Measure.ENGAGEMENT: ("small", 20),
    Measure.INITIATIONS: ("one", 1),
    Measure.RISK_TAKING: ("one", 1),
    Measure.CONFIDENCE: ("small", 1),
}
#: No row of boxes is longer than the paper is wide, twice.
MOST = 40


def day_sheet(viewer: Viewer, staff: UUID, on: date, *, paper: Paper, faces: Path) -> bytes | None:
    """The sheet of a therapist's or assistant's day that the viewer may see; None where there is none."""
    day = day_of(viewer, staff, on)
    if day is None:
        return None
    sheet = DaySheet(
        title=date_format(on, "WEEKDAY_YEAR_FORMAT"),
        subtitle=day.staff.name,
        printed=_("Key it in afterwards: on the visit’s page, “Key in a sheet”."),
        visits=tuple(_visit(visit) for visit in day.visits),
        ladder=ways_of(viewer).ladder,
        ladder_title=_("Help:"),
        not_yet=_("not yet"),
        ends=(_("held"), _("shortened to …… minutes"), _("missed, because ………………")),
        there=_("there"),
        away=_("away"),
        note=_("In a word:"),
        language=language_tag(),
    )
    return sheet_pdf(sheet, paper=paper, font_paths=font_paths(faces))


def _visit(visit: VisitOnDay) -> VisitSheet:
    about = ", ".join(word for word in (visit.role_label, *visit.teachers) if word)
    return VisitSheet(
        time=f"{clock(visit.starts)} – {clock(visit.ends)}",
        title=visit.title,
        about=about,
        mark=visit.mark,  # type: ignore[arg-type]  # the mark of a discipline
        children=tuple(_child(pupil) for pupil in visit.pupils),
    )


def _child(pupil: ChildOnDay) -> ChildLines:
    goals = pupil.goals_today or pupil.other_goals
    lines = [_goal(each) for each in goals if each.goal.measure]
    face = GoalLine(_("How did it feel?"), "", sign_of(Measure.CONFIDENCE), *BOXES[Measure.CONFIDENCE])
    return ChildLines(pupil.name, (*lines, face))


def _goal(each: GoalOnDay) -> GoalLine:
    goal = each.goal
    measure = Measure(goal.measure)
    boxes, usual = BOXES[measure]
    count = usual
    if measure is Measure.TASK_STEPS:
        count = len(goal.parts) or goal.criterion_of or usual
    elif measure is Measure.TRIALS:
        count = max(usual, goal.criterion_of or 0)
    hint = each.how
    if measure is Measure.TASK_STEPS and goal.parts:
        hint = " ".join(f"{step}. {name}" for step, name in enumerate(goal.parts, 1))
    return GoalLine(goal.title, hint, sign_of(measure, goal.criterion_unit), boxes, min(count, MOST))
