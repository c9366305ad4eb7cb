"""What a coordinator writes about people as such: their names, the day on which they leave, who runs the programme."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.portals.coordinator.children_forms import AccountForm
from alongside.portals.coordinator.facts_forms import date_field


class ChildNameForm(forms.Form):
    """A child's name."""

    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    known_as = forms.CharField(
        label=_("Known as"),
        max_length=120,
        required=False,
        help_text=_("What the child is called, where that is another name."),
    )


class StaffNameForm(forms.Form):
    """The name and address of somebody of the staff."""

    given_name = forms.CharField(label=_("Given name"), max_length=120)
    family_name = forms.CharField(label=_("Family name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("An account goes on to sign in with its own address.")
    )


class LeavesForm(forms.Form):
    """The first day on which somebody is no longer here; it may be taken back where one was said before."""

    leaves_on = date_field(_("First day without them"))

    def __init__(self, said_before: date | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leaves_on"].initial = said_before
        if said_before:
            self.fields["leaves_on"].required = False
            self.fields["leaves_on"].help_text = _("Leave it empty: they stay after all.")


class CoordinatorForm(AccountForm):
    """Somebody more who runs the programme."""

    name = forms.CharField(label=_("Name"), max_length=120)
    field_order = ("name", "email", "password")
