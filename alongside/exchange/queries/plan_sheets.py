"""A child's plan on one sheet of paper: in plain words for its family, and what its class teacher arranges."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.exchange.queries.paper_language import language_tag
from alongside.exchange.queries.plan_document import team_document
from alongside.formats.pdf.document import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Section,
    TooLongForOnePage,
    document_pdf,
)
from alongside.formats.pdf.typeset import font_paths
from alongside.formats.pdf.week import Paper
from alongside.people.queries import term
from alongside.people.rules import Viewer
from alongside.plans.choices import PlanState
from alongside.plans.queries.plain import ClassPlan, Help, PlainPlan, class_plans, plain_plan
from alongside.wording.joins import clauses, headed, stopped


@dataclass(frozen=True)
class Measure:
    """How much of a plan a sheet says: letters of each text, and lines of each list."""

    letters: int
    lines: int


#: More letters than any sentence of ours has.
NEVER_CUT = 100_000
#: From everything to what one page holds in any case.
MEASURES = (
    Measure(NEVER_CUT, 1_000),
    Measure(300, 20),
    Measure(220, 10),
    Measure(160, 7),
    Measure(120, 7),
    Measure(80, 4),
)


def plan_for_family(
    viewer: Viewer, child_id: UUID, version_id: UUID | None = None, *, paper: Paper, faces: Path
) -> bytes | None:
    """One version of the plan in plain words on one page, as a tagged PDF; None where the viewer may not read it.

    What does not fit is shortened, and the sheet says that the full plan holds more. `faces` is the folder that holds
    the faces; raises `FacesMissing` without them.
    """
    plan = plain_plan(viewer, child_id, version_id)
    if plan is None:
        return None
    return _on_one_page(
        [_family_document(viewer, plan, measure) for measure in MEASURES], paper=paper, faces=faces
    )


def plan_for_class(
    viewer: Viewer, classroom_id: UUID, child_id: UUID, *, paper: Paper, faces: Path
) -> bytes | None:
    """What is arranged for a child and practised in class, on one page for the teacher; None where it is hidden."""
    plan = next((each for each in class_plans(viewer, classroom_id) or [] if each.child.pk == child_id), None)
    if plan is None:
        return None
    return _on_one_page(
        [_class_document(viewer, plan, measure) for measure in MEASURES], paper=paper, faces=faces
    )


def plan_for_team(
    viewer: Viewer, child_id: UUID, version_id: UUID | None = None, *, paper: Paper, faces: Path
) -> bytes | None:
    """Everything that stands in one version, as a tagged PDF; None where the viewer reads less than a family does."""
    plan = plain_plan(viewer, child_id, version_id)
    if plan is None:
        return None
    document = team_document(viewer, plan.page, language=language_tag(), printed=_printed(viewer))
    return document_pdf(document, paper=paper, font_paths=font_paths(faces))


def _on_one_page(documents: Iterable[Document], *, paper: Paper, faces: Path) -> bytes:
    """The first of these documents that fits, from the fullest to the shortest."""
    for document in documents:
        try:
            return document_pdf(document, paper=paper, font_paths=font_paths(faces))
        except TooLongForOnePage as refusal:
            too_long = refusal
    raise too_long


def _family_document(viewer: Viewer, plan: PlainPlan, measure: Measure) -> Document:
    name = plan.child.first_name
    sections = [
        (_("What we know and like about {name}").format(name=name), _text(plan.strengths, measure)),
        (_("In {name}’s own words").format(name=name), _text(plan.child_words, measure)),
        (_("In your own words"), _text(plan.family_words, measure)),
        (
            term(viewer.organisation, "goals"),
            _list((goal.words for goal in plan.goals), measure),
        ),
        (_("Who helps, and how often"), _list(map(_help, plan.helps), Measure(NEVER_CUT, measure.lines))),
        (
            _("What happens at home"),
            _list((headed(at.routine, line) for at in plan.home for line in at.lines), measure),
        ),
        (_("When we look again, and whom to ask"), (Paragraph(_to_ask(viewer, plan)),)),
    ]
    if measure is not MEASURES[0]:
        sections.append(
            (_("There is more"), (Paragraph(_("The full plan says more. Ask for it at any time.")),))
        )
    return Document(
        title=_("{name}’s plan in plain words").format(name=name),
        subtitle=f"{term(viewer.organisation, 'plan')}, {plan.child.school.name}. {_standing(plan)}",
        printed=_printed(viewer),
        sections=tuple(Section(title, blocks) for title, blocks in sections if blocks),
        language=language_tag(),
        large=True,
        one_page=True,
    )


def _class_document(viewer: Viewer, plan: ClassPlan, measure: Measure) -> Document:
    sections = [
        (
            term(viewer.organisation, "accommodations"),
            _list(plan.accommodations, measure)
            or (Paragraph(_("Nothing is arranged in this plan beyond what the class does.")),),
        )
    ]
    for routine in plan.routines:
        said = (
            f"{each.words}{' ' if each.how else ''}{each.how} ({each.who}, {each.often})"
            for each in routine.practices
        )
        sections.append((routine.title, _list(said, measure)))
    sections.append((_("At any time of the day"), _list((goal.words for goal in plan.elsewhere), measure)))
    return Document(
        title=_("{name} in class").format(name=plan.child.first_name),
        subtitle=f"{term(viewer.organisation, 'plan')}, {plan.child.school.name}",
        printed=_printed(viewer),
        sections=tuple(Section(title, blocks) for title, blocks in sections if blocks),
        language=language_tag(),
        large=True,
        one_page=True,
    )


def _text(text: str, measure: Measure) -> tuple[Block, ...]:
    return (Paragraph(_cut(text, 2 * measure.letters)),) if text else ()


def _list(lines: Iterable[str], measure: Measure) -> tuple[Block, ...]:
    every = [_cut(line, measure.letters) for line in lines]
    left = len(every) - measure.lines
    if left > 0:
        more = ngettext("and {count} more in the full plan", "and {count} more in the full plan", left)
        every = [*every[: measure.lines], more.format(count=left)]
    return (Bullets(tuple(every)),) if every else ()


def _cut(text: str, letters: int) -> str:
    """The text, ended after a whole word where it is longer."""
    if len(text) <= letters:
        return text
    return (
        textwrap.shorten(text, letters, placeholder=" …")
        if " " in text[:letters]
        else f"{text[: letters - 1]}…"
    )


def _help(each: Help) -> str:
    who = (
        _("{discipline} with {who}").format(discipline=each.discipline, who=each.who)
        if each.who
        else each.discipline
    )
    return stopped(headed(who, clauses([each.often, each.where])))


def _standing(plan: PlainPlan) -> str:
    version = plan.version
    if plan.is_in_force and version.in_force_from:
        return _("In force since {day}.").format(day=date_format(version.in_force_from, "DATE_FORMAT"))
    if plan.state is PlanState.ENDED and version.ended_on:
        return _("Ended on {day}.").format(day=date_format(version.ended_on, "DATE_FORMAT"))
    return _("A draft: it does not hold yet.")


def _to_ask(viewer: Viewer, plan: PlainPlan) -> str:
    review = plan.version.review_on
    again = (
        _("We look at this plan again on {day}.").format(day=date_format(review, "DATE_FORMAT"))
        if review
        else ""
    )
    runs = _("the {coordinator} of {school}").format(
        coordinator=term(viewer.organisation, "coordinator"), school=plan.child.school.name
    )
    people = ", ".join([*plan.ask[:4], runs])
    return f"{again} {_('Ask at any time: {people}.').format(people=people)}".strip()


def _printed(viewer: Viewer) -> str:
    return _("Printed on {day}").format(day=date_format(viewer.on, "SHORT_DATE_FORMAT"))
