"""Mail: one template folder a kind of mail, with subject.txt, body.txt and body.html."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along. `media_type` may carry parameters: text/calendar; method=REQUEST."""

    name: str
    text: str
    media_type: str


def send_mail(
    folder: str,
    *,
    to: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
    attachments: Sequence[Attachment] = (),
) -> None:
    """Send the text and the HTML of a template folder to one address."""
    values = dict(context)
    # A subject is one line whatever the names in it hold; Django refuses the rest of header injection.
    subject = " ".join(render_to_string(f"{folder}/subject.txt", values).split())
    message = EmailMultiAlternatives(
        subject, render_to_string(f"{folder}/body.txt", values), to=[to], headers=dict(headers or {})
    )
    message.attach_alternative(render_to_string(f"{folder}/body.html", values), "text/html")
    for one in attachments:
        message.attach(one.name, one.text, one.media_type)
    message.send()
