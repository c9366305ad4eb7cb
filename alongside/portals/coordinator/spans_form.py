"""Days down, spans across: the one form in which working hours, rooms and windows are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.rules import day_in_words
from alongside.people.models import School
from alongside.portals.coordinator.facts_forms import MinuteOfDayField


class SpanFields(NamedTuple):
    """The fields of one span; `school` only where the form asks for it."""

    starts: forms.BoundField
    ends: forms.BoundField
    school: forms.BoundField | None


class Span(NamedTuple):
    """A span of a cycle day in minutes from midnight, at a school or (None) at any."""

    day: str
    starts: int
    ends: int
    school: School | None = None


class SpansForm(forms.Form):
    """So many spans a day, each from a time to a time; what is left empty is no span.

    With `same`, the first day counts for all. The clean values have `spans`, a list of `Span`.
    """

    same = forms.BooleanField(
        label=_("The same every day: take the first line for all of them"), required=False
    )

    def __init__(
        self,
        days: Sequence[str],
        spans: Iterable[Span],
        *args: Any,
        across: int = 2,
        schools: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days, self.schools = tuple(days), schools
        by_day: dict[str, list[Span]] = {day: [] for day in days}
        for span in spans:
            by_day.setdefault(span.day, []).append(span)
        self.across = max([across, *(len(each) for each in by_day.values())])
        for row, day in enumerate(self.days):
            for place in range(self.across):
                kept = by_day[day][place] if place < len(by_day[day]) else None
                self._add_span(f"{row}_{place}", day, place, kept)
        if len(self.days) < 2:
            del self.fields["same"]

    def _add_span(self, name: str, day: str, place: int, kept: Span | None) -> None:
        said = {"day": day_in_words(day), "number": place + 1}
        labels = (
            _("{day}, span {number}: from"),
            _("{day}, span {number}: to"),
            _("{day}, span {number}: school"),
        )
        written = [str(label).format(**said) for label in labels]
        for part, label in (("starts", written[0]), ("ends", written[1])):
            field = MinuteOfDayField(label=label, required=False)
            field.initial = getattr(kept, part, None)
            field.widget.attrs["aria-label"] = label
            self.fields[f"{part}_{name}"] = field
        if self.schools is not None:
            choice = forms.ModelChoiceField(
                self.schools,
                label=written[2],
                required=False,
                empty_label=_("Any school"),
                widget=forms.Select(attrs={"aria-label": written[2]}),
            )
            if kept and kept.school:
                choice.initial = kept.school.pk
            elif len(self.schools) == 1:
                choice.initial = self.schools[0].pk
            self.fields[f"school_{name}"] = choice

    @property
    def rows(self) -> list[tuple[str, list[SpanFields]]]:
        """Each day with the fields of its spans."""
        return [
            (day, [self._fields_of(f"{row}_{place}") for place in range(self.across)])
            for row, day in enumerate(self.days)
        ]

    def _fields_of(self, name: str) -> SpanFields:
        school = self[f"school_{name}"] if self.schools is not None else None
        return SpanFields(self[f"starts_{name}"], self[f"ends_{name}"], school)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        same = values.pop("same", False)
        spans = []
        for row, day in enumerate(self.days):
            for place in range(self.across):
                name = f"{row}_{place}"
                starts, ends = values.pop(f"starts_{name}", None), values.pop(f"ends_{name}", None)
                school = values.pop(f"school_{name}", None)
                if same and row:
                    continue
                if (starts is None) != (ends is None):
                    missing = "starts" if starts is None else "ends"
                    if f"{missing}_{name}" not in self.errors:
                        self.add_error(f"{missing}_{name}", _("Write both times, or neither."))
                elif starts is not None:
                    spans += [Span(each, starts, ends, school) for each in (self.days if same else (day,))]
        values["spans"] = spans
        return values
