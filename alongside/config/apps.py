"""Tells Django where the house's own commands are."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "alongside.config"
    label = "config"
