"""What the timetable board says to the server and back; `frontend/src/board/contract.ts` says the same."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Schema, Status
from ninja.security import SessionAuth

from alongside.people.choices import Role
from alongside.people.rules import Refusal, Viewer
from alongside.portals.coordinator.board_schemas import BoardOut, PlacesOut, RefusalOut, WhyOut
from alongside.portals.shared.access import found
from alongside.scheduling.actions import drafts
from alongside.scheduling.models import Timetable
from alongside.scheduling.queries import boards
from alongside.scheduling.queries.timetables import timetable_for


class Coordinator(SessionAuth):
    """The session of a coordinator, with its CSRF token; for everybody else there is nothing here."""

    roles = (Role.COORDINATOR,)

    def authenticate(self, request: HttpRequest, key: str | None) -> Viewer | None:
        viewer: Viewer | None = getattr(request, "viewer", None)
        if viewer is None or not viewer.is_coordinator:
            raise Http404
        return viewer


api = NinjaAPI(title="Alongside: the timetable board", version="1", docs_url=None, urls_namespace="board")
auth = Coordinator(csrf=True)


@api.exception_handler(RawPostDataException)
def unreadable(request: HttpRequest, fault: RawPostDataException) -> HttpResponse:
    """A form where a document belongs: whoever sends it is a program, and not ours."""
    sentence = _("We could not read this. Load the page once more; what is kept here stays.")
    return api.create_response(request, {"sentence": sentence}, status=422)


class Change(Schema):
    """A change is made to the revision that its maker saw."""

    revision: int


class Spot(Schema):
    """When and where a visit could stand."""

    day: str
    start: int
    mode: Literal["push_in", "pull_out"]
    place: str


class Move(Spot, Change):
    visit: int


class HandPlacing(Spot, Change):
    service: str
    therapist: str


class Pin(Change):
    visit: int
    pinned: bool


@api.get("/timetables/{pk}/board", auth=auth, response=BoardOut)
def board(request: HttpRequest, pk: UUID) -> Any:
    """The whole board."""
    return boards.board(_viewer(request), _timetable(request, pk))


@api.get("/timetables/{pk}/board/places/{visit}", auth=auth, response=PlacesOut)
def places(request: HttpRequest, pk: UUID, visit: int) -> Any:
    """Where a visit may go."""
    return {"places": boards.places_for_visit(_timetable(request, pk), visit)}


@api.get("/timetables/{pk}/board/places-for/{service}", auth=auth, response=PlacesOut)
def places_for(request: HttpRequest, pk: UUID, service: str) -> Any:
    """Where a session without a place may go."""
    return {"places": boards.places_for_service(_timetable(request, pk), service)}


@api.get("/timetables/{pk}/board/why/{visit}", auth=auth, response=WhyOut)
def why(request: HttpRequest, pk: UUID, visit: int, spot: Query[Spot]) -> Any:
    """The rules that a visit would break at a spot, in sentences."""
    return {"sentences": boards.why_not(_timetable(request, pk), visit, **spot.dict())}


@api.post("/timetables/{pk}/board/move", auth=auth, response={200: BoardOut, 409: RefusalOut})
def move(request: HttpRequest, pk: UUID, change: Move) -> Any:
    return _answer(request, pk, drafts.move_visit, **change.dict())


@api.post("/timetables/{pk}/board/place", auth=auth, response={200: BoardOut, 409: RefusalOut})
def place(request: HttpRequest, pk: UUID, change: HandPlacing) -> Any:
    return _answer(request, pk, drafts.place_session, **change.dict())


@api.post("/timetables/{pk}/board/pin", auth=auth, response={200: BoardOut, 409: RefusalOut})
def pin(request: HttpRequest, pk: UUID, change: Pin) -> Any:
    return _answer(request, pk, drafts.pin_visit, **change.dict())


@api.post("/timetables/{pk}/board/undo", auth=auth, response={200: BoardOut, 409: RefusalOut})
def undo(request: HttpRequest, pk: UUID, change: Change) -> Any:
    return _answer(request, pk, drafts.step_draft, steps=-1, **change.dict())


@api.post("/timetables/{pk}/board/redo", auth=auth, response={200: BoardOut, 409: RefusalOut})
def redo(request: HttpRequest, pk: UUID, change: Change) -> Any:
    return _answer(request, pk, drafts.step_draft, steps=1, **change.dict())


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.auth  # type: ignore[attr-defined]
    return viewer


def _timetable(request: HttpRequest, pk: UUID) -> Timetable:
    timetable: Timetable = found(timetable_for(_viewer(request), pk))
    return timetable


def _answer(request: HttpRequest, pk: UUID, action: Any, **change: Any) -> Status[dict[str, Any]]:
    """The board after a change, or the sentence that refuses it and the board as it stands."""
    viewer, timetable = _viewer(request), _timetable(request, pk)
    try:
        changed = action(draft=timetable, by=viewer, at=timezone.localtime(), **change)
    except Refusal as refusal:
        standing = boards.board(viewer, _timetable(request, pk))
        return Status(409, {"sentence": refusal.sentence, "board": standing})
    return Status(200, boards.board(viewer, changed))
