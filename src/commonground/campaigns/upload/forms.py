"""The form that sends a file."""

from typing import Any

from django import forms


class UploadForm(forms.Form):
    """A file, or cells pasted from a spreadsheet."""

    file = forms.FileField(
        required=False, label="File", help_text="XLSX, CSV, TSV or Markdown, at most 25 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt,.md,.markdown"}),
    )  # fmt: skip
    pasted = forms.CharField(
        required=False, label="Or paste cells", strip=False, widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text="Copy the table in your spreadsheet, headings included, and paste it here.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Neither is needed by itself, but one of them is: the label must not call both optional.
            field.one_of_several = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        if not given.get("file") and not (given.get("pasted") or "").strip() and not self.errors:
            raise forms.ValidationError("Choose a file, or paste its content.")
        return given

    def sent(self) -> tuple[str, bytes]:
        """(name, content) of what was sent."""
        file = self.cleaned_data.get("file")
        if file:
            return file.name, file.read()
        return "pasted.txt", self.cleaned_data["pasted"].encode()
