"""Forms about private notes."""

from typing import Any

from django import forms


class NoteForm(forms.Form):
    """A note."""

    body = forms.CharField(
        max_length=10_000,
        label="Note",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only your organisation sees it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # The panel stands on pages that have a form of their own, whose fields have other ids.
        kwargs.setdefault("auto_id", "note_%s")
        super().__init__(*args, **kwargs)
