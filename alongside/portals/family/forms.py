"""What a family writes about its child's plan."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


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
