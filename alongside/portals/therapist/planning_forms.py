"""What is written on the agenda of teacher and therapist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind
from alongside.portals.therapist.plan_forms import date_field


class OpenForm(forms.Form):
    """The day of an agenda."""

    on = date_field(_("Day"))


class ItemForm(forms.Form):
    """A lesson beside a child's goal, and what we do with it."""

    lesson = forms.CharField(label=_("Lesson"), max_length=200, help_text=_("“Measuring with a ruler”"))
    lesson_on = date_field(_("When it is taught"), required=False)
    kind = forms.ChoiceField(
        label=_("In which routine"),
        choices=[("", _("Not one of these")), *RoutineKind.choices],
        required=False,
    )
    goal = forms.ChoiceField(label=_("A child’s goal it can carry"), required=False)
    what_we_do = forms.CharField(
        label=_("What we do with it"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who does what, with which material."),
    )

    def __init__(self, data: Any, *, goals: Iterable[tuple[UUID, UUID, str]]) -> None:
        """`goals` are child, lineage and the words of each."""
        super().__init__(data)
        goal = self.fields["goal"]
        assert isinstance(goal, forms.ChoiceField)
        goal.choices = [
            ("", _("None: for the whole class")),
            *((f"{child} {lineage}", words) for child, lineage, words in goals),
        ]
