"""An account from its first day: sign up, confirm, found an organisation, invite; then a second step, then a passkey."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import Page, expect

from commonground.cli.demo.cast import PASSWORD
from tests.journeys.site import Site, sign_in

SECRET = "olives-and-basil-7"
KEY = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def link_of_last_mail() -> str:
    found = re.search(r"https?://\S+", str(mail.outbox[-1].body))
    assert found
    return found.group()


def test_from_signing_up_to_a_colleague(bare_site: Site) -> None:
    lea = bare_site.visit("", "/account/signup/")
    lea.get_by_label("E-mail").fill("lea@bramble.example")
    lea.get_by_label("Your name").fill("Lea Brandt")
    lea.get_by_label("Password", exact=True).fill(SECRET)
    lea.get_by_role("button", name="Sign up").click()
    expect(lea.get_by_role("heading", name="Confirm your e-mail address")).to_be_visible()
    lea.goto(link_of_last_mail())
    lea.get_by_role("button", name="Confirm").click()
    sign_in(lea, "lea@bramble.example", SECRET)
    lea.get_by_role("link", name="Add an organisation").click()
    lea.get_by_label("Name").first.fill("Bramble Foods")
    lea.get_by_role("button", name="Add organisation").click()
    expect(lea.get_by_role("heading", name="Bramble Foods")).to_be_visible()
    colleague_joins(bare_site, lea)


def colleague_joins(site: Site, lea: Page) -> None:
    lea.get_by_role("link", name="Our organisation").click()
    lea.get_by_role("link", name="Invite somebody").click()
    lea.get_by_label("E-mail").fill("noor@bramble.example")
    lea.get_by_role("button", name="Invite as Bramble Foods").click()
    site.work()
    noor = site.visit("", link_of_last_mail())
    noor.get_by_label("Your name").fill("Noor Haddad")
    noor.get_by_role("button", name="Join Bramble Foods").click()
    expect(noor.get_by_text("You act for Bramble Foods now.")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password", exact=True)).to_be_visible()


def sensitive(page: Page, path: str) -> None:
    """What changes how one signs in asks once more who one is."""
    page.goto(path)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_second_step_at_sign_in(site: Site) -> None:
    ines = site.visit()
    sign_in(ines, "ines@tondella.example", PASSWORD)
    sensitive(ines, "/account/2fa/totp/activate/")
    secret = ines.get_by_label("The secret, where scanning does not work").input_value()
    ines.get_by_label("Code of the authenticator app").fill(code_of(secret))
    ines.get_by_role("button", name="Switch on").click()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("Recovery codes")
    sign_out(ines)
    sign_in(ines, "ines@tondella.example", PASSWORD)
    expect(ines.get_by_text("Your account has a second step.")).to_be_visible()
    ines.get_by_label("Code", exact=True).fill(code_of(secret))
    ines.get_by_role("button", name="Sign in").click()
    expect(ines.get_by_role("heading", name="What needs you")).to_be_visible()


def test_a_passkey_instead_of_a_password(site: Site) -> None:
    ines = site.visit()
    wire = ines.context.new_cdp_session(ines)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    sign_in(ines, "ines@tondella.example", PASSWORD)
    sensitive(ines, "/account/2fa/webauthn/add/")
    ines.get_by_label("Name").fill("Laptop")
    ines.get_by_label("Sign in with this key alone").check()
    ines.get_by_role("button", name="Add").click()
    expect(ines.get_by_text("The key is added.").first).to_be_visible()
    sign_out(ines)
    ines.get_by_role("button", name="Sign in with a passkey").click()
    expect(ines.get_by_role("heading", name="What needs you")).to_be_visible()
