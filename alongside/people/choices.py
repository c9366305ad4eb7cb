"""The words for people: roles, disciplines, relations."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is to an organisation; a relation to a child comes on top."""

    COORDINATOR = "coordinator", _("Coordinator")
    THERAPIST = "therapist", _("Therapist")
    ASSISTANT = "assistant", _("Therapy assistant")
    TEACHER = "teacher", _("Teacher")
    GUARDIAN = "guardian", _("Parent or guardian")


class Discipline(models.TextChoices):
    """The three families of service."""

    OCCUPATIONAL = "occupational_therapy", _("Occupational therapy")
    SPEECH = "speech", _("Speech and language therapy")
    BEHAVIOUR = "behaviour", _("Behavioural and social-emotional support")


#: The short form used by the marks on screen and on paper.
MARKS = {Discipline.OCCUPATIONAL: "ot", Discipline.SPEECH: "slt", Discipline.BEHAVIOUR: "beh"}


class Relation(models.TextChoices):
    """What a guardian is to a child."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GRANDPARENT = "grandparent", _("Grandparent")
    GUARDIAN = "guardian", _("Guardian")
    OTHER = "other", _("Other")
