"""How allauth lets people in: by e-mail and password, with an account that somebody gave them."""

from typing import ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: a coordinator gives accounts."""

    error_messages: ClassVar[dict[str, object]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and password do not go together. Try again, or reset it."
        )
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
