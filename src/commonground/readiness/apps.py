"""Readiness as a Django app."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "commonground.readiness"
    label = "readiness"
