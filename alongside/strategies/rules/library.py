"""What a strategy is, which ones fit a goal in a routine, and what an organisation's own one must say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from alongside.classrooms.choices import RoutineKind
from alongside.people.choices import MARKS, Discipline
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.strategies.choices import Fading, HomeMoment, Strength
from alongside.strategies.rules.words import moment_said
from alongside.wording.plain import plain

#: The longest text of each kind that a strategy of one's own may have: what an assignment has room for.
LONGEST = {"title": 80, "do": 160, "why": 160, "step": 160, "text": 600}
#: How many lines a list may have.
MOST_LINES = 8


@dataclass(frozen=True)
class AtHome:
    """What a strategy becomes at home: one small thing in a few steps, and the moments in which it fits."""

    title: str
    steps: tuple[str, ...]
    moments: tuple[HomeMoment, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What is known about a strategy, said as it is."""

    words: str
    source: str
    strength: Strength


@dataclass(frozen=True)
class Strategy:
    """Something that adults can do; `{name}` in `do`, `why` and the steps at home stands for the child's first name.

    `key` is the library's id, or "own:" and the id of an organisation's own one. `areas` are goal areas in the words of
    the goal bank, `ages` years from and to, both included. `done_well` are things that can be seen or heard, each yes
    or no. `ladder` says which way its prompts are faded, where it has any.
    """

    key: str
    discipline: Discipline
    title: str
    what: str
    when: str
    how: tuple[str, ...]
    say: tuple[str, ...]
    materials: tuple[str, ...]
    fade: str
    done_well: tuple[str, ...]
    areas: tuple[str, ...]
    kinds: tuple[RoutineKind, ...]
    ages: tuple[int, int]
    do: str
    why: str
    home: AtHome | None
    supports: tuple[str, ...]
    ladder: str
    whole_class: bool
    evidence: Evidence
    is_own: bool = False
    is_put_away: bool = False
    searched: tuple[str, str, str] = field(default=("", "", ""), repr=False)

    @property
    def mark(self) -> str:
        """The short form of the discipline: ot, slt or beh."""
        return MARKS[self.discipline]

    @property
    def kind_labels(self) -> list[str]:
        """Where it fits, in words."""
        return [str(kind.label) for kind in self.kinds]


@dataclass(frozen=True)
class Wanted:
    """What a strategy is looked for: a goal's area and words, in a routine at school or a moment at home, at an age."""

    discipline: str
    area: str = ""
    words: str = ""
    kind: str = ""
    home: str = ""
    age: int | None = None


def strategy_from(
    key: str, discipline: str, entry: Mapping[str, Any], *, is_own: bool = False, is_put_away: bool = False
) -> Strategy:
    """A strategy from the fields of a file of the library (or of `OwnStrategy.text`, which has the same)."""
    home = entry.get("home") or None
    evidence = entry["evidence"]
    first, last = entry["ages"]
    told = (entry["what"], entry["when"], entry["do"], *entry["how"], *entry["materials"])
    return Strategy(
        key=key,
        discipline=Discipline(discipline),
        title=entry["title"],
        what=entry["what"],
        when=entry["when"],
        how=tuple(entry["how"]),
        say=tuple(entry["say"]),
        materials=tuple(entry["materials"]),
        fade=entry["fade"],
        done_well=tuple(entry["done_well"]),
        areas=tuple(entry["areas"]),
        kinds=tuple(RoutineKind(kind) for kind in entry["kinds"]),
        ages=(first, last),
        do=entry["do"],
        why=entry["why"],
        home=AtHome(home["title"], tuple(home["steps"]), tuple(HomeMoment(each) for each in home["routines"]))
        if home
        else None,
        supports=tuple(entry["supports"]),
        ladder=entry["ladder"],
        whole_class=entry["whole_class"],
        evidence=Evidence(evidence["words"], evidence["source"], Strength(evidence["strength"])),
        is_own=is_own,
        is_put_away=is_put_away,
        searched=(
            f" {plain(entry['title'])}",
            f" {plain(' '.join(entry['areas']))}",
            f" {plain(' '.join(told))}",
        ),
    )


def found_by(words: str, strategies: Iterable[Strategy]) -> list[Strategy]:
    """Those in which each word begins some word, in any order: first those with more of them in title, then area."""
    asked = plain(words).split()

    def places(each: Strategy) -> tuple[int, ...] | None:
        """For each word the place where it was found: 0 title, 1 areas, 2 text; None where one is missing."""
        at = [next((n for n, text in enumerate(each.searched) if f" {word}" in text), None) for word in asked]
        return None if None in at else tuple(place for place in at if place is not None)

    found = [
        (sum(at), each.title.casefold(), each) for each in strategies if (at := places(each)) is not None
    ]
    return [each for _place, _title, each in sorted(found, key=lambda one: one[:2])]


def best_for(wanted: Wanted, strategies: Iterable[Strategy], most: int = 3) -> list[Strategy]:
    """The strategies of the discipline that fit best, at most so many; none that fits neither goal nor routine.

    The goal's area counts most, then the routine (or the moment at home), then words that goal and strategy share. A
    strategy for other ages is left out, and at home one that has nothing for the home or only for other moments.
    """
    scored = [(_score(wanted, each), each) for each in strategies if _can_be(wanted, each)]
    fitting = [(score, each) for score, each in scored if score > 0]
    return [each for _score, each in sorted(fitting, key=lambda one: (-one[0], one[1].title))][:most]


def _can_be(wanted: Wanted, each: Strategy) -> bool:
    in_age = wanted.age is None or each.ages[0] <= wanted.age <= each.ages[1]
    return (
        not each.is_put_away
        and each.discipline == wanted.discipline
        and in_age
        and (not wanted.home or _is_for_home(each, wanted.home))
    )


def _is_for_home(each: Strategy, home: str) -> bool:
    """Whether it has something for this routine at home; what names no moments, or a routine of none, suits any."""
    if each.home is None:
        return False
    moment = moment_said(home)
    return moment is None or not each.home.moments or moment in each.home.moments


def _score(wanted: Wanted, each: Strategy) -> int:
    area = 6 * (wanted.area in each.areas)
    place = 3 * (wanted.kind in each.kinds)
    if wanted.home and each.home:
        # Its words at home are written for the first of its moments; for the others they are only near.
        moments, moment = each.home.moments, moment_said(wanted.home)
        place = 3 * (moment in moments) + 3 * (moment in moments[:1])
    goal = {word for word in plain(wanted.words).split() if len(word) > 3}
    own = {word for text in each.searched[:2] for word in text.split() if len(word) > 3}
    shared = min(3, len(goal & own))
    return area + place + shared if area or shared or place else 0


def can_write_own(viewer: Viewer) -> bool:
    """True for therapists, assistants and coordinators: whoever gives strategies to others."""
    return viewer.is_coordinator or viewer.is_therapist


def check_can_write_own(viewer: Viewer) -> None:
    if not can_write_own(viewer):
        raise NotAllowed(_("Only therapists and coordinators write strategies. Tell one of them your idea."))


def own_text(said: Mapping[str, Any]) -> dict[str, Any]:
    """What an organisation said of its own strategy, with all fields of one of the library.

    Raises `NotNow` with a sentence where title, what, how or do is missing, or something is too long.
    """
    text = {
        name: _line(said.get(name, "")) for name in ("title", "what", "when", "fade", "do", "why", "ladder")
    }
    lists = {
        name: _lines(said.get(name, ()))
        for name in ("how", "say", "materials", "done_well", "areas", "kinds")
    }
    _check_is_said(text["title"], _("Give it a title of a few words."))
    _check_is_said(text["what"], _("Say in a sentence what it is."))
    _check_is_said(lists["how"], _("Say how it is done, one step a line."))
    _check_is_said(text["do"], _("Write the one line that the teacher reads."))
    _check_fits(text, lists)
    if text["ladder"] and text["ladder"] not in Fading.values:
        raise NotNow(_("Choose one of the ways in which help is faded, or none."))
    if set(lists["kinds"]) - set(RoutineKind.values):
        raise NotNow(_("Choose the routines from the list."))
    first, last = said.get("ages") or (3, 12)
    if not 0 <= first <= last <= 25:
        raise NotNow(_("The ages go from the youngest to the oldest. Write them again."))
    return {
        **text,
        **lists,
        "ages": [first, last],
        "home": _own_home(said.get("home")),
        "supports": list(said.get("supports", ())),
        "whole_class": bool(said.get("whole_class", False)),
        "evidence": {
            "words": _line(said.get("evidence_words", "")),
            "source": _line(said.get("evidence_source", "")),
            "strength": Strength(said.get("strength") or Strength.PRACTICE).value,
        },
    }


def _own_home(home: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if not home or not _line(home.get("title", "")):
        return None
    steps = _lines(home.get("steps", ()))
    _check_is_said(steps, _("Say how it is done at home, one step a line."))
    if len(home["title"]) > LONGEST["do"] or any(len(step) > LONGEST["step"] for step in steps):
        raise NotNow(
            _("What is done at home is too long. Keep each line under {most} letters.").format(most=160)
        )
    routines = [each for each in home.get("routines", ()) if each in HomeMoment.values]
    return {"title": _line(home["title"]), "steps": steps, "routines": routines}


def _check_fits(text: Mapping[str, str], lists: Mapping[str, list[str]]) -> None:
    too_long = [each for name, each in text.items() if len(each) > LONGEST.get(name, LONGEST["text"])]
    too_long += [line for lines in lists.values() for line in lines if len(line) > LONGEST["step"]]
    if too_long:
        raise NotNow(_("“{start}…” is too long. Write it shorter.").format(start=too_long[0][:40]))
    if any(len(lists[name]) > MOST_LINES for name in ("how", "say", "materials", "done_well")):
        raise NotNow(_("A list has more than {most} lines. Keep what matters.").format(most=MOST_LINES))


def _check_is_said(what: str | list[str], sentence: str) -> None:
    if not what:
        raise NotNow(sentence)


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def _lines(lines: Iterable[str]) -> list[str]:
    return [line for line in map(_line, lines) if line]
