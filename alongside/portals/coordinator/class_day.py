"""A class's day typed by hand: a grid of times and days, begun from another class where one likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.classrooms import actions, queries
from alongside.classrooms.models import Routine
from alongside.exchange.rules.subjects import guess_meaning
from alongside.people.choices import Role
from alongside.people.rules import Viewer
from alongside.portals.coordinator.classes_forms import ClassDayForm
from alongside.portals.coordinator.facts_forms import Head, form_page
from alongside.portals.shared.access import Request, for_roles, found


@for_roles(Role.COORDINATOR)
def class_day(request: Request, pk: UUID) -> HttpResponse:
    """The grid; `?from=` fills it with the day of another class, to be changed."""
    viewer = request.viewer
    classes = queries.classrooms_for(viewer)
    shown = found(classes.filter(pk=pk).first())
    of_school: list[Any] = list(queries.class_sizes(viewer).filter(school=shown.school))
    others = [each for each in of_school if each.timetable_from and each.pk != shown.pk]
    model = next((each for each in others if str(each.pk) == request.GET.get("from")), shown)
    routines, own = (
        [routine for day in queries.days_of(viewer, each)[:1] for routine in day.routines.all()]
        for each in (model, shown)
    )
    form = ClassDayForm(
        queries.cycle_days(viewer, shown.school),
        routines,
        _known(viewer, [*routines, *own]),
        request.POST or None,
        initial={"holds_from": viewer.on},
    )
    address = reverse("coordinator:class", args=[shown.pk])
    return form_page(
        request,
        form,
        partial(actions.set_class_timetable, classroom=shown, by=viewer, at=timezone.localtime()),
        Head(
            _("The day of {name}").format(name=shown.name),
            _("Times down, days across. Leave a cell empty where the class is not there."),
            _("Keep this day"),
            (_("Classes"), reverse("coordinator:classes"), shown.name, address),
        ),
        said=_("Kept. Check what each part is, and whether visits are welcome in it."),
        to=reverse("coordinator:class_flags", args=[shown.pk]),
        template="coordinator/classes/day.html",
        classroom=shown,
        others=others,
        model=model if model.pk != shown.pk else None,
        titles=sorted({routine.title for routine in [*routines, *own]}),
    )


def _known(viewer: Viewer, routines: Iterable[Routine]) -> Callable[[str, int], tuple[str, str, str]]:
    """What a title means: as in the day at hand, as remembered from files, or as its words suggest."""
    here = {each.title.lower(): (each.kind, each.push_in, each.pull_out) for each in routines}
    remembered = queries.subject_rules(viewer)

    def known(title: str, minutes: int) -> tuple[str, str, str]:
        word = title.lower()
        if word in here:
            return here[word]
        if word in remembered:
            rule = remembered[word]
            return rule.kind, rule.push_in, rule.pull_out
        guess = guess_meaning(title, minutes)
        return guess.kind, guess.push_in, guess.pull_out

    return known
