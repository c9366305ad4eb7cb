"""What is written on the day's pages: how a visit ended, where it moved, a name under a note, one thing to leave."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.capture.choices import Outcome, Reason
from alongside.capture.rules.notes import LONGEST_LEFT, LONGEST_WHY
from alongside.portals.therapist.plan_forms import date_field


class EndForm(forms.Form):
    """How a visit ended: the button that was pressed says it."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    minutes = forms.IntegerField(min_value=1, max_value=480, required=False)
    reason = forms.ChoiceField(choices=[("", ""), *Reason.choices], required=False)
    words = forms.CharField(max_length=300, required=False)


class EndInWordsForm(forms.Form):
    """The same by form, with words: for what two taps do not say."""

    outcome = forms.ChoiceField(
        label=_("How it ended"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.HELD
    )
    minutes = forms.IntegerField(
        label=_("Minutes, if it was shortened"), min_value=1, max_value=480, required=False
    )
    reason = forms.ChoiceField(
        label=_("Why, if it was missed or shortened"), choices=[("", "—"), *Reason.choices], required=False
    )
    words = forms.CharField(
        label=_("A word about it"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MoveForm(forms.Form):
    """Where a visit stands now."""

    on = date_field(_("Day"))
    starts = forms.TimeField(
        label=_("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )


class NameForm(forms.Form):
    """A name typed under what was read."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        help_text=_("Type it as your account has it. It stands under the note."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )


class CorrectForm(forms.Form):
    """Why a signed note is corrected."""

    why = forms.CharField(
        label=_("Why it is corrected"),
        max_length=LONGEST_WHY,
        help_text=_("The signed note stays as it is. Yours is a new one beside it, with this reason."),
    )


class LeaveForm(forms.Form):
    """One thing to do, left for the teacher or for home."""

    text = forms.CharField(max_length=LONGEST_LEFT, required=False)


class TextForm(forms.Form):
    """One text of a note as it was typed, with the fingerprint of the text that it was made from."""

    target = forms.UUIDField()
    field = forms.ChoiceField(choices=[("text", "text"), ("next_step", "next_step")])
    seen = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)
