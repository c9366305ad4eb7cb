"""Tells Django about this room."""

from django.apps import AppConfig


class FamilyPortal(AppConfig):
    name = "alongside.portals.family"
    label = "portals_family"
    default_auto_field = "django.db.models.BigAutoField"
