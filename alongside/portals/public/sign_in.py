"""How allauth lets people in: by e-mail and password, with an account that somebody gave them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedDoor(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: a coordinator gives accounts."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
