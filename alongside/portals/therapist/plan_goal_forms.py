"""What a team writes about a goal: how it is measured, where it must show, and the steps to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import Discipline
from alongside.plans.choices import UNITS, WITH, Dimension, Direction, Measure, Unit
from alongside.plans.models import Goal
from alongside.plans.rules.goals import plain_number
from alongside.plans.rules.parts import has_levels, takes_interval, takes_parts
from alongside.plans.rules.values import GOAL_VALUES
from alongside.portals.therapist.plan_forms import date_field
from alongside.portals.therapist.plan_values import ValuesForm

#: Where a goal must show besides the routines of the class.
HOME = ("home", _("At home"))
IMPORTANCE = ((1, _("Helpful")), (2, _("Important")), (3, _("Most important")))
DIFFICULTY = ((1, _("Within reach")), (2, _("Needs steady work")), (3, _("Hard")))


class NewGoalForm(forms.Form):
    """A goal by hand: its name and who leads it."""

    title = forms.CharField(
        label=_("The goal in a line"), max_length=120, help_text=_("For example: Asks a classmate for help.")
    )
    discipline = forms.ChoiceField(
        label=_("Led by"),
        choices=Discipline.choices,
        widget=forms.RadioSelect,
        initial=Discipline.OCCUPATIONAL,
    )


class BankForm(forms.Form):
    """What to look for in the goal bank."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    discipline = forms.ChoiceField(
        label=_("Discipline"), required=False, choices=[("", _("Every discipline")), *Discipline.choices]
    )
    age = forms.IntegerField(
        label=_("Age"), required=False, min_value=3, max_value=12, help_text=_("In years, 3 to 12.")
    )


def units_of(measure: str) -> list[tuple[str, Any]]:
    """The units that a measure can have, the usual one first; all of them while no measure is chosen."""
    units = UNITS[Measure(measure)] if measure in Measure.values else tuple(Unit)
    return [(unit.value, unit.label) for unit in units]


class LinesField(forms.Field):
    """Names, one on each line."""

    widget = forms.Textarea
    default_validators = [ProhibitNullCharactersValidator()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return [line for each in lines if (line := " ".join(str(each).split()))]


class GoalForm(ValuesForm, forms.ModelForm):  # type: ignore[type-arg]
    """How a goal is measured; its texts keep themselves."""

    measure = forms.ChoiceField(
        label=_("What is written down"), required=False, choices=[("", _("Not chosen yet")), *Measure.choices]
    )
    criterion_direction = forms.ChoiceField(
        label=_("The goal is"), choices=Direction.choices, initial=Direction.AT_LEAST
    )
    criterion_unit = forms.ChoiceField(label=_("Counted in"), required=False)
    baseline_on = date_field(_("Baseline taken on"), required=False)
    target_on = date_field(_("Reached by"), required=False)
    settings = forms.MultipleChoiceField(
        label=_("Where it must show"),
        required=False,
        choices=[*RoutineKind.choices, HOME],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sm:grid-cols-2 lg:grid-cols-3"}),
        help_text=_("A skill counts as carried over once it shows in these."),
    )
    people = forms.MultipleChoiceField(
        label=_("With whom it must show"),
        required=False,
        choices=list(WITH.items()),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "sm:grid-cols-2 lg:grid-cols-3"}),
        help_text=_("A skill is the child’s own once it shows with these too."),
    )
    importance = forms.TypedChoiceField(
        label=_("How much it matters"), choices=IMPORTANCE, coerce=int, widget=forms.RadioSelect
    )
    difficulty = forms.TypedChoiceField(
        label=_("How hard it is"), choices=DIFFICULTY, coerce=int, widget=forms.RadioSelect
    )
    scale_dimension = forms.ChoiceField(
        label=_("What changes from level to level"),
        required=False,
        choices=[("", _("Not chosen yet")), *Dimension.choices],
    )
    parts = LinesField(
        label=_("The steps, in order"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One on each line."),
    )
    interval_seconds = forms.IntegerField(
        label=_("Seconds of each interval"), required=False, help_text=_("5 to 600.")
    )

    class Meta:
        model = Goal
        fields = tuple(field for field in GOAL_VALUES if field != "discipline")
        labels = {
            "criterion_value": _("Criterion"),
            "criterion_of": _("Out of"),
            "baseline_value": _("Baseline"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        measure = self.data.get("measure") if self.is_bound else self.instance.measure
        for name in ("criterion_value", "baseline_value"):
            if self.initial.get(name) is not None:
                self.initial[name] = plain_number(self.initial[name])
        unit: Any = self.fields["criterion_unit"]
        units = units_of(measure or "")
        kept = self.data.get("criterion_unit") if self.is_bound else self.instance.criterion_unit
        if kept in Unit.values and kept not in dict(
            units
        ):  # What does not fit is kept, and said at its field.
            units.append((str(kept), Unit(kept).label))
        unit.choices = [("", _("Not chosen yet")), *units]
        self._measured = Goal(measure=measure or "", criterion_unit=kept or "")
        if has_levels(self._measured):
            self.fields["parts"].label = _("The levels, from the lowest")
            self.fields["parts"].help_text = _("One on each line; the first is level 0.")

    @property
    def takes_parts(self) -> bool:
        """Whether its measure has steps or levels to name."""
        return takes_parts(self._measured)

    @property
    def takes_interval(self) -> bool:
        """Whether its measure looks at intervals of time."""
        return takes_interval(self._measured)


class ObjectiveForm(forms.Form):
    """A step on the way to a goal."""

    text = forms.CharField(label=_("The step"), widget=forms.Textarea(attrs={"rows": 2}))
    by_on = date_field(_("Looked for by"), required=False)


class StepDayForm(ValuesForm, forms.Form):
    """The day by which a step is looked for."""

    by_on = date_field(_("Looked for by"), required=False)
