"""Setting Django up for the commands that need the database."""

import os


def configure(**environment: str) -> None:
    """Set Django up; `environment` names settings (url="…" is COMMONGROUND_URL) that hold unless already set."""
    for name, value in environment.items():
        os.environ.setdefault(f"COMMONGROUND_{name.upper()}", value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonground.project.settings")
    import django

    django.setup()
