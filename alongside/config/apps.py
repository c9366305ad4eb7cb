"""Tells Django where the house's own commands are, and lends the pure rooms the house's voice."""

from django.apps import AppConfig

from alongside.wording import speak_through


class Config(AppConfig):
    name = "alongside.config"
    label = "config"

    def ready(self) -> None:
        from alongside.config.voice import HouseVoice

        speak_through(HouseVoice())
