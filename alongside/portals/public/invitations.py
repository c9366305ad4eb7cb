"""Where an invitation leads: a guardian comes in with a new account, or with the one that she has."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from alongside.people.actions.invitations import accept_invitation, open_account
from alongside.people.models import Account, Invitation
from alongside.people.queries import invitation_of
from alongside.people.rules import Refusal
from alongside.portals.shared.languages import as_tag, language_named

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NewAccountForm(forms.Form):
    """A guardian's own account; the clean values are those of `open_account`."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120, help_text=gettext_lazy("As the team knows you.")
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        help_text=gettext_lazy("You sign in with it, and messages come to it."),
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=gettext_lazy("A password"),
        help_text=gettext_lazy(
            "At least ten letters or digits. Three words that only you put together are good."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            person = Account(name=cleaned.get("name", ""), email=cleaned.get("email", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as fault:
                self.add_error("password", fault)
        return cleaned


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accepts; a wrong, used, old or withdrawn link all look alike, and no child is named before somebody is in."""
    found = invitation_of(token, timezone.now())
    if found is None:
        return _unkept(render(request, "public/invitation_closed.html", status=404))
    with override(_language(request, found)):
        if request.user.is_authenticated:
            return _unkept(_with_known_account(request, found))
        return _unkept(_with_new_account(request, found))


def _language(request: HttpRequest, found: Invitation) -> str:
    """The language in which somebody was invited, unless they have chosen one themselves."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if request.user.is_authenticated or language_named(chosen) or not language_named(found.language):
        return get_language() or settings.LANGUAGE_CODE
    return found.language


def _with_new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = NewAccountForm(request.POST or None, initial={"name": found.guardian.name, "email": found.email})
    if request.method == "POST" and form.is_valid():
        try:
            account = open_account(invitation=found, **form.cleaned_data, at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            login(request, account, BACKEND)
            return _welcome(request)
    return render(request, "public/invitation.html", {"invitation": found, "form": form})


def _with_known_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.method == "POST":
        assert isinstance(request.user, Account)
        try:
            accept_invitation(invitation=found, by=request.user, at=timezone.now())
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
        else:
            return _welcome(request)
    return render(request, "public/invitation_known.html", {"invitation": found})


def _welcome(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Welcome. This page is yours: it shows your own child, and nobody else’s."))
    return redirect("family:children")


def _unkept(response: HttpResponse) -> HttpResponse:
    """The address holds a secret: no cache keeps it and no search finds it."""
    response.headers["Content-Language"] = as_tag(get_language() or settings.LANGUAGE_CODE)
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
