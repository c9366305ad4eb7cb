"""What a coordinator writes about a child's family: an invitation, rights, a last day, consent from paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.people.choices import Purpose, Right
from alongside.people.models import Guardian, Guardianship
from alongside.portals.coordinator.facts_forms import date_field


class InviteForm(forms.Form):
    """To which address, and in which language; the clean values are those of `invite_guardian`."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The link goes there. Leave it empty to hand the link over yourself."),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        required=False,
        help_text=_("Of the letter and of their pages; they can change it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("As they choose")), *settings.LANGUAGES]  # type: ignore[attr-defined]


class RightsForm(forms.Form):
    """What a guardian may do."""

    rights = forms.TypedMultipleChoiceField(
        label=_("Ticked is allowed"),
        choices=Right.choices,
        coerce=Right,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("When the visits are is open to every confirmed guardian."),
    )


class EndsForm(forms.Form):
    """The first day on which a guardian no longer sees the child; empty takes it back."""

    ends = date_field(_("First day without access"))

    def __init__(self, said_before: date | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends"].initial = said_before
        if said_before:
            self.fields["ends"].required = False
            self.fields["ends"].help_text = _("Leave it empty: the access stays after all.")


class AskForm(forms.Form):
    """What the family is asked about."""

    purpose = forms.TypedChoiceField(label=_("Ask about"), choices=Purpose.choices, coerce=Purpose)
    named = forms.CharField(
        label=_("Which service"),
        max_length=120,
        required=False,
        help_text=_("Only for sharing with a service outside school."),
    )


class PaperForm(AskForm):
    """A yes or no that was signed on paper; the clean values are those of `write_down_consent`."""

    guardian = forms.ChoiceField(label=_("Who signed"))
    is_given = forms.TypedChoiceField(
        label=_("Answer"), choices=[("yes", _("Yes")), ("no", _("No"))], coerce=lambda said: said == "yes"
    )
    signed_on = date_field(_("Signed on"))
    field_order = ("guardian", "purpose", "named", "is_given", "signed_on")

    def __init__(self, ties: Sequence[Guardianship], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guardians = {tie.guardian_id: tie.guardian for tie in ties}
        choices = [(pk, guardian.name) for pk, guardian in self.guardians.items()]
        self.fields["guardian"].choices = choices  # type: ignore[attr-defined]
        self.fields["purpose"].label = _("For what")
        self.fields["signed_on"].initial = today

    def clean_guardian(self) -> Guardian:
        return self.guardians[UUID(self.cleaned_data["guardian"])]
