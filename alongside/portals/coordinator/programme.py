"""The programme in figures, on screen and as a table to take away."""

from __future__ import annotations

import csv
from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.people.choices import Role
from alongside.portals.shared.access import Request, for_roles
from alongside.progress.queries.programme import programme
from alongside.progress.rules.programme import SMALLEST, Group

#: What the page shows until somebody chooses: about a term.
USUAL = timedelta(weeks=12)


class SpanForm(forms.Form):
    """From one day to another, both included."""

    since = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean(self) -> None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day lies before the first. Choose a later one."))


@for_roles(Role.COORDINATOR)
def figures(request: Request) -> HttpResponse:
    """Minutes, time in class, goals, attainment and taking part, by school, discipline and model."""
    form, since, until = _span(request)
    groups = programme(request.viewer, since, until)
    context = {"form": form, "groups": groups, "since": since, "until": until, "smallest": SMALLEST}
    return render(request, "coordinator/programme/figures.html", context)


@for_roles(Role.COORDINATOR)
def table(request: Request) -> HttpResponse:
    """The same lines as CSV."""
    _form, since, until = _span(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="programme-{since}-{until}.csv"'
    response.write("\ufeff")  # Spreadsheets read the letters right with it.
    writer = csv.writer(response)
    writer.writerow(
        [
            _("School"), _("Discipline"), _("Model"), _("Children"), _("Sessions held"), _("Minutes"),
            _("Minutes in class"), _("Goals in force"), _("Goals that can be judged"), _("Goals reached"),
            _("Scales recorded"), _("Scales as expected or above"), _("Together with classmates, share"),
            _("Children looked at"),
        ]
    )  # fmt: skip
    for group in programme(request.viewer, since, until):
        writer.writerow([group.school or _("All schools"), group.discipline, group.model, *_cells(group)])
    return response


def _span(request: Request) -> tuple[SpanForm, date, date]:
    usual = {"since": request.viewer.on - USUAL, "until": request.viewer.on}
    form = SpanForm(request.GET if "since" in request.GET else usual)
    if form.is_valid():
        return form, form.cleaned_data["since"], form.cleaned_data["until"]
    return form, usual["since"], usual["until"]


def _cells(group: Group) -> list[object]:
    if group.is_hidden:
        return [_("fewer than {n}, or beside one that is").format(n=SMALLEST), *[""] * 10]
    shown = group.figures
    levels = ["", ""] if shown.hides_levels else [shown.levels, shown.levels_expected]
    company: list[object] = ["", ""]
    if shown.with_classmates is not None:
        company = [f"{shown.with_classmates:.2f}", shown.looked_at]
    return [
        shown.children, shown.sessions, shown.minutes, shown.minutes_in_class, shown.goals, shown.judged,
        shown.at_goal, *levels, *company,
    ]  # fmt: skip
