"""Where a coordinator can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    if not viewer.is_coordinator:
        return []
    return [
        Item(_("Timetable"), reverse("coordinator:timetable"), "calendar-days"),
        Item(_("Children"), reverse("coordinator:children"), "users"),
        Item(_("Classes"), reverse("coordinator:classes"), "school"),
        Item(_("Therapists"), reverse("coordinator:therapists"), "heart-handshake"),
        Item(_("Messages"), reverse("talk:threads"), "message-circle"),
        Item(_("Bring in"), reverse("coordinator:import_list"), "file-input", is_last=True),
    ]
