"""Entries as a device writes them, and the device that sends them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from alongside.capture.actions.devices import greet_device
from alongside.capture.actions.intake import Answer, take_entries
from alongside.capture.models import DatedVisit, Device
from alongside.capture.models.days import visit_id
from alongside.people.models import Child
from alongside.people.rules import Viewer
from alongside.plans.choices import Measure
from alongside.plans.models import Goal
from alongside.scheduling.queries.planned import PlannedVisit

INSTALLATION = uuid.UUID("7f3b0c1e-0000-4000-8000-00000000d1d1")


def a_device(by: Viewer, at: datetime, installation: uuid.UUID = INSTALLATION) -> Device:
    """The tablet of somebody."""
    return greet_device(installation=installation, name="Tablet", by=by, at=at)


def seen(child: Child | uuid.UUID, at: datetime, goal: Goal | None = None, **said: Any) -> dict[str, Any]:
    """An observation: a face without a goal, else a trial that took no help."""
    usual: dict[str, Any] = {
        "id": str(uuid.uuid4()),
        "kind": "observation",
        "order": int(at.timestamp() * 1000),
        "at": at.isoformat(),
        "skew": 0,
        "visit": None,
        "child": str(getattr(child, "pk", child)),
        "goal": str(goal.pk) if goal else None,
        "measure": Measure.TRIALS if goal else Measure.CONFIDENCE,
        "value": {"help": 0, "word": "Alone"} if goal else {"face": 4},
        "routine_kind": "writing",
        "setting": "in_class",
        "adult": "therapist",
        "material": "",
        "words": "",
        "is_second": False,
        "source": "tapped",
        "corrects": None,
        "is_withdrawal": False,
    }
    return usual | said


def taken_back(entry: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The undoing of an observation."""
    return entry | {
        "id": str(uuid.uuid4()),
        "at": at.isoformat(),
        "order": int(at.timestamp() * 1000),
        "value": {},
        "corrects": entry["id"],
        "is_withdrawal": True,
    }


def said(
    kind: str, visit: dict[str, Any], at: datetime, child: Child | None = None, **detail: Any
) -> dict[str, Any]:
    """A mark."""
    return {
        "id": str(uuid.uuid4()),
        "kind": "mark",
        "order": int(at.timestamp() * 1000),
        "at": at.isoformat(),
        "skew": 0,
        "visit": visit,
        "child": str(child.pk) if child else None,
        "mark": kind,
        "detail": detail,
    }


def named(visit: DatedVisit | PlannedVisit) -> dict[str, Any]:
    """A visit as a device names it."""
    if isinstance(visit, DatedVisit):
        series = str(visit.series) if visit.series else None
        return {"id": str(visit.pk), "series": series, "on": visit.on.isoformat()}
    return {
        "id": str(visit_id(*visit.name)),
        "series": str(visit.series),
        "on": visit.on.isoformat(),
    }


def at_minutes(on: date, minutes: int, like: datetime) -> datetime:
    """A moment of a day, so many minutes from midnight, in the zone of another."""
    return like.replace(
        year=on.year, month=on.month, day=on.day, hour=0, minute=0, second=0, microsecond=0
    ) + timedelta(minutes=minutes)


def send(
    device: Device, by: Viewer, at: datetime, *entries: Any, device_now: datetime | None = None
) -> list[Answer]:
    """Sends a batch with a device whose clock is right unless told otherwise."""
    return take_entries(device=device, entries=entries, device_now=device_now or at, by=by, at=at)


def answers(given: Sequence[Answer]) -> list[str]:
    return [answer.answer.value for answer in given]


def counted(given: Iterable[Answer]) -> dict[str, int]:
    return dict(Counter(answer.answer.value for answer in given))
