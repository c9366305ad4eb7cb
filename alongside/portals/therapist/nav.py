"""Where a therapist or an assistant can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    return [Item(_("My week"), reverse("therapist:mine"), "calendar-days")] if viewer.is_therapist else []
