"""Values that keep themselves as they change; two who change one at once see both at the field, and choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from alongside.people.rules import Refusal
from alongside.plans.actions.values import save_values
from alongside.plans.models import PlanVersion
from alongside.plans.rules.faults import Fault
from alongside.plans.rules.texts import Written
from alongside.plans.rules.values import Met, Outcome
from alongside.portals.shared.access import Request


class ValueField(BoundField):
    """A field with what is said beside it, and what its writer saw in it."""

    form: ValuesForm

    def __init__(self, form: Any, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        self.said: list[str] = []
        self.met: Met | None = None
        self.standing: BoundField = self

    @property
    def slot(self) -> str:
        """What the parts of this field on the page are called, in a form of its own or among several alike."""
        return self.form.slot(self.name)

    @property
    def seen(self) -> Any:
        """Hidden fields that say what stands here, so that an answer tells what it began from."""
        return self.standing.as_hidden(attrs={"id": False}, only_initial=True)

    @property
    def has_changed(self) -> bool:
        """Whether its writer changed it."""
        return self.name in self.form.changed_data

    @property
    def sentences(self) -> list[str]:
        """What is wrong with what stands in it: that it could not be kept, or does not fit."""
        return [*map(str, self.errors)] or ([] if self.met else self.said)


class ValuesForm(forms.BaseForm):
    """A form whose fields are kept one by one. It sends along what its writer saw (`initial-…`, as Django calls it).

    Several fields may be one value: `part_of` names it, and `fold` makes it. `texts` keep themselves where a script
    runs, and are sent with the values where none does.
    """

    bound_field_class = ValueField
    use_required_attribute = False
    part_of: Mapping[str, str] = {}
    texts: Sequence[str] = ()

    #: What to say where all is kept, and something is left to say at a field.
    odd: Any = _lazy("Kept. One field does not fit yet; the plan waits with it.")

    def slot(self, name: str) -> str:
        """The name of a field on the page, without Django's usual prefix."""
        return (str(self.auto_id) % name).removeprefix("id_")

    @property
    def state(self) -> str:
        """The id of the line that says what became of the form."""
        return self.slot("state")

    def fold(self, values: dict[str, Any]) -> dict[str, Any]:
        """Makes the values that are written in several fields."""
        return values

    @cached_property
    def seen(self) -> dict[str, Any]:
        """What the writer saw in each field, by value; empty where the form does not say."""
        if not any(bound.html_initial_name in self.data for bound in self):
            return {}
        return self.fold({bound.name: self._seen(bound) for bound in self})

    def _seen(self, bound: BoundField) -> Any:
        raw = bound.field.hidden_widget().value_from_datadict(self.data, self.files, bound.html_initial_name)
        with suppress(forms.ValidationError):
            return bound.field.clean(raw)
        with suppress(forms.ValidationError):  # A choice that is offered no longer was seen all the same.
            return bound.field.to_python(raw)
        return None

    @cached_property
    def changed_data(self) -> list[str]:
        """The fields that differ from what their writer saw; where the form does not say, from what stands."""
        if not self.seen:
            return list(super().changed_data)
        return [bound.name for bound in self if bound.field.has_changed(self._seen(bound), bound.data)]

    def changed(self) -> dict[str, Any]:
        """The values that the writer changed, as far as each field can hold what is in it."""
        names = {self.part_of.get(name, name) for name in self.changed_data}
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def clean(self) -> dict[str, Any]:
        return self.fold(super().clean() or self.cleaned_data)

    def _post_clean(self) -> None:
        """A form cleans and never writes into its row: the action does, and its rules say what does not fit."""


def is_script(request: Request) -> bool:
    """Whether the page itself sent a value as it changed, and stays as it is."""
    return bool(request.headers.get("HX-Request"))


def keep(request: Request, form: ValuesForm, version: PlanVersion, target: Written) -> Outcome:
    """Keeps what was changed in a form, but for what still waits for a choice between two values."""
    form.is_valid()
    values = form.changed()
    for name in (
        *_waiting(request),
        request.POST.get("theirs", ""),
        *(form.texts if is_script(request) else ()),
    ):
        values.pop(name, None)
    try:
        outcome = save_values(
            version=version,
            target=target,
            values=values,
            seen=form.seen,
            by=request.viewer,
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return Outcome()
    for fault in outcome.refused:
        form.add_error(_field_of(form, fault.field), fault.sentence)
    return outcome


def whole(form: ValuesForm, name: str) -> str:
    """The value that a field is, or is part of."""
    return form.part_of.get(name, name)


def show(form: ValuesForm, fresh: ValuesForm, outcome: Outcome, faults: Sequence[Fault]) -> None:
    """Puts at each field of an answered form what became of it; `fresh` is the form of what stands now."""
    met = {each.field: each for each in outcome.met}
    for bound in values_in(form):
        name = whole(form, bound.name)
        if name in met and _field_of(form, name) == bound.name:
            bound.met = met[name]
        if name in outcome.kept or name in met:
            bound.standing = fresh[bound.name]
    say(form, faults)
    say(fresh, faults)


def say(form: ValuesForm, faults: Sequence[Fault]) -> None:
    """Puts at each field the sentences about it."""
    for bound in values_in(form):
        bound.said = [fault.sentence for fault in faults if _field_of(form, fault.field) == bound.name]


def values_in(form: ValuesForm) -> list[ValueField]:
    """The fields of a form, as what they are."""
    return [bound for bound in form if isinstance(bound, ValueField)]


def answer(
    request: Request,
    form: ValuesForm,
    fresh: ValuesForm,
    outcome: Outcome,
    template: str = "therapist/plans/values_answer.html",
    **context: Any,
) -> HttpResponse:
    """What a page that stays needs to know: what was kept, what is said at each field, and which values met."""
    theirs, waiting = request.POST.get("theirs", ""), _waiting(request)
    fields = [each for each in values_in(form) if whole(form, each.name) not in {*waiting, theirs}]
    told = {
        "form": form,
        "fields": fields,
        "chosen": [each for each in values_in(fresh) if whole(fresh, each.name) == theirs],
        "kept": [each for each in fields if each.standing is not each],
        "new": [each for each in fields if each.standing is not each and not each.met and each.has_changed],
        "is_met": bool(outcome.met or waiting),
        "is_odd": any(each.said for each in fields),
    }
    return render(request, template, told | context)


def is_settled(form: ValuesForm, outcome: Outcome) -> bool:
    """Whether all of an answered form is kept and nothing is left to say."""
    return not form.errors and not outcome.met and not any(each.said for each in values_in(form))


def tell(request: Request, form: ValuesForm, outcome: Outcome, kept: str) -> None:
    """Says above the next page what became of a small form, where no script shows it in place."""
    wrong = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
    for met in outcome.met:
        wrong.append(f"{met.sentence} {_('What you wrote stands under “Set aside” on the plan.')}")
    for sentence in wrong:
        messages.error(request, sentence)
    if not wrong:
        messages.success(request, kept)


def _waiting(request: Request) -> set[str]:
    """The values that somebody was asked to choose about on this page, and has not yet."""
    if not is_script(request):
        return set()
    return set(request.POST.getlist("waiting")) - {request.POST.get("mine"), request.POST.get("theirs")}


def _field_of(form: ValuesForm, name: str) -> str | None:
    if name in form.fields:
        return name
    return next((part for part, whole in form.part_of.items() if whole == name), None)
