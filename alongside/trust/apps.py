"""Tells Django about this room."""

from django.apps import AppConfig


class Trust(AppConfig):
    name = "alongside.trust"
    label = "trust"
    default_auto_field = "django.db.models.BigAutoField"
