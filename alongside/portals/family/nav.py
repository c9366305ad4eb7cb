"""Where a family can go."""

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.choices import Right
from alongside.people.queries import rights_of_guardian
from alongside.people.rules import Viewer
from alongside.portals.shared.nav import Item


def nav(viewer: Viewer) -> list[Item]:
    if not viewer.is_guardian:
        return []
    rights = rights_of_guardian(viewer)
    items = [Item(_("This week"), reverse("family:children"), "house")]
    if Right.READ_REPORTS in rights:
        items.append(Item(_("Progress"), reverse("family:progress_of"), "sprout"))
    if Right.WRITE in rights:
        items.append(Item(_("Messages"), reverse("talk:threads"), "message-circle"))
    items.append(Item(_("Papers"), reverse("family:papers_of"), "file-text"))
    return items
