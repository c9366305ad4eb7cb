"""The day on paper, and a page to key it in fast afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from alongside.capture.actions.paper import KeyedRow, KeyedWrong, key_in
from alongside.capture.queries.visits import VisitOnDay
from alongside.capture.queries.ways import ways_of
from alongside.capture.rules.keyed import sign_of
from alongside.capture.rules.values import WITHOUT_GOAL
from alongside.exchange.queries.day_sheets import day_sheet
from alongside.people.models import Child
from alongside.people.queries import staff_for
from alongside.people.rules import Refusal
from alongside.plans.choices import Measure, Who
from alongside.plans.models import Goal
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.shared.papers import paper_asked, pdf_answer
from alongside.portals.therapist.day_cards import address
from alongside.portals.therapist.today import LOOKING
from alongside.portals.therapist.visit import visit_in

#: What may be keyed in for a child beside its goals, in this order.
BESIDE_GOALS = [measure for measure in Measure if measure in WITHOUT_GOAL]


@dataclass
class Field:
    """One field of the sheet: whose, what, the signs to write, what is written, and what is wrong with it."""

    name: str
    child: Child
    goal: Goal | None
    measure: Measure
    label: str
    signs: str
    text: str = ""
    fault: str = ""


@for_roles(*LOOKING)
def sheet_of(request: Request, staff: UUID, on: date) -> HttpResponse:
    """One's own day as PDF, or for a coordinator anybody's."""
    member = found(staff_for(request.viewer).filter(pk=staff).first())
    paper = paper_asked(request)
    content = found(day_sheet(request.viewer, member.pk, on, paper=paper, faces=settings.PDF_FACES_DIR))
    return pdf_answer(content, name=member.name, what=f"day-{on}")


@for_roles(*LOOKING)
def keying(request: Request, pk: UUID) -> HttpResponse:
    """The fields of a visit's sheet; all are kept, or none with a sentence at each that cannot be read."""
    visit = visit_in(request, pk)
    fields = _fields(request, visit)
    material, adult = request.POST.get("material", "")[:80], request.POST.get("adult", Who.THERAPIST)
    sheet = uuid_in(request.POST["sheet"]) if "sheet" in request.POST else uuid4()
    status = 200
    if request.method == "POST":
        rows = [KeyedRow(field.child.pk, field.goal, field.measure, field.text) for field in fields]
        keep = partial(
            key_in,
            visit=visit,
            rows=rows,
            material=material,
            sheet=sheet,
            by=request.viewer,
            at=timezone.now(),
        )
        try:
            kept = keep(adult=Who(adult) if adult in Who.values else Who.THERAPIST)
        except KeyedWrong as wrong:
            messages.error(request, wrong.sentence)
            status = 422
            for place, sentence in wrong.faults.items():
                fields[place].fault = sentence
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            status = 422
        else:
            said = ngettext("{n} observation is kept.", "{n} observations are kept.", kept)
            messages.success(request, said.format(n=kept))
            return redirect(address("visit", visit))
    context = {
        "visit": visit,
        "children": _by_child(fields),
        "back": address("visit", visit),
        "ladder": list(enumerate(ways_of(request.viewer).ladder)),
        "adults": Who.choices,
        "adult": adult,
        "material": material,
        "sheet": sheet,
    }
    return render(request, "therapist/today/key_in.html", context, status=status)


def _fields(request: Request, visit: VisitOnDay) -> list[Field]:
    fields = []
    for number, pupil in enumerate(visit.pupils):
        wanted: list[tuple[Goal | None, Measure, str]] = [
            (each.goal, Measure(each.goal.measure), each.goal.title)
            for each in (*pupil.goals_today, *pupil.other_goals)
            if each.goal.measure
        ]
        measured = {measure for _goal, measure, _title in wanted}
        wanted += [(None, measure, str(measure.label)) for measure in BESIDE_GOALS if measure not in measured]
        for place, (goal, measure, label) in enumerate(wanted):
            name = f"{number}-{place}"
            signs = sign_of(measure, goal.criterion_unit if goal else "")
            fields.append(
                Field(name, pupil.child, goal, measure, label, signs, request.POST.get(name, "")[:400])
            )
    return fields


def _by_child(fields: list[Field]) -> list[tuple[Child, list[Field], list[Field]]]:
    """For each child the fields of its goals, and those beside them."""
    children = list(dict.fromkeys(field.child for field in fields))
    return [
        (
            child,
            [field for field in fields if field.child == child and field.goal],
            [field for field in fields if field.child == child and field.goal is None],
        )
        for child in children
    ]
