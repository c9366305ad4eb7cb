"""The shapes of what the capture page and the server say, the same as in `frontend/src/capture/contract.ts`.

What comes from a device is read entry by entry (`capture/rules/entries.py`), so that one of another shape spoils no
other; here it is whatever it is.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

Choice = tuple[str, str]


class LastTimeOut(Schema):
    on: str
    words: str


class GoalOut(Schema):
    id: str
    lineage: str
    title: str
    plain: str
    measure: str
    unit: str
    of: int | None
    parts: list[str]
    scale: list[str]
    interval_seconds: int | None
    how: str
    today: bool
    last: LastTimeOut | None


class ChildOut(Schema):
    id: str
    name: str
    initials: str
    away: str
    goals: list[GoalOut]


class VisitOut(Schema):
    id: str
    series: str | None
    on: str
    starts: int
    ends: int
    title: str
    class_name: str
    routine: str
    routine_kind: str
    setting: str
    role: str
    outcome: str
    is_mine: bool
    children: list[ChildOut]


class AccountOut(Schema):
    id: str
    name: str


class DeviceKeyOut(Schema):
    id: str
    key: str


class PackOut(Schema):
    server_now: str
    expires_at: str
    account: AccountOut
    device: DeviceKeyOut
    ladder: list[str]
    faces: list[str]
    helped: list[Choice]
    hard: list[Choice]
    company: list[Choice]
    reasons: list[Choice]
    roles: list[Choice]
    settings: list[Choice]
    adults: list[Choice]
    visits: list[VisitOut]


class BatchIn(Schema):
    """A batch; `waiting` is how many entries the device still holds, `device_now` its clock as it sends."""

    device: UUID
    device_now: AwareDatetime
    waiting: int = Field(default=0, ge=0, le=2**31 - 1)
    entries: list[Any]


class AnswerOut(Schema):
    id: str
    answer: Literal["kept", "known", "refused"]
    sentence: str


class AnswersOut(Schema):
    answers: list[AnswerOut]
    server_now: str


class TokenOut(Schema):
    csrf_token: str
    server_now: str


class SentenceOut(Schema):
    sentence: str
