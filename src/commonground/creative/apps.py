"""Creative as a Django app."""

from django.apps import AppConfig


class CreativeConfig(AppConfig):
    name = "commonground.creative"
    label = "creative"

    def ready(self) -> None:
        from commonground.campaigns.campaign.verdicts import errors_in
        from commonground.creative.decision import providers as decision
        from commonground.creative.signal import providers as signal
        from commonground.creative.variant import providers as variant
        from commonground.web.panels import Tab, tabs

        tab = Tab("Creative plan", "creative:plan", order=40, badge=errors_in("CRE"), under="creative:")
        tabs.register("campaign", tab)
        for slice_ in (signal, variant, decision):
            slice_.register()
