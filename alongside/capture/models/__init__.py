"""Dated visits and sessions, consultations, observations and marks, devices, notes, how an organisation records."""

from alongside.capture.models.consultations import Consultation
from alongside.capture.models.days import DatedSession, DatedVisit, DayChange
from alongside.capture.models.entries import Mark, Observation
from alongside.capture.models.notes import LeaveBehind, Note
from alongside.capture.models.ways import Device, Ways

__all__ = [
    "Consultation",
    "DatedSession",
    "DatedVisit",
    "DayChange",
    "Device",
    "LeaveBehind",
    "Mark",
    "Note",
    "Observation",
    "Ways",
]
