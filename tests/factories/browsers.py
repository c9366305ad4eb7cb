"""Somebody in front of the pages."""

from __future__ import annotations

from django.test import Client

from alongside.people.models import Account
from alongside.people.rules import Viewer


def browser_of(who: Viewer | Account, *, csrf: bool = False) -> Client:
    """A browser in which somebody has signed in; with `csrf` a form without its token is refused, as outside tests."""
    browser = Client(enforce_csrf_checks=csrf)
    browser.force_login(who.account if isinstance(who, Viewer) else who)
    return browser
