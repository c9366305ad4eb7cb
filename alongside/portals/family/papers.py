"""A family's papers: plan, letters, what it allows, its calendar address; and what push-in is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from alongside.people.actions.consents import say_consent
from alongside.people.choices import ANSWERS, WHAT_FOLLOWS, Answer, Right, Role
from alongside.people.models import Child
from alongside.people.queries import children_of_guardian
from alongside.people.queries.consents import ConsentLine, consents_of
from alongside.people.rules import Refusal
from alongside.plans.queries.my_plan import has_my_plan
from alongside.plans.queries.plain import has_plan_for_family
from alongside.portals.family.forms import ConsentForm
from alongside.portals.family.own import family_page, own_child, to_the_child
from alongside.portals.shared.access import Request, for_roles, found
from alongside.progress.queries.reports import reports_of_family
from alongside.strategies.queries.guide import guide
from alongside.strategies.queries.supports import supports_of


@for_roles(Role.GUARDIAN)
def papers_of(request: Request) -> HttpResponse:
    """Leads to the child; who has several chooses once."""
    return to_the_child(request, "family:papers") or render(
        request,
        "family/children.html",
        {"children": children_of_guardian(request.viewer), "page": "family:papers"},
    )


@for_roles(Role.GUARDIAN)
def papers(request: Request, pk: UUID) -> HttpResponse:
    """Everything on paper, as far as this guardian reads it."""
    child = own_child(request, pk)
    lines = consents_of(request.viewer, child)
    to_print = supports_of(request.viewer, pk)
    return family_page(
        request,
        "family/papers.html",
        child,
        way="family:papers_of",
        page="family:papers",
        has_plan=has_plan_for_family(request.viewer, pk),
        has_my_plan=has_my_plan(request.viewer, child),
        supports=to_print.supports if to_print else (),
        reports=reports_of_family(request.viewer).filter(child=child),
        may_consent=bool(lines),
        open_questions=sum(_waits(request, line) for line in lines),
        guide=guide(get_language() or ""),
    )


@for_roles(Role.GUARDIAN)
def consent(request: Request, pk: UUID) -> HttpResponse:
    """What the family allows, purpose by purpose; each can be said anew on any day."""
    child = own_child(request, pk, Right.CONSENT)
    if request.method == "POST":
        return _answered(request, child)
    lines = [
        {
            "line": line,
            "follows": [str(words).format(name=child.first_name) for words in WHAT_FOLLOWS[line.purpose]],
            "mine": line.answer_of(request.viewer.guardian_ids),
            "others": [each for each in line.answers if each.guardian_id not in request.viewer.guardian_ids],
            "waits": _waits(request, line),
        }
        for line in consents_of(request.viewer, child)
    ]
    return family_page(
        request,
        "family/consent.html",
        child,
        way="family:papers_of",
        page="family:consent",
        right=Right.CONSENT,
        lines=lines,
    )


@for_roles(Role.GUARDIAN)
def about(request: Request) -> HttpResponse:
    """The pages on what push-in is."""
    return render(request, "family/about.html", {"guide": guide(get_language() or "")})


@for_roles(Role.GUARDIAN)
def about_page(request: Request, page: str) -> HttpResponse:
    """One of them, with the one before and the one after."""
    told = guide(get_language() or "")
    number = found(next((number for number, each in enumerate(told.pages) if each.id == page), None))
    context = {
        "guide": told,
        "page": told.pages[number],
        "number": number + 1,
        "before": told.pages[number - 1] if number else None,
        "after": told.pages[number + 1] if number + 1 < len(told.pages) else None,
    }
    return render(request, "family/about_page.html", context)


def _answered(request: Request, child: Child) -> HttpResponse:
    form = ConsentForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose yes or no, and name the service where it is about one."))
        return redirect("family:consent", child.pk)
    try:
        kept = say_consent(**form.cleaned_data, child=child, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("family:consent", child.pk)
    messages.success(
        request,
        _("Kept: {purpose}, {answer}, from today. You can change it on any day.").format(
            purpose=kept.named or kept.get_purpose_display(), answer=ANSWERS[Answer(kept.answer)]
        ),
    )
    return redirect(reverse("family:consent", args=[child.pk]) + f"#{kept.purpose}")


def _waits(request: Request, line: ConsentLine) -> bool:
    """Whether the school waits for this guardian's word: asked (again), or never answered."""
    return line.is_asked or line.answer_of(request.viewer.guardian_ids) is None
