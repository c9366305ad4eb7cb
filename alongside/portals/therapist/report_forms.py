"""What is asked for a report: for whom, up to which day, and for which children."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.progress.choices import Audience


class DraftForm(forms.Form):
    """One report, or one for each chosen child."""

    audience = forms.ChoiceField(
        choices=Audience, label=_("For"), widget=forms.RadioSelect, initial=Audience.FAMILY
    )
    as_of = forms.DateField(
        label=_("Up to and including"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES, label=_("Language"))


class SignForm(forms.Form):
    """A typed name."""

    name = forms.CharField(
        max_length=160, label=_("Your name"), help_text=_("After this nothing in it changes.")
    )


class PartForm(forms.Form):
    """One part as the page sends it while somebody types."""

    field = forms.CharField(max_length=80)
    seen = forms.IntegerField(min_value=0)
    text = forms.CharField(required=False, strip=False)
