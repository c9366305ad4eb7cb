"""What every page of a week does: which week is looked at, the picture, the print, the calendar address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date

from alongside.exchange.queries.sheets import printed_week
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request
from alongside.portals.shared.papers import paper_asked, pdf_answer
from alongside.portals.shared.weekpicture import picture
from alongside.scheduling.queries.weeks import Week, monday_of

LookUp = Callable[[date], Week | None]


def week_page(request: Request, look: LookUp, template: str, reader: str, **context: Any) -> HttpResponse:
    """The page of one week, or 404 where the look-up finds none that this viewer may see."""
    monday = _monday(request)
    week = look(_day_in(monday, request.viewer.on))
    if week is not None and week.begins and monday_of(week.begins) == monday:
        week = look(week.begins)  # The first of all weeks begins later in this one.
    if week is None:
        raise Http404
    return render(
        request,
        template,
        {
            "picture": picture(week, monday, request.viewer.on),
            "week": week,
            "reader": reader,
            "before": monday - timedelta(days=7),
            "after": monday + timedelta(days=7),
            "is_this_week": monday == monday_of(request.viewer.on),
            **context,
        },
    )


def week_print(request: Request, look: LookUp, *, for_class: bool) -> HttpResponse:
    """The same week as PDF on A4 or Letter."""
    monday = _monday(request)
    week = look(_day_in(monday, request.viewer.on))
    if week is None or not week.days:
        raise Http404
    try:
        content = printed_week(
            week,
            on=request.viewer.on,
            paper=paper_asked(request),
            faces=settings.PDF_FACES_DIR,
            for_class=for_class,
        )
    except Refusal as refusal:
        return HttpResponse(refusal.sentence, status=503, content_type="text/plain; charset=utf-8")
    day = f"{monday:%Y-%m-%d}"
    return pdf_answer(content, name=week.title, what=day, plain=f"week-{day}")


def _monday(request: Request) -> date:
    """The week in the address, or this one."""
    written = request.GET.get("week", "")
    try:
        asked = parse_date(written) if written else None
    except ValueError as fault:
        raise Http404 from fault
    if asked and abs(asked.year - request.viewer.on.year) > 10:
        raise Http404  # Nobody's week, and near the ends of the calendar it has no week before or after.
    return monday_of(asked or request.viewer.on)


def _day_in(monday: date, today: date) -> date:
    """The day by which a week is judged: today in this week, else its Friday, when whatever began in it holds."""
    return today if monday == monday_of(today) else monday + timedelta(days=4)
