"""The registry as a Django application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "gonghui.registry"
    label = "registry"
    verbose_name = "登记"
