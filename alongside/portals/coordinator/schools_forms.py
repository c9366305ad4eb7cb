"""What a coordinator writes about schools: how their days turn, terms, days off, rooms, the ways between them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import CycleKind
from alongside.people import queries as people
from alongside.people.models import School
from alongside.people.rules import Viewer
from alongside.portals.coordinator.facts_forms import MinuteOfDayField, date_field

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]


class SchoolForm(forms.Form):
    """A school by hand."""

    name = forms.CharField(label=_("Name of the school"), max_length=120)


class CycleForm(forms.Form):
    """How a school's days turn; the clean values are those of `set_cycle`."""

    kind = forms.TypedChoiceField(
        label=_("The timetable is"),
        choices=CycleKind.choices,
        coerce=CycleKind,
        widget=forms.RadioSelect,
        initial=CycleKind.WEEKDAY.value,
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("School is held on"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=[0, 1, 2, 3, 4],
    )
    first = forms.TypedChoiceField(label=_("The first day is a"), choices=WEEKDAYS, coerce=int, initial=0)
    days = forms.CharField(
        label=_("Names of the days, in order"),
        initial="Mon, Tue, Wed, Thu, Fri",
        help_text=_(
            "With commas between them, as in your class timetable. Two weeks have twice as many: “Mon A, … Fri B”."
        ),
    )
    anchor_on = date_field(
        _("A date that is the first day"),
        help_text=_("Counting begins there; usually the first day of school."),
    )

    def clean_days(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["days"].split(",")]
        return [name for name in names if name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first = values.pop("first", None)
        kind, days, weekdays = values.get("kind"), values.get("days"), values.get("weekdays")
        if first is not None and weekdays:
            if first not in weekdays:
                self.add_error("first", _("School is not held on that day. Choose one on which it is."))
            weekdays = values["weekdays"] = sorted(weekdays, key=lambda weekday: (weekday - first) % 7)
        if not (kind and days and weekdays) or kind is CycleKind.ROTATION:
            return values
        weeks = 2 if kind is CycleKind.FORTNIGHT else 1
        values["weekdays"] = weekdays * weeks
        if len(days) != len(values["weekdays"]):
            sentence = _("School is held on {wanted} days, but {named} are named. Name each day once.")
            self.add_error("days", str(sentence).format(wanted=len(values["weekdays"]), named=len(days)))
        return values


class TermForm(forms.Form):
    """A term as schools say it, with its last day; the clean values have the first day after it."""

    name = forms.CharField(label=_("Name"), max_length=80)
    starts = date_field(_("First day"))
    last = date_field(_("Last day"))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        last = values.pop("last", None)
        if last is not None:
            values["ends"] = last + timedelta(days=1)
            if values.get("starts") and last < values["starts"]:
                self.add_error("last", _("The last day lies before the first. Give it a later one."))
        return values


class DaysOffForm(forms.Form):
    """A day or several in a row without school."""

    reason = forms.CharField(label=_("Why"), max_length=120)
    first = date_field(_("First day without school"))
    last = date_field(_("Last day without school"), required=False, help_text=_("Empty: that one day."))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        values["last"] = values.get("last") or values.get("first")
        return values


class RoomForm(forms.Form):
    """A room for pull-out work, free at the same hours every day; its page knows single days."""

    name = forms.CharField(label=_("Name of the room"), max_length=80)
    starts = MinuteOfDayField(label=_("Free from"), initial=8 * 60 + 30)
    ends = MinuteOfDayField(label=_("Free to"), initial=15 * 60)


class WayForm(forms.Form):
    """The minutes between two schools."""

    one: forms.ModelChoiceField[School] = forms.ModelChoiceField(None, label=_("From"))
    other: forms.ModelChoiceField[School] = forms.ModelChoiceField(None, label=_("To"))
    minutes = forms.IntegerField(label=_("Minutes, the same both ways"), min_value=0, max_value=240)

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("one", "other"):
            field: Any = self.fields[name]
            field.queryset = people.schools_for(viewer)
