"""Tells Django about this room."""

from django.apps import AppConfig


class Strategies(AppConfig):
    name = "alongside.strategies"
    label = "strategies"
    default_auto_field = "django.db.models.BigAutoField"
