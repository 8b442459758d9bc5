"""Partnerships as a Django app."""

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "commonground.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        from commonground.partnerships.claim.views import invitation_panel, start_panel
        from commonground.partnerships.models import Party
        from commonground.partnerships.partnership import providers
        from commonground.partnerships.partnership.absorbing import keep_the_firmer_party
        from commonground.partnerships.partnership.actions import accept_as_claimed
        from commonground.partnerships.partnership.queries import list_partners
        from commonground.people.merge import absorb
        from commonground.people.organisation import claimed
        from commonground.people.search import sources
        from commonground.people.viewer import nav, sight
        from commonground.web import needs, panels

        nav.register_place(
            nav.Entry("Partnerships", "handshake", "partnerships:partnership-list", order=30, short="Partners")
        )
        needs.register(providers.partnership_needs)
        sources.register(providers.SOURCE)
        sight.register_partners(list_partners)
        sight.register_subject("partnership", providers.partnership_subject)
        claimed.register(accept_as_claimed)
        absorb.register(Party, keep_the_firmer_party)
        panels.register("invitation", invitation_panel)
        panels.register("start", start_panel)
