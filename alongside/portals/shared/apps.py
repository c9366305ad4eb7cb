"""Tells Django about this room."""

from django.apps import AppConfig


class SharedPortal(AppConfig):
    name = "alongside.portals.shared"
    label = "portals_shared"
    default_auto_field = "django.db.models.BigAutoField"
