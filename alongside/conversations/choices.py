"""The words for being told: what a notice is about, and how somebody wants to hear of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a notice is about."""

    MESSAGE = "message", _("A message")
    LEFT_BEHIND = "left_behind", _("Something to do")
    STRATEGY = "strategy", _("A strategy")
    PLAN = "plan", _("The plan")
    REPORT = "report", _("A report")
    TIMETABLE = "timetable", _("The timetable")
    QUESTION = "question", _("A question to you")
    INVITATION = "invitation", _("An invitation")
    CHANGE = "change", _("A change of the day")
    MAIL = "mail", _("A mail that did not arrive")


class Pace(models.TextChoices):
    """How soon somebody hears of a thing by e-mail; what is urgent goes at once, but never into quiet hours."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day, all in one")
    WEEKLY = "weekly", _("Once a week, all in one")
    NEVER = "never", _("Not by e-mail")
