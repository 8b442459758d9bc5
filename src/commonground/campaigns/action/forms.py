"""Forms about actions."""

from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.action.queries import list_possible_owners
from commonground.campaigns.campaign.forms import RevisionForm
from commonground.campaigns.campaign.models import Campaign
from commonground.people.viewer.models import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _choices(viewer: Viewer, campaign: Campaign | None, nobody: str) -> list[tuple[str, str]]:
    people = list_possible_owners(viewer, campaign)
    return [("", nobody), *((str(m.pk), f"{m.name}, {m.organisation.name}") for m in people)]


def _identity(chosen: str) -> UUID | None:
    return UUID(chosen) if chosen else None


class ActionForm(forms.Form):
    """What is to be done, by whom, until when."""

    title = forms.CharField(
        max_length=200, label="What is to be done", help_text="Start with the verb: Send the size list."
    )
    owner = forms.ChoiceField(required=False, label="Owner", help_text="Exactly one person.")
    due_on = forms.DateField(required=False, label="Due", widget=DATE)
    words = forms.CharField(max_length=4000, required=False, label="More", widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, viewer: Viewer, campaign: Campaign | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = _choices(viewer, campaign, "Nobody yet")  # type: ignore[attr-defined]

    def clean_owner(self) -> UUID | None:
        """The membership's id."""
        return _identity(self.cleaned_data["owner"])


class ChangeActionForm(RevisionForm, ActionForm):
    """The same, and the revision it was filled from. Who owns it hands it over instead."""

    def __init__(self, viewer: Viewer, campaign: Campaign | None, owned: bool, *args: Any, **kwargs: Any) -> None:
        super().__init__(viewer, campaign, *args, **kwargs)
        if owned:
            del self.fields["owner"]


class OfferForm(forms.Form):
    """Who is asked to take it over."""

    to = forms.ChoiceField(label="Hand over to")

    def __init__(self, viewer: Viewer, campaign: Campaign | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _choices(viewer, campaign, "Choose a person")  # type: ignore[attr-defined]

    def clean_to(self) -> UUID | None:
        """The membership's id."""
        return _identity(self.cleaned_data["to"])
