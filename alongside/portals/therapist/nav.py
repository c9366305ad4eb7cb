"""Where a therapist or an assistant can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    """A coordinator writes plans as well, and watches what is delivered: these are hers too."""
    items = []
    if viewer.is_therapist:
        items.append(Item(_("Today"), reverse("today:mine"), "sun"))
        items.append(Item(_("Notes"), reverse("today:notes"), "file-text"))
        items.append(Item(_("My week"), reverse("therapist:mine"), "calendar-days"))
        items.append(Item(_("Messages"), reverse("talk:threads"), "message-circle"))
    if viewer.is_therapist or viewer.is_coordinator:
        items.append(Item(_("Plans"), reverse("plans:plans"), "notebook-pen"))
        items.append(Item(_("Strategies"), reverse("strategies:library"), "hand-helping"))
        items.append(Item(_("Progress"), reverse("progress:overview"), "chart-line"))
        items.append(Item(_("Delivered"), reverse("delivered:overview"), "chart-no-axes-column"))
    return items
