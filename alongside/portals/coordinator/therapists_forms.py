"""What a coordinator writes about staff: who they are, their limits, their other work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms import queries as classrooms
from alongside.classrooms.models import Classroom
from alongside.people import queries as people
from alongside.people.choices import Discipline, Role
from alongside.people.models import School
from alongside.people.rules import Viewer
from alongside.portals.coordinator.facts_forms import MinuteOfDayField
from alongside.portals.coordinator.spans_form import SpansForm


class StaffForm(forms.Form):
    """A therapist, assistant or teacher."""

    role = forms.TypedChoiceField(
        label=_("What they are here"),
        choices=[(role.value, role.label) for role in (Role.THERAPIST, Role.ASSISTANT, Role.TEACHER)],
        coerce=Role,
        initial=Role.THERAPIST.value,
        widget=forms.RadioSelect,
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"),
        choices=[("", _("None")), *Discipline.choices],
        required=False,
        help_text=_("Which therapy a therapist gives. Teachers have none."),
    )
    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("role") is Role.THERAPIST and not values.get("discipline"):
            self.add_error("discipline", _("Say which therapy this therapist gives."))
        if values.get("role") is Role.TEACHER:
            values["discipline"] = ""
        return values


class TherapistLimitsForm(forms.Form):
    """Lunch, changeover and upper limits."""

    lunch_earliest = MinuteOfDayField(label=_("Lunch starts at the earliest"))
    lunch_latest = MinuteOfDayField(label=_("Lunch is over at the latest"))
    lunch_minutes = forms.IntegerField(
        label=_("Minutes of lunch"), min_value=0, max_value=120, help_text=_("0 where none is kept free.")
    )
    changeover = forms.IntegerField(
        label=_("Minutes between two visits"),
        min_value=0,
        max_value=60,
        help_text=_("To put things away and walk over."),
    )
    max_direct_minutes_per_day = forms.IntegerField(
        label=_("Minutes with children a day, at most"), min_value=0, max_value=720
    )
    max_direct_minutes_per_cycle = forms.IntegerField(
        label=_("Minutes with children in a cycle, at most"), min_value=0, max_value=14400
    )
    max_children_per_visit = forms.IntegerField(
        label=_("Children in a visit, at most"), min_value=1, max_value=10
    )


class TaskForm(SpansForm):
    """Other work, above all planning with a teacher; the clean values are those of `add_planning_task`."""

    title = forms.CharField(label=_("What"), max_length=120)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=5,
        max_value=240,
        initial=20,
        widget=forms.NumberInput(attrs={"step": 5}),
    )
    classroom: forms.ModelChoiceField[Classroom] = forms.ModelChoiceField(
        None,
        label=_("With the teacher of"),
        required=False,
        empty_label=_("No class"),
    )
    school: forms.ModelChoiceField[School] = forms.ModelChoiceField(
        None, label=_("At"), required=False, empty_label=_("The school of the class")
    )
    priority = forms.IntegerField(
        label=_("Priority"),
        min_value=1,
        max_value=5,
        initial=1,
        help_text=_("1 to 5; 5 finds its place first when not all can."),
    )

    def __init__(self, viewer: Viewer, days: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(days, (), *args, across=1, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["classroom"].queryset = classrooms.classrooms_for(viewer)
        fields["classroom"].label_from_instance = lambda each: f"{each.name}, {each.school.name}"
        fields["school"].queryset = people.schools_for(viewer)
        if len(fields["school"].queryset) == 1:
            fields["school"].initial = fields["school"].queryset[0].pk

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """Every field but the windows."""
        return [self[name] for name in ("title", "minutes", "classroom", "school", "priority")]

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        spans = values.pop("spans")
        classroom = values.get("classroom")
        if classroom is not None:
            values["school"] = classroom.school
        elif values.get("school") is None and "school" not in self.errors:
            self.add_error("school", _("Say at which school this is, or with which class."))
        if not spans and not self.errors:
            raise forms.ValidationError(_("Say on at least one day from when to when it may take place."))
        values["windows"] = [{"day": span.day, "starts": span.starts, "ends": span.ends} for span in spans]
        return values
