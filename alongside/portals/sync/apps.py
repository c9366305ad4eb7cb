"""Tells Django about this room."""

from django.apps import AppConfig


class SyncPortal(AppConfig):
    name = "alongside.portals.sync"
    label = "portals_sync"
    default_auto_field = "django.db.models.BigAutoField"
