"""What a coordinator writes about classes: their name and limits, their day, and what each part of it admits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.actions import NewRoutine, SubjectMeaning
from alongside.classrooms.choices import PullOut, PushIn, RoutineKind
from alongside.classrooms.models import Routine
from alongside.people import queries as people
from alongside.people.choices import Role
from alongside.people.models import School, StaffMember
from alongside.people.rules import Viewer
from alongside.portals.coordinator.facts_forms import MinuteOfDayField, date_field

SPARE_LINES = 5


class LimitsForm(forms.Form):
    """How many visits a class takes."""

    max_visitors = forms.IntegerField(
        label=_("Visitors at a time"),
        min_value=1,
        max_value=10,
        help_text=_("How many therapists may work in the room at once."),
    )
    max_visits_per_day = forms.IntegerField(
        label=_("Visits a day, at most"), min_value=1, max_value=50, required=False
    )


class ClassroomForm(LimitsForm):
    """A class by hand."""

    school: forms.ModelChoiceField[School] = forms.ModelChoiceField(None, label=_("School"))
    name = forms.CharField(label=_("Name"), max_length=80)
    year_group = forms.CharField(label=_("Year"), max_length=40, required=False)
    field_order = ("school", "name", "year_group")

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.queryset = people.schools_for(viewer)
        if len(school.queryset) == 1:
            school.initial = school.queryset[0].pk
        self.fields["max_visitors"].initial = 1


class PostForm(forms.Form):
    """A teacher of the class from a day."""

    teacher: forms.ModelChoiceField[StaffMember] = forms.ModelChoiceField(None, label=_("Teacher"))
    starts = date_field(_("From"))

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teacher: Any = self.fields["teacher"]
        teacher.queryset = people.staff_for(viewer).filter(role=Role.TEACHER)
        self.fields["starts"].initial = viewer.on


@dataclass(frozen=True)
class TitleRow:
    """The routines of one title in a class's week: what they are, how often, how long in all."""

    title: str
    kind: str
    push_in: str
    pull_out: str
    times: int
    minutes: int

    @property
    def kind_word(self) -> Any:
        return RoutineKind(self.kind).label

    @property
    def push_in_word(self) -> Any:
        return PushIn(self.push_in).label

    @property
    def pull_out_word(self) -> Any:
        return PullOut(self.pull_out).label


def title_rows(routines: Iterable[Routine]) -> list[TitleRow]:
    """A class's week by title, in the order of the day."""
    found: dict[str, list[Routine]] = {}
    for routine in sorted(routines, key=lambda each: each.starts):
        found.setdefault(routine.title, []).append(routine)
    return [
        TitleRow(
            title,
            same[0].kind,
            same[0].push_in,
            same[0].pull_out,
            len(same),
            sum(each.ends - each.starts for each in same),
        )
        for title, same in found.items()
    ]


class FlagsForm(forms.Form):
    """For each title its kind and flags; the clean values have `meanings` by title, and `everywhere`."""

    def __init__(self, rows: Sequence[TitleRow], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = list(rows)
        for number, row in enumerate(self.titles):
            choices = (
                ("kind", RoutineKind, _("kind")),
                ("push_in", PushIn, _("push-in")),
                ("pull_out", PullOut, _("pull-out")),
            )
            for part, enumeration, word in choices:
                self.fields[f"{part}_{number}"] = forms.ChoiceField(
                    label=f"{row.title}: {word}",
                    choices=enumeration.choices,
                    initial=getattr(row, part),
                    widget=forms.Select(attrs={"aria-label": f"{row.title}: {word}", "class": "select-sm"}),
                )
            self.fields[f"everywhere_{number}"] = forms.BooleanField(
                label=_("In all classes"),
                required=False,
                widget=forms.CheckboxInput(
                    attrs={
                        "aria-label": str(_("{title}: in all classes of this school")).format(title=row.title)
                    }
                ),
            )

    @property
    def rows(
        self,
    ) -> list[tuple[TitleRow, forms.BoundField, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each title with its four fields."""
        return [
            (
                row,
                self[f"kind_{number}"],
                self[f"push_in_{number}"],
                self[f"pull_out_{number}"],
                self[f"everywhere_{number}"],
            )
            for number, row in enumerate(self.titles)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.errors:
            return values
        meanings, everywhere = {}, []
        for number, row in enumerate(self.titles):
            said = (values[f"kind_{number}"], values[f"push_in_{number}"], values[f"pull_out_{number}"])
            for_all = values[f"everywhere_{number}"]
            if for_all or said != (row.kind, row.push_in, row.pull_out):
                meanings[row.title] = SubjectMeaning(RoutineKind(said[0]), PushIn(said[1]), PullOut(said[2]))
            if for_all:
                everywhere.append(row.title)
        return {"meanings": meanings, "everywhere": everywhere}


class ClassDayForm(forms.Form):
    """A class's week as a grid: times down, days across, in each cell what the class does.

    `known` says what a title means; the clean values have `holds_from` and `routines`.
    """

    holds_from = date_field(_("This day holds from"))

    def __init__(
        self,
        days: Sequence[str],
        routines: Iterable[Routine],
        known: Callable[[str, int], tuple[str, str, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.days, self.known = tuple(days), known
        lines: dict[tuple[int, int], dict[str, str]] = {}
        for routine in routines:
            lines.setdefault((routine.starts, routine.ends), {})[routine.day] = routine.title
        kept: list[tuple[tuple[int | None, int | None], dict[str, str]]] = sorted(lines.items())
        wanted = self.data.get("lines") if self.is_bound else None
        count = min(int(wanted), 200) if wanted and str(wanted).isdigit() else len(kept) + SPARE_LINES
        kept += [((None, None), {})] * (count - len(kept))
        for line, (span, cells) in enumerate(kept[:count]):
            self._add_line(line, span, cells)
        self.lines = count

    def _add_line(self, line: int, span: tuple[int | None, int | None], cells: dict[str, str]) -> None:
        for part, label, initial in (("starts", _("from"), span[0]), ("ends", _("to"), span[1])):
            said = str(_("Line {line}: {part}")).format(line=line + 1, part=label)
            field = MinuteOfDayField(label=said, required=False)
            field.initial = initial
            field.widget.attrs["aria-label"] = said
            self.fields[f"{part}_{line}"] = field
        for place, day in enumerate(self.days):
            said = str(_("Line {line}: {part}")).format(line=line + 1, part=day)
            self.fields[f"cell_{line}_{place}"] = forms.CharField(
                label=said,
                required=False,
                max_length=120,
                initial=cells.get(day, ""),
                widget=forms.TextInput(attrs={"aria-label": said, "list": "titles"}),
            )

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, list[tuple[str, forms.BoundField]]]]:
        """Each line: from, to, and the cell of each day."""
        return [
            (
                self[f"starts_{line}"],
                self[f"ends_{line}"],
                [(day, self[f"cell_{line}_{place}"]) for place, day in enumerate(self.days)],
            )
            for line in range(self.lines)
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        routines = []
        for line in range(self.lines):
            cells = {day: values.get(f"cell_{line}_{place}", "") for place, day in enumerate(self.days)}
            starts, ends = values.get(f"starts_{line}"), values.get(f"ends_{line}")
            if not any(cells.values()):
                continue
            if starts is None or ends is None:
                missing = f"starts_{line}" if starts is None else f"ends_{line}"
                if missing not in self.errors:
                    self.add_error(missing, _("When is this? Write both times."))
                continue
            routines += [self._routine(day, starts, ends, title) for day, title in cells.items() if title]
        if not routines and not self.errors:
            raise forms.ValidationError(_("Write at least one part of the day, with its times."))
        return {"holds_from": values.get("holds_from"), "routines": routines}

    def _routine(self, day: str, starts: int, ends: int, title: str) -> NewRoutine:
        kind, push_in, pull_out = self.known(title, ends - starts)
        return NewRoutine(day, starts, ends, RoutineKind(kind), title, PushIn(push_in), PullOut(pull_out))
