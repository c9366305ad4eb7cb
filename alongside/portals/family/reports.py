"""How a child is getting on, as its family reads it: the reports that were signed for it."""

from __future__ import annotations

from functools import partial
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe

from alongside.exchange.queries.charts import caption_of, chart_of, drawings
from alongside.exchange.queries.report_documents import report_pdf
from alongside.people.choices import Right, Role
from alongside.portals.family.own import family_page, own_child
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.papers import child_print
from alongside.progress.models import Report
from alongside.progress.queries import reports as queries
from alongside.progress.queries.pictures import Picture


@for_roles(Role.GUARDIAN)
def reports(request: Request, pk: UUID) -> HttpResponse:
    """Every report on one's own child, the latest first."""
    child = own_child(request, pk, Right.READ_REPORTS)
    written = queries.reports_of_family(request.viewer).filter(child=child)
    return family_page(
        request, "family/reports.html", child, way="family:papers_of", page="family:reports", reports=written
    )


@for_roles(Role.GUARDIAN)
def report(request: Request, pk: UUID) -> HttpResponse:
    """One report, with its pictures."""
    shown = _found(request, pk)
    pictures = drawings(shown)
    with translation.override(shown.language):
        parts = [
            {
                **part,
                "caption": caption_of(pictures[part["key"]], plain=True) if part["key"] in pictures else "",
                "wide": _drawn(pictures.get(part["key"]), "wide"),
                "narrow": _drawn(pictures.get(part["key"]), "narrow"),
            }
            for part in shown.sections
            if part["text"].strip()
        ]
    return family_page(
        request,
        "family/report.html",
        shown.child,
        way="family:papers_of",
        page="family:reports",
        report=shown,
        parts=parts,
    )


@for_roles(Role.GUARDIAN)
def report_print(request: Request, pk: UUID) -> HttpResponse:
    """The report on paper."""
    shown = _found(request, pk)
    return child_print(request, partial(report_pdf, request.viewer, pk), shown.child, "report")


def _found(request: Request, pk: UUID) -> Report:
    """A report that was signed for this family; 404 for everything else."""
    shown: Report = found(queries.report_for(request.viewer, pk))
    own_child(request, shown.child_id, Right.READ_REPORTS)
    if shown.audience != "family" or not shown.is_signed:
        raise Http404
    return shown


def _drawn(picture: Picture | None, size: Literal["wide", "narrow"]) -> SafeString:
    """A chart as a family sees it; everything in it that people wrote is escaped where it is drawn."""
    return mark_safe(chart_of(picture, size=size, plain=True)) if picture else SafeString("")
