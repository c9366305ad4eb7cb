"""How a service is given."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind as Kind
from alongside.people.choices import Discipline


class Delivery(models.TextChoices):
    """Where a service may take place; the timetable chooses where both may be."""

    PUSH_IN = "push_in", _("In class (push-in)")
    PULL_OUT = "pull_out", _("Outside class (pull-out)")
    EITHER = "either", _("Either, as it fits")


#: How well goals of a discipline can usually be practised in a kind of routine, 0 to 100: our assumption, a place to
#: start from until a plan says which goals live where. "*" is every kind that is not named.
USUAL_FIT: dict[Discipline, dict[str, int]] = {
    Discipline.OCCUPATIONAL: {
        Kind.WRITING: 90,
        Kind.ART: 85,
        Kind.CENTRES: 80,
        Kind.PLAY: 70,
        Kind.ARRIVAL: 65,
        Kind.LITERACY: 65,
        Kind.COMPUTING: 60,
        Kind.PE: 60,
        Kind.INTERVENTION: 60,
        Kind.SNACK_RECESS: 55,
        Kind.DISMISSAL: 50,
        Kind.MATHS: 45,
        "*": 25,
    },
    Discipline.SPEECH: {
        Kind.CIRCLE_TIME: 90,
        Kind.READ_ALOUD: 85,
        Kind.LITERACY: 80,
        Kind.PLAY: 75,
        Kind.CENTRES: 75,
        Kind.LANGUAGE: 65,
        Kind.SCIENCE_SOCIAL: 60,
        Kind.INTERVENTION: 60,
        Kind.SNACK_RECESS: 55,
        Kind.MUSIC: 50,
        Kind.WRITING: 45,
        "*": 25,
    },
    Discipline.BEHAVIOUR: {
        Kind.PLAY: 90,
        Kind.CENTRES: 85,
        Kind.SNACK_RECESS: 85,
        Kind.CIRCLE_TIME: 75,
        Kind.ARRIVAL: 75,
        Kind.PE: 65,
        Kind.SCIENCE_SOCIAL: 60,
        Kind.INTERVENTION: 60,
        Kind.LITERACY: 55,
        Kind.MATHS: 55,
        Kind.DISMISSAL: 55,
        "*": 30,
    },
}
