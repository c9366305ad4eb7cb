"""The children of a class as its teacher reads them: what is arranged, goals in plain words, what to do when."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from alongside.people.choices import Role
from alongside.people.queries import first_names_apart
from alongside.plans.queries.plain import class_plans
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.teacher import day_words
from alongside.portals.teacher.classes import class_of, of_mine
from alongside.strategies.queries.given import given_to_class


@for_roles(Role.TEACHER)
def children(request: Request, pk: UUID) -> HttpResponse:
    """Every child of the class with a plan in force."""
    classroom = class_of(request, pk)
    plans = found(class_plans(request.viewer, pk))
    called = first_names_apart(request.viewer, [each.child for each in plans])
    return render(
        request,
        "teacher/children.html",
        {
            "classroom": classroom,
            "classes": of_mine(request, "children", pk),
            "plans": [(each, called[each.child.pk]) for each in plans],
        },
    )


@for_roles(Role.TEACHER)
def child(request: Request, pk: UUID, child: UUID) -> HttpResponse:
    """One child on one page, to be read in a minute or printed."""
    classroom = class_of(request, pk)
    plans = found(class_plans(request.viewer, pk))
    plan = found(next((each for each in plans if each.child.pk == child), None))
    called = first_names_apart(request.viewer, [each.child for each in plans])
    rows = given_to_class(request.viewer, pk, request.viewer.on)
    return render(
        request,
        "teacher/child.html",
        {
            "classroom": classroom,
            "plan": plan,
            "called": called[child],
            "given": [day_words.given_row(row) for row in rows if row.child and row.child.pk == child],
            "others": [(pk, name) for pk, name in called.items() if pk != child],
        },
    )
