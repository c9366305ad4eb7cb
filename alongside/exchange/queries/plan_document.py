"""The plan document for a team: everything that stands in one version, as headed sections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.classrooms.choices import RoutineKind
from alongside.formats.pdf.document import (
    Block,
    Bullets,
    Document,
    Item,
    Paragraph,
    Section,
    SignatureLines,
    Table,
)
from alongside.people.choices import Term
from alongside.people.models import StaffMember
from alongside.people.queries import term, words_of
from alongside.people.rules import Viewer
from alongside.plans.choices import Dimension, Model, Pattern, PlanState, Who
from alongside.plans.models import Goal, Opportunity, PlannedService, PlanVersion, Signature
from alongside.plans.queries.plain import how_often, lines_of
from alongside.plans.queries.plans import GoalOnPage, PlanPage, standing_signatures
from alongside.plans.rules.decision import CRITERIA
from alongside.plans.rules.parts import has_levels, interval_in_words, parts_in_words
from alongside.plans.rules.values import in_words
from alongside.wording.joins import clauses, headed, sentences, stopped

#: More goals than this beside each other leave no room for a word; the next ones get a table of their own.
GOALS_BESIDE = 7
#: Who can be asked how a service is given.
ASKED = {
    "child": gettext_lazy("the child"),
    "family": gettext_lazy("the family"),
    "teacher": gettext_lazy("the teacher"),
    "therapist": gettext_lazy("the therapist"),
    "assistant": gettext_lazy("the assistant"),
    "coordinator": gettext_lazy("the coordinator"),
}


def team_document(viewer: Viewer, page: PlanPage, *, language: str, printed: str) -> Document:
    """The whole of a version that somebody reads at least as a family does.

    Raises `ValueError` for a page without a version or for a class teacher's, which has less than the whole.
    """
    version, state, texts = page.version, page.state, page.texts
    if version is None or state is None or texts is None or "needs" not in texts:
        raise ValueError("The page holds less than a whole version.")
    words = words_of(viewer.organisation)
    sections: list[tuple[str, Iterable[Block]]] = [
        (_("This version"), _of_version(page, version, state)),
        (_("In the child’s own words"), _text(texts["child_words"])),
        (_("In the family’s own words"), _text(texts["family_words"])),
        (_("Strengths"), _text(texts["strengths"])),
        (_("Needs"), _text(texts["needs"])),
        (words[Term.ACCOMMODATIONS], _points(lines_of(texts["accommodations"]))),
        (words[Term.GOALS], [_goal(number, each) for number, each in enumerate(page.goals, 1)]),
        (_("Where each of them is practised"), _matrix([each.goal for each in page.goals])),
        (_("Services"), [_service(each) for each in page.services]),
        (_("Team"), _points(_member(place.staff) for place in page.team)),
        (_("Signatures"), [_signatures(version, state, words)]),
    ]
    return Document(
        title=_("{plan} of {name}").format(plan=term(viewer.organisation, "plan"), name=page.child.name),
        subtitle=sentences([stopped(page.child.school.name), says_where(version, state)]),
        printed=printed,
        sections=tuple(Section(title, tuple(blocks)) for title, blocks in sections if blocks),
        language=language,
    )


def says_where(version: PlanVersion, state: PlanState) -> str:
    """“Version 2, in force since 7 September 2026.”"""
    if state is PlanState.IN_FORCE and version.in_force_from:
        sentence, on = _("Version {number}, in force since {day}."), version.in_force_from
    elif state is PlanState.ENDED and version.ended_on:
        sentence, on = _("Version {number}, ended on {day}."), version.ended_on
    else:
        sentence, on = _("Version {number}: {state}."), None
    return sentence.format(number=version.number, state=state.label, day=_day(on))


def _of_version(page: PlanPage, version: PlanVersion, state: PlanState) -> list[Block]:
    facts = [
        Paragraph(version.reason, lead=_("Why it was changed:")) if version.reason else None,
        Paragraph(_day(version.review_on), lead=_("Looked at again on:")) if version.review_on else None,
    ]
    rows = tuple(
        (
            str(line.version.number),
            str(line.state.label),
            _day(line.version.in_force_from),
            _day(line.version.ended_on),
            line.version.reason,
        )
        for line in page.versions
    )
    headings = (_("Version"), _("State"), _("In force from"), _("Ended on"), _("Why"))
    return [*filter(None, facts), Table(headings, rows)]


def _goal(number: int, each: GoalOnPage) -> Item:
    goal = each.goal
    where = clauses(_place(setting) for setting in goal.settings)
    weight = _("importance {importance} of 3, difficulty {difficulty} of 3").format(
        importance=goal.importance, difficulty=goal.difficulty
    )
    facts = (
        (_("Condition"), goal.condition),
        (_("Behaviour"), goal.behaviour),
        (_("Criterion"), each.criterion),
        (_("Measure"), goal.get_measure_display() if goal.measure else ""),
        (_("Levels, from the lowest") if has_levels(goal) else _("Steps of the task"), parts_in_words(goal)),
        (_("Each interval"), interval_in_words(goal)),
        (_("Baseline"), each.baseline),
        (_("Target date"), _day(goal.target_on)),
        (_("Has to show in"), where),
        (_("Has to show with whom"), in_words(goal, "people", goal.people)),
        (_("For goal attainment"), weight),
        (_("In the family’s words"), goal.plain),
        (_("In the child’s words"), goal.child_words),
    )
    steps = [
        (_("Step: {text} (by {day})") if step.by_on else _("Step: {text}")).format(
            text=step.text, day=_day(step.by_on)
        )
        for step in each.objectives
    ]
    return Item(
        title=f"{number}. {goal.title}",
        lines=tuple(headed(name, " ".join(text.split())) for name, text in facts if text.strip()),
        points=(*steps, *_scale(goal), *_hows(goal)),
        mark=goal.mark,  # type: ignore[arg-type]
    )


def _scale(goal: Goal) -> list[str]:
    if not any(goal.scale):
        return []
    along = Dimension(goal.scale_dimension).label if goal.scale_dimension else ""
    pattern = _("Level {level} ({along}): {text}") if along else _("Level {level}: {text}")
    return [
        pattern.format(level=f"{level:+d}".replace("-", "−") if level else "0", along=along, text=text)
        for level, text in zip(range(-2, 3), goal.scale, strict=False)
        if text
    ]


def _hows(goal: Goal) -> list[str]:
    return [
        f"{_where(cell)}, {Who(cell.who).label}: {cell.how.strip()}"
        for cell in goal.opportunities.all()
        if cell.how.strip()
    ]


def _matrix(goals: Sequence[Goal]) -> list[Block]:
    """Routines down, goals across by their number: so many times a week, with whom."""
    cells = [(number, cell) for number, goal in enumerate(goals, 1) for cell in goal.opportunities.all()]
    if not cells:
        return []
    order = [*RoutineKind.values, ""]
    places = sorted(
        {(order.index(cell.kind), cell.home.place if cell.home else 0, _where(cell)) for _n, cell in cells}
    )
    tables = []
    for first in range(1, len(goals) + 1, GOALS_BESIDE):
        numbers = range(first, min(first + GOALS_BESIDE, len(goals) + 1))
        rows = tuple(
            (
                where,
                *(
                    ", ".join(
                        f"{Who(cell.who).label} {cell.times_a_week}×"
                        for at, cell in cells
                        if at == number and _where(cell) == where
                    )
                    for number in numbers
                ),
            )
            for _order, _place, where in places
        )
        tables.append(Table((_("Where"), *map(str, numbers)), rows))
    return [
        Paragraph(_("How many times a week, and with whom; the numbers above are those of the goals.")),
        *tables,
    ]


def _service(service: PlannedService) -> Item:
    often = _("{often}, {minutes} minutes").format(
        often=how_often(service.times, str(service.get_per_display())), minutes=service.minutes
    )
    span = (
        _("from {first} to {last}").format(
            first=_day(service.starts), last=_day(service.ends - timedelta(days=1))
        )
        if service.ends
        else _("from {first}, without an end").format(first=_day(service.starts))
    )
    who = clauses(each.name for each in service.therapists.all()) or _("any therapist of this discipline")
    group = (
        _("In a group of {most} at most.").format(most=service.max_group)
        if service.max_group > 1
        else _("Alone.")
    )
    asked = clauses(str(ASKED.get(each, each)) for each in service.asked)
    facts = (
        (_("Given"), _("{span}. {pattern}.").format(span=span, pattern=service.get_pattern_display())),
        (_("By"), who),
        (_("With"), "" if service.model == Model.CONSULTATION else group),
        (_("Made up when missed"), service.get_make_up_display() if service.make_up else ""),
        (_("Chosen"), service.get_model_display() if service.model else _("not yet")),
        (_("Why"), service.reason),
        (_("Asked"), asked),
        (_("Decided on"), _day(service.decided_on)),
        (_("Looked at again on"), _day(service.look_again_on)),
    )
    return Item(
        title=headed(service.get_discipline_display(), often),
        lines=tuple(headed(name, " ".join(text.split())) for name, text in facts if text.strip()),
        points=(*_steps(service), *_answers(service)),
        mark=service.mark,  # type: ignore[arg-type]
    )


def _steps(service: PlannedService) -> list[str]:
    if service.pattern != Pattern.RECEDING:
        return []
    return [
        _("After {weeks} weeks: {often}").format(
            weeks=step["from"], often=how_often(step["times"], str(service.get_per_display()))
        )
        for step in service.steps
    ]


def _answers(service: PlannedService) -> list[str]:
    return [
        f"{criterion.question} {answer.label}."
        for criterion in CRITERIA
        for answer in criterion.answers
        if service.answers.get(criterion.key) == answer.key
    ]


def _signatures(version: PlanVersion, state: PlanState, words: dict[Term, str]) -> SignatureLines:
    waits = state in {PlanState.DRAFT, PlanState.IN_REVIEW, PlanState.AGREED}
    roles = (words[Term.FAMILY], words[Term.TEACHER], words[Term.THERAPIST], words[Term.COORDINATOR])
    return SignatureLines(
        signed=tuple(_signed(each) for each in standing_signatures(version)), open_for=roles if waits else ()
    )


def _signed(signature: Signature) -> str:
    pattern = (
        _("{name}, {role}, {moment} (signed on paper)")
        if signature.on_paper
        else _("{name}, {role}, {moment}")
    )
    return pattern.format(
        name=signature.name,
        role=signature.role,
        moment=date_format(localtime(signature.signed_at), "DATETIME_FORMAT"),
    )


def _member(staff: StaffMember) -> str:
    return clauses(
        [staff.name, staff.get_discipline_display() if staff.discipline else staff.get_role_display()]
    )


def _text(text: str) -> list[Block]:
    return [Paragraph(text.strip())] if text.strip() else []


def _points(points: Iterable[str]) -> list[Block]:
    every = tuple(points)
    return [Bullets(every)] if every else []


def _where(cell: Opportunity) -> str:
    return (
        _("At home: {routine}").format(routine=cell.home.name)
        if cell.home
        else str(RoutineKind(cell.kind).label)
    )


def _place(setting: str) -> str:
    return str(RoutineKind(setting).label) if setting in RoutineKind.values else _("at home")


def _day(on: date | None) -> str:
    return date_format(on, "DATE_FORMAT") if on else ""
