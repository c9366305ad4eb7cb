"""The words for what adults do: how it went, which way help fades, what can be printed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Went(models.TextChoices):
    """How it went, in the three faces for adults."""

    HARD = "hard", _("Hard")
    OKAY = "okay", _("Okay")
    WELL = "well", _("Well")


class Fading(models.TextChoices):
    """Which way a prompt ladder is walked so that help is needed less."""

    LEAST_TO_MOST = "least_to_most", _("Least help first")
    MOST_TO_LEAST = "most_to_least", _("Most help first, then less")
    TIME_DELAY = "time_delay", _("The same help, a little later each time")


class Strength(models.TextChoices):
    """How much is known about a strategy; said as it is."""

    STRONG = "strong", _("Well studied")
    SOME = "some", _("Some studies")
    LITTLE = "little", _("Few or mixed studies")
    PRACTICE = "practice", _("Practice wisdom")


class SupportKind(models.TextChoices):
    """What can be printed for a child."""

    VISUAL_SCHEDULE = "visual_schedule", _("Visual schedule")
    FIRST_THEN = "first_then", _("First, then")
    CHOICE_BOARD = "choice_board", _("Choice board")
    CUE_CARDS = "cue_cards", _("Cue cards")
    SOCIAL_STORY = "social_story", _("Story about what happens")


class HomeMoment(models.TextChoices):
    """The moments at home for which the library has something small to do."""

    MEAL = "meal", _("Meal")
    DRESSING = "dressing", _("Getting dressed")
    BATH = "bath", _("Bath")
    BEDTIME = "bedtime", _("Bedtime")
    BUS = "bus", _("On the way")
    PLAY = "play", _("Play")
    SHOPPING = "shopping", _("Shopping")
    HOMEWORK = "homework", _("Homework")
    MORNING = "morning", _("Morning")
    OUTING = "outing", _("Outing")
