"""What a field refuses is said in the reader's language, also where Django itself has no translation."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override


class Everything(forms.Form):
    email = forms.EmailField()
    day = forms.DateField()
    time = forms.TimeField()
    number = forms.IntegerField(min_value=3)
    choice = forms.ChoiceField(choices=[("a", "a")])


@pytest.mark.parametrize("language", ["zh-hans", "ms", "ta", "es", "fr"])
def test_a_refused_field_speaks_the_readers_language(language: str) -> None:
    typed = {"email": "ana", "day": "soon", "time": "late", "number": "1", "choice": "z"}
    with override("en-gb"):
        english = {name: list(words) for name, words in Everything(typed).errors.items()}
    with override(language):
        said = {name: list(words) for name, words in Everything(typed).errors.items()}
    assert set(english) == set(typed)
    assert not [name for name in typed if said[name] == english[name]]
