"""The strategy library: what comes with the product and what the organisation wrote itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from alongside.people.choices import Discipline
from alongside.people.rules import Viewer
from alongside.strategies.models import OwnStrategy
from alongside.strategies.rules.library import AtHome, Evidence, Strategy, found_by, strategy_from

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["AtHome", "Evidence", "LibraryWords", "Strategy", "library", "own_for", "search", "strategy"]

_LIBRARY = Path(__file__).resolve().parent.parent / "library"
_OWN = "own:"


@dataclass(frozen=True)
class LibraryWords:
    """The words of a strategy of the library in another language; from a machine until that is said otherwise."""

    title: str
    do: str
    why: str
    how: tuple[str, ...]
    home_title: str
    home_steps: tuple[str, ...]
    is_machine: bool


def library(viewer: Viewer) -> list[Strategy]:
    """Every strategy that the viewer may give or read about, by title; none for those who work with no child here."""
    if not _reads_library(viewer):
        return []
    own = _own(viewer).filter(put_away_at=None)
    return sorted([*_whole_library(), *map(_read_own, own)], key=lambda each: each.title.casefold())


def strategy(viewer: Viewer, key: str) -> Strategy | None:
    """One strategy by its key, also one that was put away; None where there is none that the viewer may see."""
    if not _reads_library(viewer):
        return None
    return strategies_named(viewer, [key]).get(key)


def strategies_named(viewer: Viewer, keys: Iterable[str]) -> dict[str, Strategy]:
    """The strategies of these keys, by key; one query at most, and none where no key is an own one.

    Asked on behalf of any viewer: what was given to somebody has its title on their page.
    """
    asked = set(keys)
    found = {key: each for key in asked if (each := _by_key().get(key)) is not None}
    ids = [pk for key in asked if key.startswith(_OWN) and (pk := _uuid(key.removeprefix(_OWN)))]
    if ids:
        found |= {own.key: _read_own(own) for own in _own(viewer).filter(pk__in=ids)}
    return found


def search(
    viewer: Viewer,
    words: str = "",
    discipline: str = "",
    kind: str = "",
    area: str = "",
    *,
    whole_class: bool = False,
) -> list[Strategy]:
    """The strategies in which each word begins some word, in any order, those with it in their title first.

    An empty `discipline`, `kind` (of a routine) or `area` (of a goal) is any; `whole_class` asks for those that suit
    everybody. Case and accents do not matter.
    """
    asked = [
        each
        for each in library(viewer)
        if (not discipline or each.discipline == discipline)
        and (not kind or kind in each.kinds)
        and (not area or area in each.areas)
        and (each.whole_class or not whole_class)
    ]
    return found_by(words, asked)


def areas(viewer: Viewer) -> list[str]:
    """The goal areas that strategies are for, in the order of the alphabet."""
    return sorted({area for each in library(viewer) for area in each.areas}, key=str.casefold)


def own_for(viewer: Viewer, pk: UUID) -> OwnStrategy | None:
    """An own strategy that the viewer may change: its writer's, or any for those who run the programme."""
    if not _reads_library(viewer):
        return None
    own = _own(viewer)
    if not viewer.is_coordinator:
        own = own.filter(written_by=viewer.account)
    return own.filter(pk=pk).first()


def library_strategy(key: str) -> Strategy | None:
    """A strategy that comes with the product, by its id; None where there is none. It is nobody's data."""
    return _by_key().get(key)


def in_language(key: str, language: str) -> LibraryWords | None:
    """The words of a strategy of the library in another language; None where they have not been written."""
    return _in_language(language).get(key)


def _reads_library(viewer: Viewer) -> bool:
    return viewer.is_coordinator or viewer.is_therapist or viewer.is_teacher


def _own(viewer: Viewer) -> QuerySet[OwnStrategy]:
    return OwnStrategy.objects.filter(organisation=viewer.organisation)


def _read_own(own: OwnStrategy) -> Strategy:
    return strategy_from(
        own.key, own.discipline, own.text, is_own=True, is_put_away=own.put_away_at is not None
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@cache
def _whole_library() -> tuple[Strategy, ...]:
    return tuple(
        strategy_from(entry["id"], discipline, entry)
        for discipline in Discipline
        for entry in json.loads((_LIBRARY / f"{discipline.value}.json").read_text(encoding="utf-8"))
    )


@cache
def _by_key() -> dict[str, Strategy]:
    return {each.key: each for each in _whole_library()}


@cache
def _in_language(language: str) -> dict[str, LibraryWords]:
    """The words of one language by key; a language has a file of its own beside those of the disciplines."""
    path = next((each for each in _LIBRARY.glob("*.json") if each.stem == language), None)
    if path is None or language in Discipline.values:
        return {}
    told = json.loads(path.read_text(encoding="utf-8"))
    return {
        key: LibraryWords(
            title=words["title"],
            do=words["do"],
            why=words["why"],
            how=tuple(words["how"]),
            home_title=(words.get("home") or {}).get("title", ""),
            home_steps=tuple((words.get("home") or {}).get("steps", ())),
            is_machine=told["is_machine"],
        )
        for key, words in told["strategies"].items()
    }
