"""The classes, and one class: its day, limits, teachers and children."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.classrooms import actions, queries
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.plans import queries as plans
from alongside.portals.coordinator import classes_forms as forms
from alongside.portals.coordinator.children_forms import EndForm
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.coordinator.pictures import by_school, class_week
from alongside.portals.shared.access import Request, for_roles, found
from alongside.scheduling.queries.loads import visits_by_classroom

A_PAGE = 100


@for_roles(Role.COORDINATOR)
def classes(request: Request) -> HttpResponse:
    """Every class by school, and what is known of each."""
    viewer = request.viewer
    page = Paginator(queries.class_sizes(viewer), A_PAGE).get_page(request.GET.get("page"))
    shown = queries.classrooms_for(viewer).filter(pk__in=[each.pk for each in page])
    teachers = queries.teachers_of(shown, viewer.on)
    visits = visits_by_classroom(viewer)
    return render(
        request,
        "coordinator/classes/list.html",
        {
            "schools": [
                (name, [(each, teachers.get(each.pk, []), visits[each.pk]) for each in rows])
                for name, rows in by_school(page).items()
            ],
            "any_school": people.schools_for(viewer).exists(),
            "page": page,
            "without_day": queries.classrooms_without_day(viewer).count(),
        },
    )


@for_roles(Role.COORDINATOR)
def class_add(request: Request) -> HttpResponse:
    """A class by hand."""
    return form_page(
        request,
        forms.ClassroomForm(
            request.viewer, request.POST or None, initial={"school": request.GET.get("school")}
        ),
        partial(actions.add_classroom, by=request.viewer, at=timezone.localtime()),
        Head(
            _("Add a class"),
            _("Classes also come with a roster or a class timetable."),
            _("Add this class"),
            (_("Classes"), reverse("coordinator:classes")),
        ),
        said=_("Added. Now say what the class does all day."),
        to=lambda classroom: _address(classroom),
    )


@for_roles(Role.COORDINATOR)
def classroom(request: Request, pk: UUID) -> HttpResponse:
    """One class: its week drawn, what each part admits, its teachers and its children."""
    viewer = request.viewer
    shown = _classroom(request, pk)
    days = queries.days_of(viewer, shown)
    routines = list(days[0].routines.all()) if days else []
    children = list(queries.children_of_class(viewer, shown))
    services = plans.services_of_children(viewer, children)
    return render(
        request,
        "coordinator/classes/class.html",
        {
            "classroom": shown,
            "known_from": days[0].holds_from if days else None,
            "days_to_come": [day.holds_from for day in days[1:]],
            "week": class_week(queries.cycle_days(viewer, shown.school), routines),
            "titles": forms.title_rows(routines),
            "posts": queries.posts_of(viewer, shown),
            "children": [(child, services.get(child.pk, [])) for child in children],
            "visits": visits_by_classroom(viewer)[shown.pk],
            "today": viewer.on,
        },
    )


@for_roles(Role.COORDINATOR)
def class_flags(request: Request, pk: UUID) -> HttpResponse:
    """What each part of the class's day is, and who may come and go in it: one form for all."""
    shown = _classroom(request, pk)
    day = found(next(iter(queries.days_of(request.viewer, shown)), None))
    rows = forms.title_rows(day.routines.all())
    sentence = _(
        "For each part of the day: what it is, whether a visit is welcome, whether a child may leave."
    )
    return form_page(
        request,
        forms.FlagsForm(rows, request.POST or None),
        partial(actions.set_flags_by_title, classroom=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("What the day admits"), sentence, _("Keep these")),
        said=_("Kept. The next build reads it."),
        to=_address(shown),
        template="coordinator/classes/flags.html",
        classroom=shown,
    )


@for_roles(Role.COORDINATOR)
def class_limits(request: Request, pk: UUID) -> HttpResponse:
    """How many visits the class takes."""
    shown = _classroom(request, pk)
    kept = {"max_visitors": shown.max_visitors, "max_visits_per_day": shown.max_visits_per_day}
    return form_page(
        request,
        forms.LimitsForm(request.POST or None, initial=kept),
        partial(actions.set_visit_limits, classroom=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Limits"), _("How many visits this class takes."), _("Keep these limits")),
        said=_("Kept. The next build reads it."),
        to=_address(shown),
    )


@for_roles(Role.COORDINATOR)
def teacher_post(request: Request, pk: UUID) -> HttpResponse:
    """A teacher for the class."""
    shown = _classroom(request, pk)
    sentence = _("The teacher sees the class’s week and its children from this day on.")
    return form_page(
        request,
        forms.PostForm(request.viewer, request.POST or None),
        partial(actions.post_teacher, classroom=shown, by=request.viewer, at=timezone.localtime()),
        _head(shown, _("Add a teacher"), sentence, _("Add this teacher")),
        said=_("Added."),
        to=_address(shown),
        template="coordinator/classes/teacher.html",
    )


@for_roles(Role.COORDINATOR)
def teacher_end(request: Request, pk: UUID) -> HttpResponse:
    """Ends a teacher's post."""
    post = found(queries.post_for(request.viewer, pk))
    sentence = _("From that day on {name} no longer sees this class.").format(name=post.staff.name)
    return form_page(
        request,
        EndForm(request.POST or None, initial={"ends": post.ends or request.viewer.on}),
        partial(actions.end_teacher_post, post=post, by=request.viewer, at=timezone.localtime()),
        _head(post.classroom, _("End a post"), sentence, _("End it on this day")),
        said=_("The post ends."),
        to=_address(post.classroom),
    )


def _classroom(request: Request, pk: UUID) -> Classroom:
    shown: Classroom = found(queries.classrooms_for(request.viewer).filter(pk=pk).first())
    return shown


def _address(shown: Classroom) -> str:
    return reverse("coordinator:class", args=[shown.pk])


def _head(shown: Classroom, title: Any, sentence: Any, button: Any) -> Head:
    return Head(
        title, sentence, button, (_("Classes"), reverse("coordinator:classes"), shown.name, _address(shown))
    )
