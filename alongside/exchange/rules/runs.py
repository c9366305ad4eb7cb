"""When a person may do what with an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from alongside.exchange.choices import IMPORT_TRANSITIONS, ImportKind, ImportState, Part
from alongside.exchange.models import ImportRun
from alongside.exchange.rules.plan import Plan
from alongside.exchange.rules.words import day, full_name, in_words
from alongside.formats import roster_columns, services
from alongside.people.rules import NotNow, Viewer, check_can_run_programme
from alongside.trust.rules import Change

SMALL_CLASS = 5
"""Below this size a class may lose most of its children without a second question."""

_REQUIRED = {
    ImportKind.ROSTER: (
        (("full_name", "given_name", "family_name"), N_("Say which column holds the names.")),
    ),
    ImportKind.SERVICES: (
        (("child_id", "child_name"), N_("Say which column tells the child: a name or an id.")),
        (("discipline",), N_("Say which column tells the therapy.")),
    ),
}

_LABELS = {
    "people.child": N_("Child {name}"),
    "people.staffmember": N_("Member of staff {name}"),
    "people.guardian": N_("Guardian {name}"),
    "people.guardianship": N_("Family tie"),
    "people.school": N_("School {name}"),
    "people.externalid": N_("Id"),
    "people.teammembership": N_("Place in a team"),
    "classrooms.classroom": N_("Class {name}"),
    "classrooms.enrolment": N_("Place in a class"),
    "classrooms.classteacher": N_("Teacher’s post"),
    "classrooms.classtimetable": N_("Class timetable from {day}"),
    "classrooms.routine": N_("Routine {name}"),
    "classrooms.schoolcycle": N_("Days of the school"),
    "plans.service": N_("Service"),
    "plans.servicetherapist": N_("Named therapist"),
}


def check_can_import(by: Viewer, run: ImportRun | None = None) -> None:
    """Refuses who does not run the programme, and a run of another organisation."""
    check_can_run_programme(by)
    if run is not None and run.organisation_id != by.organisation.pk:
        raise NotNow(_("This import is not here."))


def check_can_become(run: ImportRun, state: ImportState) -> None:
    """Refuses a step that makes no sense where the run stands."""
    if state not in IMPORT_TRANSITIONS[ImportState(run.state)]:
        raise NotNow(
            _("This import is at another step by now: {state}. Open it again to see.").format(
                state=run.get_state_display()
            )
        )


def fields_of(kind: ImportKind) -> tuple[str, ...]:
    """The fields that the columns of such a file may hold."""
    return tuple(roster_columns.FIELDS if kind is ImportKind.ROSTER else services.FIELDS)


def check_columns(kind: ImportKind, columns: Mapping[str, str], header: list[str]) -> None:
    """Refuses a mapping that leaves out what nothing works without, or gives one column two meanings."""
    for fields, sentence in _REQUIRED.get(kind, ()):
        if not any(columns.get(field) for field in fields):
            raise NotNow(_(sentence))
    used = [heading for heading in columns.values() if heading]
    if unknown := sorted(set(used) - set(header)):
        raise NotNow(_("The file has no column “{name}”.").format(name=in_words(unknown[0])))
    twice = sorted({heading for heading in used if used.count(heading) > 1})
    if twice:
        raise NotNow(
            _("The column “{name}” is chosen twice. Choose it once.").format(name=in_words(twice[0]))
        )


def shrinking(plan: Plan) -> list[dict[str, Any]]:
    """The classes that would lose more than half of their children, by what a decision may ask for.

    A short file empties a class; the limits are those of code-dot-org/code-dot-org#73879.
    """
    return [
        {
            "name": loss.name,
            "children": loss.children,
            Part.CHANGED.value: loss.changed,
            Part.MISSING.value: loss.missing,
        }
        for loss in plan.losses.values()
        if loss.children >= SMALL_CLASS and 2 * (loss.changed + loss.missing) > loss.children
    ]


def check_shrink(run: ImportRun, parts: set[Part], confirmed: bool) -> None:
    """Asks twice before a class of five or more loses more than half of its children."""
    if confirmed:
        return
    for row in run.summary.get("shrinking", ()):
        lost = sum(row[part.value] for part in (Part.CHANGED, Part.MISSING) if part in parts)
        if 2 * lost > row["children"]:
            raise NotNow(
                _(
                    "{name} would lose {lost} of its {children} children. A file cut short looks like this. "
                    "If it is right, tick that you have checked it."
                ).format(name=row["name"], lost=lost, children=row["children"])
            )


def label_of(change: Change) -> str:
    """What a change speaks of, in words for a list of what was kept."""
    values = {**(change.before or {}), **(change.after or {})}
    name = full_name(values.get("given_name", ""), values.get("family_name", ""))
    name = name or values.get("name") or values.get("title") or ""
    since = values.get("holds_from")
    label = _(_LABELS[change.model]).format(name=name, day=day(date.fromisoformat(since)) if since else "")
    return label.strip()
