"""Which class a teacher means: the one that she has, or the one that she chooses."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.models import Classroom
from alongside.classrooms.queries import classrooms_taught_by
from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles, found

#: The pages that are about one class, as they are called where one chooses it.
TITLES = {"today": _("Today"), "children": _("Children"), "times": _("Times for visits")}


class Other(NamedTuple):
    """A class of one's own and where this page is for it."""

    classroom: Classroom
    url: str
    is_this: bool


@for_roles(Role.TEACHER)
def mine(request: Request) -> HttpResponse:
    """The first page of a teacher."""
    return redirect("my_class:today_mine")


@for_roles(Role.TEACHER)
def choose(request: Request, page: str) -> HttpResponse:
    """Leads to one's class; who has several chooses."""
    others = of_mine(request, page)
    if len(others) == 1:
        return redirect(others[0].url)
    return render(request, "teacher/choose.html", {"classes": others, "title": TITLES[page]})


def class_of(request: Request, pk: UUID) -> Classroom:
    """A class that the viewer teaches; a 404 for everybody else."""
    classroom: Classroom = found(classrooms_taught_by(request.viewer).filter(pk=pk).first())
    return classroom


def of_mine(request: Request, page: str, this: UUID | None = None) -> list[Other]:
    """All classes that the viewer teaches, each with this page's address."""
    return [
        Other(each, reverse(f"my_class:{page}", args=[each.pk]), each.pk == this)
        for each in classrooms_taught_by(request.viewer)
    ]
