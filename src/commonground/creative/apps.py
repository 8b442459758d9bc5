"""Creative as a Django app."""

from django.apps import AppConfig


class CreativeConfig(AppConfig):
    name = "commonground.creative"
    label = "creative"
