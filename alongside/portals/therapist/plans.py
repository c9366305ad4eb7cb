"""The list of plans, the page of one, its texts that keep themselves, and two versions side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.people.choices import Discipline
from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.plans.actions import plans as plan_actions
from alongside.plans.choices import PlanState
from alongside.plans.queries import overview
from alongside.plans.queries import plans as plan_queries
from alongside.plans.queries.my_plan import said_by
from alongside.plans.queries.owed import owed_in_term
from alongside.plans.queries.plans import PlanPage
from alongside.plans.rules import comparison
from alongside.plans.rules.plans import Reach
from alongside.portals.shared.access import Request, for_roles, found, uuid_in
from alongside.portals.therapist import plan_forms as forms
from alongside.portals.therapist import plan_values, plan_words
from alongside.portals.therapist.autosaved import Meanwhile, keep
from alongside.portals.therapist.plan_pages import TEAM, address, faults_in, page_of, version_of
from alongside.wording.joins import clauses

A_PAGE = 50
#: How far ahead the list looks for reviews.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Due:
    """A review in the list: whose, and what to look at until when."""

    child: Child
    sentence: str


@for_roles(*TEAM)
def plans(request: Request) -> HttpResponse:
    """The children whose plans the viewer writes, reviews that are due first."""
    form = forms.FindPlanForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(overview.plan_rows(request.viewer, words), A_PAGE).get_page(request.GET.get("page"))
    due = [
        Due(each.child, clauses([plan_queries.says_what_is_due(each), plan_words.day(each.on)]))
        for each in plan_queries.reviews_due(request.viewer, request.viewer.on + AHEAD)
    ]
    context = {"page": page, "form": form, "q": words, "due": due}
    return render(request, "therapist/plans/list.html", context)


@for_roles(*TEAM)
def plan(request: Request, child: UUID) -> HttpResponse:
    """The plan of a child: the version in the making, or else the one in force."""
    page: PlanPage = found(plan_queries.plan_of(request.viewer, child))
    if page.reach is not Reach.TEAM:
        raise Http404
    return _show(request, page)


@for_roles(*TEAM)
def version(request: Request, pk: UUID) -> HttpResponse:
    """One version of a plan."""
    return _show(request, page_of(request, pk))


def _show(request: Request, page: PlanPage) -> HttpResponse:
    if page.version is None:
        return render(request, "therapist/plans/none.html", {"child": page.child})
    return render(request, "therapist/plans/plan.html", _context(request, page))


def _context(request: Request, page: PlanPage) -> dict[str, Any]:
    shown = version_of(page)
    numbers = page.numbers or {}
    signer = page.state in {PlanState.IN_REVIEW, PlanState.AGREED, PlanState.IN_FORCE}
    return {
        "plan": page,
        "version": shown,
        "child": page.child,
        "state": page.state,
        "stage": list(PlanState).index(page.state or PlanState.DRAFT) + 1,
        "can_write": page.may.write,
        "has_progress": page.reach is Reach.TEAM
        and any(line.version.in_force_from for line in page.versions),
        "texts": plan_words.texts(shown, plan_words.VERSION_FIELDS, numbers),
        "said": list(said_by(request.viewer, page.child)) if page.reach is Reach.TEAM else [],
        "services": plan_words.services(
            page.services, owed_in_term(request.viewer, page.child, page.services)
        ),
        "disciplines": Discipline.choices,
        "set_aside": [(each, comparison.label_of(each.field)) for each in page.set_aside],
        "missing": _missing(page),
        "review_form": forms.ReviewForm(initial={"review_on": shown.review_on}),
        "force_form": forms.ForceForm(initial={"on": request.viewer.on}),
        "amend_form": forms.AmendForm(),
        "sign_form": forms.SignForm(initial={"name": request.viewer.account.name}) if signer else None,
        "comment_form": forms.CommentForm(),
        "parts": [
            ("words", _("In their own words")),
            ("strengths", _("Strengths and needs")),
            ("accommodations", _("In every lesson")),
            ("goals", _("Goals")),
            ("services", _("Services")),
            ("comments", _("Comments")),
        ],
    }


def _missing(page: PlanPage) -> list[str]:
    """What the plan still lacks before the team can look at it, said kindly; a hint and no bar."""
    texts = page.texts or {}
    name = page.child.first_name
    said = []
    if not texts.get("child_words"):
        said.append(
            _("{name}’s own words are not here yet. Ask what helps, and write it as it was said.").format(
                name=name
            )
        )
    if not texts.get("family_words"):
        said.append(_("The family’s words are not here yet."))
    if not texts.get("strengths"):
        said.append(_("No strength is written down yet; the plan builds on them."))
    if not page.goals:
        said.append(_("There is no goal yet. Take one from the bank, or write one."))
    unsure = [each for each in page.goals if each.faults]
    said += [
        _("“{goal}” does not fit together yet: {sentence}").format(
            goal=each.goal.title, sentence=each.faults[0].sentence
        )
        for each in unsure
    ]
    unmeasured = [each for each in page.goals if not each.criterion or not each.baseline]
    said += [
        _("“{goal}” has no {what} yet.").format(
            goal=each.goal.title, what=_("criterion") if not each.criterion else _("baseline")
        )
        for each in unmeasured
    ]
    if not page.services:
        said.append(_("No service is promised yet."))
    said += [
        _("{discipline}: the team has not chosen in class, outside or both.").format(
            discipline=service.get_discipline_display()
        )
        for service in page.services
        if not service.model
    ]
    said += [
        _("{discipline}: {sentence}").format(
            discipline=service.get_discipline_display(), sentence=fault.sentence
        )
        for service in page.services
        for fault in faults_in(page, service)
    ]
    if page.version and not page.version.review_on:
        said.append(_("No day to look again is set."))
    return said


@require_POST
@for_roles(*TEAM)
def start(request: Request, child: UUID) -> HttpResponse:
    """A first version for a child without a plan."""
    page: PlanPage = found(plan_queries.plan_of(request.viewer, child))
    try:
        plan_actions.start_plan(child=page.child, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plans:plans")
    return redirect("plans:plan", child)


@require_POST
@for_roles(*TEAM)
def text(request: Request, pk: UUID) -> HttpResponse:
    """Keeps one text; tells who types that somebody else has changed it meanwhile (`autosaved.keep`)."""
    shown = version_of(page_of(request, pk))
    form = forms.TextForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    target = found(plan_queries.target_for(request.viewer, shown, said["target"]))

    def save(text: str) -> int:
        return plan_actions.save_text(
            version=shown,
            target=target,
            field=said["field"],
            text=text,
            seen=said["seen"],
            by=request.viewer,
            at=timezone.now(),
        ).number

    def both(met: Meanwhile) -> HttpResponse:
        context = {"version": shown, "met": met, "form": form}
        return render(request, "therapist/plans/conflict.html", context, status=409)

    try:
        return keep(request, save, said["text"], to=address(shown), both=both)
    except LookupError as fault:
        raise Http404 from fault


@require_POST
@for_roles(*TEAM)
def review(request: Request, pk: UUID) -> HttpResponse:
    """The day on which the team looks again."""
    shown = version_of(page_of(request, pk))
    form = forms.ReviewForm(request.POST, initial={"review_on": shown.review_on})
    outcome = plan_values.keep(request, form, shown, shown)
    shown = version_of(page_of(request, pk))
    fresh = forms.ReviewForm(initial={"review_on": shown.review_on})
    plan_values.show(form, fresh, outcome, ())
    if plan_values.is_script(request):
        return plan_values.answer(request, form, fresh, outcome)
    plan_values.tell(request, form, outcome, _("Kept."))
    return redirect(address(shown, "reviews"))


@for_roles(*TEAM)
def compare(request: Request, child: UUID) -> HttpResponse:
    """Two versions side by side; without a choice, the last one beside the one before it."""
    page: PlanPage = found(plan_queries.plan_of(request.viewer, child))
    if page.reach is not Reach.TEAM or len(page.versions) < 2:
        raise Http404
    last = [line.version.pk for line in page.versions]
    before = uuid_in(request.GET["a"]) if "a" in request.GET else last[-2]
    after = uuid_in(request.GET["b"]) if "b" in request.GET else last[-1]
    differences = found(plan_queries.compare(request.viewer, before, after))
    return render(
        request,
        "therapist/plans/compare.html",
        {
            "plan": page,
            "child": page.child,
            "before": found(_line(page, before)),
            "after": found(_line(page, after)),
            "differences": differences,
        },
    )


def _line(page: PlanPage, pk: UUID) -> Any:
    return next((line for line in page.versions if line.version.pk == pk), None)
