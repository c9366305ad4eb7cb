"""One address of the product, when it is asked for, and whom it lets in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import reverse

from tests.factories import AT

NOW = AT + timedelta(hours=1)
"""The Monday on which everything is asked for."""


@dataclass(frozen=True)
class Address:
    """One address, and by name (`Everything.who`) somebody whom it lets in, so many days later, with what is sent."""

    name: str
    url: str
    opens: str
    days: int = 0
    sent: Mapping[str, str | int] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.name} {self.url}"


def addressed(
    opens: str, name: str, *args: Any, after: str = "", days: int = 0, **sent: str | int
) -> Address:
    return Address(name, reverse(name, args=args) + after, opens, days, sent)
