"""A browser in which somebody has signed in, and what every address of a class answers to everybody else."""

from __future__ import annotations

from django.test import Client

from alongside.people.rules import Viewer

TAP = {"HTTP_HX_REQUEST": "true"}


def browser_of(viewer: Viewer) -> Client:
    """Somebody at her screen."""
    browser = Client()
    browser.force_login(viewer.account, "allauth.account.auth_backends.AuthenticationBackend")
    return browser
