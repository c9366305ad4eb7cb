"""The list of children, a child by hand, and the families who wait to be confirmed."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms import actions as classroom_actions
from alongside.classrooms import queries as classrooms
from alongside.people import actions as people_actions
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.plans import queries as plans
from alongside.portals.coordinator.children_forms import ChildForm, FindForm
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.shared.access import Request, for_roles, found

A_PAGE = 50


@for_roles(Role.COORDINATOR)
def children(request: Request) -> HttpResponse:
    """Every child of the organisation with class and services, found by name, school, class."""
    viewer = request.viewer
    form = FindForm(viewer, request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    listed = plans.find_children(
        viewer,
        name=wanted.get("q", ""),
        school=wanted.get("school"),
        classroom=wanted.get("classroom"),
        served=wanted.get("served", False),
    )
    page = Paginator(classrooms.with_classroom(listed, viewer.on), A_PAGE).get_page(request.GET.get("page"))
    services = plans.services_of_children(viewer, list(page.object_list))
    rows = [(child, services.get(child.pk, []), _owed(services.get(child.pk, []))) for child in page]
    return render(
        request,
        "coordinator/children/list.html",
        {
            "page": page,
            "rows": rows,
            "form": form,
            "is_filtered": any(wanted.values()),
            "any_class": classrooms.classrooms_for(viewer).exists(),
            "to_confirm": people.guardianships_to_confirm(viewer).count(),
            "any_left": people.children_who_left(viewer).exists(),
        },
    )


def _owed(services: list[Any]) -> tuple[int, int]:
    """Sessions and minutes in a cycle."""
    return sum(each.sessions for each in services), sum(each.sessions * each.minutes for each in services)


@for_roles(Role.COORDINATOR)
def child_add(request: Request) -> HttpResponse:
    """One child by hand."""
    viewer = request.viewer
    return form_page(
        request,
        ChildForm(viewer, request.POST or None, initial={"classroom": request.GET.get("class")}),
        partial(classroom_actions.add_child_to_class, by=viewer, at=timezone.localtime()),
        Head(
            _("Add a child"),
            _("A whole roster comes faster from a file."),
            _("Add this child"),
            (_("Children"), reverse("coordinator:children")),
        ),
        said=_("Added. Now say what the child is owed."),
        to=lambda child: reverse("coordinator:child", args=[child.pk]),
    )


@for_roles(Role.COORDINATOR)
def family_ties(request: Request) -> HttpResponse:
    """Family ties that came with a roster and open nothing until somebody says that they are right."""
    ties = people.guardianships_to_confirm(request.viewer).order_by("child__given_name", "child__family_name")
    page = Paginator(ties, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "coordinator/children/family_ties.html", {"page": page})


@require_POST
@for_roles(Role.COORDINATOR)
def family_tie(request: Request, pk: UUID) -> HttpResponse:
    """Confirms one tie, or says that it is none."""
    tie = found(people.guardianships_to_confirm(request.viewer).filter(pk=pk).first())
    answers: dict[str, tuple[Any, str]] = {
        "confirm": (
            people_actions.confirm_guardianship,
            _("Confirmed. {guardian} can be given an account and then sees {child}."),
        ),
        "decline": (
            people_actions.decline_guardianship,
            _("{guardian} is not family of {child}. Nothing was opened."),
        ),
    }
    if request.POST.get("answer") not in answers:
        raise Http404
    act, said = answers[request.POST["answer"]]
    try:
        act(tie=tie, by=request.viewer, at=timezone.localtime())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said.format(guardian=tie.guardian.name, child=tie.child.first_name))
    return redirect("coordinator:family_ties")
