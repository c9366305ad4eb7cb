"""What the teacher of a class reads of its children's plans: goals by routine, and what is arranged."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from alongside.exchange.queries.plan_sheets import plan_for_class
from alongside.people.choices import Role
from alongside.plans.queries.plain import class_plans, classroom_with_plans
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.papers import child_print


@for_roles(Role.TEACHER, Role.COORDINATOR)
def plans(request: Request, pk: UUID) -> HttpResponse:
    """Every child of the class with a plan in force."""
    classroom = found(classroom_with_plans(request.viewer, pk))
    return render(
        request,
        "teacher/plans.html",
        {"classroom": classroom, "plans": found(class_plans(request.viewer, pk))},
    )


@for_roles(Role.TEACHER, Role.COORDINATOR)
def plan_pdf(request: Request, pk: UUID, child: UUID) -> HttpResponse:
    """One child's page for the teacher's desk."""
    for plan in found(class_plans(request.viewer, pk)):
        if plan.child.pk == child:
            return child_print(request, partial(plan_for_class, request.viewer, pk, child), plan.child)
    raise Http404
