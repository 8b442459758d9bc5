"""The log that a run is asked for with."""

from typing import Any

from django import forms

from commonground.creative.run.rules import MOST_BYTES, TOO_LARGE


class LogForm(forms.Form):
    """A log of impressions, as a file or pasted."""

    file = forms.FileField(required=False, label="Log of impressions", max_length=200)
    pasted = forms.CharField(
        required=False, max_length=1_000_000, strip=False, label="Or paste rows", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="With the names of the columns in the first row.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("file", "pasted"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]

    @property
    def refused(self) -> str:
        """What stands above it when it did not hold: a browser does not send a file twice by itself."""
        return "Look at what is marked below, and choose the file again: it was not kept." if self.files else ""

    def clean(self) -> dict[str, Any]:
        """`name` and `data` of what was sent."""
        held = super().clean() or {}
        file, pasted = held.pop("file", None), held.pop("pasted", "")
        if self.has_error("file"):
            return held
        if file is None and not pasted.strip():
            self.add_error("file", "Choose a log, or paste its rows.")
            return held
        if file is not None and (file.size or 0) > MOST_BYTES:
            self.add_error("file", TOO_LARGE)
            return held
        sent = (file.name, file.read()) if file is not None else ("pasted.csv", pasted.encode())
        return {**held, "name": sent[0], "data": sent[1]}
