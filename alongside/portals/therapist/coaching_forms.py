"""What is written in a coaching cycle."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.models import Child, StaffMember
from alongside.portals.therapist.plan_forms import date_field
from alongside.strategies.queries.library import Strategy


class BeginForm(forms.Form):
    """What the two want to get better at; with whom, and with which strategy, depends on who asks."""

    field_order = ("coached", "strategy", "child", "aim")

    aim = forms.CharField(
        label=_("What you both want to get better at"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        data: Any,
        *,
        people: QuerySet[StaffMember],
        children: QuerySet[Child],
        library: Iterable[Strategy],
    ) -> None:
        super().__init__(data)
        self.fields["coached"] = forms.ModelChoiceField(label=_("With whom"), queryset=people)
        self.fields["strategy"] = forms.ChoiceField(
            label=_("Which strategy"), choices=[(each.key, each.title) for each in library]
        )
        self.fields["child"] = forms.ModelChoiceField(
            label=_("For one child"),
            queryset=children,
            required=False,
            empty_label=_("For the whole class"),
            help_text=_("You can leave this open: many strategies serve everybody."),
        )
        self.order_fields(self.field_order)


#: The three answers to a line of the checklist, as the form sends them.
ANSWERS = {"yes": True, "no": False, "": None}


class LookForm(forms.Form):
    """One look: an answer for each line, when and where it was, and a word about it."""

    on = date_field(_("Day"))
    routine_kind = forms.ChoiceField(
        label=_("Routine"), choices=[("", _("Not one of these")), *RoutineKind.choices], required=False
    )
    words = forms.CharField(
        label=_("What you saw"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, data: Any, *, checklist: list[str], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.lines = [f"line_{place}" for place in range(len(checklist))]
        for name, text in zip(self.lines, checklist, strict=True):
            self.fields[name] = forms.ChoiceField(
                label=text,
                choices=[("yes", _("Seen")), ("no", _("Not seen")), ("", _("Could not be seen"))],
                widget=forms.RadioSelect,
                required=False,
            )

    @property
    def seen(self) -> list[bool | None]:
        """The answers in the order of the checklist, once the form is valid."""
        return [ANSWERS[self.cleaned_data[name]] for name in self.lines]

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[name] for name in self.lines]
