"""Tells Django about this room."""

from django.apps import AppConfig


class Progress(AppConfig):
    name = "alongside.progress"
    label = "progress"
    default_auto_field = "django.db.models.BigAutoField"
