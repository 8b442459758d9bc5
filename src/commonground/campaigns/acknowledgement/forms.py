"""Forms about publishing and acknowledging."""

from django import forms

from commonground.kit.forms import SeenForm


class PublishForm(SeenForm):
    """What changed and why, for those who are asked to follow."""

    summary = forms.CharField(
        max_length=1000, required=False, label="What changed, and why", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody reads it beside the changes: the claims check takes two days longer, so variants move.",
    )  # fmt: skip


class NumberForm(forms.Form):
    """Which version the page was about."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
