"""Forms about partnerships."""

from typing import Any

from django import forms

from commonground.kit.forms import SeenForm
from commonground.partnerships.partnership.models import Partnership
from commonground.partnerships.partnership.queries import list_addable, list_offered
from commonground.people.organisation.enums import OrganisationKind
from commonground.people.viewer.models import Viewer


class PartnershipForm(forms.Form):
    """Name and purpose, and whom to ask."""

    name = forms.CharField(max_length=120, label="Name", help_text="What everybody will call it: Slice of Hope.")
    purpose = forms.CharField(
        max_length=2000, required=False, label="Purpose", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What each side wants from working together, in a sentence or two.",
    )  # fmt: skip
    organisations: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None, required=False, label="Ask these organisations", widget=forms.CheckboxSelectMultiple,
        help_text="Each accepts for itself. One that is not here yet can be named after saving.",
    )  # fmt: skip

    find = forms.CharField(max_length=120, required=False, label="Find an organisation by name")
    field_order = ["name", "purpose", "find", "organisations"]

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisations"]
        field.queryset = list_addable(viewer)
        # The list is cut, what may be chosen is not: whoever has been chosen stays in sight, whatever is looked for.
        field.choices = [(o.pk, o.name) for o in list_offered(viewer, self._chosen(), self._looked_for())]

    def _chosen(self) -> list[str]:
        return self.data.getlist("organisations") if hasattr(self.data, "getlist") else []

    def _looked_for(self) -> str:
        return str(self.data.get("find", "")).replace("\0", "").strip()


class PurposeForm(forms.ModelForm[Partnership], SeenForm):
    """Name and purpose of a partnership that stands."""

    class Meta:
        model = Partnership
        fields = ["name", "purpose"]
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}


class AddPartyForm(forms.Form):
    """A further organisation to ask in."""

    organisation: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, label="Organisation", empty_label="Choose an organisation"
    )

    def __init__(self, viewer: Viewer, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = list_addable(viewer, partnership)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A word on why not."""

    reason = forms.CharField(max_length=500, required=False, label="Reason", help_text="The others see it.")


class NamedOrganisationForm(forms.Form):
    """What is known of an organisation that has not joined."""

    name = forms.CharField(max_length=120, label="Name")
    kind = forms.ChoiceField(choices=OrganisationKind.choices, initial=OrganisationKind.OTHER, label="Kind")
    domain = forms.CharField(
        max_length=253, required=False, label="Domain of its e-mail addresses",
        help_text="For example quarry.example: whoever has a confirmed address there may claim it.",
    )  # fmt: skip
