"""Tells Django about this room."""

from django.apps import AppConfig


class Conversations(AppConfig):
    name = "alongside.conversations"
    label = "conversations"
    default_auto_field = "django.db.models.BigAutoField"
