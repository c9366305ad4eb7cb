"""Goals by routine: the whole at a glance and by keyboard, one goal's places by form, and the routines at home."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from alongside.people.choices import MARKS
from alongside.people.rules import Refusal
from alongside.plans.actions import matrix as matrix_actions
from alongside.plans.choices import Who
from alongside.plans.models import Opportunity
from alongside.plans.queries.matrix import Matrix
from alongside.plans.queries.matrix import matrix as matrix_of
from alongside.plans.rules.goals import criterion_in_words
from alongside.plans.rules.matrix import DAILY, Cell, Column, Row, SetMeanwhile
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist import plan_values, plan_words
from alongside.portals.therapist.plan_pages import TEAM, form_page, page_of, version_of
from alongside.portals.therapist.plan_values import ValuesForm


@dataclass(frozen=True)
class Place:
    """A cell as it is drawn: its key for the script, who is there, how strongly, and whether it would suit."""

    cell: Cell
    key: str
    entries: str
    is_daily: bool
    would_suit: bool


@dataclass(frozen=True)
class Line:
    """A goal with its cells."""

    row: Row
    places: list[Place]
    criterion: str

    @property
    def held(self) -> list[Place]:
        """The cells in which somebody practises it."""
        return [place for place in self.places if place.cell.opportunities]


class TimesField(forms.TypedChoiceField):
    """How often in a week."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [
            (times, gettext_lazy("Every day") if times == DAILY else str(times)) for times in range(1, 8)
        ]
        super().__init__(choices=choices, coerce=int, label=gettext_lazy("Times a week"), **kwargs)


class PlaceForm(forms.Form):
    """Somebody who practises a goal in a routine, how often, and how."""

    column = forms.ChoiceField(label=gettext_lazy("Where"))
    who = forms.ChoiceField(label=gettext_lazy("Who"), choices=Who.choices)
    times_a_week = TimesField(initial=DAILY)
    how = forms.CharField(label=gettext_lazy("How"), max_length=200, required=False)

    def __init__(self, columns: tuple[Column, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column: Any = self.fields["column"]
        column.choices = [
            (each.key, f"{each.title}, {each.clock}" if each.clock else each.title) for each in columns
        ]


class CellForm(ValuesForm, forms.Form):
    """How often somebody practises a goal in a routine, and how."""

    texts = ("how",)
    times_a_week = TimesField()
    how = forms.CharField(label=gettext_lazy("How"), max_length=200, required=False)


class HomeForm(ValuesForm, forms.Form):
    """A routine at home, in the family's word for it."""

    name = forms.CharField(label=gettext_lazy("A routine at home"), max_length=60)


@for_roles(*TEAM)
def show(request: Request, pk: UUID) -> HttpResponse:
    """The whole matrix."""
    return render(request, "therapist/plans/matrix.html", _context(_matrix(request, pk)))


@require_POST
@for_roles(*TEAM)
def cell(request: Request, pk: UUID) -> HttpResponse:
    """One key's change to a cell, answered with the matrix as it stands now; 422 with a sentence.

    409 where somebody has changed the same meanwhile: the matrix with theirs, and both to choose between.
    """
    shown = _matrix(request, pk)
    goal, _blank, key = request.POST.get("cell", "").partition(" ")
    try:
        line = next(row for row in shown.rows if str(row.goal.pk) == goal)
        times = int(request.POST.get("times_a_week", ""))
        where = _where(shown, key)
        matrix_actions.set_opportunity(
            goal=line.goal,
            **where,
            who=request.POST.get("who", ""),
            times_a_week=times,
            seen=_seen(request),
            by=request.viewer,
            at=timezone.now(),
        )
    except (StopIteration, ValueError) as fault:
        raise Http404 from fault
    except SetMeanwhile as met:
        column = next(each for each in shown.columns if each.key == key)
        told = {"met": met, "cell": request.POST["cell"], "goal": line.goal, "column": column}
        context = _context(_matrix(request, pk)) | told
        return render(request, "therapist/plans/matrix_met.html", context, status=409)
    except Refusal as refusal:
        return HttpResponse(refusal.sentence, status=422, content_type="text/plain; charset=utf-8")
    return render(request, "therapist/plans/matrix_body.html", _context(_matrix(request, pk)))


@for_roles(*TEAM)
def places(request: Request, pk: UUID, goal: UUID) -> HttpResponse:
    """Where one goal lives, by form: the way for touch and screen readers."""
    shown = _matrix(request, pk)
    row: Row = found(next((each for each in shown.rows if each.goal.pk == goal), None))
    form = PlaceForm(shown.columns, request.POST or None, initial={"column": request.GET.get("at", "")})
    here = reverse("plans:places", args=[pk, goal])
    if request.method == "POST" and "remove" in request.POST:
        where = _where(shown, request.POST.get("column", ""))
        return act(
            request,
            lambda: matrix_actions.set_opportunity(
                goal=row.goal,
                **where,
                who=request.POST.get("who", ""),
                times_a_week=0,
                seen=_seen(request),
                by=request.viewer,
                at=timezone.now(),
            ),
            _("Taken out."),
            here,
        )
    if "cell" in request.POST:
        return _cell_kept(request, pk, row)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        column = said.pop("column")
        try:
            matrix_actions.set_opportunity(
                goal=row.goal,
                **_where(shown, column),
                **said,
                seen=_seen_at(request, column, said["who"]),
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Kept."))
            return redirect(here)
    numbers = page_of(request, pk).numbers or {}
    kept = [
        (place, each, _cell_form(each), plan_words.texts(each, [plan_words.HOW], numbers)[0])
        for place in row.cells
        for each in place.opportunities
    ]
    return render(
        request,
        "therapist/plans/places.html",
        {
            "matrix": shown,
            "version": shown.version,
            "child": shown.child,
            "row": row,
            "form": form,
            "kept": kept,
        },
    )


@for_roles(*TEAM)
def home_add(request: Request, pk: UUID) -> HttpResponse:
    """A routine at home as a column of its own."""
    page = page_of(request, pk)
    shown = version_of(page)
    to = reverse("plans:matrix", args=[shown.pk])
    return form_page(
        request,
        page,
        HomeForm(request.POST or None),
        partial(matrix_actions.add_home_routine, version=shown, by=request.viewer, at=timezone.now()),
        title=_("Add a routine at home"),
        sentence=_("In the family’s word for it: bath, breakfast, the way to the bus."),
        button=_("Add this routine"),
        said=_("It is a column of its own now."),
        to=to,
        back=to,
    )


@for_roles(*TEAM)
def home_change(request: Request, pk: UUID, home: UUID) -> HttpResponse:
    """Another name for a routine at home, or none any longer."""
    page = page_of(request, pk)
    shown = version_of(page)
    routine = found(next((each for each in page.home_routines if each.pk == home), None))
    to = reverse("plans:matrix", args=[shown.pk])
    if request.method == "POST" and "remove" in request.POST:
        return act(
            request,
            lambda: matrix_actions.remove_home_routine(home=routine, by=request.viewer, at=timezone.now()),
            _("“{name}” is out of this draft.").format(name=routine.name),
            to,
        )
    form = HomeForm(request.POST or None, initial={"name": routine.name})
    if request.method == "POST":
        outcome = plan_values.keep(request, form, shown, routine)
        again = page_of(request, pk).home_routines
        fresh = HomeForm(initial={"name": next(each.name for each in again if each.pk == home)})
        plan_values.show(form, fresh, outcome, ())
        if plan_values.is_script(request):
            return plan_values.answer(request, form, fresh, outcome)
        if plan_values.is_settled(form, outcome):
            messages.success(request, _("Kept."))
            return redirect(to)
    context = {"form": form, "version": shown, "child": page.child, "home": routine, "back": to}
    return render(request, "therapist/plans/home.html", context)


def _matrix(request: Request, pk: UUID) -> Matrix:
    page = page_of(request, pk)
    shown: Matrix = found(matrix_of(request.viewer, version_of(page)))
    return shown


def _seen(request: Request) -> int | None:
    """How many times a week the writer saw in a cell; None where the page does not say."""
    said = request.POST.get("seen", "")
    return int(said) if said.isdecimal() else None


def _seen_at(request: Request, column: str, who: str) -> int | None:
    """How many times a week a page that lists every place showed for one of them, 0 for a place that it did not list.

    None where the page does not say what it listed.
    """
    if "listed" not in request.POST:
        return None
    for place in request.POST.getlist("listed"):
        key, person, times = (*place.rsplit(" ", 2), "", "")[:3]
        if (key, person) == (column, who) and times.isdecimal():
            return int(times)
    return 0


def _where(shown: Matrix, key: str) -> dict[str, Any]:
    """The kind or the home routine of a column by its key; a 404 where the matrix has no such column."""
    column: Column = found(next((each for each in shown.columns if each.key == key), None))
    return {"home": column.home} if column.is_home else {"kind": column.kind}


def _cell_form(opportunity: Opportunity, typed: QueryDict | None = None) -> CellForm:
    """What is said of one cell, in a form of its own among several on a page."""
    kept = {"times_a_week": opportunity.times_a_week, "how": opportunity.how}
    return CellForm(typed, initial=kept, auto_id=f"{opportunity.pk}-%s")


def _cell_kept(request: Request, pk: UUID, row: Row) -> HttpResponse:
    """Keeps what changed in one cell of a goal."""
    cell = _opportunity(row, request.POST["cell"])
    form = _cell_form(cell, request.POST)
    shown = _matrix(request, pk)
    outcome = plan_values.keep(request, form, shown.version, cell)
    again = next(each for each in _matrix(request, pk).rows if each.goal.pk == row.goal.pk)
    fresh = _cell_form(_opportunity(again, request.POST["cell"]))
    plan_values.show(form, fresh, outcome, ())
    if plan_values.is_script(request):
        return plan_values.answer(request, form, fresh, outcome)
    plan_values.tell(request, form, outcome, _("Kept."))
    return redirect("plans:places", pk, row.goal.pk)


def _opportunity(row: Row, pk: str) -> Opportunity:
    """One of those who practise a goal, by id; a 404 where there is none."""
    everybody = [each for cell in row.cells for each in cell.opportunities]
    held: Opportunity = found(next((each for each in everybody if str(each.pk) == pk), None))
    return held


def _context(shown: Matrix) -> dict[str, Any]:
    return {
        "matrix": shown,
        "version": shown.version,
        "child": shown.child,
        "lines": [_line(shown, row) for row in shown.rows],
        "legend": [(who.value, who.label) for who in Who if who is not Who.THERAPIST],
        "marks": list(MARKS.values()),
        "homes": [column for column in shown.columns if column.is_home],
    }


def _line(shown: Matrix, row: Row) -> Line:
    suits = shown.gap.would_suit if shown.gap and shown.gap.goal == row.goal else ()
    return Line(
        row,
        [
            Place(
                cell=each,
                key=f"{row.goal.pk} {each.column.key}",
                entries=json.dumps({one.who: one.times_a_week for one in each.opportunities}),
                is_daily=any(one.times_a_week >= DAILY for one in each.opportunities),
                would_suit=each.column in suits,
            )
            for each in row.cells
        ],
        criterion_in_words(row.goal) or _("no criterion yet"),
    )
