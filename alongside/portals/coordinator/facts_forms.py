"""What the forms of facts share: times of day, days of the cycle, dates; and the page that is one form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request

STEP_SECONDS = 300
"""Timetables are written in steps of five minutes."""
NO_TIME = _("Write a time as hours and minutes, for example 08:30.")


class MinuteOfDayField(forms.TimeField):
    """A time of day as minutes from midnight."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time", "step": STEP_SECONDS}, format="%H:%M")
        super().__init__(**{"widget": widget, "error_messages": {"invalid": NO_TIME}, **kwargs})

    def to_python(self, value: Any) -> Any:
        time = super().to_python(value)
        return None if time is None else time.hour * 60 + time.minute

    def prepare_value(self, value: Any) -> Any:
        return dt.time(value // 60, value % 60) if isinstance(value, int) and value < 24 * 60 else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


def date_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A date from the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


def day_choices(days: Iterable[str]) -> list[tuple[str, str]]:
    """The days of a cycle as a field's choices."""
    return [(day, day) for day in days]


@dataclass(frozen=True)
class Head:
    """What stands around the one form of a page: its name, a sentence, its button, and pairs of the way back up."""

    title: Any
    sentence: Any
    button: Any
    crumbs: tuple[Any, ...]

    @property
    def up(self) -> Any:
        """Where "back" leads: the last address on the way up."""
        return self.crumbs[-1]


def form_page(
    request: Request,
    form: Any,
    act: Callable[..., object],
    head: Head,
    *,
    said: Any,
    to: str | Callable[[Any], str],
    template: str = "coordinator/facts/form.html",
    **context: Any,
) -> HttpResponse:
    """Shows a form; once it is filled in, calls one action and goes on, or says above the form what was refused.

    `act` gets the form's clean values by name; `said` is the sentence afterwards, `to` the address, or a function
    that makes it of what the action returned.
    """
    if request.method == "POST" and form.is_valid():
        try:
            done = act(**form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, said)
            return redirect(to(done) if callable(to) else to)
    return render(request, template, {"form": form, "head": head, **context})
