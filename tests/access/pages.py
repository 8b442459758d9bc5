"""Every address of a page, and what may be seen there by whom. A new one that is not here fails the sweep."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Thing:
    """A page about one thing that belongs to somebody.

    at        where its address takes what from: `@campaign` is an id by its name, other words are themselves
    who       an actor of World.actors to whom the thing belongs: their GET is 200 and their POST succeeds
    sends     what they post, besides what the form is filled with; None where nothing is written
    reads     whether it answers GET
    partner   what a party of the partnership that is not in the campaign gets: the same as nothing, the same as the
              others, or the page and no more
    lower     what a viewer gets who posts; "ok" where it is about the viewer themself
    """

    at: dict[str, str]
    sends: dict[str, str] | None = None
    reads: bool = True
    who: str = "ines"
    query: str = ""
    partner: Literal["nothing", "sees", "refused"] = "nothing"
    lower: Literal["refused", "ok"] = "refused"


@dataclass(frozen=True)
class Own:
    """A page of whoever is signed in."""

    account: bool = False
    query: tuple[str, ...] = ("",)
    at: dict[str, str] = field(default_factory=dict)
    reads: bool = True


PUBLIC = {
    "healthz", "readyz", "metrics", "web:icons", "web:appearance", "web:components", "web:help", "people:unsubscribe",
    "people:invitation-open", "campaigns:feed", "api:openapi-json", "api:openapi-view", "api:api-root", "api-unknown",
}  # fmt: skip

# Names of django-allauth, which brings its own tests; only who is signed in sees what is about their own account.
ACCOUNT_PUBLIC = {
    "account_login", "account_logout", "account_inactive", "account_signup", "account_email_verification_sent",
    "account_reset_password", "account_confirm_email", "account_reset_password_from_key_done",
    "account_reset_password_from_key", "account_reset_password_done", "account_confirm_login_code", "mfa_authenticate",
    "mfa_login_webauthn", "socialaccount_login_cancelled", "socialaccount_login_error", "socialaccount_signup",
    "openid_connect_login", "openid_connect_callback",
}  # fmt: skip
ACCOUNT_OWN = {
    "account_email", "account_change_password", "account_set_password", "account_reauthenticate", "mfa_index",
    "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn", "socialaccount_connections",
    "usersessions_list",
}  # fmt: skip

OWN: dict[str, Own] = {
    "home": Own(query=("", "?asked=sign")),
    "people:waiting": Own(),
    "people:start": Own(account=True),
    "people:needs-count": Own(),
    "people:search": Own(
        query=(
            "?q=hope",
            "?q=slice",
            "?q=weather",
            "?q=rain",
            "?q=daily",
            "?q=ines",
            "?q=tondella",
            "?q=goal",
            "?q=rates",
            "?q=whom",
            "?q=hope&kind=campaign",
        )
    ),
    "people:settings": Own(account=True),
    "people:token-list": Own(),
    "people:webhook-list": Own(),
    "people:organisation-list": Own(query=("", "?q=tondella", "?kind=advertiser", "?market=IT")),
    "people:organisation-create": Own(account=True),
    "people:organisation-tell": Own(),
    "people:member-leave": Own(),
    "partnerships:partnership-list": Own(),
    "partnerships:partnership-new": Own(),
    "campaigns:campaign-list": Own(query=("", "?q=hope", "?state=planned", "?page=2")),
    "campaigns:campaign-new": Own(),
    "campaigns:at-hand": Own(),
    "campaigns:actions": Own(query=("", "?whose=ours", "?whose=", "?whose=ended")),
    "campaigns:action-note": Own(),
    "campaigns:absences": Own(),
    "campaigns:feed-list": Own(),
    "readiness:checks": Own(),
    "readiness:explain": Own(at={"identity": "RACI-001"}),
}

ORGANISATION, MEMBER = {"pk": "@organisation"}, {"pk": "@member"}
PARTNERSHIP, CAMPAIGN = {"pk": "@partnership"}, {"pk": "@campaign"}
MEETING, HELD = {**CAMPAIGN, "meeting": "@meeting"}, {**CAMPAIGN, "meeting": "@held meeting"}
ESCALATION = {**CAMPAIGN, "number": "1"}
DELIVERABLE = {**CAMPAIGN, "key": "@claims"}
SIGNAL, PLACEMENT = {**CAMPAIGN, "signal": "@signal"}, {**CAMPAIGN, "placement": "@placement"}
VARIANT, RULE = {**CAMPAIGN, "variant": "@variant"}, {**CAMPAIGN, "key": "@rule"}
ROW, ROLE = {**CAMPAIGN, "row": "goal"}, {**CAMPAIGN, "role": "giulia"}

THINGS: dict[str, Thing] = {
    "people:switch": Thing(ORGANISATION, {}, reads=False, lower="ok"),
    "people:token-revoke": Thing({"pk": "@token"}, {}),
    "people:organisation-detail": Thing(ORGANISATION, partner="sees"),
    "people:organisation-edit": Thing(ORGANISATION, {}, partner="refused"),
    "people:organisation-log": Thing(ORGANISATION, partner="sees"),
    "people:member-tell": Thing(ORGANISATION, {"name": "New Name", "level": "manager"}, partner="refused"),
    "people:invitation-create": Thing(
        ORGANISATION, {"email": "x@tondella.example", "role": "member"}, partner="refused"
    ),
    "people:webhook": Thing({"pk": "@webhook"}, {}),
    "people:webhook-act": Thing({"pk": "@webhook"}, {"to": "pause"}, reads=False),
    "people:webhook-again": Thing({"pk": "@webhook", "delivery": "@delivery"}, {}, reads=False),
    "people:merge-propose": Thing({"pk": "@told organisation"}, {"same_as": "@organisation"}, partner="sees"),
    "people:member": Thing(MEMBER, partner="sees"),
    "people:member-edit": Thing(MEMBER, {}, partner="refused"),
    "people:member-remove": Thing(MEMBER, {}, partner="refused"),
    "people:merge": Thing({"pk": "@merge"}, {"answer": "decline"}),
    "people:invitation-resend": Thing({"pk": "@invitation"}, {}, reads=False),
    "people:invitation-revoke": Thing({"pk": "@invitation"}, {}, reads=False),
    "people:invitation-answer": Thing({"pk": "@received"}, {"answer": "accept"}, who="asked"),
    "people:note-write": Thing({"kind": "campaign", "identity": "@campaign"}, {"body": "Noted"}),
    "people:note": Thing({"pk": "@note"}),
    "people:note-edit": Thing({"pk": "@note"}, {"body": "Noted"}),
    "people:note-delete": Thing({"pk": "@note"}, {}),
    "partnerships:partnership-detail": Thing(PARTNERSHIP, partner="sees"),
    "partnerships:partnership-edit": Thing(PARTNERSHIP, {"name": "Hope"}, partner="sees"),
    "partnerships:partnership-ask": Thing(PARTNERSHIP, {"organisation": "@new told"}, partner="sees"),
    "partnerships:partnership-name": Thing(PARTNERSHIP, {"name": "Mill", "kind": "other"}, partner="sees"),
    "partnerships:partnership-accept": Thing(PARTNERSHIP, {}, reads=False, who="invited", partner="sees"),
    "partnerships:partnership-decline": Thing(PARTNERSHIP, {"reason": "No"}, who="invited", partner="sees"),
    "partnerships:partnership-leave": Thing(PARTNERSHIP, {}, partner="sees"),
    "partnerships:party-withdraw": Thing({**PARTNERSHIP, "party": "@party"}, {}, reads=False, partner="sees"),
    "partnerships:claim-by-domain": Thing({"pk": "@told organisation"}, {}, who="claimant"),
    "campaigns:campaign-detail": Thing(CAMPAIGN),
    "campaigns:campaign-log": Thing(CAMPAIGN),
    "campaigns:campaign-checked": Thing(CAMPAIGN),
    "campaigns:campaign-edit": Thing(CAMPAIGN, {"goal": "Meals"}),
    "campaigns:campaign-pin": Thing(CAMPAIGN, {"pinned": "yes"}, reads=False, lower="ok"),
    "campaigns:point-person": Thing(CAMPAIGN),
    "campaigns:campaign-point-person": Thing(CAMPAIGN, {"point_person": "@person"}),
    "campaigns:participant-add": Thing(CAMPAIGN, {"organisation": "@addable"}),
    "campaigns:participant-describe": Thing({**CAMPAIGN, "participant": "@participant"}, {"does": "Prints"}),
    "campaigns:participant-remove": Thing({**CAMPAIGN, "participant": "@participant"}, {}),
    "campaigns:campaign-actions": Thing(CAMPAIGN),
    "campaigns:action": Thing({"pk": "@action"}),
    "campaigns:action-edit": Thing({"pk": "@action"}, {"title": "Send it"}),
    "campaigns:action-offer": Thing({"pk": "@action"}, {"to": "@person"}, reads=False),
    "campaigns:action-answer": Thing({"pk": "@offered action"}, {"answer": "accept"}, reads=False, who="daniel"),
    "campaigns:action-end": Thing({"pk": "@action"}, {"state": "done"}, reads=False),
    "campaigns:absence-withdraw": Thing({"pk": "@absence"}, {}, reads=False),
    "campaigns:escalation-list": Thing(CAMPAIGN),
    "campaigns:escalation-raise": Thing(
        CAMPAIGN,
        {
            "asked": "@partner organisation",
            "title": "Decide",
            "words": "Which?",
            "impact": "low",
            "urgency": "low",
        },
    ),
    "campaigns:escalation": Thing(ESCALATION),
    "campaigns:escalation-act": Thing({**ESCALATION, "verb": "acknowledge"}, {}, reads=False, who="marcus"),
    "campaigns:escalation-pause": Thing(ESCALATION, {"to": "ask", "words": "Closed"}, reads=False),
    "campaigns:escalation-contact": Thing({**CAMPAIGN, "organisation": "@organisation", "rung": "1"}, {}),
    "campaigns:raci": Thing(CAMPAIGN),
    "campaigns:raci-start": Thing(CAMPAIGN, {}, reads=False),
    "campaigns:raci-versions": Thing(CAMPAIGN),
    "campaigns:raci-version": Thing({**CAMPAIGN, "number": "1"}),
    "campaigns:raci-export": Thing({**CAMPAIGN, "number": "1", "form": "csv"}),
    "campaigns:raci-discard": Thing(CAMPAIGN, {}),
    "campaigns:raci-settings": Thing(CAMPAIGN, {}),
    "campaigns:raci-row-add": Thing(CAMPAIGN, {"task": "New task", "kind": "task"}),
    "campaigns:raci-row-restore": Thing(CAMPAIGN, {"kept": "@kept row"}, reads=False),
    "campaigns:raci-row": Thing(ROW, {"task": "Goal", "kind": "task"}),
    "campaigns:raci-letters": Thing(ROW, {"role": "giulia", "letters": "C"}, reads=False),
    "campaigns:raci-row-move": Thing(ROW, {"to": "down"}, reads=False),
    "campaigns:raci-row-remove": Thing(ROW, {}, reads=False),
    "campaigns:raci-comment": Thing(ROW, {"body": "Said"}, reads=False),
    "campaigns:raci-said": Thing({"comment": "@comment"}),
    "campaigns:raci-comment-withdraw": Thing({**CAMPAIGN, "comment": "@comment"}, {}, reads=False),
    "campaigns:raci-cell": Thing(CAMPAIGN, query="?cell=goal:giulia"),
    "campaigns:raci-role-add": Thing(CAMPAIGN, {"title": "Planner"}),
    "campaigns:raci-role": Thing(ROLE, {"title": "Brand"}),
    "campaigns:raci-role-remove": Thing(ROLE, {}),
    "campaigns:raci-role-restore": Thing(CAMPAIGN, {"kept": "@kept role"}, reads=False),
    "campaigns:raci-import": Thing(CAMPAIGN, {"pasted": "Task\tLead\tPlanner\nGoals\tA\tR\nFilm\tR\tA\n"}),
    "campaigns:raci-import-preview": Thing({**CAMPAIGN, "upload": "@upload"}, {}),
    "campaigns:raci-propose": Thing(CAMPAIGN, {}),
    "campaigns:raci-sign": Thing(CAMPAIGN, {"typed": "v2"}),
    "campaigns:raci-change": Thing(CAMPAIGN, {"reason": "Row 2"}),
    "campaigns:raci-review": Thing(CAMPAIGN, {}),
    "campaigns:raci-remind": Thing(CAMPAIGN, {}, reads=False, query="?organisation={@partner organisation}"),
    "campaigns:kickoff": Thing(CAMPAIGN),
    "campaigns:kickoff-plan": Thing(CAMPAIGN, {"day": "@meeting day", "at": "10:00"}),
    "campaigns:kickoff-prepare": Thing({**CAMPAIGN, "kind": "naming"}, {"result": "On the wall"}),
    "campaigns:kickoff-series-start": Thing(CAMPAIGN, {"first_on": "@meeting day", "at": "10:00"}),
    "campaigns:kickoff-series-end": Thing({**CAMPAIGN, "series": "@series"}, {}),
    "campaigns:kickoff-decision-add": Thing(CAMPAIGN, {"text": "Go", "decided_by": "@person"}),
    "campaigns:kickoff-term-add": Thing(CAMPAIGN, {"term": "Order", "meaning": "Paid"}),
    "campaigns:kickoff-meeting": Thing(HELD),
    "campaigns:kickoff-print": Thing(HELD),
    "campaigns:kickoff-calendar": Thing(MEETING),
    "campaigns:kickoff-change": Thing(MEETING, {"place": "Room 5"}),
    "campaigns:kickoff-cancel": Thing(MEETING, {}),
    "campaigns:kickoff-invite": Thing(MEETING, {"people": "@person"}),
    "campaigns:kickoff-uninvite": Thing({**MEETING, "invitee": "@invitee"}, {}, reads=False),
    "campaigns:kickoff-answer": Thing(MEETING, {"answer": "tentative"}, reads=False),
    "campaigns:kickoff-functions": Thing(MEETING, {"media": "any"}),
    "campaigns:kickoff-waive": Thing({**MEETING, "function": "media"}, {"reason": "Later"}),
    "campaigns:kickoff-hold": Thing(HELD, {"attended": "@person"}),
    "campaigns:kickoff-item-add": Thing(MEETING, {"title": "Weather"}),
    "campaigns:kickoff-item": Thing({**MEETING, "item": "@item"}, {"minutes": "5"}),
    "campaigns:kickoff-item-move": Thing({**MEETING, "item": "@item"}, {"to": "up"}, reads=False),
    "campaigns:kickoff-item-remove": Thing({**MEETING, "item": "@item"}, {}, reads=False),
    "campaigns:kickoff-action-add": Thing(HELD, {"title": "Send the sizes"}),
    "campaigns:kickoff-recap": Thing(HELD, {"recap": "Said"}),
    "campaigns:kickoff-confirm": Thing(HELD, {}, reads=False),
    "campaigns:kickoff-object": Thing(HELD, {"words": "Not so"}),
    "campaigns:kickoff-objection-answer": Thing({**HELD, "understanding": "@objection"}, {"answer": "It is so"}),
    "campaigns:kickoff-decision": Thing({"decision": "@decision"}),
    "campaigns:kickoff-term": Thing({"term": "@term"}, {"meaning": "Meals"}),
    "campaigns:kickoff-term-agree": Thing({"term": "@term"}, {}, reads=False),
    "campaigns:roadmap": Thing(CAMPAIGN),
    "campaigns:roadmap-start": Thing(CAMPAIGN, {}, reads=False),
    "campaigns:roadmap-versions": Thing(CAMPAIGN),
    "campaigns:roadmap-version": Thing({**CAMPAIGN, "number": "1"}),
    "campaigns:roadmap-export": Thing({**CAMPAIGN, "number": "1", "form": "csv"}),
    "campaigns:roadmap-discard": Thing(CAMPAIGN, {}),
    "campaigns:roadmap-dates": Thing(CAMPAIGN, {}),
    "campaigns:roadmap-phase-add": Thing(CAMPAIGN, {"title": "Later", "lead": "1"}),
    "campaigns:roadmap-phase": Thing({**CAMPAIGN, "phase": "@phase"}, {"title": "Craft", "lead": "0"}),
    "campaigns:roadmap-phase-remove": Thing({**CAMPAIGN, "phase": "@phase"}, {}, reads=False),
    "campaigns:roadmap-deliverable-add": Thing(CAMPAIGN, {"title": "Poster"}),
    "campaigns:roadmap-deliverable-restore": Thing(CAMPAIGN, {"kept": "@kept deliverable"}, reads=False),
    "campaigns:roadmap-deliverable": Thing(DELIVERABLE, {"title": "Claims"}),
    "campaigns:roadmap-what-if": Thing(DELIVERABLE),
    "campaigns:roadmap-deliverable-move": Thing(DELIVERABLE, {"to": "down"}, reads=False),
    "campaigns:roadmap-deliverable-remove": Thing(DELIVERABLE, {}, reads=False),
    "campaigns:roadmap-progress": Thing(DELIVERABLE, {"do": "start"}, reads=False),
    "campaigns:roadmap-publish": Thing(CAMPAIGN, {}),
    "campaigns:roadmap-acknowledge": Thing(CAMPAIGN, {}, who="marcus"),
    "campaigns:roadmap-remind": Thing(CAMPAIGN, {}, reads=False, query="?organisation={@partner organisation}"),
    "campaigns:roadmap-import": Thing(CAMPAIGN, {"pasted": "Deliverable\tDue\nPoster\t2026-10-01\n"}),
    "campaigns:roadmap-import-preview": Thing({**CAMPAIGN, "upload": "@roadmap upload"}, {}),
    "campaigns:feed-revoke": Thing({"pk": "@feed"}, {}),
    "people:organisation-working-time": Thing(
        ORGANISATION, {"work_days": "0", "works_from": "09:00", "works_until": "17:00"}, partner="refused"
    ),
    "creative:plan": Thing(CAMPAIGN),
    "creative:start": Thing(CAMPAIGN, {}, reads=False),
    "creative:columns": Thing(CAMPAIGN, {"signals": "weather"}),
    "creative:policy": Thing(CAMPAIGN, {"hit_policy": "UNIQUE"}),
    "creative:case": Thing(CAMPAIGN),
    "creative:cell": Thing(CAMPAIGN, {"text": "-"}, query="?cell={@rule}:when-weather"),
    "creative:paste": Thing(CAMPAIGN, {"pasted": '"rain"\t< 5\tV-01\n', "act": "append"}),
    "creative:rule-add": Thing(CAMPAIGN, {"when-weather": "-"}, reads=False),
    "creative:undo": Thing(CAMPAIGN, {}, reads=False),
    "creative:rule": Thing(RULE, {"when-weather": "-", "then": "V-01"}, reads=False),
    "creative:rule-accept": Thing(RULE, {}, reads=False),
    "creative:rule-move": Thing(RULE, {"to": "1"}, reads=False),
    "creative:rule-remove": Thing(RULE, {}, reads=False),
    "creative:propose": Thing(CAMPAIGN, {"seen_revision": "@table revision"}),
    "creative:versions": Thing(CAMPAIGN),
    "creative:version": Thing({**CAMPAIGN, "number": "1"}),
    "creative:export": Thing({**CAMPAIGN, "number": "1", "form": "csv"}),
    "creative:import": Thing(CAMPAIGN, {"pasted": 'weather\tthen: variant\n"rain"\tV-01\n'}),
    "creative:import-preview": Thing({**CAMPAIGN, "upload": "@table upload"}, {}),
    "creative:sign": Thing({**CAMPAIGN, "number": "1"}, {}),
    "creative:take-back": Thing({**CAMPAIGN, "number": "1"}, {}, reads=False),
    "creative:start-from": Thing({**CAMPAIGN, "number": "1"}, {}, reads=False),
    "creative:change": Thing({**CAMPAIGN, "number": "1"}, {"reason": "Later"}),
    "creative:signal-found": Thing({"signal": "@signal"}),
    "creative:placement-found": Thing({"placement": "@placement"}),
    "creative:variant-found": Thing({"variant": "@variant"}),
    "creative:coverage": Thing(CAMPAIGN),
    "creative:signals-export": Thing(CAMPAIGN),
    "creative:signals-import": Thing(CAMPAIGN, {"pasted": '{"signals": []}'}),
    "creative:signals-preview": Thing({**CAMPAIGN, "upload": "@signals upload"}, {}),
    "creative:signal-new": Thing(CAMPAIGN, {"name": "Level", "key": "level", "type": "integer"}),
    "creative:signal": Thing(SIGNAL, {"name": "The weather"}),
    "creative:signal-remove": Thing({**CAMPAIGN, "signal": "@lone signal"}, {}),
    "creative:provision": Thing(
        {**CAMPAIGN, "signal": "@open signal", "placement": "@placement"},
        {"act": "ask", "asked": "@partner organisation"},
    ),
    "creative:placement-new": Thing(
        CAMPAIGN, {"name": "App", "key": "app", "organisation": "@organisation", "format": "in-app"}
    ),
    "creative:placement": Thing(PLACEMENT, {"name": "Half page"}),
    "creative:placement-remove": Thing({**CAMPAIGN, "placement": "@lone placement"}, {}),
    "creative:simulations": Thing(CAMPAIGN, {"pasted": "weather,hour\nrain,9\n"}),
    "creative:simulation": Thing({**CAMPAIGN, "run": "@simulation"}),
    "creative:simulation-export": Thing({**CAMPAIGN, "run": "@simulation"}),
    "creative:simulation-remove": Thing({**CAMPAIGN, "run": "@simulation"}, {}),
    "creative:simulation-cancel": Thing({**CAMPAIGN, "run": "@open run"}, {}, reads=False),
    "creative:evaluations": Thing(
        CAMPAIGN,
        {
            "pasted": "weather,variant,reward,propensity\nrain,V-01,1,0.5\n",
            "action": "variant",
            "reward": "reward",
            "propensity": "propensity",
            "day": "day",
        },
    ),
    "creative:evaluation": Thing({**CAMPAIGN, "run": "@evaluation"}),
    "creative:evaluation-export": Thing({**CAMPAIGN, "run": "@evaluation"}),
    "creative:evaluation-remove": Thing({**CAMPAIGN, "run": "@evaluation"}, {}),
    "creative:evaluation-cancel": Thing({**CAMPAIGN, "run": "@open evaluation"}, {}, reads=False),
    "creative:variants": Thing(CAMPAIGN),
    "creative:variant-new": Thing(CAMPAIGN, {"name": "Sunny", "key": "V-03", "organisation": "@organisation"}),
    "creative:variant": Thing(VARIANT, {"name": "Rain or shine"}),
    "creative:variant-decide": Thing(VARIANT, {"to": "approve"}, reads=False, who="marcus"),
    "creative:variant-remove": Thing(VARIANT, {}),
    "readiness:panel": Thing(CAMPAIGN),
    "readiness:waive": Thing(CAMPAIGN, {"reason": "Soon", "expires_on": "@until"}, query="?finding={@finding}"),
    "readiness:waiver-withdraw": Thing({**CAMPAIGN, "waiver": "@waiver"}, {}, reads=False),
}


def classified() -> set[str]:
    """Every name that has a class."""
    return PUBLIC | ACCOUNT_PUBLIC | ACCOUNT_OWN | set(OWN) | set(THINGS)


def named(ids: Mapping[str, Any], word: str) -> str:
    """What a word of a table stands for: `@campaign` is the id of that name, any other word is itself."""
    return str(ids[word[1:]]) if word.startswith("@") else word
