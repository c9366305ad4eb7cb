"""The note after class as the data make it: only what was seen, in whole sentences, and a next step from the goal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.capture.choices import ClassRole
from alongside.capture.rules.seen import ENOUGH
from alongside.wording.joins import clauses, headed, items, sentences, stopped

#: How the adult worked beside the teacher, as it is said within a sentence.
ROLES = {
    ClassRole.OBSERVE: gettext_lazy("watching beside the teacher"),
    ClassRole.ASSIST: gettext_lazy("assisting while the teacher taught"),
    ClassRole.STATION: gettext_lazy("at a station of the class"),
    ClassRole.PARALLEL: gettext_lazy("teaching in parallel with the teacher"),
    ClassRole.ALTERNATIVE: gettext_lazy("with a small group of the class"),
    ClassRole.TEAM: gettext_lazy("teaching together with the teacher"),
}


@dataclass(frozen=True)
class Practised:
    """A goal in a visit: what was seen of it (`words` is empty where nothing was), and what the plan asks.

    `needed` is the help that most tries took, `less` the rung below it on the ladder of help. `is_reached` compares
    with the criterion of one visit, None where the data do not allow that. `step` is the next objective of the goal.
    """

    title: str
    words: str = ""
    detail: str = ""
    dots: tuple[str, ...] = ()
    number: int = 0
    needed: str = ""
    less: str = ""
    helps: str = ""
    criterion: str = ""
    is_reached: bool | None = None
    last: str = ""
    step: str = ""


@dataclass(frozen=True)
class Noticed:
    """Something seen beside the goals: taking part, company, the child's own word."""

    label: str
    words: str
    detail: str = ""
    dots: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """What one child's note is drafted from. `others` counts the children who were there with it."""

    name: str
    discipline: str
    on: str
    starts: int
    ends: int
    minutes: int
    planned_minutes: int
    is_in_class: bool
    place: str
    routine: str = ""
    role: str = ""
    others: int = 0
    reason: str = ""
    words: tuple[str, ...] = ()
    practised: tuple[Practised, ...] = ()
    noticed: tuple[Noticed, ...] = ()

    @property
    def has_data(self) -> bool:
        """Whether anything was written down in class."""
        return bool(self.noticed or self.words or any(each.words for each in self.practised))

    def as_json(self) -> dict[str, Any]:
        """The facts as a note keeps them."""
        kept: dict[str, Any] = json.loads(
            json.dumps(asdict(self))
        )  # Lists, as they come back from the database.
        return kept

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Facts:
        """The facts that a note has kept."""
        said = dict(kept)
        practised = tuple(Practised(**_with_tuples(each)) for each in said.pop("practised", ()))
        noticed = tuple(Noticed(**_with_tuples(each)) for each in said.pop("noticed", ()))
        return replace(cls(**_with_tuples(said)), practised=practised, noticed=noticed)


def _with_tuples(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}


@dataclass(frozen=True)
class Draft:
    """The two texts of a note as the data make them."""

    text: str
    next_step: str


def drafted(facts: Facts) -> Draft:
    """The note that the facts make: only what was seen, in whole sentences; a next step from the goal."""
    seen = [_sentence_of(each) for each in facts.practised if each.words]
    beside = [stopped(headed(each.label, each.detail or each.words)) for each in facts.noticed]
    noted = [_("Noted in class: {words}").format(words=items(facts.words))] if facts.words else []
    paragraphs = [_service(facts), *seen, sentences(beside), *noted]
    goals_of: dict[str, list[str]] = {}
    for each in facts.practised:
        if each.words:
            goals_of.setdefault(_next_step(each), []).append(each.title)
    steps = [stopped(headed(items(goals), step)) for step, goals in goals_of.items()]
    left_out = [each.title for each in facts.practised if not each.words]
    if left_out:
        steps.append(_("Not recorded this time: {goals}.").format(goals=items(left_out)))
    return Draft("\n".join(filter(None, paragraphs)), "\n".join(steps))


def _service(facts: Facts) -> str:
    """ "Speech, 40 minutes, one to one. In class (2B), during Writing, at a station of the class." """
    minutes = ngettext("{minutes} minute", "{minutes} minutes", facts.minutes).format(minutes=facts.minutes)
    company = _("one to one")
    if facts.others:
        company = ngettext(
            "in a group with {others} other child", "in a group with {others} other children", facts.others
        ).format(others=facts.others)
    first = _("{discipline}, {minutes}, {company}.").format(
        discipline=facts.discipline, minutes=minutes, company=company
    )
    where = _("In class ({place})") if facts.is_in_class else _("Outside class ({place})")
    parts = [where.format(place=facts.place)]
    if facts.routine and facts.is_in_class:
        parts.append(_("during {routine}").format(routine=facts.routine))
    if facts.role:
        parts.append(str(ROLES[ClassRole(facts.role)]))
    said = [first, stopped(clauses(parts))]
    if facts.minutes < facts.planned_minutes:
        short = _("Planned were {minutes} minutes.")
        if facts.reason:
            short = _("Planned were {minutes} minutes; cut short: {reason}.")
        said.append(short.format(minutes=facts.planned_minutes, reason=facts.reason))
    return sentences(said)


def _sentence_of(each: Practised) -> str:
    """What was practised, how often and with how much help, beside what the plan asks and the time before."""
    words = _("{words}, with help {helps}") if each.helps else "{words}"
    said = [stopped(headed(each.title, words.format(words=each.words, helps=each.helps)))]
    if each.criterion:
        said.append(_("The plan looks for: {criterion}.").format(criterion=_without_stop(each.criterion)))
    if each.last:
        said.append(_("Last time, {last}.").format(last=each.last))
    return sentences(said)


def _next_step(each: Practised) -> str:
    """What to do next time for a goal; with too few data it says so and suggests no change."""
    if each.is_reached:
        step = (
            _("next on the way: {step}").format(step=_without_stop(each.step))
            if each.step
            else _("this time as well as the plan asks; see whether it holds, and try it in another routine")
        )
    elif each.needed and each.less and each.number >= ENOUGH:
        step = _("most help was “{needed}”; try “{less}” first").format(needed=each.needed, less=each.less)
    elif each.number < ENOUGH and (each.needed or each.dots):
        step = _("few tries so far; go on as before and collect more")
    else:
        step = _("go on as before")
    return step


def _without_stop(words: str) -> str:
    """Words as they stand in a sentence of ours, which brings its own full stop."""
    return words.strip().rstrip(".。")
