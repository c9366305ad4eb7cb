"""What a team writes about a service: how much, in the plan's own unit, and how the delivery model was chosen."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.people import queries as people
from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.plans.choices import Asked, MakeUp, Model, Pattern
from alongside.plans.models import PlannedService
from alongside.plans.rules.decision import CRITERIA
from alongside.portals.therapist.plan_forms import date_field
from alongside.portals.therapist.plan_values import ValuesForm

#: How many steps of a receding service the form offers.
STEPS = 3


class PlannedServiceForm(ValuesForm, forms.ModelForm):  # type: ignore[type-arg]
    """A service in the plan's own unit."""

    part_of = {f"{half}_{place}": "steps" for half in ("from", "times") for place in range(STEPS)}
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

    make_up = forms.ChoiceField(
        label=_("Missed sessions that are made up"),
        required=False,
        choices=MakeUp.choices,
        widget=forms.RadioSelect,
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
            "make_up",
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
        named: list[Any] = []
        steps = list(self.instance.steps)
        if self.instance._state.adding:
            self.fields["starts"].initial = viewer.on
            self.fields["times"].initial, self.fields["minutes"].initial = 2, 30
        else:
            named = list(self.instance.therapists.all())
        can_give = Q(discipline=discipline) | Q(pk__in=[each.pk for each in named])
        therapists.queryset = people.therapists_for(viewer).filter(can_give)
        therapists.initial = named
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
        return any(each.sentences or each.met for row in self.step_rows for each in row)

    @property
    def step_rows(self) -> list[tuple[Any, Any]]:
        """The steps of a receding service, each as its week and its times."""
        return [(self[f"from_{place}"], self[f"times_{place}"]) for place in range(STEPS)]

    def fold(self, values: dict[str, Any]) -> dict[str, Any]:
        pairs = [
            (values.pop(f"from_{place}", None), values.pop(f"times_{place}", None)) for place in range(STEPS)
        ]
        whole = [{"from": weeks, "times": times} for weeks, times in pairs if None not in (weeks, times)]
        return values | {"steps": whole}

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        values = super().clean()
        for place in range(STEPS):
            weeks, times = f"from_{place}", f"times_{place}"
            is_half = (typed.get(weeks) is None) != (typed.get(times) is None)
            if is_half and not self.has_error(weeks) and not self.has_error(times):
                self.add_error(weeks, _("Write both the week and the times, or neither."))
        if any(self.has_error(part) for part in self.part_of):
            values.pop("steps")
        return values


class DecisionForm(ValuesForm, forms.Form):
    """The answers to the criteria, who was asked, and what the team chose and why."""

    texts = ("reason",)
    odd = _("Kept. One field is still open.")
    asked = forms.MultipleChoiceField(
        label=_("Who was asked"),
        required=False,
        choices=Asked.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    model = forms.ChoiceField(
        label=_("The team’s choice"), required=False, choices=Model.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    look_again_on = date_field(_("The team looks again on"), required=False)

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
