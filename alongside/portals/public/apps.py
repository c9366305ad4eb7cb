"""Tells Django about this room."""

from django.apps import AppConfig


class PublicPortal(AppConfig):
    name = "alongside.portals.public"
    label = "portals_public"
    default_auto_field = "django.db.models.BigAutoField"
