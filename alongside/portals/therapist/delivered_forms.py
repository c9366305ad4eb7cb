"""What is asked for on the pages of what was delivered: which part of it, which place to take, what was consulted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from alongside.capture.choices import LONGEST_CONTACT, Partner
from alongside.capture.queries.lines import Line
from alongside.capture.queries.pace import term_names
from alongside.people.choices import Discipline
from alongside.people.models import StaffMember
from alongside.people.queries import schools_for, therapists_for
from alongside.people.rules import Viewer
from alongside.portals.therapist.plan_forms import date_field
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


class ConsultationForm(forms.Form):
    """One contact with the adults around a child; what is usual stands there already.

    The number under which it is kept is made with the form, so that pressing twice keeps it once. A coordinator says
    who held it.
    """

    id = forms.UUIDField(widget=forms.HiddenInput)
    partner = forms.TypedChoiceField(
        label=_("With"),
        choices=Partner.choices,
        coerce=Partner,
        widget=forms.RadioSelect(attrs={"class": "grid-cols-2"}),
    )
    words = forms.CharField(label=_("What you agreed"), max_length=200, help_text=_("One line."))
    on = date_field(_("Day"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_CONTACT)
    starts = forms.TimeField(
        label=_("Time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    staff = forms.TypedChoiceField(label=_("Held by"), coerce=UUID)

    def __init__(
        self, sent: QueryDict | None = None, *, line: Line, viewer: Viewer, staff: Iterable[StaffMember]
    ) -> None:
        usual = {"id": uuid4(), "on": viewer.on, "minutes": line.minutes, "staff": line.staff_id}
        super().__init__(sent, initial=usual, auto_id=f"{line.key}-%s")
        held_by: forms.TypedChoiceField = self.fields["staff"]  # type: ignore[assignment]
        held_by.choices = [(str(each.pk), each.name) for each in staff]
        if not viewer.is_coordinator:
            del self.fields["staff"]

    def clean_starts(self) -> int | None:
        begins: time | None = self.cleaned_data["starts"]
        return begins.hour * 60 + begins.minute if begins else None


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
