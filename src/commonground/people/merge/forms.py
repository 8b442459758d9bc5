"""Forms about merging."""

from typing import Any

from django import forms

from commonground.people.merge.queries import list_mergeable
from commonground.people.organisation.models import Organisation
from commonground.people.viewer.models import Viewer


class SameAsForm(forms.Form):
    """Which of one's own is the same."""

    same_as: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        queryset=None, label="It is the same as", empty_label="Choose an organisation"
    )

    def __init__(self, viewer: Viewer, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["same_as"].queryset = list_mergeable(viewer, organisation)  # type: ignore[attr-defined]

    def clean_same_as(self) -> Any:
        """The action takes an id."""
        return self.cleaned_data["same_as"].pk
