"""Every operation of the API. A new one that is not here fails the sweep."""

from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True)
class Op:
    """How the rightful call it.

    at        where its path takes what from, as in pages.Thing; empty for lists and for making things
    body      what they send; "file" for a file
    who       whose it is
    partner   what a party of the partnership that is not in the campaign gets: nothing, or the same as the others
    lower     what a viewer gets who writes
    """

    at: dict[str, str] = field(default_factory=dict)
    body: dict[str, Any] | Literal["file", "roadmap file", "table file"] | None = None
    who: str = "ines"
    partner: Literal["nothing", "sees", "refused"] = "nothing"
    lower: Literal["refused", "ok"] = "refused"


C, P = {"campaign": "@campaign"}, {"partnership": "@partnership"}
ROW, ONE, TWO = {**C, "row": "goal"}, {**C, "number": "1"}, {**C, "number": "2"}
CAMPAIGN, PARTNERSHIP = "/campaigns/{campaign}", "/partnerships/{partnership}"
RACI = CAMPAIGN + "/raci"
MAP = CAMPAIGN + "/roadmap"
THING, KEYED = MAP + "/deliverables/{key}", {**C, "key": "@claims"}
VERSION, IMPORT = RACI + "/versions/{number}", RACI + "/imports/{upload}"
ROLES = {"role": "member", "level": "manager"}
LOGIC, RULE = CAMPAIGN + "/decision-table", {**C, "key": "@rule"}
SIGNAL, PLACEMENT = {**C, "signal": "@signal"}, {**C, "placement": "@placement"}
PROVISION, VARIANT = {**C, "provision": "@provision"}, {**C, "variant": "@variant"}
MEETINGS = CAMPAIGN + "/meetings"
MEETING, AGENDA = MEETINGS + "/{meeting}", MEETINGS + "/{meeting}/agenda"
AHEAD, HELD = {**C, "meeting": "@meeting"}, {**C, "meeting": "@held meeting"}
WHEN = {"title": "Call", "day": "@meeting day", "at": "10:00:00", "time_zone": "Europe/Rome"}
CADENCE = {"title": "Weekly", "first_on": "@meeting day", "at": "10:00:00", "time_zone": "Europe/Rome"}
ABOUT = {"subject_kind": "campaign", "subject_id": "@campaign"}

LISTS: dict[str, tuple[str, ...]] = {
    "GET /organisations": ("", "?q=tondella", "?kind=advertiser", "?market=IT"),
    "GET /merges": ("",),
    "GET /people": ("", "?organisation={@organisation}"),
    "GET /invitations": ("",),
    "GET /notes": ("?subject_kind=campaign&subject_id={@own campaign}",),
    "GET /activity": ("",),
    "GET /tokens": ("",),
    "GET /needs": ("",),
    "GET /waiting": ("",),
    "GET /search": ("?q=hope", "?q=slice", "?q=ines", "?q=tondella", "?q=goal", "?q=rates", "?q=whom"),
    "GET /search/{kind}": ("?q=hope", "?q=tondella"),
    "GET /partnerships": ("", "?limit=200"),
    "GET /calendar-links": ("",),
    "GET /campaigns": ("", "?q=hope", "?state=planned", "?partnership={@partnership}"),
    "GET /actions": ("", "?whose=ours", "?whose=ended", "?campaign={@own campaign}"),
    "GET /absences": ("",),
    "GET /webhooks": ("",),
    "GET /checks": ("",),
    "GET /checks/{identity}": ("",),
}

OPERATIONS: dict[str, Op] = {
    **{label: Op({"kind": "campaign", "identity": "RACI-001"} if "{" in label else {}) for label in LISTS},
    "POST /organisations": Op(body={"name": "Mill"}),
    "GET /organisations/{identity}": Op({"identity": "@organisation"}, partner="sees"),
    "GET /organisations/own": Op(),
    "PATCH /organisations/own": Op(body={"about": "Pizza"}),
    "POST /merges": Op(body={"organisation": "@told organisation", "same_as": "@organisation"}),
    "GET /merges/{identity}": Op({"identity": "@merge"}),
    "POST /merges/{identity}/agree": Op({"identity": "@merge"}, who="marcus"),
    "POST /merges/{identity}/decline": Op({"identity": "@merge"}, who="marcus"),
    "POST /people": Op(body={"organisation": "@organisation", "name": "New"}),
    "GET /people/{identity}": Op({"identity": "@member"}, partner="sees"),
    "PUT /people/{identity}": Op({"identity": "@member"}, ROLES, partner="refused"),
    "DELETE /people/{identity}": Op({"identity": "@member"}, partner="refused"),
    "POST /invitations": Op(body={"organisation": "@organisation", "email": "x@tondella.example"}),
    "POST /invitations/{identity}/resend": Op({"identity": "@invitation"}),
    "DELETE /invitations/{identity}": Op({"identity": "@invitation"}),
    "POST /notes": Op(body={**ABOUT, "body": "Noted"}),
    "PUT /notes/{identity}": Op({"identity": "@note"}, {"body": "Noted"}),
    "DELETE /notes/{identity}": Op({"identity": "@note"}),
    "DELETE /tokens/{identity}": Op({"identity": "@token"}),
    "POST /partnerships": Op(body={"name": "New"}),
    f"GET {PARTNERSHIP}": Op(P, partner="sees"),
    f"PUT {PARTNERSHIP}": Op(P, {"name": "Hope"}, partner="sees"),
    f"POST {PARTNERSHIP}/parties": Op(P, {"organisation": "@new told"}, partner="sees"),
    f"DELETE {PARTNERSHIP}/parties/{{party}}": Op({**P, "party": "@party"}, partner="sees"),
    f"POST {PARTNERSHIP}/accept": Op(P, who="invited", partner="sees"),
    f"POST {PARTNERSHIP}/decline": Op(P, {}, who="invited", partner="sees"),
    f"POST {PARTNERSHIP}/leave": Op(P, partner="sees"),
    "POST /webhooks": Op(body={"name": "Tools", "url": "https://tools.example/"}),
    "PUT /webhooks/{webhook}": Op({"webhook": "@webhook"}, {"name": "Tools", "url": "https://tools.example/"}),
    "DELETE /webhooks/{webhook}": Op({"webhook": "@webhook"}),
    "POST /webhooks/{webhook}/secret": Op({"webhook": "@webhook"}),
    "PUT /webhooks/{webhook}/paused": Op({"webhook": "@webhook"}, {"paused": True}),
    "POST /webhooks/{webhook}/test": Op({"webhook": "@webhook"}),
    "GET /webhooks/{webhook}/deliveries": Op({"webhook": "@webhook"}),
    "POST /webhooks/{webhook}/deliveries/{delivery}/again": Op({"webhook": "@webhook", "delivery": "@delivery"}),
    "POST /actions": Op(body={"title": "Do", "campaign": "@campaign"}),
    "GET /actions/{action}": Op({"action": "@action"}),
    "PATCH /actions/{action}": Op({"action": "@action"}, {"title": "Do it", "revision": 1}),
    "POST /actions/{action}/offer": Op({"action": "@action"}, {"to": "@person"}),
    "POST /actions/{action}/answer": Op({"action": "@offered action"}, {"accept": True}, who="daniel"),
    "POST /actions/{action}/end": Op({"action": "@action"}, {"state": "done"}),
    "POST /absences": Op(body={"first_on": "@until", "last_on": "@until"}, lower="ok"),
    "DELETE /absences/{absence}": Op({"absence": "@absence"}),
    f"GET {CAMPAIGN}/escalations": Op(C),
    f"POST {CAMPAIGN}/escalations": Op(
        C, {"asked": "@partner organisation", "title": "Decide", "words": "Which?", "impact": "low", "urgency": "low"}
    ),
    f"GET {CAMPAIGN}/escalations/{{number}}": Op(ONE),
    f"GET {CAMPAIGN}/escalations/{{number}}/entries": Op(ONE),
    f"POST {CAMPAIGN}/escalations/{{number}}/act": Op(ONE, {"event": "acknowledge"}, who="marcus"),
    f"POST {CAMPAIGN}/escalations/{{number}}/pause": Op(ONE, {"reason": "Closed"}),
    f"POST {CAMPAIGN}/escalations/{{number}}/pause/consent": Op({**C, "number": "2"}, who="marcus"),
    f"POST {CAMPAIGN}/escalations/{{number}}/resume": Op({**C, "number": "2"}),
    f"GET {CAMPAIGN}/ladder": Op(C),
    f"PUT {CAMPAIGN}/ladder/{{organisation}}/{{rung}}": Op(
        {**C, "organisation": "@organisation", "rung": "1"}, {"member": "@person"}
    ),
    "POST /campaigns": Op(body={"partnership": "@partnership", "name": "New"}),
    f"GET {CAMPAIGN}": Op(C),
    f"PATCH {CAMPAIGN}": Op(C, {"revision": 2, "goal": "Meals"}),
    f"POST {CAMPAIGN}/participants": Op(C, {"organisation": "@addable"}),
    f"PUT {CAMPAIGN}/participants/{{participant}}": Op({**C, "participant": "@participant"}, {"does": "Prints"}),
    f"DELETE {CAMPAIGN}/participants/{{participant}}": Op({**C, "participant": "@participant"}),
    f"PUT {CAMPAIGN}/point-person": Op(C, {"point_person": "@person"}),
    f"PUT {CAMPAIGN}/pin": Op(C, {"pinned": True}, lower="ok"),
    f"GET {RACI}": Op(C),
    f"GET {RACI}/versions": Op(C),
    f"GET {VERSION}": Op(ONE),
    f"GET {VERSION}/findings": Op(ONE),
    f"GET {VERSION}/changes": Op(TWO),
    f"GET {VERSION}/export/{{form}}": Op({**ONE, "form": "json"}),
    f"GET {VERSION}/signatures": Op(TWO),
    f"GET {RACI}/rows/{{row}}/comments": Op(ROW),
    f"POST {RACI}/rows/{{row}}/comments": Op(ROW, {"body": "Said"}),
    f"DELETE {RACI}/comments/{{comment}}": Op({**C, "comment": "@comment"}),
    f"GET {RACI}/thresholds": Op(C),
    f"PUT {RACI}/thresholds": Op(C, {"responsible_per_row": 2}),
    f"POST {RACI}/draft": Op(C),
    f"DELETE {RACI}/draft": Op(C),
    f"PUT {RACI}/rows/{{row}}/cells/{{role}}": Op({**ROW, "role": "giulia"}, {"letters": "C"}),
    f"POST {RACI}/rows": Op(C, {"task": "New"}),
    f"PATCH {RACI}/rows/{{row}}": Op(ROW, {"note": "New"}),
    f"DELETE {RACI}/rows/{{row}}": Op(ROW),
    f"POST {RACI}/rows/{{row}}/move": Op(ROW, {"by_rows": 1}),
    f"POST {RACI}/rows/{{row}}/restore": Op({**C, "row": "gone"}, {"kept": "@kept row"}),
    f"POST {RACI}/roles": Op(C, {"title": "Planner"}),
    f"PUT {RACI}/roles/{{role}}": Op({**C, "role": "giulia"}, {"title": "Brand"}),
    f"DELETE {RACI}/roles/{{role}}": Op({**C, "role": "giulia"}),
    f"PUT {RACI}/kind": Op(C, {"kind": "RASCI"}),
    f"POST {RACI}/propose": Op(C, {}),
    f"POST {VERSION}/countersign": Op(TWO, who="marcus"),
    f"POST {VERSION}/ask-for-change": Op(TWO, {"reason": "Row 2"}, who="marcus"),
    f"POST {RACI}/confirm": Op(C),
    f"POST {RACI}/remind": Op(C, {"organisation": "@partner organisation"}),
    f"POST {RACI}/imports": Op(C, "file"),
    f"GET {IMPORT}": Op({**C, "upload": "@upload"}),
    f"POST {IMPORT}/take": Op({**C, "upload": "@upload"}, {}),
    f"GET {MEETINGS}": Op(C),
    f"POST {MEETINGS}": Op(C, WHEN),
    f"GET {MEETING}": Op(HELD),
    f"PUT {MEETING}": Op(AHEAD, WHEN),
    f"POST {MEETING}/cancel": Op(AHEAD),
    f"GET {MEETING}/calendar": Op(AHEAD),
    f"POST {MEETING}/invitees": Op(AHEAD, {"people": ["@person"]}),
    f"DELETE {MEETING}/invitees/{{invitee}}": Op({**AHEAD, "invitee": "@invitee"}),
    f"PUT {MEETING}/answer": Op(AHEAD, {"answer": "tentative"}),
    f"PUT {MEETING}/functions": Op(AHEAD, {"functions": {"media": None}}),
    f"POST {MEETING}/functions/{{function}}/waive": Op({**AHEAD, "function": "media"}, {"reason": "Later"}),
    f"PUT {MEETING}/attendance": Op(HELD, {"people": ["@person"]}),
    f"POST {AGENDA}": Op(AHEAD, {"title": "Weather"}),
    f"PUT {AGENDA}/{{item}}": Op({**AHEAD, "item": "@item"}, {"title": "Weather"}),
    f"POST {AGENDA}/{{item}}/move": Op({**AHEAD, "item": "@item"}, {"by_places": 1}),
    f"DELETE {AGENDA}/{{item}}": Op({**AHEAD, "item": "@item"}),
    f"POST {MEETING}/actions": Op(HELD, {"title": "Send the sizes"}),
    f"PUT {MEETING}/recap": Op(HELD, {"recap": "Said"}),
    f"POST {MEETING}/confirm": Op(HELD, {}),
    f"POST {MEETING}/object": Op(HELD, {"words": "Not so"}),
    f"POST {MEETING}/objections/{{understanding}}/answer": Op(
        {**HELD, "understanding": "@objection"}, {"answer": "It is so"}
    ),
    f"GET {CAMPAIGN}/preparations": Op(C),
    f"PUT {CAMPAIGN}/preparations/{{kind}}": Op({**C, "kind": "naming"}, {"result": "On the wall", "done": True}),
    f"GET {CAMPAIGN}/decisions": Op(C),
    f"POST {CAMPAIGN}/decisions": Op(C, {"text": "Go", "decided_by": ["@person"], "supersedes": "@decision"}),
    f"GET {CAMPAIGN}/terms": Op(C),
    f"POST {CAMPAIGN}/terms": Op(C, {"term": "Order", "meaning": "Paid"}),
    f"PUT {CAMPAIGN}/terms/{{term}}": Op({**C, "term": "@term"}, {"meaning": "Meals"}),
    f"POST {CAMPAIGN}/terms/{{term}}/agree": Op({**C, "term": "@term"}, {}),
    f"GET {CAMPAIGN}/call-series": Op(C),
    f"POST {CAMPAIGN}/call-series": Op(C, CADENCE),
    f"DELETE {CAMPAIGN}/call-series/{{series}}": Op({**C, "series": "@series"}),
    "PUT /organisations/own/working-time": Op(
        body={
            "work_days": [0, 1],
            "works_from": "09:00",
            "works_until": "17:00",
            "country": "",
            "region": "",
            "days_off": [],
        }
    ),
    "POST /calendar-links": Op(body={"scope": "person"}, lower="ok"),
    "DELETE /calendar-links/{identity}": Op({"identity": "@feed"}),
    f"GET {MAP}": Op(C),
    f"GET {MAP}/versions": Op(C),
    f"GET {MAP}/versions/{{number}}": Op(ONE),
    f"GET {MAP}/versions/{{number}}/schedule": Op(ONE),
    f"GET {MAP}/versions/{{number}}/changes": Op(TWO),
    f"GET {MAP}/versions/{{number}}/export/{{form}}": Op({**ONE, "form": "json"}),
    f"POST {MAP}/versions/{{number}}/acknowledge": Op(ONE, who="marcus"),
    f"GET {MAP}/same-map": Op(C),
    f"POST {MAP}/publish": Op(C, {}),
    f"POST {MAP}/remind": Op(C, {"organisation": "@partner organisation"}),
    f"POST {MAP}/draft": Op(C),
    f"DELETE {MAP}/draft": Op(C),
    f"PUT {MAP}/dates": Op(C, {"starts_on": None, "launch_on": "2026-11-02"}),
    f"POST {MAP}/phases": Op(C, {"title": "Later"}),
    f"PUT {MAP}/phases/{{phase}}": Op({**C, "phase": "@phase"}, {"title": "Craft"}),
    f"DELETE {MAP}/phases/{{phase}}": Op({**C, "phase": "@phase"}),
    f"POST {MAP}/deliverables": Op(C, {"title": "Poster"}),
    f"GET {THING}": Op(KEYED),
    f"PATCH {THING}": Op(KEYED, {"title": "Claims"}),
    f"DELETE {THING}": Op(KEYED),
    f"POST {THING}/slip": Op(KEYED, {"days": 2}),
    f"POST {THING}/what-if": Op(KEYED, {"duration": 2}),
    f"POST {THING}/move": Op(KEYED, {"by_places": 1}),
    f"POST {THING}/restore": Op({**C, "key": "gone"}, {"kept": "@kept deliverable"}),
    f"POST {THING}/start": Op(KEYED),
    f"POST {THING}/deliver": Op(KEYED),
    f"POST {THING}/accept": Op({**C, "key": "@film"}),
    f"POST {THING}/return": Op({**C, "key": "@film"}, {"reason": "Too long"}),
    f"POST {MAP}/imports": Op(C, "roadmap file"),
    f"GET {MAP}/imports/{{upload}}": Op({**C, "upload": "@roadmap upload"}),
    f"POST {MAP}/imports/{{upload}}/take": Op({**C, "upload": "@roadmap upload"}, {}),
    f"GET {CAMPAIGN}/signals": Op(C),
    f"POST {CAMPAIGN}/signals": Op(C, {"key": "level", "name": "Level", "type": "integer"}),
    f"GET {CAMPAIGN}/signals/{{signal}}": Op(SIGNAL),
    f"PATCH {CAMPAIGN}/signals/{{signal}}": Op(SIGNAL, {"revision": 1, "name": "The weather"}),
    f"DELETE {CAMPAIGN}/signals/{{signal}}": Op(SIGNAL),
    f"GET {CAMPAIGN}/placements": Op(C),
    f"POST {CAMPAIGN}/placements": Op(
        C, {"key": "app", "name": "App", "organisation": "@organisation", "format": "in-app"}
    ),
    f"GET {CAMPAIGN}/placements/{{placement}}": Op(PLACEMENT),
    f"PATCH {CAMPAIGN}/placements/{{placement}}": Op(PLACEMENT, {"revision": 1, "name": "Half page"}),
    f"DELETE {CAMPAIGN}/placements/{{placement}}": Op(PLACEMENT),
    f"GET {CAMPAIGN}/provisions": Op(C),
    f"POST {CAMPAIGN}/provisions": Op(
        C, {"signal": "@open signal", "placement": "@placement", "asked": "@partner organisation"}
    ),
    f"GET {CAMPAIGN}/provisions/{{provision}}": Op(PROVISION),
    f"POST {CAMPAIGN}/provisions/{{provision}}/answer": Op(
        PROVISION, {"revision": 2, "state": "live", "share": "0.8"}, who="marcus"
    ),
    f"GET {CAMPAIGN}/variants": Op(C),
    f"POST {CAMPAIGN}/variants": Op(C, {"key": "V-03", "name": "Sunny", "organisation": "@organisation"}),
    f"GET {CAMPAIGN}/variants/{{variant}}": Op(VARIANT),
    f"PATCH {CAMPAIGN}/variants/{{variant}}": Op(VARIANT, {"revision": 2, "name": "Rain or shine"}),
    f"DELETE {CAMPAIGN}/variants/{{variant}}": Op(VARIANT),
    f"POST {CAMPAIGN}/variants/{{variant}}/ask-for-approval": Op(VARIANT),
    f"POST {CAMPAIGN}/variants/{{variant}}/decide": Op(VARIANT, {"revision": 2, "approve": True}, who="marcus"),
    f"GET {LOGIC}": Op(C),
    f"GET {LOGIC}/versions": Op(C),
    f"GET {LOGIC}/versions/{{number}}": Op(ONE),
    f"GET {LOGIC}/versions/{{number}}/findings": Op(ONE),
    f"GET {LOGIC}/versions/{{number}}/sign-offs": Op(ONE),
    f"GET {LOGIC}/versions/{{number}}/export/{{form}}": Op({**ONE, "form": "dmn"}),
    f"POST {LOGIC}/imports": Op(C, "table file"),
    f"GET {LOGIC}/imports/{{upload}}": Op({**C, "upload": "@table upload"}),
    f"POST {LOGIC}/imports/{{upload}}/take": Op({**C, "upload": "@table upload"}, {}),
    f"POST {LOGIC}/versions/{{number}}/case": Op(ONE, {"values": {"weather": "rain"}}, lower="ok"),
    f"POST {LOGIC}/versions/{{number}}/sign-off": Op(ONE),
    f"POST {LOGIC}/versions/{{number}}/ask-for-change": Op(ONE, {"reason": "Later"}, who="marcus"),
    f"POST {LOGIC}/propose": Op(C, {}),
    f"POST {LOGIC}/draft": Op(C),
    f"PUT {LOGIC}/columns": Op(C, {"signals": ["weather"]}),
    f"PUT {LOGIC}/policy": Op(C, {"hit_policy": "UNIQUE", "missing_policy": "feel", "default": "V-01"}),
    f"POST {LOGIC}/rules": Op(C, {"when": {"weather": "-"}, "then": "V-01"}),
    f"POST {LOGIC}/rules/restore": Op(C, {"kept": "@kept rule"}),
    f"PATCH {LOGIC}/rules/{{key}}": Op(RULE, {"note": "Rain"}),
    f"DELETE {LOGIC}/rules/{{key}}": Op(RULE),
    f"POST {LOGIC}/rules/{{key}}/move": Op(RULE, {"to": 1}),
    f"POST {LOGIC}/rules/{{key}}/accept": Op(RULE, {"others": ["@rule"]}),
    f"GET {CAMPAIGN}/readiness": Op(C),
    f"POST {CAMPAIGN}/readiness/waivers": Op(C, {"fingerprint": "@finding", "reason": "Soon", "expires_on": "@until"}),
    f"DELETE {CAMPAIGN}/readiness/waivers/{{waiver}}": Op({**C, "waiver": "@waiver"}),
}

OWN = {"campaign": "@own campaign", "partnership": "@own partnership", "upload": "@own upload"}
CALL = {"title": "Call", "day": "2031-03-03", "at": "10:00:00", "time_zone": "UTC"}
WEEKLY = {"title": "Weekly", "first_on": "2031-03-03", "at": "10:00:00", "time_zone": "UTC"}
ASKED = {"signal": "@own signal", "placement": "@own placement", "asked": "@own organisation"}
# Ids of others in what the outsider sends about things of their own; `?` is the id that is tried.
REFERENCES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST /merges", "told organisation", {"organisation": "?", "same_as": "@own organisation"}),
    ("POST /merges", "organisation", {"organisation": "@own organisation", "same_as": "?"}),
    (f"POST {RACI}/rows/{{row}}/restore", "kept row", {"kept": "?"}),
    ("POST /people", "organisation", {"organisation": "?", "name": "New"}),
    ("POST /invitations", "organisation", {"organisation": "?", "email": "x@y.example"}),
    ("POST /invitations", "told organisation", {"organisation": "?", "purpose": "claim", "email": "x@y.example"}),
    ("POST /invitations", "member", {"organisation": "@own organisation", "seat": "?", "email": "x@y.example"}),
    ("POST /notes", "campaign", {"subject_kind": "campaign", "subject_id": "?", "body": "x"}),
    ("POST /notes", "campaign", {"subject_kind": "raci-row", "subject_id": "?", "part": "goal", "body": "x"}),
    ("POST /notes", "version", {"subject_kind": "raci-version", "subject_id": "?", "body": "x"}),
    ("GET /notes", "campaign", {"subject_kind": "raci-row", "subject_id": "?", "part": "goal"}),
    ("POST /notes", "partnership", {"subject_kind": "partnership", "subject_id": "?", "body": "x"}),
    ("POST /notes", "organisation", {"subject_kind": "organisation", "subject_id": "?", "body": "x"}),
    ("POST /notes", "member", {"subject_kind": "person", "subject_id": "?", "body": "x"}),
    ("POST /partnerships", "organisation", {"name": "New", "organisations": ["?"]}),
    (f"POST {PARTNERSHIP}/parties", "organisation", {"organisation": "?"}),
    ("POST /campaigns", "partnership", {"partnership": "?", "name": "New"}),
    ("POST /campaigns", "organisation", {"partnership": "@own partnership", "name": "New", "participants": ["?"]}),
    (f"POST {CAMPAIGN}/participants", "organisation", {"organisation": "?"}),
    (f"PUT {CAMPAIGN}/point-person", "member", {"point_person": "?"}),
    (f"POST {RACI}/roles", "organisation", {"title": "x", "organisation": "?"}),
    (f"POST {RACI}/roles", "member", {"title": "x", "holder": "?"}),
    (f"PUT {RACI}/roles/{{role}}", "member", {"title": "x", "holder": "?"}),
    (f"POST {RACI}/remind", "partner organisation", {"organisation": "?"}),
    (f"POST {IMPORT}/take", "organisation", {"organisations": {"role:brand-manager": "?"}}),
    (f"POST {IMPORT}/take", "member", {"holders": {"brand-manager": "?"}}),
    (f"POST {MEETINGS}", "member", {**CALL, "people": ["?"]}),
    (f"POST {CAMPAIGN}/decisions", "member", {"text": "x", "decided_by": ["?"]}),
    (f"POST {CAMPAIGN}/decisions", "decision", {"text": "x", "decided_by": ["@own member"], "supersedes": "?"}),
    (f"POST {CAMPAIGN}/decisions", "meeting", {"text": "x", "decided_by": ["@own member"], "meeting": "?"}),
    (f"POST {CAMPAIGN}/call-series", "member", {**WEEKLY, "people": ["?"]}),
    (f"POST {MAP}/deliverables", "organisation", {"title": "x", "organisation": "?"}),
    (f"POST {MAP}/deliverables", "member", {"title": "x", "owner": "?"}),
    (f"POST {MAP}/deliverables", "member", {"title": "x", "reviewer": "?"}),
    (f"POST {MAP}/deliverables", "claims", {"title": "x", "depends_on": [{"key": "?"}]}),
    (f"POST {THING}/restore", "kept deliverable", {"kept": "?"}),
    (
        f"POST {CAMPAIGN}/placements",
        "organisation",
        {"key": "x", "name": "x", "organisation": "?", "format": "display"},
    ),
    (f"POST {CAMPAIGN}/variants", "organisation", {"key": "x", "name": "x", "organisation": "?"}),
    (
        f"POST {CAMPAIGN}/variants",
        "member",
        {"key": "x", "name": "x", "organisation": "@own organisation", "owner": "?"},
    ),
    (f"POST {CAMPAIGN}/provisions", "signal", {**ASKED, "signal": "?"}),
    (f"POST {CAMPAIGN}/provisions", "placement", {**ASKED, "placement": "?"}),
    (f"POST {CAMPAIGN}/provisions", "organisation", {**ASKED, "asked": "?"}),
    (f"POST {LOGIC}/rules/restore", "kept rule", {"kept": "?"}),
    ("POST /calendar-links", "campaign", {"scope": "campaign", "campaign": "?"}),
    ("POST /notes", "campaign", {"subject_kind": "deliverable", "subject_id": "?", "part": "x", "body": "x"}),
    ("POST /notes", "roadmap version", {"subject_kind": "roadmap-version", "subject_id": "?", "body": "x"}),
    ("GET /activity", "campaign", {"scope_kind": "campaign", "scope_id": "?"}),
    ("GET /activity", "organisation", {"scope_kind": "organisation", "scope_id": "?"}),
    ("GET /notes", "campaign", {"subject_kind": "campaign", "subject_id": "?"}),
    ("GET /people", "organisation", {"organisation": "?"}),
    ("GET /campaigns", "partnership", {"partnership": "?"}),
)
