"""Readiness as a Django app."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "commonground.readiness"
    label = "readiness"

    def ready(self) -> None:
        from commonground.campaigns.action import origins
        from commonground.campaigns.action.enums import Source
        from commonground.campaigns.campaign import verdicts
        from commonground.readiness.check.origin import ORIGIN
        from commonground.readiness.verdict.queries import verdicts_of
        from commonground.readiness.verdict.views import overview_panel
        from commonground.web import panels

        origins.register(Source.FINDING, ORIGIN)
        verdicts.register(verdicts_of)
        panels.register("campaign-overview", overview_panel, order=10)
