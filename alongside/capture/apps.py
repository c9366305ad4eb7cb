"""Tells Django about this room."""

from django.apps import AppConfig


class Capture(AppConfig):
    name = "alongside.capture"
    label = "capture"
    default_auto_field = "django.db.models.BigAutoField"
