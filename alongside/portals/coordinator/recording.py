"""How the organisation records, and the devices on which it does: lost ones are voided, saved files taken in."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.capture.actions import devices as device_actions
from alongside.capture.actions import ways as way_actions
from alongside.capture.actions.intake import Answer, Fate, take_outbox_file
from alongside.capture.queries.devices import device_for, devices_for
from alongside.capture.queries.ways import ways_of
from alongside.people.choices import Role
from alongside.people.rules import Refusal
from alongside.portals.coordinator import recording_forms as forms
from alongside.portals.shared.access import Request, for_roles, found


@for_roles(Role.COORDINATOR)
def recording(request: Request) -> HttpResponse:
    """The ladder of help and the rule of what is made up; each is kept by itself."""
    ways = ways_of(request.viewer)
    is_ladder = "words" in request.POST
    ladder = forms.LadderForm(request.POST if is_ladder else None, initial={"words": "\n".join(ways.ladder)})
    chosen = [reason.value for reason, is_owed in ways.made_up.items() if is_owed]
    make_up = forms.MakeUpForm(
        request.POST if request.method == "POST" and not is_ladder else None,
        initial={"reasons": chosen, "within": ways.make_up_within},
    )
    form = ladder if is_ladder else make_up
    if request.method == "POST" and form.is_valid():
        try:
            if is_ladder:
                words = ladder.cleaned_data["words"]
                way_actions.set_ladder(words=words, by=request.viewer, at=timezone.now())
            else:
                way_actions.set_make_up(
                    made_up=make_up.made_up,
                    within=make_up.cleaned_data["within"],
                    by=request.viewer,
                    at=timezone.now(),
                )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Kept. Every device has it with its next day’s pack."))
            return redirect("coordinator:recording")
    context = {"ladder": ladder, "make_up": make_up, "ways": ways}
    return render(request, "coordinator/recording/ways.html", context)


@for_roles(Role.COORDINATOR)
def devices(request: Request) -> HttpResponse:
    """Every device with its person, and a file that one of them saved."""
    form = forms.OutboxForm(request.POST or None, request.FILES or None)
    answers: list[Answer] = []
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read()
        try:
            answers = take_outbox_file(content=content, by=request.viewer, at=timezone.now())
        except Refusal as refusal:
            form.add_error("file", refusal.sentence)
        else:
            messages.success(request, _taken_in(answers))
    context = {
        "devices": devices_for(request.viewer),
        "form": form,
        "refused": [each for each in answers if each.answer is Fate.REFUSED],
    }
    return render(request, "coordinator/recording/devices.html", context)


@require_POST
@for_roles(Role.COORDINATOR)
def device_void(request: Request, pk: UUID) -> HttpResponse:
    """Withholds the key of a device that is lost."""
    device = found(device_for(request.viewer, pk))
    device_actions.void_device(device=device, by=request.viewer, at=timezone.now())
    messages.success(request, _("Voided. What lies on it cannot be read from its next contact on."))
    return redirect("coordinator:devices")


@require_POST
@for_roles(Role.COORDINATOR)
def device_found(request: Request, pk: UUID) -> HttpResponse:
    """Lets a device in again."""
    device = found(device_for(request.viewer, pk))
    try:
        device_actions.lift_void(device=device, by=request.viewer, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, _("It may be used again, and can send what was kept on it."))
    return redirect("coordinator:devices")


def _taken_in(answers: list[Answer]) -> str:
    counts = Counter(each.answer for each in answers)
    kept = ngettext("{n} entry is kept", "{n} entries are kept", counts[Fate.KEPT]).format(
        n=counts[Fate.KEPT]
    )
    return _("{kept}; {known} were here already, {refused} could not be kept.").format(
        kept=kept, known=counts[Fate.KNOWN], refused=counts[Fate.REFUSED]
    )
