"""A report on paper: its parts with the chart of each goal, as a tagged PDF."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.exchange.queries.charts import caption_of, chart_of, drawings
from alongside.formats.pdf.document import (
    Block,
    Document,
    Paragraph,
    Picture,
    Section,
    SignatureLines,
    document_pdf,
)
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.rules import Viewer
from alongside.progress.choices import Audience
from alongside.progress.models import Report
from alongside.progress.queries.reports import report_for


def report_pdf(viewer: Viewer, pk: UUID, *, paper: Paper, faces: Path) -> bytes | None:
    """A report that the viewer may read, as PDF; None where there is none."""
    report = report_for(viewer, pk)
    if report is None:
        return None
    with translation.override(report.language):
        return document_pdf(document_of(report), paper=paper, font_paths=font_paths(faces))


def document_of(report: Report) -> Document:
    """A report as the typesetter takes it, in its own language."""
    with translation.override(report.language):
        return _document(report)


def _document(report: Report) -> Document:
    facts = report.facts
    is_family = report.audience == Audience.FAMILY
    title = (
        _("How {name} is getting on").format(name=facts["first_name"])
        if is_family
        else _("Progress report: {name}").format(name=facts["name"])
    )
    pictures = {
        key: Picture(
            chart_of(picture, size="paper", plain=is_family),
            picture["plain_description" if is_family else "description"],
            caption_of(picture, plain=is_family),
        )
        for key, picture in drawings(report).items()
    }
    sections = []
    for part in report.sections:
        blocks: list[Block] = [Paragraph(part["text"])] if part["text"].strip() else []
        if part["key"] in pictures:
            blocks.append(pictures[part["key"]])
        if blocks:
            sections.append(Section(part["title"], tuple(blocks)))
    sections.append(Section(_("Signed"), (_signature(report),)))
    span = _("{school}. {since} to {until}.").format(
        school=facts["school"], since=facts["since_words"], until=facts["as_of_words"]
    )
    note = _("Draft, not signed yet.") if not report.is_signed else ""
    return Document(
        title=title,
        subtitle=f"{span} {note}".strip(),
        printed=_("The record as of {day}").format(day=facts["as_of_words"]),
        sections=tuple(sections),
        language=report.language,
        large=is_family,
    )


def _signature(report: Report) -> SignatureLines:
    if report.signed_at is None:
        return SignatureLines((), (_("Name and day"),))
    day = date_format(localtime(report.signed_at), "DATE_FORMAT")
    return SignatureLines((_("{name}, {day}").format(name=report.signed_name, day=day),), ())
