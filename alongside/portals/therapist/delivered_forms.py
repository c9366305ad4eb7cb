"""What is asked for on the pages of what was delivered: which part of it, and which place to take."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.capture.queries.pace import term_names
from alongside.people.choices import Discipline
from alongside.people.queries import schools_for, therapists_for
from alongside.people.rules import Viewer
from alongside.scheduling.choices import Mode
from alongside.scheduling.queries.free_places import PlaceKey


class WhichForm(forms.Form):
    """Which term, school, therapist and discipline are looked at; all of them where nothing is said."""

    term = forms.ChoiceField(label=_("Term"), required=False)
    school = forms.TypedChoiceField(label=_("School"), required=False, coerce=UUID, empty_value=None)
    staff = forms.TypedChoiceField(label=_("Therapist"), required=False, coerce=UUID, empty_value=None)
    discipline = forms.ChoiceField(
        label=_("Discipline"), required=False, choices=[("", _("All disciplines")), *Discipline.choices]
    )

    def __init__(self, *args: object, viewer: Viewer, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        schools = [(str(each.pk), each.name) for each in schools_for(viewer)]
        staff = [(str(each.pk), each.name) for each in therapists_for(viewer)]
        choices = {
            "term": [(name, name) for name in term_names(viewer)],
            "school": [("", _("All schools")), *schools],
            "staff": [("", _("All therapists")), *staff],
        }
        for name, of_field in choices.items():
            self.fields[name].choices = of_field  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """The place that somebody takes, as it was offered."""

    on = forms.DateField()
    starts = forms.IntegerField(min_value=0, max_value=24 * 60)
    mode = forms.TypedChoiceField(choices=Mode.choices, coerce=Mode)
    staff_id = forms.UUIDField()
    place = forms.UUIDField()
    joins = forms.UUIDField(required=False)

    @property
    def key(self) -> PlaceKey:
        return PlaceKey(**self.cleaned_data)
