"""Tells Django about this room."""

from django.apps import AppConfig


class Exchange(AppConfig):
    name = "alongside.exchange"
    label = "exchange"
    default_auto_field = "django.db.models.BigAutoField"
