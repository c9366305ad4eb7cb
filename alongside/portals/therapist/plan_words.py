"""A plan's parts in words: a goal as sentences, a service's promise, the texts that keep themselves while typing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from alongside.plans.choices import PEOPLE_ASKED, Asked
from alongside.plans.models import PlannedService
from alongside.plans.queries.owed import OwedInTerm
from alongside.plans.rules.texts import text_of
from alongside.wording.joins import clauses


@dataclass(frozen=True)
class Field:
    """One text of a version or a goal: its name, label and help, how many lines it shows, how many letters it holds."""

    name: str
    label: Any
    help: Any = ""
    rows: int = 3
    limit: int | None = None


@dataclass(frozen=True)
class Text:
    """A text to type in: whose it is, how it stands, and the number of what was read."""

    target: UUID
    field: Field
    text: str
    number: int
    faults: Sequence[str] = ()

    @property
    def id(self) -> str:
        return f"{self.field.name}-{str(self.target)[:8]}"


VERSION_FIELDS = (
    Field(
        "child_words",
        _lazy("In the child’s own words"),
        _lazy("What I like, what I want to learn, what helps me. Written as it was said."),
    ),
    Field(
        "family_words",
        _lazy("In the family’s own words"),
        _lazy("What matters at home, what they hope for, what they would rather not."),
    ),
    Field("strengths", _lazy("Strengths"), _lazy("What is there to build on."), rows=4),
    Field("needs", _lazy("Needs"), _lazy("What makes the school day hard, and when."), rows=4),
    Field(
        "accommodations",
        _lazy("Accommodations"),
        _lazy("What stays in place in every lesson. One a line; the class teacher reads them."),
        rows=4,
    ),
)
GOAL_FIELDS = (
    Field("title", _lazy("The goal in a line"), rows=1, limit=120),
    Field(
        "condition", _lazy("When and with what"), _lazy("The situation and the help that is given."), rows=2
    ),
    Field(
        "behaviour", _lazy("What the child does"), _lazy("Something that two people would see alike."), rows=2
    ),
    Field(
        "criterion_over",
        _lazy("Held over"),
        _lazy("How long it must last to count: “3 visits in a row”."),
        rows=1,
        limit=80,
    ),
    Field(
        "baseline_text",
        _lazy("Where it starts, in words"),
        _lazy("What was seen when the baseline was taken."),
        rows=1,
        limit=200,
    ),
    Field("plain", _lazy("In the family’s words"), _lazy("What this goal means at home."), rows=2, limit=300),
    Field(
        "child_words", _lazy("In the child’s words"), _lazy("How the child would say it."), rows=2, limit=300
    ),
)
#: The five levels of goal attainment, from much less than looked for to much more.
SCALE_FIELDS = tuple(
    Field(f"scale_{place}", label, rows=1, limit=200)
    for place, label in enumerate(
        (
            _lazy("−2: much less than looked for"),
            _lazy("−1: less than looked for"),
            _lazy("0: what the team looks for"),
            _lazy("+1: more than looked for"),
            _lazy("+2: much more than looked for"),
        )
    )
)

REASON = Field("reason", _lazy("Why"), _lazy("A sentence is enough; it stands in the plan’s document."))
HOW = Field("how", _lazy("How"), rows=1, limit=200)


def step_field(place: int) -> Field:
    """The text of a step on the way to a goal."""
    return Field("text", _("Step {number}").format(number=place), rows=2)


def texts(
    thing: Any,
    fields: Iterable[Field],
    numbers: Mapping[UUID, Mapping[str, int]],
    faults: Mapping[str, str] | None = None,
) -> list[Text]:
    """The texts of a version or a goal, each with the number that an answer must name."""
    return [
        Text(
            thing.pk,
            field,
            text_of(thing, field.name),
            numbers.get(thing.pk, {}).get(field.name, 0),
            [sentence for name, sentence in (faults or {}).items() if name == field.name],
        )
        for field in fields
    ]


def promise(planned: PlannedService) -> str:
    """What a service promises: 2 times a week, 30 minutes each."""
    times = ngettext("{times} time", "{times} times", planned.times).format(times=planned.times)
    return _("{times} {per}, {minutes} minutes each").format(
        times=times, per=planned.get_per_display(), minutes=planned.minutes
    )


def day(on: date | None) -> str:
    """A date as it is read."""
    return date_format(on, "DATE_FORMAT") if on else ""


@dataclass(frozen=True)
class ServiceLine:
    """A service with its promise, what it comes to this term, and who was asked how it is given."""

    service: PlannedService
    promise: str
    counts: list[str]
    asked: str


def services(planned: Iterable[PlannedService], owed: Mapping[UUID, OwedInTerm]) -> list[ServiceLine]:
    """The services of a version in words."""
    return [
        ServiceLine(
            each,
            promise(each),
            counts(owed[each.pk]) if each.pk in owed else [],
            _asked(each.asked),
        )
        for each in planned
    ]


def _asked(people: Collection[str]) -> str:
    """ "the child, the family, the class teacher"; who was written in other words stays so."""
    return clauses(str(PEOPLE_ASKED[Asked(who)]) if who in Asked.values else who for who in people)


def counts(owed: OwedInTerm) -> list[str]:
    """What a service comes to: minutes this term, and places of the timetable's cycle."""
    minutes = ngettext("{minutes} minute in {term}", "{minutes} minutes in {term}", owed.owed.minutes)
    said = [minutes.format(minutes=f"{owed.owed.minutes:,}", term=owed.term)]
    if owed.owed.indirect:
        said[0] += _(", {direct} of them with the child").format(direct=f"{owed.owed.direct_minutes:,}")
    if owed.places:
        places = ngettext(
            "Fills {places} place in each cycle of the timetable.",
            "Fills {places} places in each cycle of the timetable.",
            owed.places,
        )
        said.append(places.format(places=owed.places))
    else:
        said.append(_("Rarer than the timetable’s cycle: it is placed by date and reserves no place."))
    said[0] += "."
    return said
