"""Where a teacher can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    if not viewer.is_teacher:
        return []
    return [
        Item(_("Today"), reverse("my_class:today_mine"), "sun"),
        Item(_("Children"), reverse("my_class:children_mine"), "users"),
        Item(_("Times"), reverse("my_class:times_mine"), "clock"),
        Item(_("Messages"), reverse("talk:threads"), "message-circle"),
    ]
