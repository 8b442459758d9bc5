"""Campaigns as a Django app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "commonground.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from commonground.campaigns.action import providers as action
        from commonground.campaigns.escalation import providers as escalation

        _campaign()
        _matrix()
        _kickoff()
        _roadmap()
        action.register()
        escalation.register()


def _campaign() -> None:
    from commonground.campaigns.campaign import providers as campaign
    from commonground.campaigns.campaign.absorbing import keep_who_takes_part
    from commonground.campaigns.campaign.verdicts import is_stale
    from commonground.campaigns.models import Participant
    from commonground.people.merge import absorb
    from commonground.people.search import sources
    from commonground.people.viewer import nav, sight
    from commonground.web import panels
    from commonground.web.panels import Tab, tabs

    absorb.register(Participant, keep_who_takes_part)
    nav.register_place(nav.Entry("Campaigns", "flag", "campaigns:campaign-list", order=20))
    nav.register_pins(campaign.campaign_pins)
    tabs.register("campaign", Tab("Overview", "campaigns:campaign-detail", order=10))
    tabs.renew("campaign", "campaigns:campaign-checked", is_stale)
    tabs.register("campaign", Tab("Log", "campaigns:campaign-log", order=90))
    sources.register(campaign.CAMPAIGNS)
    sight.register_subject("campaign", campaign.campaign_subject)
    panels.register("partnership-overview", campaign.partnership_panel)
    panels.register("home-side", campaign.home_panel, order=10)


def _matrix() -> None:
    from commonground.campaigns.campaign.signals import participants_changed
    from commonground.campaigns.campaign.verdicts import errors_in
    from commonground.campaigns.models import Signature
    from commonground.campaigns.raci import providers as raci
    from commonground.campaigns.signature import providers as signature
    from commonground.campaigns.signature.absorbing import keep_what_was_said
    from commonground.campaigns.signature.actions import on_participants_changed, on_parties_changed
    from commonground.partnerships.partnership.signals import parties_changed
    from commonground.people.home import waiting
    from commonground.people.merge import absorb
    from commonground.people.search import sources
    from commonground.people.viewer import sight
    from commonground.web import needs
    from commonground.web.panels import Tab, tabs

    absorb.register(Signature, keep_what_was_said)
    participants_changed.connect(on_participants_changed, dispatch_uid="signature")
    parties_changed.connect(on_parties_changed, dispatch_uid="signature")
    tabs.register("campaign", Tab("RACI", "campaigns:raci", order=30, badge=errors_in("RACI"), under="campaigns:raci"))
    for need in (signature.signature_needs, signature.change_needs, signature.review_needs):
        needs.register(need)
    waiting.register(signature.signatures_waited_for)
    for source in (raci.MATRICES, raci.SAID):
        sources.register(source)
    sight.register_subject("raci-version", raci.version_subject)
    sight.register_part("raci-row", raci.row_subject)


def _kickoff() -> None:
    from commonground.campaigns.action import origins
    from commonground.campaigns.action.enums import Source as ActionSource
    from commonground.campaigns.campaign.verdicts import errors_in
    from commonground.campaigns.kickoff import providers as kickoff
    from commonground.campaigns.kickoff.absorbing import keep_what_was_understood, keep_who_came
    from commonground.campaigns.models import Invitee, Understanding
    from commonground.people.home import waiting
    from commonground.people.merge import absorb
    from commonground.people.search import sources
    from commonground.web import needs
    from commonground.web.panels import Tab, tabs

    absorb.register(Understanding, keep_what_was_understood)
    absorb.register(Invitee, keep_who_came)
    tabs.register(
        "campaign", Tab("Kick-off", "campaigns:kickoff", order=15, badge=errors_in("KICK"), under="campaigns:kickoff")
    )
    asked = (kickoff.answer_needs, kickoff.prepare_needs, kickoff.recap_needs, kickoff.understanding_needs)
    for need in (*asked, kickoff.term_needs):
        needs.register(need)
    waiting.register(kickoff.understandings_waited_for)
    origins.register(ActionSource.MEETING, kickoff.ORIGIN)
    for source in (kickoff.DECISIONS, kickoff.TERMS):
        sources.register(source)


def _roadmap() -> None:
    from commonground.campaigns.acknowledgement import actions as acknowledging
    from commonground.campaigns.acknowledgement import providers as acknowledgement
    from commonground.campaigns.acknowledgement.absorbing import keep_what_was_acknowledged
    from commonground.campaigns.campaign.signals import participants_changed
    from commonground.campaigns.campaign.verdicts import errors_in
    from commonground.campaigns.models import Acknowledgement
    from commonground.campaigns.progress import providers as progress
    from commonground.campaigns.roadmap import providers as roadmap
    from commonground.partnerships.partnership.signals import parties_changed
    from commonground.people.home import waiting
    from commonground.people.merge import absorb
    from commonground.people.search import sources
    from commonground.people.viewer import sight
    from commonground.web import needs, panels
    from commonground.web.panels import Tab, tabs

    absorb.register(Acknowledgement, keep_what_was_acknowledged)
    participants_changed.connect(acknowledging.on_participants_changed, dispatch_uid="acknowledgement")
    parties_changed.connect(acknowledging.on_parties_changed, dispatch_uid="acknowledgement")
    tab = Tab("Roadmap", "campaigns:roadmap", order=20, badge=errors_in("MAP"), under="campaigns:roadmap")
    tabs.register("campaign", tab)
    for need in (acknowledgement.acknowledgement_needs, progress.deliverable_needs, progress.review_needs):
        needs.register(need)
    for wait in (acknowledgement.acknowledgements_waited_for, progress.reviews_waited_for):
        waiting.register(wait)
    sources.register(roadmap.ROADMAPS)
    sight.register_subject("roadmap-version", roadmap.version_subject)
    sight.register_part("deliverable", roadmap.deliverable_subject)
    panels.register("campaign-overview", roadmap.overview_panel, order=50)
