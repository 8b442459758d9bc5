"""Forms about private notes."""

from django import forms


class NoteForm(forms.Form):
    """A note."""

    body = forms.CharField(
        max_length=10_000,
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only your organisation sees it.",
    )
