"""Tells Django about this room."""

from django.apps import AppConfig


class Plans(AppConfig):
    name = "alongside.plans"
    label = "plans"
    default_auto_field = "django.db.models.BigAutoField"
