"""Forms about a matrix."""

from typing import Any

from django import forms

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.raci.models import MatrixVersion
from commonground.engines.raci.matrix import Thresholds
from commonground.kit.forms import SeenForm
from commonground.people.viewer.models import Viewer

KINDS = [("task", "Task"), ("decision", "Decision")]


class RowForm(SeenForm):
    """A task or decision."""

    task = forms.CharField(
        max_length=300, label="Task or decision", help_text="Starts with a verb: Approve the meal count in claims."
    )
    phase = forms.CharField(
        max_length=120, required=False, label="Phase", widget=forms.TextInput(attrs={"list": "phases"})
    )
    kind = forms.ChoiceField(choices=KINDS, label="Kind", widget=forms.RadioSelect, initial="task")
    note = forms.CharField(max_length=2000, required=False, label="Note", widget=forms.Textarea(attrs={"rows": 2}))


class RoleForm(SeenForm):
    """A role, its organisation and who holds it."""

    title = forms.CharField(max_length=120, label="Role", help_text="What the organisation calls it: Brand manager.")
    organisation = forms.ChoiceField(required=False, label="Organisation")
    holder: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Held by", empty_label="Nobody named yet"
    )
    holder_name = forms.CharField(
        max_length=120, required=False, label="Or only a name", help_text="Somebody who cannot be chosen yet."
    )
    vacant = forms.BooleanField(required=False, label="Known to be vacant")

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose an organisation"), *((str(o.pk), o.name) for o in organisations_of(campaign))]
        self.fields["organisation"].choices = choices  # type: ignore[attr-defined]
        holder = self.fields["holder"]
        holder.queryset = list_people(viewer, campaign)  # type: ignore[attr-defined]
        holder.label_from_instance = lambda m: f"{m.name}, {m.organisation.name}"  # type: ignore[attr-defined]


class CommentForm(forms.Form):
    """A word on a row."""

    body = forms.CharField(max_length=2000, label="Comment", widget=forms.Textarea(attrs={"rows": 2}))


def _plain(share: float) -> float | int:
    """40 rather than 40.0."""
    rounded = round(share, 2)
    return int(rounded) if rounded == int(rounded) else rounded


class SettingsForm(SeenForm):
    """The kind of the matrix and where its warnings begin; shares in per cent."""

    kind = forms.ChoiceField(choices=[("RACI", "RACI"), ("RASCI", "RASCI, with S for support")], label="Letters")
    responsible_per_row = forms.IntegerField(min_value=1, max_value=1000, label="Responsible in one row, at most")
    accountable_rows_per_person = forms.IntegerField(
        min_value=1, max_value=1000, label="Rows one person is accountable for, at most"
    )
    accountable_share_per_person = forms.FloatField(
        min_value=1, max_value=100, label="Share of all rows one person is accountable for, at most (%)"
    )
    rows_before_share_counts = forms.IntegerField(min_value=1, max_value=1000, label="Rows before that share counts")
    consulted_share = forms.FloatField(
        min_value=1, max_value=100, label="Share of roles consulted in one row, at most (%)"
    )
    rows_before_one_organisation_counts = forms.IntegerField(
        min_value=1, max_value=1000, label="Rows before one organisation accountable for all counts"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in self.default_values().items():
            self.fields[name].help_text = f"Default: {value}"

    @staticmethod
    def values_of(bounds: Thresholds, version: MatrixVersion | None) -> dict[str, Any]:
        """What the form shows for these thresholds."""
        names = Thresholds.__slots__
        shown = {name: getattr(bounds, name) for name in names}
        shares = {
            name: _plain(value * 100) for name, value in shown.items() if name.endswith(("share", "share_per_person"))
        }
        return {**shown, **shares, "kind": version.kind if version else "RACI"}

    @classmethod
    def default_values(cls) -> dict[str, Any]:
        """What the fields hold where nobody has set anything; the letters are no matter of defaults."""
        return {name: value for name, value in cls.values_of(Thresholds(), None).items() if name != "kind"}

    def thresholds(self) -> dict[str, Any]:
        """What the form holds, as the engine counts."""
        held = {name: value for name, value in self.cleaned_data.items() if name not in {"kind", "seen"}}
        return {n: v / 100 if n.endswith(("share", "share_per_person")) else v for n, v in held.items()}
