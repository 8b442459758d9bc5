"""Forms about a roadmap."""

from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.roadmap.queries import Loaded
from commonground.engines.roadmap.plan import MOST_DAYS
from commonground.engines.roadmap.values import dependencies_in
from commonground.kit.forms import SeenForm
from commonground.people.viewer.models import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ToldForm(SeenForm):
    """A form whose consequence is told before it is saved; `told` is the mark of what was read."""

    told = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "told"}}


class TimingForm(ToldForm):
    """What decides when a deliverable comes, and what follows from it."""

    due_on = forms.DateField(required=False, label="Due", widget=DATE)
    duration = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=MOST_DAYS,
        initial=1,
        label="Working days",
        help_text="Of work, in the calendar of its organisation.",
    )
    start_on = forms.DateField(required=False, label="Not before", widget=DATE)
    depends_on = forms.CharField(
        required=False, max_length=2000, label="Waits for",
        help_text="Numbers of the table, set apart by commas; working days between after a plus: 3, 5+2.",
    )  # fmt: skip
    milestone = forms.BooleanField(required=False, label="A milestone: it takes no days")
    phase = forms.ChoiceField(required=False, label="Phase")
    organisation = forms.ChoiceField(required=False, label="Organisation that hands it over")

    def __init__(self, campaign: Campaign, loaded: Loaded | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = loaded.rows if loaded else ()
        phases = [(phase.key, phase.title) for phase in loaded.phases] if loaded else []
        self.fields["phase"].choices = [("", "None"), *phases]  # type: ignore[attr-defined]
        there = {str(one.pk): one.name for one in organisations_of(campaign)}
        # One that has left meanwhile may stay as it is.
        there |= {str(pk): one.name for pk, one in (loaded.organisations if loaded else {}).items()}
        self.fields["organisation"].choices = [("", "Nobody’s yet"), *there.items()]  # type: ignore[attr-defined]

    def clean_depends_on(self) -> list[list[Any]]:
        """[key, lag] pairs, from numbers or titles."""
        numbers = {str(number): row.key for number, row in enumerate(self.rows, start=1)}
        titles = {row.title.casefold(): row.key for row in self.rows}
        found, unknown = dependencies_in(
            self.cleaned_data["depends_on"], numbers, lambda text: titles.get(text.casefold(), "")
        )
        if unknown:
            raise forms.ValidationError(f"“{unknown[0]}” is no number of the table, and no title in it.")
        return [[one.key, one.lag] for one in found]

    def clean(self) -> dict[str, Any]:
        """As the action takes it."""
        given = super().clean() or {}
        given["organisation"] = UUID(given["organisation"]) if given.get("organisation") else None
        if given.get("duration") is None and "duration" not in self.errors:
            given["duration"] = 1
        if not given.get("milestone") and given.get("duration") == 0:
            self.add_error("duration", "At least 1, or make it a milestone.")
        return given


class DeliverableForm(TimingForm):
    """A deliverable."""

    title = forms.CharField(max_length=200, label="Deliverable", help_text="What is handed over: Film cut, 30 seconds.")
    owner: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Owner", empty_label="Whoever is accountable in its RACI row"
    )
    reviewer: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        queryset=None, required=False, label="Reviewer", empty_label="Nobody yet",
        help_text="Accepts it; best somebody of another organisation.",
    )  # fmt: skip
    raci_row = forms.ChoiceField(
        required=False, label="Row of the RACI matrix", help_text="Who is accountable there answers for it."
    )
    acceptance = forms.CharField(
        max_length=2000, required=False, label="Accepted when", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="By what its reviewer sees that it is done.",
    )  # fmt: skip
    field_order = [
        "title", "milestone", "phase", "organisation", "owner", "reviewer", "due_on", "duration", "start_on", "depends_on",
        "raci_row", "acceptance",
    ]  # fmt: skip

    def __init__(self, viewer: Viewer, campaign: Campaign, loaded: Loaded | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(campaign, loaded, *args, **kwargs)
        for name in ("owner", "reviewer"):
            people = self.fields[name]
            people.queryset = list_people(viewer, campaign)  # type: ignore[attr-defined]
            people.label_from_instance = lambda m: f"{m.name}, {m.organisation.name}"  # type: ignore[attr-defined]
        rows = {key: answer.task for key, answer in loaded.answering.items()} if loaded else {}
        held = self.initial.get("raci_row")
        rows |= {held: "A row that is not in the matrix any more"} if held and held not in rows else {}
        self.fields["raci_row"].choices = [("", "None"), *rows.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """People by their ids."""
        given = super().clean()
        for name in ("owner", "reviewer"):
            given[name] = given[name].pk if given.get(name) else None
        return given


class DatesForm(ToldForm):
    """The launch, and the first day of work."""

    launch_on = forms.DateField(
        required=False,
        label="Launch",
        widget=DATE,
        help_text="The campaign’s launch follows when this version is published.",
    )
    starts_on = forms.DateField(required=False, label="First day of work", widget=DATE)


class PhaseForm(ToldForm):
    """A phase."""

    title = forms.CharField(max_length=120, label="Phase")
    lead = forms.IntegerField(
        min_value=0, max_value=MOST_DAYS, initial=0, label="Working days free before the launch",
        help_text="Everything in this phase is there so many working days before the launch.",
    )  # fmt: skip
