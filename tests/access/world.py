"""One of everything that belongs to somebody, and the people from whom it is hidden.

The outsider comes first and has a campaign of their own, so that a page of theirs can be compared before and after
the rest of the world came to be.
"""

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

from allauth.account.models import EmailAddress

from commonground.campaigns.action.actions import note_action, offer_action
from commonground.campaigns.campaign.actions import add_participant, start_campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.escalation.actions import ask_to_pause, raise_escalation, say_absence
from commonground.campaigns.feed.actions import make_link
from commonground.campaigns.kickoff.actions import hold_meeting, invite, plan_meeting
from commonground.campaigns.kickoff.noting import note_decision, note_meeting_action, propose_term
from commonground.campaigns.kickoff.recap import object_to_recap, write_recap
from commonground.campaigns.kickoff.recurring import start_series
from commonground.campaigns.models import Campaign
from commonground.campaigns.progress.actions import deliver_deliverable
from commonground.campaigns.raci.actions import comment_on_row, edit_row, kept_of, kept_role_of
from commonground.campaigns.raci.models import MatrixRole, MatrixRow
from commonground.campaigns.roadmap.actions import edit_deliverable
from commonground.campaigns.roadmap.actions import kept_of as kept_deliverable_of
from commonground.campaigns.roadmap.models import Deliverable, RoadmapVersion
from commonground.campaigns.upload.actions import send_file
from commonground.creative.decision.actions import change_rule
from commonground.creative.decision.signoff import propose_table
from commonground.creative.evaluation.actions import evaluate_on_log
from commonground.creative.models import Run
from commonground.creative.run.carrying import carry_out
from commonground.creative.signal.actions import name_placement, name_signal
from commonground.creative.simulation.actions import simulate_log
from commonground.creative.variant.actions import name_variant
from commonground.kit import clock
from commonground.partnerships.models import Partnership
from commonground.partnerships.partnership.actions import accept_partnership, add_party, propose_partnership
from commonground.people.invitation.actions import issue_invitation
from commonground.people.membership.actions import remove_member, tell_person
from commonground.people.membership.models import Membership
from commonground.people.merge.actions import propose_merge
from commonground.people.note.actions import write_note
from commonground.people.organisation.actions import tell_organisation
from commonground.people.organisation.models import Organisation
from commonground.people.person.models import Person
from commonground.people.token.actions import create_token
from commonground.people.viewer.models import Viewer
from commonground.people.webhook.actions import add_webhook, send_test
from commonground.people.webhook.models import Delivery
from commonground.readiness.check.queries import assess_campaigns
from commonground.readiness.waiver.actions import waive_finding
from commonground.readiness.waiver.queries import refusal_to_waive
from tests.factories import campaigns, creative, people, roadmaps
from tests.factories.people import viewer

TURNS = b"weather,variant,reward,propensity\n" + b"rain,V-01,1,0.5\nrain,V-02,0,0.5\n,V-01,0,0.5\n,V-02,1,0.5\n" * 5
LOGIC = b'weather,then: variant\n"""rain""",V-01\n'
PLAN = b"Deliverable,Due,Duration\nPoster,2026-10-01,3\n"
TABLE = b"Task,Partnerships lead,Brand manager\nAgree the goal,A,R\nBook the media,R,A\n"


@dataclass
class Outsider:
    """Nadia of Cohort Lane, with a partnership and a campaign of her own."""

    nadia: Membership
    partnership: Partnership
    campaign: Campaign
    ids: dict[str, Any]


def outsider() -> Outsider:
    nadia = people.cohort().nadia
    told = tell_organisation(by=viewer(nadia), name="Warehouse")
    partnership = propose_partnership(by=viewer(nadia), name="Cohort partners", organisations=[told.pk])
    campaign = start_campaign(by=viewer(nadia), partnership=partnership, name="Cohort launch", participants=[told.pk])
    own = get_campaign(viewer(nadia), campaign.pk)
    campaigns.take_matrix(by=viewer(nadia), campaign=own, matrix=campaigns.matrix(), places={}, source="own.xlsx")
    upload = send_file(by=viewer(nadia), campaign=own, name="own.csv", data=TABLE)
    ids = {
        "campaign": campaign.pk,
        "partnership": partnership.pk,
        "upload": upload.pk,
        "organisation": nadia.organisation_id,
        "webhook": add_webhook(by=viewer(nadia), name="Cohort tools", url="https://cohort.example/in")[0].pk,
        "member": nadia.pk,
        **_own_creative(nadia, own),
        **_own_meetings(nadia, own, tell_person(by=viewer(nadia), organisation=told, name="Wim")),
    }
    return Outsider(nadia, partnership, campaign, ids)


def _own_creative(nadia: Membership, own: Campaign) -> dict[str, Any]:
    """A signal, a placement and a variant, so that parts of others can be tried among them."""
    by = {"by": viewer(nadia), "campaign": own, "key": "own", "name": "Own"}
    home = {"organisation": nadia.organisation_id}
    return {
        "signal": name_signal(**by, type="text").pk,
        "open signal": name_signal(**{**by, "key": "other"}, type="text").pk, "placement": name_placement(**by, **home, format="display").pk,
        "variant": name_variant(**by, **home).pk, "lone signal": name_signal(**{**by, "key": "lone"}, type="text").pk,
        "lone placement": name_placement(**{**by, "key": "lone"}, **home, format="display").pk,
    }  # fmt: skip


def _own_meetings(nadia: Membership, own: Campaign, wim: Membership) -> dict[str, Any]:
    """A kick-off that was held, a call ahead and a series, so that parts of others can be tried in them."""
    by, day = viewer(nadia), {"at": time(10), "time_zone": "UTC", "campaign": own}
    held = plan_meeting(by=by, title="Own kick-off", day=clock.today() - timedelta(days=1), people=[wim.pk], **day)
    hold_meeting(by=by, meeting=held, attended=[nadia.pk])
    write_recap(by=by, meeting=held, recap="Shoes")
    ahead = plan_meeting(by=by, title="Own call", day=clock.today() + timedelta(days=7), kind="call", **day)
    return {
        "held meeting": held.pk, "meeting": ahead.pk, "invitee": invite(by=by, meeting=ahead, people=[wim.pk])[0].pk,
        "item": ahead.agenda.all()[0].pk, "objection": held.understandings.exclude(organisation=nadia.organisation)[0].pk,
        "series": start_series(by=by, title="Own weekly", first_on=clock.today() + timedelta(days=3), **day).pk,
        "decision": note_decision(by=by, campaign=own, text="Run", decided_by=[nadia.pk]).pk,
        "term": propose_term(by=by, campaign=own, term="Shoe", meaning="One of two").pk,
    }  # fmt: skip


@dataclass
class World:
    """The story, and everybody who looks at it. `ids` names each thing that only some may see."""

    outsider: Outsider
    hope: campaigns.Hope
    partner: Membership
    invited: Membership
    removed: Membership
    asked: Person
    claimant: Person
    ids: dict[str, Any] = field(default_factory=dict)

    @property
    def ines(self) -> Membership:
        return self.hope.tondella.ines

    @property
    def actors(self) -> dict[str, Membership]:
        """Members by the name that tables use."""
        return {
            "ines": self.ines, "marcus": self.hope.halyard.marcus, "lower": self.hope.tondella.carla,
            "outsider": self.outsider.nadia, "partner": self.partner, "invited": self.invited,
            "daniel": self.hope.tondella.daniel, "removed": self.removed,
        }  # fmt: skip

    def missing(self) -> dict[str, Any]:
        """The same names with ids of nothing; what is no id stays as it is."""
        return {name: uuid4() if isinstance(held, UUID) else held for name, held in self.ids.items()}


def world(outside: Outsider) -> World:
    """Slice of Hope: in force, proposed again and being edited; with one of everything around it."""
    tondella, halyard = people.tondella(), people.halyard()
    orchard, loom = people.pocket_orchard(), people.variant_loom()
    ines = viewer(tondella.ines)
    quarry = tell_organisation(by=ines, name="Quarry Stone", domain="quarry.example")
    hope = campaigns.hope(tondella, halyard)
    for one in (orchard, loom):
        add_party(by=ines, partnership=hope.partnership, organisation=one.organisation_id)
    accept_partnership(by=viewer(orchard), partnership=hope.partnership)
    add_party(by=ines, partnership=hope.partnership, organisation=quarry.pk)
    add_participant(by=ines, campaign=hope.campaign, organisation=quarry.pk)
    # Daniel may claim by program, with the account that he has.
    EmailAddress.objects.create(user=tondella.daniel.person, email="daniel@quarry.example", verified=True)
    remo = people.member(tondella.organisation, people.person("Remo Fabbri", "remo@tondella.example"))
    remove_member(by=ines, member=remo)
    made = World(
        outside, hope, orchard, loom, remo, people.person("Olu Adeyemi", "olu@example.org"),
        people.person("Quinn Stone", "quinn@quarry.example"),
    )  # fmt: skip
    _matrix(made)
    _meetings(made)
    _roadmap(made)
    _creative(made)
    _around(made, quarry)
    # None of them is in the directory, so that nothing of them may be seen by somebody who shares nothing with them.
    Organisation.objects.exclude(pk=outside.nadia.organisation_id).update(listed=False)
    return made


def _matrix(made: World) -> None:
    """Version 1 in force, 2 proposed, 3 a draft."""
    hope, ines = made.hope, viewer(made.ines)
    campaigns.proposed(hope)
    # A participant that has not joined cannot sign, so the first version is put in force by hand.
    first = hope.seen().matrix_versions.get(number=1)
    first.state, first.in_force_at, first.next_review_on = "in-force", clock.now(), clock.today()
    first.save()
    made.ids["version"] = first.pk
    campaigns.proposed(hope)
    edit_row(by=ines, campaign=hope.seen(), row="media", note="By noon")
    made.ids["comment"] = comment_on_row(by=ines, campaign=hope.seen(), row="goal", body="By whom?").pk


def _meetings(made: World) -> None:
    """A kick-off that was held, recapped and objected to, and a call ahead of which Priya is asked."""
    hope, ines, marcus = made.hope, viewer(made.ines), viewer(made.hope.halyard.marcus)
    seen, priya = hope.seen(), hope.halyard.priya.pk
    day = {"at": time(10), "time_zone": "Europe/Rome", "campaign": seen}
    held = plan_meeting(
        by=marcus, title="Kick-off of Slice", day=clock.today() - timedelta(days=1), people=[made.ines.pk], **day
    )
    hold_meeting(by=marcus, meeting=held, attended=[made.ines.pk, priya])
    write_recap(by=marcus, meeting=held, recap="Slice of hope: meals are counted by Meridian")
    objection = object_to_recap(by=marcus, meeting=held, words="Meals are counted by Tondella")
    ahead = plan_meeting(by=ines, title="Slice call", day=clock.today() + timedelta(days=7), kind="call", **day)
    asked = invite(by=ines, meeting=ahead, people=[priya])
    series = start_series(
        by=ines, title="Slice weekly", first_on=clock.today() + timedelta(days=3), people=[priya], **day
    )  # fmt: skip
    note_meeting_action(by=ines, meeting=held, title="Send the goal", owner=priya)
    made.ids |= {
        "held meeting": held.pk, "meeting": ahead.pk, "invitee": asked[0].pk, "objection": objection.pk,
        "item": ahead.agenda.all()[1].pk, "series": series.pk,
        "decision": note_decision(by=ines, campaign=seen, text="The goal is meals", decided_by=[priya]).pk,
        "term": propose_term(by=marcus, campaign=seen, term="Goal", meaning="Hope").pk,
        "meeting day": str(clock.today() + timedelta(days=9)),
    }  # fmt: skip


def _roadmap(made: World) -> None:
    """Version 1 current, which Halyard has not acknowledged, and 2 a draft that says something else."""
    hope, ines = made.hope, viewer(made.ines)
    made.ids |= roadmaps.published(hope)
    deliver_deliverable(by=viewer(hope.halyard.priya), campaign=hope.seen(), key=made.ids["film"])
    edit_deliverable(by=ines, campaign=hope.seen(), key=made.ids["claims"], acceptance="In writing, by both")
    upload = send_file(by=ines, campaign=hope.seen(), name="plan.csv", data=PLAN)
    gone = Deliverable(key="gone", title="Gone", position=0)
    current = RoadmapVersion.objects.get(campaign=hope.campaign, number=1)
    made.ids |= {
        "roadmap upload": upload.pk, "kept deliverable": kept_deliverable_of(hope.seen(), gone, {}),
        "feed": make_link(by=ines, scope="organisation")[0].pk, "roadmap version": current.pk,
    }  # fmt: skip


def _run(run: Run) -> UUID:
    carry_out.call(str(run.pk))
    return run.pk


def _creative(made: World) -> None:
    """Version 1 proposed, 2 a draft that says something else."""
    hope, ines = made.hope, viewer(made.ines)
    plan = creative.plan(hope)
    propose_table(by=ines, campaign=hope.seen())
    change_rule(by=ines, campaign=hope.seen(), key=plan.rule.key, when={"hour": "[17..22)"})
    made.ids |= {
        "table upload": send_file(by=ines, campaign=hope.seen(), name="logic.csv", data=LOGIC).pk,
        "signals upload": send_file(by=ines, campaign=hope.seen(), name="signals.json", data=b'{"signals": []}').pk,
        "signal": plan.weather.pk, "open signal": plan.hour.pk, "placement": plan.half_page.pk, "variant": plan.rainy.pk,
        "provision": plan.asked.pk, "lone signal": name_signal(by=ines, campaign=hope.seen(), key="lone", name="Lone", type="text").pk,
        "lone placement": name_placement(by=ines, campaign=hope.seen(), key="lone", name="Lone", organisation=hope.tondella.organisation.pk, format="display").pk,
        "simulation": _run(simulate_log(by=ines, campaign=hope.seen(), name="slice.csv", data=b"weather\nrain\n")),
        "evaluation": _run(evaluate_on_log(by=ines, campaign=hope.seen(), name="turns.csv", data=TURNS, action="variant", reward="reward", propensity="propensity", day="day")),
        "open run": simulate_log(by=ines, campaign=hope.seen(), name="later.csv", data=b"weather\nrain\n").pk,
        "open evaluation": evaluate_on_log(by=ines, campaign=hope.seen(), name="later.csv", data=TURNS, action="variant", reward="reward", propensity="propensity", day="day").pk,
        "table revision": str(hope.seen().table_versions.get(number=2).revision), "rule": plan.rule.key,
    }  # fmt: skip


def _around(made: World, quarry: Organisation) -> None:
    hope, ines = made.hope, viewer(made.ines)
    seen, own = hope.seen(), hope.tondella
    findings = [f for f in assess_campaigns(ines, [seen])[seen.pk].findings if not refusal_to_waive(ines, seen, f)]
    until = clock.today() + timedelta(days=5)
    waiver = waive_finding(by=ines, campaign=seen, finding=findings[0], reason="Soon", expires_on=until)
    participants = {one.organisation_id: one.pk for one in seen.participants.all()}
    parties = {one.organisation_id: one.pk for one in hope.partnership.parties.all()}
    about = {"kind": "campaign", "identity": seen.pk}
    made.ids |= {
        "campaign": seen.pk, "partnership": hope.partnership.pk, "organisation": own.organisation.pk,
        "partner organisation": hope.halyard.organisation.pk, "told organisation": quarry.pk,
        "waiver": waiver.pk, "own participant": participants[own.organisation.pk],
        "participant": participants[quarry.pk], "party": parties[made.invited.organisation_id],
        "member": own.daniel.pk, "person": own.giulia.pk, "partner person": hope.halyard.priya.pk,
        "addable": made.partner.organisation_id,
        "new told": tell_organisation(by=ines, name="Mill Road").pk,
        "note": write_note(by=ines, body="Ask for rates", **about).pk,  # type: ignore[arg-type]
        "token": create_token(by=ines, name="Secret token name")[0].pk,
        "invitation": issue_invitation(by=ines, email="new@tondella.example").pk,
        "received": issue_invitation(by=ines, email="olu@example.org").pk,
        "received by marcus": issue_invitation(by=ines, email="marcus@halyard.example").pk,
        "merge": propose_merge(by=ines, organisation=hope.halyard.organisation, same_as=own.organisation.pk).pk,
        "upload": send_file(by=ines, campaign=seen, name="slice.csv", data=TABLE).pk,
    }  # fmt: skip
    _plan(made, ines)
    made.ids |= {
        "finding": findings[1].fingerprint,
        "until": str(until),
        "kept row": _kept(seen),
        "kept role": _kept_role(seen),
    }


def _plan(made: World, ines: Viewer) -> None:
    """What is to be done, and what is stuck."""
    seen, own = made.hope.seen(), made.hope.tondella
    action = note_action(by=ines, campaign=seen, title="Send the list", owner=own.ines.pk)
    offered = note_action(by=ines, campaign=seen, title="Ask legal", owner=own.ines.pk)
    offer_action(by=ines, action=offered, to=own.daniel.pk)
    day = clock.today() + timedelta(days=9)
    absence = say_absence(by=ines, first_on=day, last_on=day)
    raise_escalation(
        by=ines, campaign=seen, asked=made.hope.halyard.organisation.pk, title="Decide the cap", words="3 or 5?",
        impact="low", urgency="low",
    )  # fmt: skip
    paused = raise_escalation(
        by=ines, campaign=seen, asked=made.hope.halyard.organisation.pk, title="Wait for the DSP", words="It is closed.",
        impact="low", urgency="low",
    )  # fmt: skip
    ask_to_pause(by=ines, escalation=paused, reason="Closed")
    webhook, _ = add_webhook(by=ines, name="Secret tools", url="https://tools.example/in")
    delivery = send_test(by=ines, webhook=webhook)
    Delivery.objects.filter(pk=delivery.pk).update(attempts=1)
    made.ids |= {"webhook": webhook.pk, "delivery": delivery.pk}
    made.ids |= {"action": action.pk, "offered action": offered.pk, "absence": absence.pk}


def _kept(campaign: Campaign) -> str:
    """A row that was taken out, as the page hands it to the browser."""
    return kept_of(campaign, MatrixRow(key="gone", task="Gone", position=0))


def _kept_role(campaign: Campaign) -> str:
    return kept_role_of(campaign, MatrixRole(key="gone", title="Gone", position=0))
