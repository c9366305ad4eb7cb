"""What is said of a password that is too weak, in the reader's language; Django itself lacks some of ours."""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Refuses a password of fewer letters and digits than `min_length`."""

    def get_error_message(self) -> str:
        sentence = ngettext(
            "This password is too short. It needs at least {count} letter or digit.",
            "This password is too short. It needs at least {count} letters or digits.",
            self.min_length,
        )
        return sentence.format(count=self.min_length)


class NotOneself(UserAttributeSimilarityValidator):
    """Refuses a password that is nearly the name or the e-mail address of whoever chooses it."""

    def get_error_message(self) -> str:
        return _("This password is too much like your name or e-mail address. Choose another.")


class NotEverybodys(CommonPasswordValidator):
    """Refuses a password that very many people use."""

    def get_error_message(self) -> str:
        return _("Many people use this password, so it is easy to guess. Choose another.")
