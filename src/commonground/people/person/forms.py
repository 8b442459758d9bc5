"""Forms about oneself."""

from django import forms
from django.http import HttpRequest

from commonground.people.organisation.choices import time_zones
from commonground.people.person.enums import MailRhythm
from commonground.people.person.models import Person


class NameForm(forms.Form):
    """What sign-up asks for beside e-mail address and password."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))

    def signup(self, request: HttpRequest, user: Person) -> None:
        """Called by the sign-up form once the account exists; the adapter has kept the name already."""


class SettingsForm(forms.Form):
    """One's name, time zone, and how often mail comes."""

    name = forms.CharField(max_length=120, label="Your name", widget=forms.TextInput(attrs={"autocomplete": "name"}))
    time_zone = forms.ChoiceField(
        choices=lambda: [("", "That of the organisation"), *time_zones()], required=False, label="Time zone"
    )
    mail_rhythm = forms.ChoiceField(
        choices=MailRhythm, label="Mail about what needs you", widget=forms.RadioSelect,
        help_text="Digests come at seven in the morning, your time. Invitations always come.",
    )  # fmt: skip
    quiet_from = forms.TimeField(
        required=False, label="Quiet hours from", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text="Your time, also across midnight. What comes up then is mailed afterwards.",
    )  # fmt: skip
    quiet_until = forms.TimeField(
        required=False, label="Quiet hours until", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
