"""Co-planning of teacher and therapist: the lessons to come beside the children's goals, in time kept for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.classrooms.models import Classroom
from alongside.classrooms.queries import children_of_class, classrooms_for
from alongside.people.choices import Role
from alongside.people.models import Child
from alongside.people.rules import Refusal
from alongside.plans.queries.goals import goals_in_force
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.shared.acting import act, show_refusal
from alongside.portals.therapist.planning_forms import ItemForm, OpenForm
from alongside.scheduling.queries.planned import PlannedTask, planned_tasks
from alongside.schooltime.spans import DateSpan
from alongside.strategies.actions import planning as actions
from alongside.strategies.models import AgendaItem, CoPlanning
from alongside.strategies.queries import planning as queries

#: Who plans a class's lessons together.
STAFF = (Role.TEACHER, Role.THERAPIST, Role.ASSISTANT, Role.COORDINATOR)
#: So far ahead the page looks for the time that the timetable keeps.
AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Kept:
    """A time that the timetable keeps, with its agenda where one is open."""

    task: PlannedTask
    meeting: CoPlanning | None


@for_roles(*STAFF)
def classes(request: Request) -> HttpResponse:
    """Leads to one's class; who has several chooses."""
    there = list(classrooms_for(request.viewer))
    if len(there) == 1:
        return redirect("co_planning:of_class", there[0].pk)
    return render(request, "therapist/planning/classes.html", {"classrooms": there})


@for_roles(*STAFF)
def of_class(request: Request, classroom: UUID) -> HttpResponse:
    """The times that are kept for planning, and the agendas so far."""
    there = _classroom(request, classroom)
    form = OpenForm(request.POST or None, initial={"on": request.viewer.on})
    if request.method == "POST" and form.is_valid():
        kept = [each for each in _kept(request, there) if each.task.on == form.cleaned_data["on"]]
        task = kept[0].task if kept else None
        meeting = actions.open_agenda(
            classroom=there,
            on=form.cleaned_data["on"],
            starts=task.starts if task else None,
            ends=task.ends if task else None,
            by=request.viewer,
            at=timezone.now(),
        )
        return redirect("co_planning:agenda", meeting.pk)
    context = {
        "classroom": there,
        "kept": _kept(request, there),
        "meetings": queries.meetings_of(request.viewer, there.pk),
        "form": form,
    }
    return render(request, "therapist/planning/class.html", context)


@for_roles(*STAFF)
def agenda(request: Request, pk: UUID) -> HttpResponse:
    """One agenda: its lines, and a form for the next."""
    meeting: CoPlanning = found(queries.meeting_for(request.viewer, pk))
    form = ItemForm(request.POST or None, goals=_goals(request, meeting.classroom))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        child, lineage = _goal(said.pop("goal"))
        try:
            actions.add_item(
                **said,
                meeting=meeting,
                child=_child(request, meeting.classroom, child),
                lineage=lineage,
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return redirect("co_planning:agenda", pk)
    return render(request, "therapist/planning/agenda.html", {"meeting": meeting, "form": form})


@require_POST
@for_roles(*STAFF)
def close(request: Request, pk: UUID) -> HttpResponse:
    """Closes the agenda, or opens it again (`again` in the form); pressed twice, it stays as it is."""
    meeting: CoPlanning = found(queries.meeting_for(request.viewer, pk))
    words, again = request.POST.get("words", ""), "again" in request.POST

    def do() -> object:
        if again:
            return actions.reopen_agenda(meeting=meeting, by=request.viewer, at=timezone.now())
        return actions.close_agenda(meeting=meeting, words=words, by=request.viewer, at=timezone.now())

    said = _("Open again.") if again else _("Closed. What came of each line can still be added.")
    return act(request, do, said, _there(pk))


@require_POST
@for_roles(*STAFF)
def outcome(request: Request, pk: UUID) -> HttpResponse:
    """What came of a line."""
    item: AgendaItem = found(queries.item_for(request.viewer, pk))
    words = request.POST.get("outcome", "")
    return act(
        request,
        lambda: actions.write_outcome(item=item, outcome=words, by=request.viewer, at=timezone.now()),
        _("Kept."),
        _there(item.meeting_id),
    )


@require_POST
@for_roles(*STAFF)
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Takes a line off."""
    item: AgendaItem = found(queries.item_for(request.viewer, pk))
    there = _there(item.meeting_id)
    return act(
        request,
        lambda: actions.remove_item(item=item, by=request.viewer, at=timezone.now()),
        _("Taken off the agenda."),
        there,
    )


def _classroom(request: Request, pk: UUID) -> Classroom:
    classroom: Classroom = found(classrooms_for(request.viewer).filter(pk=pk).first())
    return classroom


def _kept(request: Request, classroom: Classroom) -> list[Kept]:
    """The times of the next fortnight, each with its agenda."""
    on = request.viewer.on
    tasks = planned_tasks(request.viewer, DateSpan(on, on + AHEAD), classroom=classroom.pk)
    open_on = {each.on: each for each in queries.meetings_of(request.viewer, classroom.pk)}
    return [Kept(task, open_on.get(task.on)) for task in tasks]


def _goals(request: Request, classroom: Classroom) -> list[tuple[UUID, UUID, str]]:
    """The goals in force of those children of the class whom the viewer knows, in plain words."""
    children = list(children_of_class(request.viewer, classroom))
    goals = goals_in_force(request.viewer, [child.pk for child in children], request.viewer.on)
    return [
        (child.pk, goal.lineage, f"{child.first_name}: {goal.plain or goal.title}")
        for child in children
        for goal in goals.get(child.pk, [])
    ]


def _child(request: Request, classroom: Classroom, pk: UUID | None) -> Child | None:
    return children_of_class(request.viewer, classroom).filter(pk=pk).first() if pk else None


def _goal(chosen: str) -> tuple[UUID | None, UUID | None]:
    if not chosen:
        return None, None
    child, lineage = chosen.split()
    return UUID(child), UUID(lineage)


def _there(pk: UUID) -> str:
    return reverse("co_planning:agenda", args=[pk])
