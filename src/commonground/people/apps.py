"""People as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "commonground.people"
    label = "people"

    def ready(self) -> None:
        from commonground.people.home import providers, waiting
        from commonground.people.home.asked import count_needs
        from commonground.people.membership.models import Membership
        from commonground.people.merge import absorb, keep
        from commonground.people.organisation.subject import organisation_subject
        from commonground.people.search import own, sources
        from commonground.people.viewer import nav, sight
        from commonground.web import needs, panels

        nav.register_place(
            nav.Entry("Home", "inbox", "home", order=10, count=count_needs, recount="people:needs-count")
        )
        nav.register_place(nav.Entry("Directory", "compass", "people:organisation-list", order=50))
        for label, page, order in (("You", "people:settings", -10), ("API tokens", "people:token-list", 90)):
            panels.tabs.register("account", panels.Tab(label, page, order=order, arguments=lambda subject: {}))
        for need in (providers.invitation_needs, providers.merge_needs):
            needs.register(need)
        for wait in (providers.invitations_waited_for, providers.merges_waited_for):
            waiting.register(wait)
        for source in (own.ORGANISATIONS, own.PEOPLE, own.NOTES):
            sources.register(source)
        sight.register_subject("organisation", organisation_subject)
        absorb.register(Membership, keep.keep_the_higher_role)
