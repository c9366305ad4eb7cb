"""Who may write a report, and the words that it is drafted in: in detail for a team, plainly for a family.

A family's sentences are short and say what to expect next. They never say what caused what, and never that a child is
"on track": the same facts as the team's, in other words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.people import queries as people
from alongside.people.choices import Right
from alongside.people.models import Child
from alongside.people.rules import NotAllowed, NotNow, Viewer
from alongside.plans.rules.plans import Reach, check_can_write_plan, reach_of
from alongside.progress.choices import RUN_TRANSITIONS, Audience, RunState, Step
from alongside.progress.models import Report, ReportRun
from alongside.progress.rules.places import FEW
from alongside.wording.joins import clauses, headed, sentences, stopped

Facts = Mapping[str, Any]
#: What may stand in one section.
LONGEST = 6000


def check_can_write_report(viewer: Viewer, child: Child) -> None:
    """Refuses everybody but the child's team and those who run the programme."""
    check_can_write_plan(viewer, child)


def can_read_report(viewer: Viewer, report: Report) -> bool:
    """The team reads every report; a guardian with that right her own once it is signed; a class teacher none."""
    if reach_of(viewer, report.child) is Reach.TEAM:
        return True
    own = people.children_of_guardian(viewer, Right.READ_REPORTS).filter(pk=report.child_id)
    return report.audience == Audience.FAMILY and report.is_signed and own.exists()


def check_is_open(report: Report) -> None:
    """Refuses to change what was signed."""
    if report.is_signed:
        raise NotNow(_("A signed report stays as it is. Write a correction: it is a report of its own."))


def check_section(report: Report, key: str, text: str) -> None:
    """Refuses a section that the report has not, and a text that nobody would read."""
    if key not in {section["key"] for section in report.sections}:
        raise NotNow(
            _("This report has no such part. Load the page again; what you wrote is still in the field.")
        )
    if len(text) > LONGEST:
        raise NotNow(_("This is longer than {most} letters. Say it in fewer words.").format(most=LONGEST))


def check_can_sign_report(viewer: Viewer, report: Report, name: str) -> None:
    """A report is signed once, by name, by somebody of the team."""
    check_can_write_report(viewer, report.child)
    check_is_open(report)
    if not name.strip():
        raise NotNow(_("Write your name: it stands under the report."))
    if not any(section["text"].strip() for section in report.sections):
        raise NotNow(_("There is nothing in this report yet. Write something, then sign."))


def check_can_correct(viewer: Viewer, report: Report) -> None:
    check_can_write_report(viewer, report.child)
    if not report.is_signed:
        raise NotNow(_("This report is not signed yet. Change it as it is."))


def check_can_order(viewer: Viewer, children: Iterable[Child]) -> None:
    """Reports for many children at once are ordered by whoever may write each of them."""
    if not (viewer.is_coordinator or viewer.is_therapist):
        raise NotAllowed(_("Only the team and coordinators write reports."))
    if not list(children):
        raise NotNow(_("Choose at least one child."))


def check_can_move_run(run: ReportRun, to: RunState) -> None:
    """Refuses a step that makes no sense where the run stands."""
    if to not in RUN_TRANSITIONS[RunState(run.state)]:
        raise NotNow(_("These reports are “{state}” already.").format(state=run.get_state_display()))


def sections_of(audience: Audience, facts: Facts) -> list[dict[str, Any]]:
    """The drafted parts of a report: [{"key", "title", "text", "number"}]; `number` counts how often it was changed."""
    draft = _for_family if audience is Audience.FAMILY else _for_team
    return [{"key": key, "title": title, "text": text, "number": 0} for key, title, text in draft(facts)]


Part = tuple[str, str, str]


def _for_team(facts: Facts) -> list[Part]:
    parts = [("summary", _("In short"), _summary(facts))]
    parts += [(f"goal:{goal['lineage']}", goal["title"], _goal_for_team(goal)) for goal in facts["goals"]]
    parts.append(("given", _("What was given"), "\n".join(_given(facts))))
    if facts["taking_part"]:
        lines = [_titled(each["title"], each["words"]) for each in facts["taking_part"]]
        parts.append(("taking_part", _("Taking part"), "\n".join(lines)))
    if facts["attainment"]:
        parts.append(("attainment", _("Goal attainment"), _attained(facts["attainment"])))
    parts.append(("next", _("What comes next"), "\n".join(_next_for_team(facts))))
    return parts


def _summary(facts: Facts) -> str:
    goals = facts["goals"]
    counts: dict[str, int] = {}
    for goal in goals:
        counts[goal["step"]] = counts.get(goal["step"], 0) + 1
    each = _("{step} ({n})")
    steps = clauses(each.format(step=Step(step).label, n=count) for step, count in counts.items())
    return ngettext(
        "{n} goal from {since} to {until}. What the record points to: {steps}.",
        "{n} goals from {since} to {until}. What the record points to, with how many goals: {steps}.",
        len(goals),
    ).format(
        n=len(goals), since=facts["since_words"], until=facts["as_of_words"], steps=steps or _("nothing yet")
    )


def _goal_for_team(goal: Facts) -> str:
    lines = [
        _("Criterion: {words}.").format(words=goal["criterion"]) if goal["criterion"] else "",
        _("Baseline: {words}.").format(words=goal["baseline"]) if goal["baseline"] else "",
        goal["headline"],
        goal["detail"],
        goal["takes"],
        sentences(map(stopped, goal["carried_out"])),
    ]
    lines += [_titled(row["title"], row["words"]) for row in goal["places"]]
    lines += [_shown(row) for row in goal["shown"]]
    lines += [
        _("Decided on {day}: {step}. {words}")
        .format(day=row["on"], step=row["step"], words=row["words"])
        .strip()
        for row in goal["decisions"]
    ]
    return "\n".join(line for line in lines if line)


def _shown(row: Facts) -> str:
    if not row["looked"]:
        return _("{place}: not looked yet").format(place=row["title"])
    if row["looked"] < FEW:
        words = ngettext(
            "{place}: at the goal at {reached} of {looked} point (few yet)",
            "{place}: at the goal at {reached} of {looked} points (few yet)",
            row["looked"],
        )
    else:
        words = ngettext(
            "{place}: at the goal at {reached} of {looked} point",
            "{place}: at the goal at {reached} of {looked} points",
            row["looked"],
        )
    return words.format(place=row["title"], reached=row["reached"], looked=row["looked"])


def _titled(title: str, words: str) -> str:
    return headed(title, words)


def _given(facts: Facts) -> list[str]:
    held = [_held(row).format(**row) for row in facts["given"]] or [_("No visit was held in this time.")]
    return held + [
        ngettext(
            "{discipline}, with the adults around the child: {times} contact, {minutes} minutes.",
            "{discipline}, with the adults around the child: {times} contacts, {minutes} minutes.",
            row["times"],
        ).format(**row)
        for row in facts.get("consulted", ())
    ]


def _held(row: Facts) -> str:
    if row["planned"]:
        return ngettext(
            "{discipline}: {held} visit held, {planned} planned, {minutes} minutes.",
            "{discipline}: {held} visits held, {planned} planned, {minutes} minutes.",
            row["held"],
        )
    return ngettext(
        "{discipline}: {held} visit held, none planned in a published timetable, {minutes} minutes.",
        "{discipline}: {held} visits held, none planned in a published timetable, {minutes} minutes.",
        row["held"],
    )


def _attained(attainment: Facts) -> str:
    lines = [_titled(row["title"], f"{row['level']:+d}") for row in attainment["levels"]]
    lines.append(
        ngettext(
            "All in one number: T {t} from {n} goal, where 50 is as expected. A scale of one’s own is no proof.",
            "All in one number: T {t} from {n} goals, where 50 is as expected. A scale of one’s own is no proof.",
            attainment["n"],
        ).format(t=attainment["t"], n=attainment["n"])
    )
    return "\n".join(lines)


def _next_for_team(facts: Facts) -> list[str]:
    lines = [
        _("{goal}: {step}.").format(goal=goal["title"], step=Step(goal["step"]).label)
        for goal in facts["goals"]
    ]
    lines += [
        _("Probe due on {day}: {goal}, {what}.").format(day=row["on"], goal=row["goal"], what=row["words"])
        for row in facts["probes"]
    ]
    return lines


def _for_family(facts: Facts) -> list[Part]:
    name = facts["first_name"]
    parts = [("hello", _("About this letter"), _hello(facts))]
    parts += [
        (f"goal:{goal['lineage']}", goal["plain"] or goal["title"], _goal_for_family(goal, name))
        for goal in facts["goals"]
    ]
    parts.append(("given", _("What we did"), "\n".join(_done(facts))))
    if facts["home"]:
        lines = [_titled(row["routine"], row["words"]) for row in facts["home"]]
        parts.append(("home", _("What you can do at home"), "\n".join(lines)))
    parts.append(
        (
            "next",
            _("What comes next"),
            _("We go on together. Please tell us what you see at home. You can ask us anything."),
        )
    )
    return parts


def _hello(facts: Facts) -> str:
    return _(
        "This is how {name} got on from {since} to {until}. We wrote down what we saw. Here it is in short."
    ).format(name=facts["first_name"], since=facts["since_words"], until=facts["as_of_words"])


def _by_step(step: Step, name: str) -> str:
    """What a family reads of a goal, by what the record points to."""
    return {
        Step.WAIT: _(
            "We do not have enough notes yet to say how this is going. We keep writing down what we see."
        ),
        Step.COACH: _("This has not had all the time it needs yet. First we make sure that it does."),
        Step.CHANGE: _(
            "This is not moving as we hoped. We want to try another way, and we will talk with you about it."
        ),
        Step.GO_ON: _("So far this goes the way we hoped. We go on as we do now, and look again."),
        Step.RAISE: _("This is going faster than we planned. We want to talk with you about a bigger step."),
        Step.FADE: _(
            "{name} did this the last times we looked. Now we help less, and in some weeks we look again."
        ).format(name=name),
    }[step]


def _goal_for_family(goal: Facts, name: str) -> str:
    lines = [_by_step(Step(goal["step"]), name)]
    if goal["first"] and goal["last"] and goal["points"] > 1:
        lines.append(
            _("At first it was {first}. The last time it was {last}. We looked on {n} days.").format(
                first=goal["first"], last=goal["last"], n=goal["days"]
            )
        )
    elif goal["last"]:
        lines.append(_("When we looked, it was {last}.").format(last=goal["last"]))
    return "\n".join(lines)


def _done(facts: Facts) -> list[str]:
    there = [
        ngettext(
            "{discipline}: we were there {held} time, {minutes} minutes in all.",
            "{discipline}: we were there {held} times, {minutes} minutes in all.",
            row["held"],
        ).format(**row)
        for row in facts["given"]
        if row["held"]
    ]
    advised = [
        ngettext(
            "{discipline}: we met the adults around {name} {times} time, {minutes} minutes in all.",
            "{discipline}: we met the adults around {name} {times} times, {minutes} minutes in all.",
            row["times"],
        ).format(name=facts["first_name"], **row)
        for row in facts.get("consulted", ())
    ]
    return there + advised or [_("No visit took place in this time.")]
