"""Forms about campaigns."""

from typing import Any

from django import forms

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_addable_participants, list_people
from commonground.kit.forms import refresh_mark
from commonground.partnerships.partnership.queries import list_joined_partnerships
from commonground.people.viewer.models import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CampaignForm(forms.Form):
    """The facts of a campaign; each but the name may follow later."""

    name = forms.CharField(max_length=120, label="Name")
    goal = forms.CharField(
        max_length=2000, required=False, label="Goal", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What will be true at the end, with a number: 1,000,000 meals funded by 30 Nov.",
    )  # fmt: skip
    launch_on = forms.DateField(required=False, label="Launch", widget=DATE)
    flight_start = forms.DateField(required=False, label="Flight starts", widget=DATE)
    flight_end = forms.DateField(required=False, label="Flight ends", widget=DATE)


class NewCampaignForm(CampaignForm):
    """The same, and in which partnership."""

    partnership: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label="Partnership", empty_label=None
    )
    field_order = ["partnership"]

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partnership"].queryset = list_joined_partnerships(viewer)  # type: ignore[attr-defined]


class RevisionForm(forms.Form):
    """A form that knows the revision that it was filled from, so that nobody overwrites what they have not seen."""

    seen_revision = forms.IntegerField(widget=forms.HiddenInput)

    def refresh(self, revision: int) -> None:
        """After a conflict was told: the next saving knows of what stands there now."""
        refresh_mark(self, seen_revision=revision)


class EditCampaignForm(CampaignForm, RevisionForm):
    """The facts, and the rhythm of reviews."""

    review_weeks = forms.IntegerField(min_value=1, max_value=52, label="Weeks between reviews of the RACI matrix")


class ParticipantForm(forms.Form):
    """An organisation of the partnership, and what it does here."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label="Organisation", empty_label="Choose an organisation"
    )
    does = forms.CharField(
        max_length=200, required=False, label="What it does here", help_text="Media agency, plans and buys."
    )

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = list_addable_participants(viewer, campaign)  # type: ignore[attr-defined]


class DoesForm(forms.Form):
    """What an organisation does here."""

    does = forms.CharField(max_length=200, required=False, label="What it does here")


class PointPersonForm(RevisionForm):
    """Who keeps every party talking, who stands in, what to ask them and when they answer."""

    point_person: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Point person", empty_label="Nobody yet"
    )
    deputy: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Deputy", empty_label="Nobody yet",
        help_text="Is shown and asked on the days on which the point person is away.",
    )  # fmt: skip
    ask_about = forms.CharField(
        max_length=1000, required=False, label="What to ask them", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Who decides what, where a file is, why something waits.",
    )  # fmt: skip
    answers_when = forms.CharField(
        max_length=200, required=False, label="When they answer",
        help_text="On working days between 9:00 and 17:00, within four hours.",
    )  # fmt: skip

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("point_person", "deputy"):
            self.fields[name].queryset = list_people(viewer, campaign)  # type: ignore[attr-defined]
            self.fields[name].label_from_instance = lambda m: f"{m.name}, {m.organisation.name}"  # type: ignore[attr-defined]
