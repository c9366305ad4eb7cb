"""What a coordinator says of a file: which, what its columns, days and subjects mean, and what to take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import CycleKind, PullOut, PushIn, RoutineKind
from alongside.classrooms.rules import day_in_words
from alongside.exchange.choices import ImportKind
from alongside.exchange.models import ImportRun
from alongside.exchange.rules.days import WEEKDAY_NAMES, days_for_form
from alongside.exchange.rules.runs import fields_of
from alongside.exchange.rules.subjects import Meaning
from alongside.exchange.rules.words import in_words
from alongside.people.models import School
from alongside.schooltime.clock import clock

FIELDS = {
    "id": _("Child’s id"), "full_name": _("Full name"), "given_name": _("Given name"),
    "family_name": _("Family name"), "class": _("Class"), "year_group": _("Year"), "school": _("School"),
    "birth_date": _("Birthday"), "teacher": _("Teacher"), "guardian_name": _("Guardian’s name"),
    "guardian_email": _("Guardian’s e-mail"), "child_id": _("Child’s id"), "child_name": _("Child’s name"),
    "discipline": _("Therapy"), "times": _("How often"), "per": _("In each (week, fortnight)"),
    "minutes": _("Minutes"), "delivery": _("In class or outside"), "therapists": _("Therapist"),
    "max_group": _("Largest group"), "priority": _("Priority"), "starts": _("From"),
}  # fmt: skip
"""The fields of lists in words."""
MAIN = ("full_name", "given_name", "family_name", "class", "child_name", "discipline", "times", "minutes")
"""The fields that a list hardly does without; they stand first."""
NOTHING = "–"
"""Chosen where a field has no column, or a day is left out."""


class SeveralFiles(forms.ClearableFileInput):
    """Takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A list of uploaded files, none of them empty."""

    widget = SeveralFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_empty_file=True, **options)  # the reader says it better than Django does

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        one = super().clean
        chosen = [each for each in (data if isinstance(data, (list, tuple)) else [data]) if each]
        if not chosen:
            one(None, initial)
        return [one(each, initial) for each in chosen]


class KindForm(forms.Form):
    """What a file is, where the person wants to say it."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        required=False,
        choices=[("", _("Find out from the file")), *ImportKind.choices],
    )


class StartForm(KindForm):
    """The files, or a folder of them, and what they are where the person wants to say it."""

    file = FilesField(
        label=_("File"),
        required=False,
        help_text=_("A zip, CSV or XLSX, or a .fet file. Several at once if each class has its own."),
    )
    folder = FilesField(
        label=_("Or a whole folder"),
        required=False,
        widget=SeveralFiles(attrs={"webkitdirectory": True}),
        help_text=_("For a OneRoster export that is not zipped."),
    )

    def named(self) -> list[tuple[str, bytes]]:
        """The files as (name, bytes)."""
        chosen = [*self.cleaned_data["file"], *self.cleaned_data["folder"]]
        return [(each.name or "file", each.read()) for each in chosen]


class SchoolFields(forms.Form):
    """A school that is here, or the name of a new one."""

    school: Any = forms.ModelChoiceField(
        queryset=None, required=False, label=_("School"), empty_label=_("A new school:")
    )
    new_school = forms.CharField(max_length=120, required=False, label=_("Name of the new school"))

    def offer(self, schools: Any, proposed: School | None, name: str = "") -> None:
        """Sets the schools to choose from and the one that is proposed."""
        field: Any = self.fields["school"]
        field.queryset = schools
        field.initial = proposed
        self.fields["new_school"].initial = name
        if not schools.exists():
            field.widget = forms.HiddenInput()
            self.fields["new_school"].label = _("Name of the school")


class ColumnsForm(SchoolFields):
    """Which column holds which field; each heading is shown with a few of its values."""

    def __init__(self, run: ImportRun, schools: Any, proposed: School | None, *args: Any) -> None:
        super().__init__(*args)
        kind = ImportKind(run.kind)
        guess = run.choices.get("columns") or run.found["guess"]
        headings: list[tuple[str, Any]] = [(NOTHING, _("Not in this file"))]
        for heading in run.found["header"]:
            samples = ", ".join(run.found["samples"].get(heading, ()))
            shown = in_words(heading)
            headings.append((heading, f"{shown}: {samples}"[:90] if samples else shown))
        self.mapped = [*(field for field in MAIN if field in fields_of(kind))]
        self.mapped += [field for field in fields_of(kind) if field not in self.mapped]
        for field in self.mapped:
            self.fields[f"column_{field}"] = forms.ChoiceField(
                label=FIELDS[field], choices=headings, initial=guess.get(field, NOTHING)
            )
        if kind is ImportKind.ROSTER:
            self.offer(schools, proposed, run.choices.get("new_school", ""))
            self.fields["school"].help_text = _("For the rows that name no school.")
        else:
            del self.fields["school"], self.fields["new_school"]

    def columns(self) -> dict[str, str]:
        """The heading of each field that has one."""
        chosen = {field: self.cleaned_data[f"column_{field}"] for field in self.mapped}
        return {field: heading for field, heading in chosen.items() if heading != NOTHING}

    def bound(self) -> Iterator[forms.BoundField]:
        """Each field's choice of a column."""
        for field in self.mapped:
            yield self[f"column_{field}"]


class DaysForm(SchoolFields):
    """Whose timetable, from when, which day is which, and bell times where the file has none."""

    holds_from = forms.DateField(
        label=_("It holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cycle_kind = forms.ChoiceField(
        label=_("How the days turn"),
        choices=CycleKind.choices,
        help_text=_("Kept for the school if it has no days yet; else the school’s own days stay."),
    )

    def __init__(
        self,
        run: ImportRun,
        schools: Any,
        proposed: School | None,
        cycles: dict[Any, list[str]],
        today: Any,
        *args: Any,
    ) -> None:
        super().__init__(*args)
        said = {**run.choices.get("proposed", {}), **run.choices}
        self.offer(schools, proposed, run.choices.get("new_school", "") if proposed is None else "")
        self.fields["holds_from"].initial = said.get("holds_from", today)
        self.fields["cycle_kind"].initial = said.get("cycle_kind", run.found["cycle_kind"])
        self._days(run, cycles, said.get("days", {}))
        self._bells(run, said.get("bells", {}))

    def _days(self, run: ImportRun, cycles: dict[Any, list[str]], said: dict[str, str]) -> None:
        school = self.fields["school"].initial
        cycle_days = cycles.get(school.pk, []) if school else []
        proposed = days_for_form(run.found["days"], cycle_days)
        weekdays = {day["name"]: day["weekday"] for day in run.found["days"]}
        named = dict.fromkeys([*WEEKDAY_NAMES, *(day for days in cycles.values() for day in days)])
        self.days = {name: f"day_{place}" for place, name in enumerate(proposed)}
        for name, field in self.days.items():
            day = said.get(name, proposed[name])
            if day not in ("", *(cycle_days or (*WEEKDAY_NAMES, name))):
                day = proposed[name]  # it was said before the school had these days
            own = [] if weekdays[name] else [name]  # a numbered day may keep its name
            options = [
                (NOTHING, _("Leave out")),
                *((day, day_in_words(day)) for day in dict.fromkeys([*own, *named])),
            ]
            self.fields[field] = forms.ChoiceField(label=name, choices=options, initial=day or NOTHING)

    def _bells(self, run: ImportRun, said: dict[str, list[int]]) -> None:
        asked = [slot for slot in run.found["slots"] if slot["guessed"] or slot["end"] is None]
        self.bells = {slot["name"]: (f"from_{place}", f"to_{place}") for place, slot in enumerate(asked)}
        for slot in asked:
            known = said.get(slot["name"], (slot["start"], slot["end"]))
            for name, minutes in zip(self.bells[slot["name"]], known, strict=True):
                self.fields[name] = forms.TimeField(
                    required=False,
                    label=slot["name"],
                    initial=clock(minutes) if minutes is not None else None,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )

    def chosen_days(self) -> dict[str, str]:
        """For each day of the file the day that it is, "" to leave it out."""
        chosen = {name: self.cleaned_data[field] for name, field in self.days.items()}
        return {name: "" if day == NOTHING else day for name, day in chosen.items()}

    def chosen_bells(self) -> dict[str, tuple[int, int]]:
        """The periods whose start and end are both given, in minutes from midnight."""
        bells = {}
        for name, fields in self.bells.items():
            starts, ends = (self.cleaned_data[field] for field in fields)
            if starts and ends:
                bells[name] = starts.hour * 60 + starts.minute, ends.hour * 60 + ends.minute
        return bells

    def day_fields(self) -> list[forms.BoundField]:
        """The choices of days."""
        return [self[field] for field in self.days.values()]

    def bell_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField]]:
        """Each period with its start and end."""
        return [(name, self[starts], self[ends]) for name, (starts, ends) in self.bells.items()]


class SubjectsForm(forms.Form):
    """What each subject is in the day of a class, and which class here each class of the file is."""

    def __init__(
        self, run: ImportRun, meanings: dict[str, Meaning], classes: list[tuple[Any, str]], *args: Any
    ) -> None:
        super().__init__(*args)
        self.subjects = [(f"s{place}", subject) for place, subject in enumerate(run.found["subjects"])]
        self.meanings = meanings
        for prefix, subject in self.subjects:
            self._subject(prefix, subject["name"], meanings[subject["name"]])
        by_name = {name.casefold(): str(id) for id, name in classes}
        options = [("", _("A new class")), *((str(id), name) for id, name in classes), ("-", _("Leave out"))]
        said = run.choices.get("classes", {})
        self.classes = {name: f"c{place}" for place, name in enumerate(run.found["classes"])}
        for name, field in self.classes.items():
            initial = said.get(name, by_name.get(name.casefold(), ""))
            self.fields[field] = forms.ChoiceField(
                label=name, choices=options, required=False, initial=initial
            )
        self.new_classes = sum(self.fields[field].initial == "" for field in self.classes.values())

    def _subject(self, prefix: str, name: str, meaning: Meaning) -> None:
        choices = {
            "kind": (RoutineKind.choices, meaning.kind, _("What {name} is")),
            "push_in": (PushIn.choices, meaning.push_in, _("Therapist in {name}")),
            "pull_out": (PullOut.choices, meaning.pull_out, _("Child taken out of {name}")),
        }
        for key, (options, initial, label) in choices.items():
            self.fields[f"{prefix}_{key}"] = forms.ChoiceField(
                label=str(label).format(name=in_words(name)), choices=options, initial=initial
            )
        parts = [*meaning.parts[:-1], *[(None, "")] * 2][:2] if len(meaning.parts) > 1 else [(None, "")] * 2
        rest = meaning.parts[-1][1] if len(meaning.parts) > 1 else ""
        unsplit = [("", "–"), *RoutineKind.choices]
        for place, (minutes, kind) in enumerate(parts, start=1):
            self.fields[f"{prefix}_minutes{place}"] = forms.IntegerField(
                label=_("Minutes of part {place}").format(place=place), min_value=5, max_value=240, step_size=5,
                required=False, initial=minutes,
            )  # fmt: skip
            self.fields[f"{prefix}_part{place}"] = forms.ChoiceField(
                label=_("What part {place} is").format(place=place),
                choices=unsplit,
                required=False,
                initial=kind,
            )
        self.fields[f"{prefix}_rest"] = forms.ChoiceField(
            label=_("What the rest is"), choices=unsplit, required=False, initial=rest
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for prefix, _subject in self.subjects:
            for place in (1, 2):
                if bool(data.get(f"{prefix}_minutes{place}")) != bool(data.get(f"{prefix}_part{place}")):
                    self.add_error(
                        f"{prefix}_minutes{place}", _("A part needs both its minutes and what it is.")
                    )
        return data

    def chosen_subjects(self) -> dict[str, Meaning]:
        """What each subject means."""
        said = self.cleaned_data
        chosen = {}
        for prefix, subject in self.subjects:
            parts: list[tuple[int | None, str]] = [
                (said[f"{prefix}_minutes{place}"], said[f"{prefix}_part{place}"])
                for place in (1, 2)
                if said[f"{prefix}_minutes{place}"]
            ]
            kind = said[f"{prefix}_kind"]
            if parts:
                parts.append((None, said[f"{prefix}_rest"] or kind))
            chosen[subject["name"]] = Meaning(
                kind, said[f"{prefix}_push_in"], said[f"{prefix}_pull_out"], tuple(parts)
            )
        return chosen

    def chosen_classes(self) -> dict[str, str]:
        """The class here of each class of the file."""
        return {name: self.cleaned_data[field] for name, field in self.classes.items()}

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row of the page for each subject."""
        for prefix, subject in self.subjects:
            meaning = self.meanings[subject["name"]]
            split = [(self[f"{prefix}_minutes{place}"], self[f"{prefix}_part{place}"]) for place in (1, 2)]
            yield {
                "subject": {**subject, "name": in_words(subject["name"])},
                "kind": self[f"{prefix}_kind"],
                "push_in": self[f"{prefix}_push_in"],
                "pull_out": self[f"{prefix}_pull_out"],
                "split": split,
                "rest": self[f"{prefix}_rest"],
                "is_split": len(meaning.parts) > 1,
                "remembered": meaning.remembered,
                "errors": [error for minutes, _part in split for error in minutes.errors],
            }

    def class_fields(self) -> list[forms.BoundField]:
        """The choices of classes."""
        return [self[field] for field in self.classes.values()]


class DecideForm(forms.Form):
    """What to take of a preview."""

    changed = forms.BooleanField(required=False, initial=True, label=_("Also bring in what has changed"))
    missing = forms.BooleanField(
        required=False, label=_("End what the file no longer has"), help_text=_("Nothing is ever deleted.")
    )
    checked = forms.BooleanField(required=False, label=_("I have checked this, and it is right"))
