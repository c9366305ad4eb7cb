"""When a child can be asked, and what its faces and pictures add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.capture.choices import DRAWN, FACES, HELPED, VoicePicture
from alongside.people.models import Child
from alongside.people.rules import NotNow


@dataclass(frozen=True)
class Chosen:
    """A face or picture with its word and how often it was chosen; `key` is the face's number or the symbol's name."""

    key: str
    word: str
    times: int


@dataclass(frozen=True)
class Voice:
    """What a child chose: each face from 1 on with its number, then the pictures that were chosen, the most first."""

    asked: int
    faces: tuple[Chosen, ...]
    helped: tuple[Chosen, ...]
    hard: tuple[Chosen, ...]


def check_has_part(children: Collection[UUID], child: Child) -> None:
    """Refuses a child that has no share in the visit."""
    if child.pk not in children:
        raise NotNow(_("This child has no part in this visit. Choose one of its own."))


def voice(values: Iterable[Mapping[str, Any]]) -> Voice:
    """How often each face and picture was chosen in these values of the measure confidence."""
    every = list(values)
    faces = Counter(int(value["face"]) for value in every)
    pictures = Counter(picture for value in every for picture in value.get("pictures", ()))
    chosen = [
        (VoicePicture(key), times) for key, times in pictures.most_common() if key in VoicePicture.values
    ]
    return Voice(
        asked=len(every),
        faces=tuple(
            Chosen(str(number), str(word), faces[number]) for number, word in enumerate(FACES, start=1)
        ),
        helped=tuple(_picture(each, times) for each, times in chosen if each in HELPED),
        hard=tuple(_picture(each, times) for each, times in chosen if each not in HELPED),
    )


def _picture(picture: VoicePicture, times: int) -> Chosen:
    return Chosen(DRAWN[picture], str(picture.label), times)
