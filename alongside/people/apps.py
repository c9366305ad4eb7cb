"""Tells Django about this room."""

from django.apps import AppConfig


class People(AppConfig):
    name = "alongside.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
