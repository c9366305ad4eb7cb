"""What a child has on paper: its supports and its own page, in its language, with their pictures."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import override

from alongside.formats.pdf.direction import standing_apart
from alongside.formats.pdf.my_plan import Drawn, MyPlanSheet, Told, my_plan_pdf
from alongside.formats.pdf.supports import Layout, Place, SupportSheet, support_pdf
from alongside.formats.pdf.typeset import FacesMissing, font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.rules import NotNow, Viewer
from alongside.plans.queries.my_plan import MyPlan, my_plan_of
from alongside.schooltime.clock import clock
from alongside.strategies.choices import SupportKind
from alongside.strategies.models import Support
from alongside.strategies.queries.pictures import CREDIT, Pictures, pictures, said
from alongside.strategies.queries.supports import support_for
from alongside.strategies.rules.my_plan import HELPERS, MYSELF, PICTURES, how_helps, picture_of_goal
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


def printed_my_plan(
    viewer: Viewer, child_id: UUID, *, paper: Paper, language: str, packages: Path
) -> bytes | None:
    """A child's own page as a tagged PDF in a language; None where the viewer may not read it.

    What was said stands as it was said; the sheet says the rest in the words of the page on screen. Refuses with a
    sentence where faces or pictures are missing.
    """
    page = my_plan_of(viewer, child_id)
    if page is None:
        return None
    drawn = pictures(packages)
    try:
        with override(language):
            sheet = _my_plan(page, drawn, language)
        return my_plan_pdf(sheet, paper=paper, font_paths=font_paths(packages))
    except FacesMissing as missing:
        raise NotNow(str(missing)) from missing


def _my_plan(page: MyPlan, drawn: Pictures, language: str) -> MyPlanSheet:
    def beside(picture: str, words: str) -> Drawn:
        return Drawn(drawn.svg(picture) or "", said(picture), words)

    def plain(words: str) -> Drawn:
        return Drawn("", "", words)

    name = page.child.first_name
    goals = [beside(picture_of_goal(goal.kind), goal.words) for goal in page.goals]
    helpers = [
        *(f"{standing_apart(teacher)}, {_('my teacher')}" for teacher in page.teachers),
        *(f"{standing_apart(staff.given_name)} {how_helps(staff)}" for staff in page.helpers),
    ]
    return MyPlanSheet(
        title=_("My plan: %(name)s") % {"name": page.child.name},
        head=beside(MYSELF, _("I am %(name)s.") % {"name": name}),
        own_words=f"“{page.own_words}”" if page.own_words else "",
        boxes=tuple(
            Told(beside(PICTURES[about], str(about.label)), tuple(plain(f"“{row.words}”") for row in rows))
            for about, rows in page.said
            if rows
        ),
        parts=(
            Told(
                plain(_("What I am learning")),
                tuple(goals) or (plain(_("We are still talking about it.")),),
            ),
            Told(
                beside(HELPERS, _("Who helps me")),
                tuple(map(plain, helpers)) or (plain(_("Nobody is named yet.")),),
            ),
        ),
        credit=_("Pictures: {credit}").format(credit=CREDIT),
        letters_missing=_("A □ stands for a letter that cannot be printed here."),
        language=_tag(language),
    )


def _tag(language: str) -> str:
    """A language as the sheet says it: "zh-Hans" is Chinese in its simple letters, "en-GB" British English."""
    name, _dash, region = language.partition("-")
    return f"{name}-{region.upper() if len(region) == 2 else region.title()}".rstrip("-")
