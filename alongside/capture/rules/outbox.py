"""A device's outbox saved as a file: entries that are still locked with the device's key."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import Error as NotBase64
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from alongside.people.rules import NotNow

FORMAT = "alongside-outbox/1"
#: A year of tapping is less.
MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000


@dataclass(frozen=True)
class LockedRow:
    """One entry under lock: `data` is AES-GCM ciphertext with its tag, bound to the row's id."""

    id: str
    order: int
    iv: bytes
    data: bytes


@dataclass(frozen=True)
class OutboxFile:
    """What a device kept and could not send, in the order in which it was tapped."""

    device: UUID
    rows: tuple[LockedRow, ...]


def read_outbox(content: bytes) -> OutboxFile:
    """The file that a device saved; refuses any other."""
    if len(content) > MOST_BYTES:
        raise NotNow(_("This file is too large to be an outbox. Choose the file that the tablet saved."))
    try:
        written = json.loads(content)
        if written["format"] != FORMAT:
            raise ValueError(FORMAT)
        rows = [
            LockedRow(
                str(row["id"]),
                int(row["order"]),
                b64decode(row["iv"], validate=True),
                b64decode(row["data"], validate=True),
            )
            for row in written["rows"]
        ]
        device = UUID(written["device"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, NotBase64) as fault:
        raise NotNow(
            _("This is not an outbox that a tablet saved, or it was changed since. Save it once more there.")
        ) from fault
    if len(rows) > MOST_ROWS:
        raise NotNow(_("This file holds too many entries. Choose the file that the tablet saved."))
    return OutboxFile(device, tuple(sorted(rows, key=lambda row: row.order)))


def open_row(row: LockedRow, key: bytes) -> object:
    """The entry in a row, as it was written; refuses one that was locked with another key or changed since."""
    try:
        entry = json.loads(AESGCM(key).decrypt(row.iv, row.data, row.id.encode()))
    except (InvalidTag, ValueError, RecursionError) as fault:
        raise NotNow(
            _("This entry cannot be opened: it was locked with another key, or changed since.")
        ) from fault
    if not isinstance(entry, dict) or entry.get("id") != row.id:
        raise NotNow(_("This entry is not the one that it says it is."))
    return entry
