"""Signing up, confirming, signing in, resetting: as somebody does it in a browser."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from commonground.people.person.models import Person
from tests.factories import people

pytestmark = pytest.mark.django_db
PASSWORD = "olives-and-basil-7"


def link_in(message: mail.EmailMessage) -> str:
    found = re.search(r"https?://[^/\s]+(/account/\S+)", str(message.body))
    assert found
    return found.group(1)


def test_sign_up_confirm_and_sign_in() -> None:
    browser = Client()
    assert browser.get(reverse("account_signup")).status_code == 200
    given = {"email": "Ines@Tondella.example", "name": "Ines Albrecht", "password1": PASSWORD}
    assert browser.post(reverse("account_signup"), given).status_code == 302
    ines = Person.objects.get()
    assert (ines.email, ines.name) == ("ines@tondella.example", "Ines Albrecht")
    assert not EmailAddress.objects.get().verified
    assert browser.get("/").status_code == 302
    link = link_in(mail.outbox[0])
    assert browser.get(link).status_code == 200
    assert browser.post(link).status_code == 302
    assert EmailAddress.objects.get().verified
    other = Client()
    wrong = other.post(reverse("account_login"), {"login": "ines@tondella.example", "password": "wrong"})
    assert wrong.status_code == 422
    said = wrong.content.decode()
    assert ("You are not signed in." in said, "This was not saved" in said) == (True, False)
    other.post(reverse("account_login"), {"login": "ines@tondella.example", "password": PASSWORD})
    assert other.get(reverse("people:start")).status_code == 200


def test_a_name_is_asked_and_kept_clean() -> None:
    for name in ("", "Bell\x07"):
        given = {"email": "ines@tondella.example", "name": name, "password1": PASSWORD}
        assert Client().post(reverse("account_signup"), given).status_code == 422
    assert not Person.objects.exists()


def test_sign_up_does_not_tell_who_has_an_account() -> None:
    """ABUSE 2."""
    people.person("Ines Albrecht", "ines@tondella.example", PASSWORD)
    answers = []
    for email in ("ines@tondella.example", "new@tondella.example"):
        given = {"email": email, "name": "Ines", "password1": PASSWORD}
        answer = Client().post(reverse("account_signup"), given)
        answers.append((answer.status_code, answer.headers["Location"]))
    assert answers[0] == answers[1]


def test_reset_by_mail() -> None:
    people.person("Ines Albrecht", "ines@tondella.example", PASSWORD)
    browser = Client()
    for email in ("ines@tondella.example", "nobody@tondella.example"):
        answer = browser.post(reverse("account_reset_password"), {"email": email})
        assert answer.headers["Location"] == reverse("account_reset_password_done")
    found = next(message for message in mail.outbox if message.to == ["ines@tondella.example"])
    form = browser.get(link_in(found), follow=True)
    new = "rosemary-and-thyme-9"
    browser.post(form.redirect_chain[-1][0], {"password1": new, "password2": new})
    other = Client()
    other.post(reverse("account_login"), {"login": "ines@tondella.example", "password": new})
    assert other.get(reverse("people:start")).status_code == 200


def test_an_address_counts_only_once_confirmed(tondella: people.Tondella) -> None:
    """ABUSE 6: changing one's address opens nothing before it is confirmed."""
    browser = people.client(tondella.daniel)
    browser.post(reverse("account_email"), {"action_add": "", "email": "marcus@halyard.example"})
    tondella.daniel.person.refresh_from_db()  # type: ignore[union-attr]
    assert tondella.daniel.person.email == "daniel@tondella.example"  # type: ignore[union-attr]
    assert not EmailAddress.objects.filter(email="marcus@halyard.example", verified=True).exists()


def test_an_address_offers_only_what_it_can_do(tondella: people.Tondella) -> None:
    browser, page, daniel = people.client(tondella.daniel), reverse("account_email"), tondella.daniel.person
    acts = lambda: sorted(re.findall(r'name="action_(\w+)"', browser.get(page).content.decode()))  # noqa: E731
    assert acts() == ["add"]
    browser.post(page, {"action_add": "", "email": "dan@tondella.example"})
    assert acts() == ["add", "remove", "send"]
    EmailAddress.objects.filter(email="dan@tondella.example").update(verified=True)
    assert acts() == ["add", "primary", "remove"]
    browser.post(page, {"action_primary": "", "email": "dan@tondella.example"})
    assert EmailAddress.objects.get(user=daniel, primary=True).email == "dan@tondella.example"
    browser.post(page, {"action_remove": "", "email": "daniel@tondella.example"})
    assert (acts(), EmailAddress.objects.filter(user=daniel).count()) == (["add"], 1)


@pytest.mark.parametrize(
    "name", ["account_email", "account_set_password", "mfa_index", "usersessions_list", "account_logout"]
)
def test_the_pages_about_signing_in(name: str, tondella: people.Tondella) -> None:
    tondella.ines.person.set_unusable_password()  # type: ignore[union-attr]
    tondella.ines.person.save()  # type: ignore[union-attr]
    browser = people.client(tondella.ines)
    assert browser.get(reverse(name), follow=True).status_code == 200


def test_single_sign_on_is_offered_only_where_it_is_set_up(settings: Any) -> None:
    assert b"Company sign-on" not in Client().get(reverse("account_login")).content
    app = {"provider_id": "oidc", "name": "Company sign-on", "client_id": "x", "secret": "y",
           "settings": {"server_url": "https://sso.tondella.example"}}  # fmt: skip
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    assert b"Company sign-on" in Client().get(reverse("account_login")).content


def test_account_forms_that_do_not_hold_answer_422_and_come_back_filled() -> None:
    for name, given in (
        ("account_signup", {"email": "ines@", "name": "Ines"}),
        ("account_reset_password", {"email": "ines@"}),
    ):
        answer = Client().post(reverse(name), given)
        assert (name, answer.status_code, b'value="ines@"' in answer.content) == (name, 422, True)


def test_a_wrong_form_about_ones_own_account(tondella: people.Tondella) -> None:
    ines = people.client(tondella.ines)
    assert ines.post(reverse("account_email"), {"email": "ines@", "action_add": ""}).status_code == 422
    assert ines.get(reverse("account_email")).status_code == 200
