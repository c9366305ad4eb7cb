"""A support as a sheet of paper, in the child's language, with its pictures."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.formats.pdf.supports import Layout, Place, SupportSheet, support_pdf
from alongside.formats.pdf.typeset import FacesMissing, font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.rules import NotNow, Viewer
from alongside.schooltime.clock import clock
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries.pictures import CREDIT, pictures, said
from alongside.strategies.queries.supports import support_for
from alongside.strategies.rules.supports import cells_of

_LAYOUTS: dict[SupportKind, Layout] = {
    SupportKind.VISUAL_SCHEDULE: "schedule",
    SupportKind.FIRST_THEN: "first_then",
    SupportKind.CHOICE_BOARD: "choices",
    SupportKind.CUE_CARDS: "cards",
    SupportKind.SOCIAL_STORY: "story",
}


def printed_support(
    viewer: Viewer, child_id: UUID, pk: UUID, *, paper: Paper, packages: Path
) -> bytes | None:
    """The support as a tagged PDF; None where the viewer may not print it.

    `packages` is the folder of the front end's packages, with faces and pictures; refuses with a sentence without them.
    """
    support = support_for(viewer, child_id, pk)
    if support is None:
        return None
    try:
        return support_pdf(_sheet(support, packages), paper=paper, font_paths=font_paths(packages))
    except FacesMissing as missing:
        raise NotNow(str(missing)) from missing


def _sheet(support: Support, packages: Path) -> SupportSheet:
    drawn = pictures(packages)
    with override(support.language):
        return SupportSheet(
            layout=_LAYOUTS[SupportKind(support.kind)],
            title=support.title,
            name=support.child.first_name,
            places=tuple(
                Place(
                    svg=drawn.svg(cell.picture) or "",
                    shows=said(cell.picture),
                    words=cell.words,
                    time="" if cell.time is None else clock(cell.time).removeprefix("0"),
                )
                for cell in cells_of(support)
            ),
            credit=_("Pictures: {credit}").format(credit=CREDIT),
            language=_tag(support.language),
            labels=(_("First"), _("Then")),
        )


def _tag(language: str) -> str:
    """A language as the sheet says it: "zh-Hans" is Chinese in its simple letters, "en-GB" British English."""
    name, _dash, region = language.partition("-")
    return f"{name}-{region.upper() if len(region) == 2 else region.title()}".rstrip("-")
