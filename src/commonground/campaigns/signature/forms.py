"""Forms about agreeing."""

from typing import Any

from django import forms

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProposeForm(forms.Form):
    """From when the version is to hold."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    effective_on = forms.DateField(
        required=False, widget=DATE, label="In force from",
        help_text="Left empty: from the day on which the last organisation signs.",
    )  # fmt: skip


class SignForm(forms.Form):
    """The version, typed, so that nobody signs by a slip."""

    typed = forms.CharField(max_length=10)

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = number
        self.fields["typed"].label = f"Type v{number} to confirm"

    def clean_typed(self) -> str:
        """The version that is being signed, and no other."""
        typed = str(self.cleaned_data["typed"]).strip().lower()
        if typed != f"v{self.number}":
            raise forms.ValidationError(f"Type v{self.number} to confirm.")
        return typed


class NumberForm(forms.Form):
    """Which version the page was about."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1)


class ChangeForm(forms.Form):
    """What has to change before one signs."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=2000, label="What has to change", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody in the campaign sees it. Name the row: in row 9, Tomasz Wilk approves, nobody else.",
    )  # fmt: skip
