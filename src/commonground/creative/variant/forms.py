"""Forms about variants."""

from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.campaign.forms import RevisionForm
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.models import Campaign
from commonground.creative.signal.rules import read_sizes
from commonground.creative.variant.models import Variant
from commonground.people.viewer.models import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class VariantForm(forms.Form):
    """What a variant is."""

    name = forms.CharField(max_length=200, label="Name", help_text="Warm slice, 15 minutes away.")
    key = forms.CharField(
        max_length=80, label="Key", help_text="As tables, logs and ad servers name it. It stays the same afterwards."
    )
    organisation = forms.ChoiceField(label="Who makes it")
    owner = forms.ChoiceField(required=False, label="Owner")
    sizes = forms.CharField(
        max_length=2000, required=False, label="Sizes", help_text="300x250, 300x600; for video and audio 15s; or fluid."
    )
    active_from = forms.DateField(required=False, label="Active from", widget=DATE)
    active_until = forms.DateField(required=False, label="Active until", widget=DATE)
    link = forms.CharField(max_length=500, required=False, label="Where it can be looked at", help_text="https://…")

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        makers = [("", "Choose an organisation"), *((str(o.pk), o.name) for o in organisations_of(campaign))]
        people = [(str(m.pk), f"{m.name}, {m.organisation.name}") for m in list_people(viewer, campaign)]
        self.fields["organisation"].choices = makers  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "Nobody yet"), *people]  # type: ignore[attr-defined]

    def clean_organisation(self) -> UUID:
        """Its id."""
        return UUID(self.cleaned_data["organisation"])

    def clean_owner(self) -> UUID | None:
        """The membership's id."""
        return UUID(self.cleaned_data["owner"]) if self.cleaned_data["owner"] else None

    def clean_sizes(self) -> list[str]:
        """A list of sizes."""
        try:
            return read_sizes(self.cleaned_data["sizes"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    @staticmethod
    def initial_of(variant: Variant) -> dict[str, Any]:
        """What the form shows of a variant."""
        names = ("name", "key", "active_from", "active_until", "link")
        return {name: getattr(variant, name) for name in names} | {
            "organisation": str(variant.organisation_id), "owner": str(variant.owner_id or ""),
            "sizes": ", ".join(variant.sizes), "seen_revision": variant.revision,
        }  # fmt: skip


class ChangeVariantForm(RevisionForm, VariantForm):
    """The same without the key, which stays."""

    key = None  # type: ignore[assignment]


class ReturnForm(forms.Form):
    """What has to change."""

    words = forms.CharField(max_length=2000, label="What has to change", widget=forms.Textarea(attrs={"rows": 3}))
