"""What a family writes and answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.people.choices import Purpose


class CommentForm(forms.Form):
    """A family's words about a draft; the clean values are those of `comment`."""

    about = forms.CharField(
        label=_("What is it about?"),
        help_text=_("A goal, the times, something at home. You can leave this empty."),
        max_length=80,
        required=False,
    )
    text = forms.CharField(
        label=_("Your own words"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want to say, then send it.")},
    )


class WordsForm(forms.Form):
    """A few words on how it went at home."""

    words = forms.CharField(max_length=300, required=False, label=_("A few words, if you like"))


class ConsentForm(forms.Form):
    """A yes or no to one purpose; the clean values are those of `say_consent`."""

    purpose = forms.TypedChoiceField(choices=Purpose.choices, coerce=Purpose)
    named = forms.CharField(max_length=120, required=False)
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["is_given"] = cleaned.pop("answer", "") == "yes"
        return cleaned
