"""Where a teacher can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    return [Item(_("My class’s week"), reverse("teacher:mine"), "school")] if viewer.is_teacher else []
