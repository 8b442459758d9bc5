"""Forms about webhooks."""

from django import forms

from commonground.people.webhook.enums import Shape


class WebhookForm(forms.Form):
    """Where to tell, and in which form."""

    name = forms.CharField(
        max_length=120, label="What it is for", help_text="So that you know it again: #partners in Slack."
    )
    url = forms.URLField(
        max_length=500, label="Address", assume_scheme="https",
        help_text="It must be on the public internet. Redirects are not followed.",
    )  # fmt: skip
    shape = forms.ChoiceField(choices=Shape, label="Form", initial=Shape.JSON)
