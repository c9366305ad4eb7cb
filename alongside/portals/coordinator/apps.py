"""Tells Django about this room."""

from django.apps import AppConfig


class CoordinatorPortal(AppConfig):
    name = "alongside.portals.coordinator"
    label = "portals_coordinator"
    default_auto_field = "django.db.models.BigAutoField"
