"""How an organisation records: its ladder of help, what is made up, and a file from a device."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.capture.choices import Reason

#: An outbox holds text: a term's entries of one tablet are a few megabytes.
LARGEST_FILE = 20 * 1024 * 1024


class LadderForm(forms.Form):
    """The words of help, one a line, from none to most."""

    words = forms.CharField(
        label=_("From no help to most, one a line"),
        widget=forms.Textarea(attrs={"rows": 6}),
        required=False,
        help_text=_("Two to eight short words. They stand on the buttons. Empty: the usual ones again."),
    )

    def clean_words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]


class MakeUpForm(forms.Form):
    """For which reasons a missed session is owed again, and within how many school days."""

    reasons = forms.MultipleChoiceField(
        label=_("A session missed for one of these is made up"),
        choices=Reason,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    within = forms.IntegerField(label=_("Within so many school days"), min_value=1, max_value=200)

    @property
    def made_up(self) -> dict[Reason, bool]:
        """By reason, for the action."""
        chosen = set(self.cleaned_data["reasons"])
        return {reason: reason.value in chosen for reason in Reason}


class OutboxForm(forms.Form):
    """A file that a device saved because it could not send."""

    file = forms.FileField(
        label=_("The file from the device"), help_text=_("Its name begins with alongside-outbox.")
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 20 MB, and no device saves one so large.")
            )
        return file
