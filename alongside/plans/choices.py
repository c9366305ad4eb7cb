"""The words of a plan: its states, what a goal measures, how a service is given, who practises what."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.classrooms.choices import RoutineKind as Kind
from alongside.people.choices import Discipline


class Delivery(models.TextChoices):
    """Where a service may take place; the timetable chooses where both may be."""

    PUSH_IN = "push_in", _("In class (push-in)")
    PULL_OUT = "pull_out", _("Outside class (pull-out)")
    EITHER = "either", _("Either, as it fits")


#: The same within a sentence.
DELIVERED = {
    Delivery.PUSH_IN: _("in class (push-in)"),
    Delivery.PULL_OUT: _("outside class (pull-out)"),
    Delivery.EITHER: _("either, as it fits"),
}


class PlanState(models.TextChoices):
    """Where a version of a plan stands; which one follows from its dated facts."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    AGREED = "agreed", _("Agreed")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Ended")


PLAN_TRANSITIONS = {
    PlanState.DRAFT: {PlanState.IN_REVIEW},
    PlanState.IN_REVIEW: {PlanState.DRAFT, PlanState.AGREED},
    PlanState.AGREED: {PlanState.DRAFT, PlanState.IN_FORCE},
    PlanState.IN_FORCE: {PlanState.ENDED},
    PlanState.ENDED: set(),
}


class Measure(models.TextChoices):
    """What is written down when a goal is practised."""

    TRIALS = "trials", _("Trials, with the help given")
    PERCENT = "percent", _("Percent")
    COUNT = "count", _("Count")
    RATE = "rate", _("Rate: how often in a time")
    DURATION = "duration", _("Duration")
    LATENCY = "latency", _("Latency: how long until it starts")
    PARTIAL_INTERVAL = "partial_interval", _("Partial interval: at any moment of it")
    WHOLE_INTERVAL = "whole_interval", _("Whole interval: all through it")
    MOMENTARY = "momentary", _("Momentary time sampling")
    TASK_STEPS = "task_steps", _("Steps of a task")
    RUBRIC = "rubric", _("Rubric")
    GOAL_ATTAINMENT = "goal_attainment", _("Level of goal attainment")
    PARTICIPATION = "participation", _("Participation")
    ENGAGEMENT = "engagement", _("Engagement with classmates")
    INITIATIONS = "initiations", _("Initiations")
    RISK_TAKING = "risk_taking", _("Daring to try")
    CONFIDENCE = "confidence", _("The child’s own confidence")


class Unit(models.TextChoices):
    """What a criterion's number counts."""

    TRIALS = "trials", _("trials")
    PERCENT = "%", _("%")
    TIMES = "times", _("times")
    PER_HOUR = "per hour", _("times an hour")
    MINUTES = "minutes", _("minutes")
    SECONDS = "seconds", _("seconds")
    INTERVALS = "% of intervals", _("% of intervals")
    STEPS = "steps", _("steps")
    LEVEL = "level", _("level")


#: Which units a measure can have; the first is the usual one.
UNITS: dict[Measure, tuple[Unit, ...]] = {
    Measure.TRIALS: (Unit.TRIALS, Unit.PERCENT),
    Measure.PERCENT: (Unit.PERCENT,),
    Measure.COUNT: (Unit.TIMES,),
    Measure.RATE: (Unit.PER_HOUR,),
    Measure.DURATION: (Unit.MINUTES, Unit.SECONDS),
    Measure.LATENCY: (Unit.SECONDS, Unit.MINUTES),
    Measure.PARTIAL_INTERVAL: (Unit.INTERVALS,),
    Measure.WHOLE_INTERVAL: (Unit.INTERVALS,),
    Measure.MOMENTARY: (Unit.INTERVALS,),
    Measure.TASK_STEPS: (Unit.STEPS, Unit.PERCENT),
    Measure.RUBRIC: (Unit.LEVEL,),
    Measure.GOAL_ATTAINMENT: (Unit.LEVEL,),
    Measure.PARTICIPATION: (Unit.INTERVALS, Unit.LEVEL),
    Measure.ENGAGEMENT: (Unit.INTERVALS,),
    Measure.INITIATIONS: (Unit.TIMES, Unit.PER_HOUR),
    Measure.RISK_TAKING: (Unit.TIMES, Unit.LEVEL),
    Measure.CONFIDENCE: (Unit.LEVEL,),
}


class Direction(models.TextChoices):
    """Whether more or less of it is the goal."""

    AT_LEAST = "at_least", _("at least")
    AT_MOST = "at_most", _("at most")


class Dimension(models.TextChoices):
    """The one thing that changes from level to level on a scale of goal attainment."""

    NUMBER = "number", _("How many")
    TIME = "time", _("How long, or how soon")
    PROMPTS = "prompts", _("How much help")
    PEOPLE = "people", _("With whom")
    PLACES = "places", _("Where")
    DISTANCE = "distance", _("How far")
    ACCURACY = "accuracy", _("How much of it is right")
    MATERIAL = "material", _("How hard the material is")


class Model(models.TextChoices):
    """The delivery models that a team chooses among."""

    PUSH_IN = "push_in", _("Push-in: in class")
    PULL_OUT = "pull_out", _("Pull-out: outside class")
    COMBINATION = "combination", _("A combination of both")
    CONSULTATION = "consultation", _("Consultation: with the adults around the child")


#: What the timetable may do with a service of each model; consultation takes no place in a class's week.
DELIVERIES = {
    Model.PUSH_IN: Delivery.PUSH_IN,
    Model.PULL_OUT: Delivery.PULL_OUT,
    Model.COMBINATION: Delivery.EITHER,
}


class Per(models.TextChoices):
    """The plan's own unit of how often."""

    WEEK = "week", _("a week")
    FORTNIGHT = "fortnight", _("a fortnight")
    MONTH = "month", _("a month")
    TERM = "term", _("a term")
    YEAR = "year", _("a school year")


class Pattern(models.TextChoices):
    """How a service runs over the weeks."""

    STEADY = "steady", _("The same all through")
    THREE_TO_ONE = "three_to_one", _("Three weeks with the child, one for the adults around it")
    RECEDING = "receding", _("Less and less, in steps")


class MakeUp(models.TextChoices):
    """Which missed sessions of a service are made up."""

    USUAL = "", _("As the organisation does")
    ALL = "all", _("Every missed session")
    NONE = "none", _("None")


class Who(models.TextChoices):
    """Who practises a goal with the child in a routine."""

    THERAPIST = "therapist", _("Therapist")
    TEACHER = "teacher", _("Teacher")
    ASSISTANT = "assistant", _("Assistant")
    FAMILY = "family", _("Family")
    PEER = "peer", _("With a classmate")


#: The same within a sentence.
ADULTS = {
    Who.THERAPIST: _("therapist"),
    Who.TEACHER: _("teacher"),
    Who.ASSISTANT: _("assistant"),
    Who.FAMILY: _("family"),
    Who.PEER: _("with a classmate"),
}
#: With whom a goal has to show, as it is said where only that is said.
WITH = {
    Who.THERAPIST: _("With the therapist"),
    Who.TEACHER: _("With the class teacher"),
    Who.ASSISTANT: _("With the assistant"),
    Who.FAMILY: _("With the family"),
    Who.PEER: _("With a classmate"),
}


class Asked(models.TextChoices):
    """Whom a team asks before it chooses how a service is given."""

    CHILD = "child", _("The child")
    FAMILY = "family", _("The family")
    TEACHER = "teacher", _("The class teacher")
    THERAPIST = "therapist", _("The therapist")
    ASSISTANT = "assistant", _("The assistant")
    COORDINATOR = "coordinator", _("The coordinator")


#: The same within a sentence.
PEOPLE_ASKED = {
    Asked.CHILD: _("the child"),
    Asked.FAMILY: _("the family"),
    Asked.TEACHER: _("the class teacher"),
    Asked.THERAPIST: _("the therapist"),
    Asked.ASSISTANT: _("the assistant"),
    Asked.COORDINATOR: _("the coordinator"),
}

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


class SaidAbout(models.TextChoices):
    """What a child speaks of on its own page, in its own voice."""

    LIKES = "likes", _("What I like")
    GOOD_AT = "good_at", _("What I am good at")
    HELPS = "helps", _("What helps me")
    HARD = "hard", _("What is hard for me")
    WANTS = "wants", _("What I want to learn")
