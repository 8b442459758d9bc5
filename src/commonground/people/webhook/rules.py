"""How messages to webhooks are signed, shaped and tried again."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings

from commonground.people.webhook.enums import Shape

# Eight tries over three and a half days: a target that is down for a day gets everything.
WAITS = tuple(timedelta(seconds=seconds) for seconds in (60, 300, 1_800, 7_200, 21_600, 43_200, 86_400, 86_400))
FORMER_LIVES = timedelta(days=1)
# While a worker sends, no other one does; one that dies meanwhile lets go after this.
LEASE = timedelta(minutes=2)
MOST = 10
PREFIX = "whsec_"


def secret_of(identity: object, number: int) -> str:
    """The secret of a webhook, in the number of its changes: reckoned from the site's key, kept nowhere."""
    key = settings.SECRET_KEY.encode()
    digest = hmac.new(key, f"commonground.webhook:{identity}:{number}".encode(), hashlib.sha256).digest()
    return PREFIX + base64.b64encode(digest).decode()


def signature(secret: str, identity: str, timestamp: int, body: str) -> str:
    """`v1,` and the HMAC-SHA256 in base64 over `id.timestamp.body`; the key is what stands behind `whsec_` in base64."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = hmac.new(key, f"{identity}.{timestamp}.{body}".encode(), hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()


def headers_of(secrets: Sequence[str], identity: str, timestamp: int, body: str) -> dict[str, str]:
    """The headers of one message. While two secrets live it is signed with both, so that receivers can change over."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Commonground-Webhook/1",
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signature(secret, identity, timestamp, body) for secret in secrets),
    }


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many tries; None when it is given up."""
    return WAITS[attempts - 1] if attempts <= len(WAITS) else None


def shaped(shape: str, message: Mapping[str, Any]) -> str:
    """The body in the form that the receiver reads. `message` has event, title, why, subject, url, for, organisation."""
    if shape == Shape.SLACK:
        return json.dumps({"text": _slack(message)}, ensure_ascii=False)
    if shape == Shape.TEAMS:
        return json.dumps(_teams(message), ensure_ascii=False)
    return json.dumps(message, ensure_ascii=False)


def _slack(message: Mapping[str, Any]) -> str:
    # & < > are the characters that Slack gives a meaning: mentions and links are written with them.
    plain = {name: _unmarked(str(value)) for name, value in message.items()}
    return f"*{plain['title']}*\n{plain['why']}\n{plain['subject']}, for {plain['for']}: {plain['url']}"


def _unmarked(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(message: Mapping[str, Any]) -> dict[str, Any]:
    block = {"type": "TextBlock", "wrap": True}
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            {**block, "text": _undecorated(message["title"]), "weight": "Bolder"},
            {**block, "text": _undecorated(message["why"])},
            {**block, "text": _undecorated(f"{message['subject']}, for {message['for']}"), "isSubtle": True},
        ],
        "actions": [{"type": "Action.OpenUrl", "title": "Open", "url": message["url"]}],
    }
    return {
        "type": "message",
        "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": card}],
    }


def _undecorated(text: str) -> str:
    # A card's text is Markdown: a link or an image must not come out of what somebody typed.
    return "".join(f"\\{sign}" if sign in "\\`*_[]()#!<>" else sign for sign in text)
