"""The words of progress: what a team decides about a goal, what a probe is for, whom a report is for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.plans.choices import Measure, Unit


class Step(models.TextChoices):
    """What may come next for a goal."""

    WAIT = "wait", _("Record more first")
    COACH = "coach", _("Help it happen as planned")
    CHANGE = "change", _("Change the teaching")
    GO_ON = "go_on", _("Keep going")
    RAISE = "raise", _("Raise the goal")
    FADE = "fade", _("Fade the help, and probe")


class ProbeKind(models.TextChoices):
    """What a probe is to show."""

    MAINTENANCE = "maintenance", _("Still there after a while")
    GENERALISATION = "generalisation", _("Also in another place or with somebody else")


class Audience(models.TextChoices):
    """Whom a report is written for."""

    TEAM = "team", _("The team")
    FAMILY = "family", _("The family")


class RunState(models.TextChoices):
    """A run that drafts many reports waits, runs, and ends in one of three ways."""

    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Drafting")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped by you")
    FAILED = "failed", _("Not finished")


RUN_TRANSITIONS = {
    RunState.QUEUED: {RunState.RUNNING, RunState.STOPPED, RunState.FAILED},
    RunState.RUNNING: {RunState.DONE, RunState.STOPPED, RunState.FAILED},
    RunState.DONE: set(),
    RunState.STOPPED: {RunState.QUEUED},
    RunState.FAILED: {RunState.QUEUED},
}

#: After so many weeks at the goal a probe asks whether it is still there: closer at first, then further apart.
MAINTENANCE_WEEKS = (2, 4, 8)

#: The share of planned visits held from which a plan counts as carried out. An assumption of ours, written down so
#: that a team can differ: coaching handbooks commonly ask for four fifths.
CARRIED_OUT = 0.8

#: Measures of which the point of a session is a share of what was tried, watched or asked, in per cent.
SHARES = frozenset(
    {
        Measure.TRIALS,
        Measure.PERCENT,
        Measure.PARTIAL_INTERVAL,
        Measure.WHOLE_INTERVAL,
        Measure.MOMENTARY,
        Measure.ENGAGEMENT,
        Measure.TASK_STEPS,
    }
)

#: Units in which a criterion is a number out of so many, and so a share.
OUT_OF = frozenset({Unit.TRIALS, Unit.STEPS})

#: What a child's page shows over time, with a goal or without one: taking part, classmates, daring, the child's voice.
OVER_TIME = (
    Measure.PARTICIPATION,
    Measure.ENGAGEMENT,
    Measure.INITIATIONS,
    Measure.RISK_TAKING,
    Measure.CONFIDENCE,
)
