"""Subjects are guessed in six languages, and an unknown one is never guessed."""

from __future__ import annotations

import pytest

from alongside.classrooms.choices import USUAL_FLAGS, RoutineKind
from alongside.exchange.rules.subjects import guess_meaning, kind_of_subject


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Guided Reading", "literacy"), ("Handwriting", "writing"), ("Mathematics", "maths"), ("PE", "pe"),
        ("ΓΛΩΣΣΑ", "literacy"), ("ΜΑΘΗΜΑΤΙΚΑ", "maths"), ("ΓΥΜΝΑΣΤΙΚΗ", "pe"), ("ΘΕΑΤΡ.ΑΓΩΓΗ", "music"),
        ("ΦΥΣΙΚΗ", "science_social"), ("Φυσική Αγωγή", "pe"), ("ΑΓΓΛΙΚΑ", "language"), ("ΘΡΗΣΚΕΥΤΙΚΑ", "religion"),
        ("ΚΟΙΝ.ΑΓΩΓΗ", "science_social"), ("ΠΛΗΡΟΦΟΡΙΚΗ", "computing"), ("Διάλειμμα", "snack_recess"),
        ("Lengua castellana", "literacy"), ("Educación Física", "pe"), ("Inglés", "language"),
        ("Recreo", "snack_recess"),
        ("Mathématiques", "maths"), ("Arts plastiques", "art"), ("Récréation", "snack_recess"),
        ("Dictée et écriture", "writing"),
        ("Bahasa Melayu", "literacy"), ("Bahasa Inggeris", "language"), ("Pendidikan Jasmani", "pe"),
        ("Sains", "science_social"),
        ("语文", "literacy"), ("數學", "maths"), ("体育", "pe"), ("美术", "art"), ("午餐", "lunch"),
        ("英语", "language"),
        ("Biology / History", "science_social"), ("Class Teacher Period", "circle_time"),
    ],
)  # fmt: skip
def test_subject_is_known_by_its_words(subject: str, kind: str) -> None:
    assert kind_of_subject(subject) == kind


@pytest.mark.parametrize("subject", ["Blarg", "Party", "Heart", "Report", "ΧΧΧ", ""])
def test_subject_without_a_known_word_is_something_else(subject: str) -> None:
    assert kind_of_subject(subject) is RoutineKind.OTHER


def test_guess_has_the_usual_flags_and_splits_only_long_reading() -> None:
    short, long = guess_meaning("Literacy", 45), guess_meaning("Literacy", 90)
    assert (short.push_in, short.pull_out) == tuple(flag.value for flag in USUAL_FLAGS[RoutineKind.LITERACY])
    assert short.parts == ()
    assert long.parts == ((45, "literacy"), (None, "writing"))
    assert guess_meaning("Maths", 90).parts == ()
