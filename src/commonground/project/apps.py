"""Project as a Django app."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "commonground.project"
    label = "project"
