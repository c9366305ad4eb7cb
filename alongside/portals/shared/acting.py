"""Calling one action from a page, and saying what was refused where one comes to or at its field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request


def show_refusal(form: Any, refusal: Refusal) -> None:
    """What was refused, at the field that it is about, or above the form."""
    faults = getattr(refusal, "faults", ())
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, fault.sentence)
    if not faults:
        form.add_error(None, refusal.sentence)


def act(request: Request, action: Callable[[], object], said: str, to: str, *args: object) -> HttpResponse:
    """Calls one action and goes on to a page (an address, or its name with what it takes); a refusal is said there."""
    try:
        action()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        if said:
            messages.success(request, said)
    return redirect(to, *args)
