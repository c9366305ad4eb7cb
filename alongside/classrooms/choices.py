"""Routine kinds, what a class admits in them, and how a school's days turn."""

from typing import cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.schooltime.cycles import Kind


class RoutineKind(models.TextChoices):
    """What a class does in a part of its day; a goal fits a kind, not a subject's local name."""

    ARRIVAL = "arrival", _("Arrival")
    CIRCLE_TIME = "circle_time", _("Circle time")
    LITERACY = "literacy", _("Reading and language")
    WRITING = "writing", _("Writing")
    MATHS = "maths", _("Maths")
    SCIENCE_SOCIAL = "science_social", _("Science and social studies")
    LANGUAGE = "language", _("Other languages")
    CENTRES = "centres", _("Centres and group work")
    READ_ALOUD = "read_aloud", _("Read-aloud")
    ART = "art", _("Art and making")
    MUSIC = "music", _("Music and drama")
    PE = "pe", _("Movement and sport")
    COMPUTING = "computing", _("Computing")
    RELIGION = "religion", _("Religion and ethics")
    PLAY = "play", _("Play")
    SNACK_RECESS = "snack_recess", _("Snack and recess")
    LUNCH = "lunch", _("Lunch")
    ASSEMBLY = "assembly", _("Assembly")
    INTERVENTION = "intervention", _("Support block")
    DISMISSAL = "dismissal", _("Dismissal")
    OTHER = "other", _("Something else")


class PushIn(models.TextChoices):
    """Whether a therapist may work inside the class in this routine."""

    WELCOME = "welcome", _("Welcome")
    ALLOWED = "allowed", _("Possible")
    NEVER = "never", _("Never")


class PullOut(models.TextChoices):
    """Whether a child may be taken out of this routine."""

    ALLOWED = "allowed", _("Possible")
    AVOID = "avoid", _("Rather not")
    NEVER = "never", _("Never")


#: Where a person has not said otherwise: what each kind admits. A starting point to correct, not a finding.
USUAL_FLAGS: dict[RoutineKind, tuple[PushIn, PullOut]] = {
    RoutineKind.ARRIVAL: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.CIRCLE_TIME: (PushIn.WELCOME, PullOut.AVOID),
    RoutineKind.LITERACY: (PushIn.WELCOME, PullOut.AVOID),
    RoutineKind.WRITING: (PushIn.WELCOME, PullOut.AVOID),
    RoutineKind.MATHS: (PushIn.ALLOWED, PullOut.AVOID),
    RoutineKind.SCIENCE_SOCIAL: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.LANGUAGE: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.CENTRES: (PushIn.WELCOME, PullOut.ALLOWED),
    RoutineKind.READ_ALOUD: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.ART: (PushIn.WELCOME, PullOut.AVOID),
    RoutineKind.MUSIC: (PushIn.ALLOWED, PullOut.AVOID),
    RoutineKind.PE: (PushIn.ALLOWED, PullOut.AVOID),
    RoutineKind.COMPUTING: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.RELIGION: (PushIn.ALLOWED, PullOut.ALLOWED),
    RoutineKind.PLAY: (PushIn.WELCOME, PullOut.ALLOWED),
    RoutineKind.SNACK_RECESS: (PushIn.ALLOWED, PullOut.NEVER),
    RoutineKind.LUNCH: (PushIn.NEVER, PullOut.NEVER),
    RoutineKind.ASSEMBLY: (PushIn.NEVER, PullOut.NEVER),
    RoutineKind.INTERVENTION: (PushIn.WELCOME, PullOut.ALLOWED),
    RoutineKind.DISMISSAL: (PushIn.ALLOWED, PullOut.NEVER),
    RoutineKind.OTHER: (PushIn.ALLOWED, PullOut.ALLOWED),
}


class CycleKind(models.TextChoices):
    """How the days of the timetable follow the calendar."""

    WEEKDAY = "weekday", _("A week: the same every week")
    FORTNIGHT = "fortnight", _("Two weeks: A and B")
    ROTATION = "rotation", _("Numbered days that go on after a holiday")

    @property
    def literal(self) -> Kind:
        """The same word in the vocabulary of `schooltime`."""
        return cast("Kind", self.value)
