"""What a team writes about a service: how much, in the plan's own unit, and how the delivery model was chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.choices import Model, Pattern
from alongside.plans.models import PlannedService
from alongside.plans.rules.decision import CRITERIA
from alongside.portals.therapist.plan_forms import date_field
from alongside.portals.therapist.plan_words import ASKED

#: How many steps of a receding service the form offers.
STEPS = 3


class PlannedServiceForm(forms.ModelForm):  # type: ignore[type-arg]
    """A service in the plan's own unit."""

    starts = date_field(_("From"))
    ends = date_field(_("First day without it"), required=False)
    pattern = forms.ChoiceField(
        label=_("Over the weeks"), choices=Pattern.choices, widget=forms.RadioSelect, initial=Pattern.STEADY
    )
    therapists: Any = forms.ModelMultipleChoiceField(
        None,
        label=_("Given by"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose nobody, and any therapist of this discipline may give it."),
    )

    class Meta:
        model = PlannedService
        fields = (
            "times",
            "per",
            "minutes",
            "starts",
            "ends",
            "pattern",
            "therapists",
            "max_group",
            "group",
            "min_days_apart",
            "priority",
        )
        labels = {
            "times": _("How many times"),
            "per": _("In each"),
            "minutes": _("Minutes each time"),
            "max_group": _("Children at a time, at most"),
            "group": _("Group word"),
            "min_days_apart": _("Days between two times, at least"),
            "priority": _("Priority"),
        }
        help_texts = {
            "max_group": _("1 means alone; 4 is the most."),
            "group": _("Outside class, children come together only where this word is the same."),
            "min_days_apart": _("1 means never twice on one day."),
            "priority": _("1 to 5; 5 finds its place first when not all can."),
        }
        widgets = {
            "minutes": forms.NumberInput(attrs={"min": 5, "max": 240, "step": 5}),
            "priority": forms.NumberInput(attrs={"min": 1, "max": 5}),
        }

    def __init__(self, viewer: Viewer, discipline: Discipline, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        therapists: Any = self.fields["therapists"]
        therapists.queryset = people.therapists_for(viewer).filter(discipline=discipline)
        steps = list(self.instance.steps)
        if self.instance._state.adding:
            self.fields["starts"].initial = viewer.on
            self.fields["times"].initial, self.fields["minutes"].initial = 2, 30
        else:
            therapists.initial = list(self.instance.therapists.all())
        for place in range(STEPS):
            kept = steps[place] if place < len(steps) else {}
            self.fields[f"from_{place}"] = forms.IntegerField(
                label=_("After so many weeks"),
                required=False,
                min_value=1,
                max_value=60,
                initial=kept.get("from"),
            )
            self.fields[f"times_{place}"] = forms.IntegerField(
                label=_("So many times"),
                required=False,
                min_value=1,
                max_value=200,
                initial=kept.get("times"),
            )

    @property
    def steps_are_odd(self) -> bool:
        """True where something in the steps has to be seen."""
        return any(self[f"{half}_{place}"].errors for half in ("from", "times") for place in range(STEPS))

    @property
    def step_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The steps of a receding service, each as its week and its times."""
        return [(self[f"from_{place}"], self[f"times_{place}"]) for place in range(STEPS)]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        steps = [
            (values.pop(f"from_{place}", None), values.pop(f"times_{place}", None)) for place in range(STEPS)
        ]
        if values.get("pattern") == Pattern.RECEDING:
            for place, (weeks, times) in enumerate(steps):
                if (weeks is None) != (times is None):
                    self.add_error(f"from_{place}", _("Write both the week and the times, or neither."))
        values["steps"] = [
            {"from": weeks, "times": times}
            for weeks, times in steps
            if weeks is not None and times is not None
        ]
        if values.get("pattern") != Pattern.RECEDING:
            values["steps"] = []
        return values

    def _post_clean(self) -> None:
        """A form cleans and never writes into the service: the action does, and its rules say what does not fit."""


class DecisionForm(forms.Form):
    """The answers to the criteria, who was asked, and what the team chose and why."""

    asked = forms.MultipleChoiceField(
        label=_("Who was asked"), required=False, choices=ASKED, widget=forms.CheckboxSelectMultiple
    )
    model = forms.ChoiceField(label=_("The team’s choice"), choices=Model.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the team chose this; a sentence is enough.")},
    )
    look_again_on = date_field(
        _("The team looks again on"),
        error_messages={"required": _("Choose a day to come on which the team looks again.")},
    )

    def __init__(self, *args: Any, answers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in CRITERIA:
            self.fields[criterion.key] = forms.ChoiceField(
                label=str(criterion.question),
                required=False,
                initial=answers.get(criterion.key, ""),
                choices=[(answer.key, answer.label) for answer in criterion.answers],
                widget=forms.RadioSelect,
            )

    @property
    def criteria(self) -> list[tuple[forms.BoundField, Any]]:
        """Each question's field with where the question comes from."""
        return [(self[criterion.key], criterion.source) for criterion in CRITERIA]

    def typed(self) -> dict[str, Any]:
        """What stands in the fields besides the answers, as it was typed."""
        return {name: self[name].value() for name in ("asked", "model", "reason", "look_again_on")}

    def answered(self) -> dict[str, str]:
        """The answers to the criteria as far as they are known ones."""
        return {
            criterion.key: str(value)
            for criterion in CRITERIA
            if (value := self[criterion.key].value()) in {answer.key for answer in criterion.answers}
        }
