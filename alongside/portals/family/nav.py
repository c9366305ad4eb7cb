"""Where a family can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    return [Item(_("This week"), reverse("family:children"), "calendar-heart")] if viewer.is_guardian else []
