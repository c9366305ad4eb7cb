"""Tells Django about this room."""

from django.apps import AppConfig


class TherapistPortal(AppConfig):
    name = "alongside.portals.therapist"
    label = "portals_therapist"
    default_auto_field = "django.db.models.BigAutoField"
