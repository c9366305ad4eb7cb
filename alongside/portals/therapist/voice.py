"""The child's own voice on a page of ours: five faces, then what helped and what was hard; hers to leave.

The page is handed to the child, so it shows nothing of anybody else, and the way back takes an adult two steps.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from alongside.capture.actions.voice import say_voice
from alongside.capture.choices import DRAWN, FACES, HARD, HELPED, VoicePicture
from alongside.capture.queries.visits import ChildOnDay, VisitOnDay
from alongside.people.rules import Refusal
from alongside.portals.shared.access import Request, for_roles, found
from alongside.portals.therapist.day_cards import address, voice_address
from alongside.portals.therapist.today import LOOKING
from alongside.portals.therapist.visit import visit_in
from alongside.strategies.queries.pictures import CREDIT

#: What the page asks, one thing at a time; the last two ask nothing.
FACE, PICTURES, THANKS, LEFT = "face", "pictures", "thanks", "left"


@for_roles(*LOOKING)
def ask(request: Request, pk: UUID, child: UUID) -> HttpResponse:
    """Asks the child for a face, then for pictures; a face counts as soon as it is chosen."""
    visit = visit_in(request, pk)
    pupil: ChildOnDay = found(next((each for each in visit.pupils if each.child.pk == child), None))
    if request.method == "POST":
        face = _face(request.POST.get("face", ""))
        with_pictures = "pictures" in request.POST
        try:
            say_voice(
                visit=visit,
                child=pupil.child,
                face=face,
                pictures=request.POST.getlist("picture") if with_pictures else (),
                by=request.viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect(_address(visit, pupil, FACE))
        return redirect(_address(visit, pupil, THANKS if with_pictures else PICTURES, face))
    step = request.GET.get("step", FACE)
    face = _face(request.GET.get("face", ""))
    context = {
        "step": step if step in {PICTURES, THANKS, LEFT} and (face or step != PICTURES) else FACE,
        "face": face,
        "name": pupil.child.first_name,
        "routine": visit.routine,
        "faces": list(enumerate(FACES, start=1)),
        "questions": _questions(),
        "skip": _address(visit, pupil, LEFT),
        "no_pictures": _address(visit, pupil, THANKS),
        "back": address("visit", visit),
        "credit": CREDIT,
    }
    return render(request, "therapist/today/voice.html", context)


def _questions() -> dict[str, list[tuple[str, str, str]]]:
    """The pictures of each question: what is sent, the symbol, the word."""

    def rows(pictures: tuple[VoicePicture, ...]) -> list[tuple[str, str, str]]:
        return [(each.value, DRAWN[each], str(each.label)) for each in pictures]

    return {"helped": rows(HELPED), "hard": rows(HARD)}


def _face(written: str) -> int:
    return int(written) if written in {str(number) for number in range(1, len(FACES) + 1)} else 0


def _address(visit: VisitOnDay, pupil: ChildOnDay, step: str, face: int = 0) -> str:
    more = {"face": str(face)} if face else {}
    return voice_address(visit, pupil.child.pk, step=step, **more)
