"""What a coordinator says when building, naming and publishing a timetable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.models import School
from alongside.people.queries import schools_for
from alongside.people.rules import Viewer

DURATIONS = [
    (15, _("15 seconds: a first look")),
    (30, _("30 seconds")),
    (60, _("1 minute")),
    (120, _("2 minutes")),
    (300, _("5 minutes: as good as it gets for a school")),
    (900, _("15 minutes: for many schools together")),
]


def next_monday(on: date) -> date:
    """The Monday that follows a day; the usual day for a new week to hold from."""
    return on + timedelta(days=7 - on.weekday())


class BuildForm(forms.Form):
    """Which schools, from which day, how long to search."""

    schools: forms.ModelMultipleChoiceField[School] = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Schools"), widget=forms.CheckboxSelectMultiple
    )
    for_on = forms.DateField(
        label=_("To hold from"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Classes, services and working hours are taken as they are on this day."),
    )
    seconds = forms.TypedChoiceField(
        label=_("Search for"),
        choices=DURATIONS,
        coerce=int,
        help_text=_("You can stop earlier and keep the best so far."),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["schools"]
        field.queryset = schools_for(viewer)
        field.initial = [school.pk for school in field.queryset]
        self.fields["for_on"].initial = next_monday(viewer.on)
        self.fields["seconds"].initial = 30


class PublishForm(forms.Form):
    """From which day the week holds."""

    holds_from = forms.DateField(
        label=_("This week holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class NameForm(forms.Form):
    """What a draft is called."""

    name = forms.CharField(label=_("Name of this draft"), max_length=40)
