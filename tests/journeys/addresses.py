"""Every page of the demo's story that can be opened, as those who may open it find it."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from commonground.campaigns.models import Campaign, MatrixRow, Participant
from commonground.campaigns.upload.actions import send_file
from commonground.engines.readiness import CHECKS
from commonground.partnerships.models import Partnership
from commonground.people.invitation.actions import issue_invitation
from commonground.people.invitation.enums import Purpose
from commonground.people.invitation.sending import mint_token
from commonground.people.merge.actions import propose_merge
from commonground.people.models import Membership, Note, Organisation
from commonground.people.notice.links import unsubscribe_link
from commonground.people.token.actions import create_token
from commonground.readiness.check.queries import assess_campaigns
from tests.factories.people import viewer

PASTED = "Task\tBrand\tAgency\nAgree the goal\tA\tR\nBook the media\tR\tD\n"
# Downloads, answers to a POST alone, and what needs a state of mind (a half-finished sign-in) that has its own journey.
NO_PAGES = {
    "people:needs-count", "api-unknown", "healthz", "readyz", "metrics", "web:icons", "web:appearance", "people:switch", "people:invitation-resend",
    "campaigns:campaign-pin", "campaigns:raci-start", "campaigns:raci-export", "campaigns:raci-row-restore",
    "campaigns:raci-role-restore",
    "campaigns:raci-letters", "campaigns:raci-row-move", "campaigns:raci-row-remove", "campaigns:raci-comment",
    "campaigns:raci-comment-withdraw", "campaigns:raci-said", "campaigns:raci-remind", "partnerships:partnership-accept",
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
        "people:member-tell": tidemark, "people:invitation-create": tondella, "people:merge-propose": northbound,
        "people:member": giulia, "people:member-edit": giulia, "people:member-remove": giulia, "people:merge": merge,
        "people:invitation-revoke": invited, "people:note-edit": note, "people:note-delete": note,
        "people:note": note,
        "people:token-revoke": create_token(by=viewer(ines), name="Report")[0],
    }  # fmt: skip
    plain = ("start", "search", "settings", "token-list", "organisation-list", "organisation-create",
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
    found["campaigns:campaign-detail bare"] = reverse("campaigns:campaign-detail", args=[bare.pk])
    found["campaigns:campaign-list nothing"] = reverse("campaigns:campaign-list") + "?q=zebra"
    assessed = assess_campaigns(viewer(ines), [slice_of_hope])[slice_of_hope.pk]
    found["readiness:checks"] = reverse("readiness:checks")
    found["readiness:explain"] = reverse("readiness:explain", args=[CHECKS[0].id])
    waive = reverse("readiness:waive", args=[slice_of_hope.pk])
    found["readiness:waive"] = f"{waive}?finding={assessed.findings[0].fingerprint}"
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
    from commonground.campaigns.campaign.queries import get_campaign
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
