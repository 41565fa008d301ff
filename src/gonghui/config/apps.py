"""The deployment as a Django application: commands and wiring."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "gonghui.config"
    label = "config"

    def ready(self) -> None:
        from gonghui.config import wiring  # the registry of apps must be complete before contexts are named

        wiring.connect()
