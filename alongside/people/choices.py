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


#: The same within a sentence: another language may write a noun otherwise there, or not.
THERAPIES = {
    Discipline.OCCUPATIONAL: _("occupational therapy"),
    Discipline.SPEECH: _("speech and language therapy"),
    Discipline.BEHAVIOUR: _("behavioural and social-emotional support"),
}
#: The short form used by the marks on screen and on paper.
MARKS = {Discipline.OCCUPATIONAL: "ot", Discipline.SPEECH: "slt", Discipline.BEHAVIOUR: "beh"}


class Relation(models.TextChoices):
    """What a guardian is to a child."""

    MOTHER = "mother", _("Mother")
    FATHER = "father", _("Father")
    GRANDPARENT = "grandparent", _("Grandparent")
    GUARDIAN = "guardian", _("Guardian")
    OTHER = "other", _("Other")


#: The same within a sentence.
RELATIONS = {
    Relation.MOTHER: _("mother"),
    Relation.FATHER: _("father"),
    Relation.GRANDPARENT: _("grandparent"),
    Relation.GUARDIAN: _("guardian"),
    Relation.OTHER: _("other relation"),
}


class Right(models.TextChoices):
    """What a guardian may do for a child; each is a field of the tie (`Guardianship`), so that two may differ."""

    READ_PLAN = "reads_plan", _("Reads the plan")
    READ_REPORTS = "reads_reports", _("Reads progress and reports")
    HELP_AT_HOME = "helps_at_home", _("Has something to do at home")
    WRITE = "writes_messages", _("Writes and reads messages")
    CONSENT = "gives_consent", _("Gives and withdraws consent")


class Purpose(models.TextChoices):
    """What a family is asked about a child's data: each apart from the others, and each can be answered with no."""

    THERAPY = "therapy", _("Writing down what happens, and using it for therapy")
    OUTSIDE = "outside", _("Sharing with a service outside school")
    PICTURES = "pictures", _("Photos and video")
    TRANSLATION = "translation", _("A machine translates messages")
    STATISTICS = "statistics", _("Statistics without names")
    AFTER_SCHOOL = "after_school", _("Hearing of after-school programmes")


#: What happens on yes, on no, and until somebody answers, by purpose, as a family reads it; `{name}` is the child's
#: first name.
WHAT_FOLLOWS = {
    Purpose.THERAPY: (
        _(
            "The team writes down what {name} does in a session and plans the next one from it. "
            "Only the team and you read it."
        ),
        _(
            "Nothing more should be written down of sessions. "
            "The school calls you, to agree how help can go on without."
        ),
        _("Until you answer, the team works as the plan says."),
    ),
    Purpose.OUTSIDE: (
        _("The team may send this service the plan and the reports, and may speak with it about {name}."),
        _("Nothing about {name} goes there. You can still hand over papers yourself."),
        _("Until you answer, nothing goes there."),
    ),
    Purpose.PICTURES: (
        _(
            "An adult of the team may film or photograph {name} at work, to look at it together with you "
            "or the team. Nobody else sees it."
        ),
        _("No picture is taken. {name} takes part in everything all the same."),
        _("Until you answer, no picture is taken."),
    ),
    Purpose.TRANSLATION: (
        _("A machine may translate what you and the team write to each other. Each such text says so."),
        _(
            "You read messages as they were written, and so does the team. "
            "You can ask the school for an interpreter."
        ),
        _("Until you answer, no machine translates."),
    ),
    Purpose.STATISTICS: (
        _(
            "{name} is counted when the programme counts visits and goals met. "
            "No name stands in these numbers."
        ),
        _("{name} is left out of these numbers. Nothing else changes."),
        _("Until you say no, {name} is counted."),
    ),
    Purpose.AFTER_SCHOOL: (
        _("You hear when a programme begins that could suit {name}. You need not answer."),
        _("You hear of none. You can look for yourself and ask at any time."),
        _("Until you answer, you hear of none."),
    ),
}


class Answer(models.TextChoices):
    """What was said of a purpose: the school asks, a guardian says yes or no."""

    ASKED = "asked", _("Asked")
    YES = "yes", _("Yes")
    NO = "no", _("No")


#: What a guardian said, within a sentence.
ANSWERS = {Answer.YES: _("yes"), Answer.NO: _("no")}


class Term(models.TextChoices):
    """A thing for which each place has its own word; the label is the word used until an organisation says another."""

    PLAN = "plan", _("Individual Education Plan")
    PLAN_SHORT = "plan_short", _("IEP")
    GOALS = "goals", _("Goals")
    ACCOMMODATIONS = "accommodations", _("Accommodations")
    COORDINATOR = "coordinator", _("Coordinator")
    THERAPIST = "therapist", _("Therapist")
    TEACHER = "teacher", _("Class teacher")
    FAMILY = "family", _("Parent or guardian")


class Place(models.TextChoices):
    """Where a set of words comes from; an organisation starts from one and changes what it likes."""

    INTERNATIONAL = "international", _("International")
    ENGLAND = "england", _("England")
    SINGAPORE = "singapore", _("Singapore")
    UNITED_STATES = "united_states", _("United States")
    AUSTRALIA = "australia", _("Australia and New Zealand")


#: The words that differ from the labels of `Term`, by place.
WORDS: dict[Place, dict[Term, str]] = {
    Place.INTERNATIONAL: {},
    Place.ENGLAND: {
        Term.PLAN: "Education, Health and Care Plan",
        Term.PLAN_SHORT: "EHCP",
        Term.GOALS: "Outcomes",
        Term.ACCOMMODATIONS: "Reasonable adjustments",
        Term.COORDINATOR: "SENCO",
    },
    Place.SINGAPORE: {Term.COORDINATOR: "SEN Officer", Term.TEACHER: "Form teacher"},
    Place.UNITED_STATES: {
        Term.PLAN: "Individualized Education Program",
        Term.COORDINATOR: "Case manager",
    },
    Place.AUSTRALIA: {
        Term.PLAN: "Individual Learning Plan",
        Term.PLAN_SHORT: "ILP",
        Term.ACCOMMODATIONS: "Adjustments",
        Term.COORDINATOR: "Learning support coordinator",
    },
}
