"""A password that is too weak is refused in every language, with what to do instead."""

from __future__ import annotations

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from alongside.people.models import Account

WEAK = ["nine-lett", "wei-jie@two-bridges.example", "1234567890"]


@pytest.mark.parametrize("password", WEAK)
def test_weak_password_is_refused_with_a_way_out(password: str) -> None:
    with pytest.raises(ValidationError, match=r"needs at least 10 letters or digits|Choose another"):
        validate_password(password, Account(email="wei-jie@two-bridges.example"))


@pytest.mark.parametrize("language", ["zh-hans", "ms", "ta", "es", "fr"])
@pytest.mark.parametrize("password", WEAK)
def test_weak_password_is_refused_in_the_readers_language(password: str, language: str) -> None:
    with override(language), pytest.raises(ValidationError) as refusal:
        validate_password(password, Account(email="wei-jie@two-bridges.example"))
    assert not any("password" in sentence for sentence in refusal.value.messages)


def test_three_words_of_ones_own_are_taken() -> None:
    validate_password("twelve-quiet-bells", Account(email="wei-jie@two-bridges.example"))
