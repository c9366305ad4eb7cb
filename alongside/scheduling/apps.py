"""Tells Django about this room."""

from django.apps import AppConfig


class Scheduling(AppConfig):
    name = "alongside.scheduling"
    label = "scheduling"
    default_auto_field = "django.db.models.BigAutoField"
