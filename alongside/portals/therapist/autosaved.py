"""What a page answers where a text keeps itself while it is typed: in a plan, a note and a report alike."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from alongside.capture.actions.notes import WrittenMeanwhile
from alongside.people.rules import Refusal
from alongside.plans.rules.texts import EditedMeanwhile
from alongside.portals.shared.access import Request

Meanwhile = EditedMeanwhile | WrittenMeanwhile


def keep(
    request: Request,
    action: Callable[[str], int],
    text: str,
    *,
    to: str,
    both: Callable[[Meanwhile], HttpResponse] | None = None,
) -> HttpResponse:
    """Calls one action with the text, its lines ended as everywhere else; the action returns the text's number.

    A script is answered in JSON: 200 with the number, 409 with the text that stands by now, its number and its writer,
    422 with a sentence. Without a script the page `to` comes again; where another text stands, the page `both`, if any.
    """
    is_script = request.accepts("application/json") and not request.accepts("text/html")
    try:
        number = action(text.replace("\r\n", "\n"))
    except (EditedMeanwhile, WrittenMeanwhile) as met:
        if is_script:
            return JsonResponse({"theirs": met.theirs, "number": met.number, "who": met.by}, status=409)
        if both:
            return both(met)
        messages.error(request, met.sentence)
    except Refusal as refusal:
        if is_script:
            return JsonResponse({"sentence": refusal.sentence}, status=422)
        messages.error(request, refusal.sentence)
    else:
        if is_script:
            return JsonResponse({"number": number})
        messages.success(request, _("Kept."))
    return redirect(to)
