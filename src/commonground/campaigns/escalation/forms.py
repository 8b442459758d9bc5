"""Forms about the ladder and escalations."""

from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.escalation.enums import About, Weight
from commonground.campaigns.escalation.subjects import subjects_of
from commonground.people.viewer.models import Viewer

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 4})


class RaiseForm(forms.Form):
    """What is stuck, for whom, how badly."""

    asked = forms.ChoiceField(label="Who has to act")
    title = forms.CharField(
        max_length=200, label="What has to be decided or done",
        help_text="Start with the verb: Decide which frequency cap applies, 3 a day or 5 a week.",
    )  # fmt: skip
    words = forms.CharField(
        max_length=4000, label="What happened", widget=LONG,
        help_text="What was tried, what hangs on it, and by when it bites.",
    )  # fmt: skip
    about = forms.ChoiceField(label="About", required=False)
    impact = forms.ChoiceField(choices=Weight, label="Impact", help_text="How much is at stake.", initial=Weight.MEDIUM)
    urgency = forms.ChoiceField(choices=Weight, label="Urgency", help_text="How soon it bites.", initial=Weight.MEDIUM)
    confidential = forms.BooleanField(
        required=False, label="Confidential",
        help_text="Only you and the people named below see it. The log tells the others that there is one, and nothing more.",
    )  # fmt: skip
    named: forms.ModelMultipleChoiceField[Any] = forms.ModelMultipleChoiceField(
        queryset=None, required=False, label="Who may see it, when confidential", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in organisations_of(campaign) if one.pk != viewer.organisation_id]
        self.fields["asked"].choices = [("", "Choose an organisation"), *((str(o.pk), o.name) for o in others)]  # type: ignore[attr-defined]
        self.subjects = {f"{one.kind}:{one.key}": one for one in subjects_of(viewer, campaign)}
        rest = [(mark, f"{one.kind.label}: {one.label}") for mark, one in self.subjects.items()]
        self.fields["about"].choices = [("", "The campaign as a whole"), *rest]  # type: ignore[attr-defined]
        people = list_people(viewer, campaign).filter(person__isnull=False)
        self.fields["named"].queryset = people  # type: ignore[attr-defined]
        self.fields["named"].label_from_instance = lambda m: f"{m.name}, {m.organisation.name}"  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        held = dict(self.cleaned_data)
        about = self.subjects.get(held.pop("about"))
        named = [member.pk for member in held.pop("named")]
        facts = {**held, "asked": UUID(held["asked"]), "named": named}
        if about is None:
            return {**facts, "about_kind": About.CAMPAIGN}
        return {**facts, "about_kind": about.kind, "about_key": about.key, "about_label": about.label}


class WordsForm(forms.Form):
    """What there is to say."""

    words = forms.CharField(max_length=4000, widget=LONG, label="What to say")


class OptionalWordsForm(forms.Form):
    """The same, where an act says enough by itself."""

    words = forms.CharField(max_length=4000, widget=LONG, label="What to say", required=False)


class ResolveForm(WordsForm):
    """How it was settled, and what it teaches."""

    root_cause = forms.CharField(max_length=2000, required=False, widget=LONG, label="Root cause")
    prevention = forms.CharField(
        max_length=2000, required=False, widget=LONG, label="What will prevent it",
        help_text="If somebody has to do it, note an action with an owner and a date.",
    )  # fmt: skip


class ContactForm(forms.Form):
    """Who stands on a rung."""

    member = forms.ChoiceField(required=False, label="Who stands here")

    def __init__(self, viewer: Viewer, campaign: Campaign, organisation: UUID, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = list_people(viewer, campaign).filter(organisation=organisation)
        named = [(str(m.pk), f"{m.name}, {m.title}" if m.title else m.name) for m in people]
        self.fields["member"].choices = [("", "Nobody yet"), *named]  # type: ignore[attr-defined]

    def clean_member(self) -> UUID | None:
        """The membership's id."""
        chosen = self.cleaned_data["member"]
        return UUID(chosen) if chosen else None


class AbsenceForm(forms.Form):
    """Days away, both included."""

    first_on = forms.DateField(label="From", widget=DATE)
    last_on = forms.DateField(label="Until", widget=DATE, help_text="That day included.")
