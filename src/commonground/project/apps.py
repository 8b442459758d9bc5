"""Project as a Django app."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "commonground.project"
    label = "project"

    def ready(self) -> None:
        from django.core.checks import Tags, register
        from django.db.backends.signals import connection_created

        from commonground.project.checks import database_checks, deploy_checks
        from commonground.project.safety import refuse_lossy_database

        connection_created.connect(refuse_lossy_database, dispatch_uid="refuse_lossy_database")
        register(deploy_checks, Tags.security, deploy=True)
        register(database_checks, Tags.security, deploy=True)
