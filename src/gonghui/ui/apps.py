"""The design system as a Django application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "gonghui.ui"
    label = "ui"
    verbose_name = "界面"
