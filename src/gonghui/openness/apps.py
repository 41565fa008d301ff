"""Openness as a Django application."""

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "gonghui.openness"
    label = "openness"
    verbose_name = "厂务公开"
