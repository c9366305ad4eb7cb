"""Tells Django about this room."""

from django.apps import AppConfig


class Demo(AppConfig):
    name = "alongside.demo"
    label = "demo"
    default_auto_field = "django.db.models.BigAutoField"
