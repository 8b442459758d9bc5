"""The form that makes a feed link."""

from typing import Any

from django import forms

from commonground.campaigns.campaign.queries import list_campaigns
from commonground.campaigns.roadmap.enums import FeedScope
from commonground.people.viewer.models import Viewer


class LinkForm(forms.Form):
    """Whose days."""

    scope = forms.ChoiceField(
        choices=[("person", "Mine: what I own or review"), ("organisation", "My organisation’s"), ("campaign", "All of one campaign")],
        label="Whose days", widget=forms.RadioSelect, initial=FeedScope.PERSON,
    )  # fmt: skip
    campaign: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Campaign", empty_label="Choose a campaign"
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = list_campaigns(viewer)  # type: ignore[attr-defined]
        self.fields["campaign"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean_campaign(self) -> Any:
        """Its id."""
        chosen = self.cleaned_data["campaign"]
        return chosen.pk if chosen else None
