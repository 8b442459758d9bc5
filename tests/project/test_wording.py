"""The account pages speak as the rest of the house does, and go on doing so when allauth rewords its own."""

import gettext
import re
from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.test import Client

OURS = Path(settings.LOCALE_PATHS[0]) / "en_GB/LC_MESSAGES"
THEIRS = Path(allauth.__file__).parent / "locale/en/LC_MESSAGES/django.po"


def spoken(po: Path) -> dict[str, str]:
    """What a .po file says, by its message ids (plain entries only)."""
    entries = re.findall(r'^msgid ((?:".*"\n)+)msgstr ((?:".*"\n)+)', po.read_text() + "\n", re.MULTILINE)
    found = (["".join(re.findall(r'"(.*)"', part)) for part in entry] for entry in entries)
    return {msgid: text for msgid, text in found if msgid}


def test_every_rewording_is_of_something_that_allauth_says() -> None:
    assert set(spoken(OURS / "django.po")) <= set(spoken(THEIRS))


def test_what_is_compiled_is_what_is_written() -> None:
    with (OURS / "django.mo").open("rb") as compiled:
        known = gettext.GNUTranslations(compiled)
    for msgid, text in spoken(OURS / "django.po").items():
        plain, wanted = (part.encode().decode("unicode_escape").encode("latin-1").decode() for part in (msgid, text))
        assert known.gettext(plain) == wanted


@pytest.mark.django_db
def test_the_sign_in_page_says_it_our_way() -> None:
    page = Client().get("/account/login/").content.decode()
    assert "Stay signed in on this device" in page
    assert "please" not in page.lower()
