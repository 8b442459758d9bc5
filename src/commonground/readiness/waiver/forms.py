"""The form that sets a finding aside."""

from django import forms


class WaiverForm(forms.Form):
    """Why, and until when."""

    reason = forms.CharField(
        max_length=1000, label="Why it may stand for now", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Every participant sees it.",
    )  # fmt: skip
    expires_on = forms.DateField(
        label="Until", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="That day included. Then the finding counts again.",
    )  # fmt: skip
