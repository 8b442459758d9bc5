"""What every visitor waits for once."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse


def test_the_font_is_small_and_asked_for_at_once(db: None) -> None:
    font = finders.find("web/fonts/inter.woff2")
    data = Path(font).read_bytes()
    assert (data[:4], len(data) < 200_000) == (b"wOF2", True)
    preload = '<link rel="preload" href="/static/web/fonts/inter.woff2" as="font" type="font/woff2" crossorigin>'
    assert Client().get(reverse("account_login")).content.decode().count(preload) == 1
