"""Tells Django about this room."""

from django.apps import AppConfig


class Classrooms(AppConfig):
    name = "alongside.classrooms"
    label = "classrooms"
    default_auto_field = "django.db.models.BigAutoField"
