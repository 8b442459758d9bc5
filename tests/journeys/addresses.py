"""Every page of the demo's story that can be opened, as those who may open it find it."""

import json
from collections.abc import Iterator
from datetime import time, timedelta

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.kickoff.actions import hold_meeting, plan_meeting
from commonground.campaigns.kickoff.noting import note_decision, propose_term
from commonground.campaigns.kickoff.queries import planned_kick_off
from commonground.campaigns.kickoff.recap import object_to_recap, write_recap
from commonground.campaigns.kickoff.recurring import start_series
from commonground.campaigns.models import Action, Campaign, Deliverable, MatrixRow, Participant
from commonground.campaigns.upload.actions import send_file
from commonground.creative.evaluation.actions import evaluate_on_log
from commonground.creative.models import TableRule
from commonground.creative.run.actions import cancel_run
from commonground.creative.run.carrying import carry_out
from commonground.creative.simulation.actions import simulate_log
from commonground.engines.readiness import CHECKS
from commonground.kit import clock
from commonground.partnerships.models import Partnership
from commonground.people.invitation.actions import issue_invitation
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.sending import mint_token
from commonground.people.merge.actions import propose_merge
from commonground.people.models import Membership, Note, Organisation
from commonground.people.notice.links import unsubscribe_link
from commonground.people.token.actions import create_token
from commonground.people.webhook.actions import add_webhook
from commonground.people.webhook.models import Webhook
from commonground.readiness.check.queries import assess_campaigns
from tests.factories.people import viewer

PASTED = "Task\tBrand\tAgency\nAgree the goal\tA\tR\nBook the media\tR\tD\n"
# Downloads, answers to a POST alone, and what needs a state of mind (a half-finished sign-in) that has its own journey.
NO_PAGES = {
    "people:needs-count", "campaigns:at-hand", "campaigns:campaign-checked", "readiness:panel",
    "campaigns:escalation-act", "campaigns:escalation-pause", "campaigns:absence-withdraw", "campaigns:action-offer",
    "campaigns:action-answer", "campaigns:action-end", "people:webhook-act", "people:webhook-again",
    "api-unknown", "healthz", "readyz", "metrics", "web:icons", "web:appearance", "people:switch", "people:invitation-resend",
    "campaigns:campaign-pin", "campaigns:raci-start", "campaigns:raci-export", "campaigns:raci-row-restore",
    "campaigns:raci-role-restore",
    "campaigns:raci-letters", "campaigns:raci-row-move", "campaigns:raci-row-remove", "campaigns:raci-comment",
    "campaigns:raci-comment-withdraw", "campaigns:raci-said", "campaigns:raci-remind", "campaigns:kickoff-calendar",
    "campaigns:kickoff-uninvite", "campaigns:kickoff-answer", "campaigns:kickoff-item-move",
    "campaigns:kickoff-item-remove", "campaigns:kickoff-confirm", "campaigns:kickoff-term-agree",
    "partnerships:partnership-accept",
    "campaigns:roadmap-start", "campaigns:roadmap-export",
    "creative:export", "creative:signals-export", "creative:start", "creative:rule-add", "creative:rule",
    "creative:rule-accept", "creative:rule-move", "creative:rule-remove",
    "creative:variant-decide", "creative:simulation-cancel", "creative:simulation-export", "creative:evaluation-cancel",
    "creative:evaluation-export",
    "creative:undo", "creative:take-back", "creative:start-from", "creative:signal-found", "creative:placement-found",
    "creative:variant-found",
    "campaigns:roadmap-deliverable-restore", "campaigns:roadmap-what-if", "campaigns:roadmap-deliverable-move",
    "campaigns:roadmap-deliverable-remove", "campaigns:roadmap-phase-remove", "campaigns:roadmap-progress",
    "campaigns:roadmap-remind", "campaigns:feed",
    "partnerships:party-withdraw", "readiness:waiver-withdraw", "mfa_authenticate", "mfa_download_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_view_recovery_codes", "mfa_deactivate_totp", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "mfa_login_webauthn",
    "account_confirm_login_code", "account_reset_password_from_key", "account_set_password", "socialaccount_signup",
    "openid_connect_login", "openid_connect_callback", "partnerships:claim-by-domain", "people:invitation-answer",
}  # fmt: skip


def names() -> set[str]:
    """The name of every URL pattern outside the API."""
    return set(_names(get_resolver().url_patterns, ""))


def _names(patterns: list[URLPattern | URLResolver], within: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns, within + (f"{pattern.namespace}:" if pattern.namespace else ""))
        elif pattern.name and not within.startswith("api"):
            yield within + pattern.name


def _ines() -> Membership:
    return Membership.objects.get(person__email="ines@tondella.example")


def _campaign(name: str) -> Campaign:
    return Campaign.objects.get(name=name)


def of_people() -> dict[str, str]:
    """Organisations, people, invitations, notes and settings, for Ines."""
    ines = _ines()
    tondella, tidemark = ines.organisation, Organisation.objects.get(name="Tidemark")
    giulia = Membership.objects.get(person__email="giulia@tondella.example")
    invited = issue_invitation(
        by=viewer(ines), organisation=tondella, purpose=Purpose.JOIN, email="lea@tondella.example", role="member"
    )
    northbound = Organisation.objects.get(name="Northbound Rail")
    merge = propose_merge(by=viewer(ines), organisation=northbound, same_as=tondella.pk)
    note = Note.objects.filter(organisation=tondella).first()
    at = {
        "people:organisation-detail": tondella, "people:organisation-edit": tondella, "people:organisation-log": tondella,
        "people:organisation-working-time": tondella, "people:member-tell": tidemark, "people:invitation-create": tondella, "people:merge-propose": northbound,
        "people:member": giulia, "people:member-edit": giulia, "people:member-remove": giulia, "people:merge": merge,
        "people:invitation-revoke": invited, "people:note-edit": note, "people:note-delete": note,
        "people:note": note,
        "people:token-revoke": create_token(by=viewer(ines), name="Report")[0],
    }  # fmt: skip
    plain = ("start", "waiting", "search", "settings", "token-list", "organisation-list", "organisation-create",
             "organisation-tell", "member-leave")  # fmt: skip
    found = {f"people:{name}": reverse(f"people:{name}") for name in plain}
    found |= {name: reverse(name, args=[thing.pk]) for name, thing in at.items()}
    found["people:note-write"] = reverse("people:note-write", args=["campaign", _campaign("Slice of Hope").pk])
    found["people:organisation-detail told"] = reverse("people:organisation-detail", args=[tidemark.pk])
    found["people:invitation-create claim"] = reverse("people:invitation-create", args=[tidemark.pk])
    found["people:search found"] = reverse("people:search") + "?q=meal"
    found["people:search nothing"] = reverse("people:search") + "?q=zebra"
    return found


def of_plans() -> dict[str, str]:
    """Home, partnerships and campaigns, for Ines."""
    ines = _ines()
    partnership = Partnership.objects.get()
    found = {"home": "/", "web:help": "/web/help/", "web:components": "/web/components/"}
    found |= {
        f"partnerships:{name}": reverse(f"partnerships:{name}") for name in ("partnership-list", "partnership-new")
    }
    for name in ("detail", "edit", "ask", "name", "decline", "leave"):
        found[f"partnerships:partnership-{name}"] = reverse(f"partnerships:partnership-{name}", args=[partnership.pk])
    found |= {f"campaigns:{name}": reverse(f"campaigns:{name}") for name in ("campaign-list", "campaign-new")}
    slice_of_hope, bare = _campaign("Slice of Hope"), _campaign("Student Card 2027")
    for name in ("detail", "log", "edit", "point-person"):
        found[f"campaigns:campaign-{name}"] = reverse(f"campaigns:campaign-{name}", args=[slice_of_hope.pk])
    own = Participant.objects.get(campaign=slice_of_hope, organisation=ines.organisation)
    found["campaigns:participant-add"] = reverse("campaigns:participant-add", args=[slice_of_hope.pk])
    for name in ("participant-describe", "participant-remove"):
        found[f"campaigns:{name}"] = reverse(f"campaigns:{name}", args=[slice_of_hope.pk, own.pk])
    found["campaigns:point-person"] = reverse("campaigns:point-person", args=[slice_of_hope.pk])
    found["campaigns:point-person bare"] = reverse("campaigns:point-person", args=[bare.pk])
    found["campaigns:campaign-detail bare"] = reverse("campaigns:campaign-detail", args=[bare.pk])
    found["campaigns:campaign-list nothing"] = reverse("campaigns:campaign-list") + "?q=zebra"
    assessed = assess_campaigns(viewer(ines), [slice_of_hope])[slice_of_hope.pk]
    found["readiness:checks"] = reverse("readiness:checks")
    found["readiness:explain"] = reverse("readiness:explain", args=[CHECKS[0].id])
    waive = reverse("readiness:waive", args=[slice_of_hope.pk])
    found["readiness:waive"] = f"{waive}?finding={assessed.findings[0].fingerprint}"
    return found


def of_what_is_stuck() -> dict[str, str]:
    """Escalations, the ladder, actions, days away and webhooks, for Ines."""
    ines = viewer(_ines())
    campaign, own = _campaign("Slice of Hope").pk, _ines().organisation_id
    found = {
        f"campaigns:{name}": reverse(f"campaigns:{name}", args=[campaign])
        for name in ("escalation-list", "escalation-raise", "campaign-actions")
    }
    found["campaigns:escalation-list all"] = found["campaigns:escalation-list"] + "?state=all"
    found["campaigns:escalation-list bare"] = reverse(
        "campaigns:escalation-list", args=[_campaign("Student Card 2027").pk]
    )
    for number in (1, 2):
        found[f"campaigns:escalation {number}"] = reverse("campaigns:escalation", args=[campaign, number])
    found["campaigns:escalation-contact"] = reverse("campaigns:escalation-contact", args=[campaign, own, 3])
    found |= {f"campaigns:{name}": reverse(f"campaigns:{name}") for name in ("actions", "action-note", "absences")}
    found["campaigns:actions nothing"] = reverse("campaigns:actions") + "?whose=ended"
    action = Action.objects.filter(owner=ines.membership).first()
    assert action is not None
    for name in ("action", "action-edit"):
        found[f"campaigns:{name}"] = reverse(f"campaigns:{name}", args=[action.pk])
    webhook = Webhook.objects.first() or add_webhook(by=ines, name="#partners", url="https://tools.example/in")[0]
    found["people:webhook-list"] = reverse("people:webhook-list")
    found["people:webhook"] = reverse("people:webhook", args=[webhook.pk])
    return found


def of_meetings() -> dict[str, str]:
    """The kick-off ahead, one that was held and objected to, and everything around them, for Ines."""
    ines, slice_of_hope = viewer(_ines()), get_campaign(viewer(_ines()), _campaign("Slice of Hope").pk)
    late, bare = get_campaign(ines, _campaign("Late Shift Lunch").pk), _campaign("Student Card 2027")
    ahead = planned_kick_off(ines, slice_of_hope)
    assert ahead is not None
    found = {"campaigns:kickoff": reverse("campaigns:kickoff", args=[slice_of_hope.pk])}
    found["campaigns:kickoff bare"] = reverse("campaigns:kickoff", args=[bare.pk])
    for name in ("plan", "series-start", "decision-add", "term-add"):
        found[f"campaigns:kickoff-{name}"] = reverse(f"campaigns:kickoff-{name}", args=[slice_of_hope.pk])
    found["campaigns:kickoff-prepare"] = reverse("campaigns:kickoff-prepare", args=[slice_of_hope.pk, "naming"])
    for name in ("meeting", "print", "change", "cancel", "invite", "functions", "hold", "item-add", "action-add"):
        found[f"campaigns:kickoff-{name}"] = reverse(f"campaigns:kickoff-{name}", args=[slice_of_hope.pk, ahead.pk])
    found["campaigns:kickoff-waive"] = reverse("campaigns:kickoff-waive", args=[slice_of_hope.pk, ahead.pk, "creative"])
    item = ahead.agenda.all()[1]
    found["campaigns:kickoff-item"] = reverse("campaigns:kickoff-item", args=[slice_of_hope.pk, ahead.pk, item.pk])
    series = start_series(
        by=ines,
        campaign=late,
        title="Late call",
        first_on=clock.today() + timedelta(days=3),
        at=time(10),
        time_zone="UTC",
    )
    found["campaigns:kickoff-series-end"] = reverse("campaigns:kickoff-series-end", args=[late.pk, series.pk])
    return found | _of_a_held_meeting(late)


def _of_a_held_meeting(campaign: Campaign) -> dict[str, str]:
    marcus = viewer(Membership.objects.get(person__email="marcus@halyard.example"))
    held = plan_meeting(
        by=marcus, campaign=campaign, title="Kick-off", day=clock.today() - timedelta(days=2), at=time(10), time_zone="UTC",
        people=[_ines().pk],
    )  # fmt: skip
    hold_meeting(by=marcus, meeting=held, attended=[_ines().pk])
    write_recap(by=marcus, meeting=held, recap="Launch on time.\nOrders are paid pizzas.")
    objection = object_to_recap(by=marcus, meeting=held, words="Vouchers count as well.")
    noted = note_decision(by=marcus, campaign=campaign, text="Start at 22:00", decided_by=[_ines().pk], meeting=held)
    term = propose_term(by=marcus, campaign=campaign, term="Order", meaning="A paid pizza", aliases=["Sale"])
    found = {
        f"campaigns:kickoff-{name}": reverse(f"campaigns:kickoff-{name}", args=[campaign.pk, held.pk])
        for name in ("recap", "object")
    }
    found["campaigns:kickoff-meeting held"] = reverse("campaigns:kickoff-meeting", args=[campaign.pk, held.pk])
    found["campaigns:kickoff-objection-answer"] = reverse(
        "campaigns:kickoff-objection-answer", args=[campaign.pk, held.pk, objection.pk]
    )
    found["campaigns:kickoff-decision"] = reverse("campaigns:kickoff-decision", args=[noted.pk])
    found["campaigns:kickoff-term"] = reverse("campaigns:kickoff-term", args=[term.pk])
    return found


def of_matrices() -> dict[str, str]:
    """The RACI grid and everything around it, for Ines: proposed, in force, as a draft, and not there yet."""
    slice_of_hope, late, bare = map(_campaign, ("Slice of Hope", "Late Shift Lunch", "Student Card 2027"))
    row = MatrixRow.objects.filter(version__campaign=slice_of_hope, version__number=2).order_by("position")[7]
    found = {"campaigns:raci": reverse("campaigns:raci", args=[slice_of_hope.pk])}
    for name in ("versions", "settings", "row-add", "role-add", "import", "sign", "change"):
        found[f"campaigns:raci-{name}"] = reverse(f"campaigns:raci-{name}", args=[slice_of_hope.pk])
    found["campaigns:raci-version"] = reverse("campaigns:raci-version", args=[slice_of_hope.pk, 1])
    found["campaigns:raci-row"] = reverse("campaigns:raci-row", args=[slice_of_hope.pk, row.key])
    found["campaigns:raci-cell"] = reverse("campaigns:raci-cell", args=[slice_of_hope.pk]) + f"?cell={row.key}:tomasz"
    for name in ("raci-role", "raci-role-remove"):
        found[f"campaigns:{name}"] = reverse(f"campaigns:{name}", args=[slice_of_hope.pk, "tomasz"])
    found["campaigns:raci changed"] = found["campaigns:raci"] + "?show=changed"
    found["campaigns:raci none"] = reverse("campaigns:raci", args=[bare.pk])
    found["campaigns:raci in force"] = reverse("campaigns:raci", args=[late.pk])
    found["campaigns:raci-review"] = reverse("campaigns:raci-review", args=[late.pk])
    return found | _of_a_draft(_campaign("Game Night Bundle"))


def _of_a_draft(campaign: Campaign) -> dict[str, str]:
    from commonground.campaigns.raci.actions import add_role, add_row

    ines = viewer(_ines())
    seen = get_campaign(ines, campaign.pk)
    add_role(by=ines, campaign=seen, title="Brand lead", organisation=ines.organisation_id)
    add_row(by=ines, campaign=seen, task="Agree the goal")
    upload = send_file(by=ines, campaign=seen, name="pasted.txt", data=PASTED.encode())
    found = {
        f"campaigns:raci-{name}": reverse(f"campaigns:raci-{name}", args=[campaign.pk])
        for name in ("propose", "discard")
    }
    found["campaigns:raci draft"] = reverse("campaigns:raci", args=[campaign.pk])
    found["campaigns:raci-import-preview"] = reverse("campaigns:raci-import-preview", args=[campaign.pk, upload.pk])
    return found


def of_roadmaps() -> dict[str, str]:
    """The roadmap and everything around it, for Ines: current, as a draft, and not there yet."""
    from commonground.campaigns.campaign.queries import get_campaign
    from commonground.campaigns.feed.actions import make_link
    from commonground.campaigns.roadmap.actions import add_deliverable
    from commonground.campaigns.roadmap.frame import add_phase

    ines, slice_of_hope, bare = viewer(_ines()), _campaign("Slice of Hope"), _campaign("Student Card 2027")
    drafted = get_campaign(ines, _campaign("Game Night Bundle").pk)
    late = Deliverable.objects.filter(version__campaign=slice_of_hope, title="Distance data").first()
    phase = add_phase(by=ines, campaign=drafted, title="Creative")
    add_deliverable(by=ines, campaign=drafted, title="Bundle art", phase=phase.key)
    plan = "Deliverable\tDue\nPoster\t2026-10-01\n"
    upload = send_file(by=ines, campaign=drafted, name="pasted.txt", data=plan.encode())
    found = {"campaigns:roadmap": reverse("campaigns:roadmap", args=[slice_of_hope.pk])}
    for name in ("versions", "acknowledge"):
        found[f"campaigns:roadmap-{name}"] = reverse(f"campaigns:roadmap-{name}", args=[slice_of_hope.pk])
    found["campaigns:roadmap-version"] = reverse("campaigns:roadmap-version", args=[slice_of_hope.pk, 1])
    found["campaigns:roadmap-deliverable"] = reverse("campaigns:roadmap-deliverable", args=[slice_of_hope.pk, late.key])  # type: ignore[union-attr]
    found["campaigns:roadmap none"] = reverse("campaigns:roadmap", args=[bare.pk])
    found["campaigns:roadmap draft"] = reverse("campaigns:roadmap", args=[drafted.pk])
    for name in ("dates", "phase-add", "deliverable-add", "import", "publish", "discard"):
        found[f"campaigns:roadmap-{name}"] = reverse(f"campaigns:roadmap-{name}", args=[drafted.pk])
    found["campaigns:roadmap-phase"] = reverse("campaigns:roadmap-phase", args=[drafted.pk, phase.key])
    found["campaigns:roadmap-import-preview"] = reverse(
        "campaigns:roadmap-import-preview", args=[drafted.pk, upload.pk]
    )
    found["campaigns:feed-list"] = reverse("campaigns:feed-list")
    found["campaigns:feed-revoke"] = reverse("campaigns:feed-revoke", args=[make_link(by=ines, scope="person")[0].pk])
    return found


def of_creative_plans() -> dict[str, str]:
    """The creative plan and everything around it, for Ines: as a draft, imported and proposed, and not there yet."""
    ines, plan, bare = viewer(_ines()), _campaign("Slice of Hope"), _campaign("Student Card 2027")
    signals = {one.key: one for one in plan.signals.all()}
    places = {one.key: one for one in plan.placements.all()}
    found = {
        f"creative:{name} none": reverse(f"creative:{name}", args=[bare.pk])
        for name in ("plan", "coverage", "variants")
    }
    for name in ("plan", "columns", "policy", "case", "versions", "coverage", "signal-new", "placement-new", "variants",
                 "variant-new", "import", "signals-import", "paste", "propose"):  # fmt: skip
        found[f"creative:{name}"] = reverse(f"creative:{name}", args=[plan.pk])
    found["creative:cell"] = f"{reverse('creative:cell', args=[plan.pk])}?cell={_last_rule(plan).key}:when-weather"
    found["creative:cell shows"] = f"{reverse('creative:cell', args=[plan.pk])}?cell={_last_rule(plan).key}:then"
    found["creative:plan edited"] = found["creative:plan"] + "?edit=yes"
    found["creative:case tried"] = found["creative:case"] + "?try=yes&s0=rain&s1=18"
    for name, thing in (
        ("signal", signals["distance"]),
        ("placement", places["order-page"]),
    ):
        for part in (name, f"{name}-remove"):
            found[f"creative:{part}"] = reverse(f"creative:{part}", args=[plan.pk, thing.pk])
    found["creative:variant"] = reverse("creative:variant", args=[plan.pk, plan.variants.get(key="V-08").pk])
    found["creative:variant approved"] = reverse("creative:variant", args=[plan.pk, plan.variants.get(key="V-01").pk])
    for words, key, place in (
        ("", "distance", "open-web"),
        (" passed", "weather", "daily-half"),
        (" nobody", "level", "open-web"),
    ):
        found[f"creative:provision{words}"] = reverse(
            "creative:provision", args=[plan.pk, signals[key].pk, places[place].pk]
        )
    wrong = b'weather,daypart,then: variant\n[3..,-,V-01\n"""rain""","""night""",V-99\n'
    upload = send_file(by=ines, campaign=plan, name="logic.csv", data=wrong)
    found["creative:import-preview wrong"] = reverse("creative:import-preview", args=[plan.pk, upload.pk])
    answered = json.dumps({"signals": [
        {"signal_agent_segment_id": key, "name": "A", "coverage_percentage": 40, "countries": ["EN"] if key == "wrong" else [],
         "value_type": "binary", "deployments": [{"platform": where, "is_live": True}]}
        for key, where in (("level", "order-page"), ("new", "open-web"), ("wrong", "daily-half"))
    ]})  # fmt: skip
    upload = send_file(by=ines, campaign=plan, name="signals.json", data=answered.encode())
    found["creative:signals-preview"] = reverse("creative:signals-preview", args=[plan.pk, upload.pk])
    log = b"placement,weather,hour\nopen-web,rain,18\nopen-web,,9\n"
    found |= _of_runs(plan, log)
    return found | _of_a_proposed_table(_campaign("Game Night Bundle"))


def _last_rule(plan: Campaign) -> TableRule:
    return TableRule.objects.filter(version__campaign=plan).order_by("-position")[0]


def _of_runs(campaign: Campaign, log: bytes) -> dict[str, str]:
    """A simulation and evaluations that are done, one that is refused, fails, is cancelled and one that waits."""
    ines = viewer(_ines())
    turned = b"weather,hour,variant,reward,propensity,day\n" + b"".join(
        b"rain,18,%s,%d,0.5,2026-09-%02d\n" % (key, turn % 3 == 0, 1 + turn % 9)
        for turn, key in enumerate((b"V-01", b"V-02") * 40)
    )
    columns = {"action": "variant", "reward": "reward", "propensity": "propensity", "day": "day"}
    one = simulate_log(by=ines, campaign=campaign, name="week.csv", data=log)
    broken = simulate_log(by=ines, campaign=campaign, name="broken.csv", data=b"moon\nfull\n")
    turns = evaluate_on_log(by=ines, campaign=campaign, name="turns.csv", data=turned, **columns)
    silent = turned.replace(b"V-02", b"V-01")
    refused = evaluate_on_log(by=ines, campaign=campaign, name="silent.csv", data=silent, **columns)
    for run in (one, broken, turns, refused):
        carry_out.call(str(run.pk))
    stopped = simulate_log(by=ines, campaign=campaign, name="stopped.csv", data=log)
    cancel_run(by=ines, run=stopped)
    waiting = simulate_log(by=ines, campaign=campaign, name="next.csv", data=log)
    runs = {
        "simulation": one, "simulation failed": broken, "simulation stopped": stopped, "simulation waits": waiting,
        "evaluation": turns, "evaluation refused": refused,
    }  # fmt: skip
    found = {
        f"creative:{name}": reverse(f"creative:{name.split()[0]}", args=[campaign.pk, run.pk])
        for name, run in runs.items()
    }
    found |= {
        f"creative:{name}-remove": reverse(f"creative:{name}-remove", args=[campaign.pk, run.pk])
        for name, run in (("simulation", one), ("evaluation", turns))
    }
    return found | {
        f"creative:{name}": reverse(f"creative:{name}", args=[campaign.pk]) for name in ("simulations", "evaluations")
    }


def _of_a_proposed_table(campaign: Campaign) -> dict[str, str]:
    from commonground.creative.decision.importing import preview_of
    from commonground.creative.decision.signoff import propose_table
    from commonground.creative.decision.taking import take_table
    from commonground.creative.signal.actions import change_signal
    from commonground.creative.variant.actions import remove_variant

    ines = viewer(_ines())
    seen = get_campaign(ines, campaign.pk)
    table = (
        b'Default,G-01\n,\nweather,hour,then: variant,Note\n"""rain""",< 12,G-01,Wet\n-,[12..24],"even(G-01, G-02)",\n'
    )
    first, second = (send_file(by=ines, campaign=seen, name="logic.csv", data=table) for _ in range(2))
    take_table(by=ines, campaign=seen, upload=first, read=preview_of(ines, seen, first))
    propose_table(by=ines, campaign=seen)
    change_signal(
        by=ines, campaign=seen, signal=seen.signals.get(key="weather"), name="Sky", categories=["rain", "snow"]
    )
    remove_variant(by=ines, campaign=seen, variant=seen.variants.get(key="G-02"))
    found = {"creative:plan proposed": reverse("creative:plan", args=[campaign.pk])}
    own = seen.variants.get(key="G-01")
    found["creative:variant own"] = reverse("creative:variant", args=[campaign.pk, own.pk])
    found["creative:variant-remove"] = reverse("creative:variant-remove", args=[campaign.pk, own.pk])
    for name in ("version", "change", "sign"):
        found[f"creative:{name}"] = reverse(f"creative:{name}", args=[campaign.pk, 1])
    found["creative:import-preview"] = reverse("creative:import-preview", args=[campaign.pk, second.pk])
    return found


ACCOUNT = ("account_logout", "account_reauthenticate", "account_email", "account_change_password", "mfa_index",
           "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list",
           "socialaccount_connections")  # fmt: skip
ENTRANCE = ("account_login", "account_signup", "account_inactive", "account_email_verification_sent",
            "account_reset_password", "account_reset_password_done", "account_reset_password_from_key_done",
            "socialaccount_login_cancelled", "socialaccount_login_error")  # fmt: skip


def of_an_account() -> dict[str, str]:
    """What allauth asks of somebody who is signed in."""
    return {name: reverse(name) for name in ACCOUNT}


def of_the_entrance() -> dict[str, str]:
    """What stands open to everybody."""
    ines = _ines()
    invited = issue_invitation(
        by=viewer(ines),
        organisation=ines.organisation,
        purpose=Purpose.JOIN,
        email="ada@tondella.example",
        role="member",
    )
    _, token = mint_token(str(invited.pk))
    found = {name: reverse(name) for name in ENTRANCE}
    found["people:invitation-open"] = reverse("people:invitation-open", args=[token])
    found["people:invitation-open gone"] = reverse("people:invitation-open", args=["gone"])
    found["people:unsubscribe"] = "/unsubscribe/" + unsubscribe_link(ines.person).split("/unsubscribe/")[1]  # type: ignore[arg-type]
    found["account_confirm_email"] = reverse("account_confirm_email", args=["gone"])
    found["404"] = "/nowhere/"
    return found
