"""How a service is given."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """Where a service may take place; the timetable chooses where both may be."""

    PUSH_IN = "push_in", _("In class (push-in)")
    PULL_OUT = "pull_out", _("Outside class (pull-out)")
    EITHER = "either", _("Either, as it fits")
