"""What a team writes about a plan as a whole: dates, signatures, comments, and where a plan is looked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.portals.therapist.plan_values import ValuesForm


def date_field(label: Any, **kwargs: Any) -> forms.DateField:
    """A date from the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class FindPlanForm(forms.Form):
    """Which plans to list."""

    q = forms.CharField(label=_("Name"), required=False, widget=forms.TextInput(attrs={"type": "search"}))


class TextForm(forms.Form):
    """One text as it was typed, with the number of the text that it was made from."""

    target = forms.UUIDField()
    field = forms.CharField(max_length=40)
    seen = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)


class ReviewForm(ValuesForm, forms.Form):
    """The day on which the team looks at the plan again."""

    review_on = date_field(
        _("The team looks again on"),
        required=False,
        error_messages={"invalid": _("Choose a day on which the team looks again.")},
    )


class ForceForm(forms.Form):
    """From which day on an agreed plan holds."""

    on = date_field(_("It holds from"))


class EndPlanForm(forms.Form):
    """The first day without the plan."""

    on = date_field(_("First day without it"))


class AmendForm(forms.Form):
    """Why a plan in force is to change."""

    reason = forms.CharField(
        label=_("Why it changes"),
        max_length=300,
        help_text=_("The team and the family read this beside the new version."),
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
    )


class SignForm(forms.Form):
    """A name under a version, typed here or recorded from paper."""

    name = forms.CharField(
        label=_("Full name"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    role = forms.CharField(
        label=_("Role in the team"), max_length=80, help_text=_("For example: class teacher, mother.")
    )
    on_paper = forms.BooleanField(
        label=_("Signed on paper"),
        required=False,
        help_text=_("Tick this when you hold the signed sheet; it is recorded as a paper signature."),
    )


class CommentForm(forms.Form):
    """What somebody says of a version."""

    about = forms.CharField(label=_("About"), max_length=80, required=False)
    text = forms.CharField(label=_("Your comment"), widget=forms.Textarea(attrs={"rows": 3}))
