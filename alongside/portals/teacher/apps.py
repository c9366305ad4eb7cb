"""Tells Django about this room."""

from django.apps import AppConfig


class TeacherPortal(AppConfig):
    name = "alongside.portals.teacher"
    label = "portals_teacher"
    default_auto_field = "django.db.models.BigAutoField"
