"""The shapes of the board's answers, the same as in `frontend/src/board/contract.ts`; minutes are from midnight."""

from __future__ import annotations

from ninja import Schema


class DayOut(Schema):
    key: str
    name: str
    date: str | None


class CycleOut(Schema):
    days: list[DayOut]
    step: int
    first: int
    last: int


class BreachOut(Schema):
    rule: str
    sentence: str
    visits: list[str]


class QualityOut(Schema):
    cost: int
    bound: int | None
    unmet_sessions: int
    asked_sessions: int
    unmet_minutes: int
    moved_visits: int
    breaches: list[BreachOut]


class AvailableOut(Schema):
    day: str
    start: int
    end: int
    school: str | None


class LunchOut(Schema):
    earliest: int
    latest: int
    minutes: int


class TherapistOut(Schema):
    id: str
    name: str
    initials: str
    discipline: str
    available: list[AvailableOut]
    lunch: LunchOut | None


class RoutineOut(Schema):
    day: str
    start: int
    end: int
    kind: str
    name: str
    push_in: str
    pull_out: str


class ClassroomOut(Schema):
    id: str
    name: str
    school: str
    routines: list[RoutineOut]


class RoomOut(Schema):
    id: str
    name: str
    school: str


class ChildOut(Schema):
    id: str
    name: str
    classroom: str
    services: list[str]


class ServedOut(Schema):
    service: str
    name: str


class VisitOut(Schema):
    id: str
    therapist: str
    day: str
    start: int
    end: int
    mode: str
    place: str
    routine: str
    children: list[ServedOut]
    pinned: bool
    changed: bool


class TaskOut(Schema):
    id: str
    name: str
    therapist: str
    day: str
    start: int
    end: int


class RemedyOut(Schema):
    sentence: str
    cost_change: int


class UnmetOut(Schema):
    service: str
    child: str
    discipline: str
    sessions: int
    minutes: int
    why: list[str]
    language: str
    remedies: list[RemedyOut]


class BoardOut(Schema):
    id: str
    name: str
    state: str
    editable: bool
    explains: bool
    revision: int
    cycle: CycleOut
    quality: QualityOut
    therapists: list[TherapistOut]
    classrooms: list[ClassroomOut]
    rooms: list[RoomOut]
    children: list[ChildOut]
    visits: list[VisitOut]
    tasks: list[TaskOut]
    unmet: list[UnmetOut]


class PlaceOut(Schema):
    day: str
    start: int
    mode: str
    place: str
    therapist: str
    cost_change: int


class PlacesOut(Schema):
    places: list[PlaceOut]


class WhyOut(Schema):
    sentences: list[str]


class RefusalOut(Schema):
    sentence: str
    board: BoardOut
