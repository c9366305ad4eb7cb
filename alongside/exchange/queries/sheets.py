"""The week as a sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.classrooms.rules import day_in_words
from alongside.exchange.queries.paper_language import language_tag
from alongside.formats.pdf.typeset import FacesMissing, font_paths
from alongside.formats.pdf.week import Band, DayColumn, Paper, VisitBlock, WeekSheet, week_pdf
from alongside.people.rules import NotNow
from alongside.scheduling.queries.weeks import Week, WeekTask, WeekVisit


def printed_week(week: Week, *, on: date, paper: Paper, faces: Path, for_class: bool) -> bytes:
    """A week as a PDF; `faces` is the folder that holds the faces, `on` the day of printing.

    On a class's sheet the therapist leads, on everybody else's the class. Refuses with a sentence without them.
    """
    sheet = WeekSheet(
        title=week.title,
        school=week.subtitle if for_class else ", ".join([week.subtitle, *week.schools]),
        holds=_("Holds from {day}").format(day=date_format(week.holds_from, "SHORT_DATE_FORMAT"))
        if week.holds_from
        else "",
        printed=_("Printed on {day}").format(day=date_format(on, "SHORT_DATE_FORMAT")),
        days=tuple(_column(week, day, for_class) for day in week.days),
        language=language_tag(),
    )
    try:
        return week_pdf(sheet, paper=paper, font_paths=font_paths(faces))
    except FacesMissing as missing:
        raise NotNow(str(missing)) from missing


def _column(week: Week, day: str, for_class: bool) -> DayColumn:
    bands = [
        Band(each.starts, each.ends, each.title, "break" if each.push_in == "never" else "routine")
        for each in week.routines
        if each.day == day
    ]
    bands += [
        Band(each.starts, each.ends, _task(each, for_class), "task") for each in week.tasks if each.day == day
    ]
    visits = tuple(_block(each, for_class, week.schools) for each in week.visits if each.day == day)
    return DayColumn(name=day_in_words(day), bands=tuple(bands), visits=visits)


def _task(task: WeekTask, for_class: bool) -> str:
    """On a class's sheet a short word and whose it is, since the therapist is not named by the sheet."""
    if not for_class:
        return task.title
    return _("Planning: {name}").format(name=task.staff_first_name)


def _block(visit: WeekVisit, for_class: bool, schools: Sequence[str]) -> VisitBlock:
    names = tuple(name for _pk, name in visit.children)
    if visit.others:
        names += (_("{count} more").format(count=visit.others),)
    where = [visit.routine if visit.in_class else visit.place]
    if not for_class and len(schools) > 1:
        where.append(visit.school)
    return VisitBlock(
        start=visit.starts,
        end=visit.ends,
        mark=visit.mark,  # type: ignore[arg-type]
        who=visit.staff if for_class else visit.place if visit.in_class else _("Outside class"),
        children=names,
        place=", ".join(filter(None, where)),
    )
