"""Forms about meetings."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.campaign.forms import DATE, RevisionForm
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import list_people, organisations_of
from commonground.campaigns.kickoff.models import Meeting
from commonground.campaigns.kickoff.queries import list_decisions, list_to_invite
from commonground.campaigns.kickoff.rules import FIRST, MOST_MINUTES, REQUIRED, SECOND, Reading, check_when, reading_of
from commonground.kit.errors import Invalid
from commonground.kit.forms import SeenForm
from commonground.people.membership.enums import Function
from commonground.people.models import Membership
from commonground.people.organisation.choices import time_zones
from commonground.people.viewer.models import Viewer

TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
WHICH = [(FIRST, "The first, before the clocks go back"), (SECOND, "The second, after they have gone back")]


def called(member: Membership) -> str:
    """Priya Raman, Halyard & Finch (media, ad operations)"""
    functions = ", ".join(words.lower() for words in member.function_words)
    return f"{member.name}, {member.organisation.name}" + (f" ({functions})" if functions else "")


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """People of the participants, as boxes."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(queryset=Membership.objects.none(), widget=forms.CheckboxSelectMultiple, **facts)

    def label_from_instance(self, obj: Any) -> str:
        return called(obj)

    def clean(self, value: Any) -> Any:
        return [member.pk for member in super().clean(value)]


class OwnerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One person of the participants, or nobody yet."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(
            queryset=Membership.objects.none(), required=False, label="Owner", empty_label="Nobody yet", **facts
        )

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.organisation.name}"

    def clean(self, value: Any) -> Any:
        found = super().clean(value)
        return found.pk if found else None


def offer(form: forms.Form, viewer: Viewer, campaign: Campaign, *names: str) -> None:
    """Let these fields choose from the people of the participants."""
    for name in names:
        form.fields[name].queryset = list_people(viewer, campaign)  # type: ignore[attr-defined]


class WhenForm(forms.Form):
    """A day and a local time. Which of two is meant is asked only where the clocks go back over it."""

    title = forms.CharField(max_length=200, label="What it is called")
    day = forms.DateField(label="Day", widget=DATE)
    at = forms.TimeField(label="Time", widget=TIME)
    time_zone = forms.ChoiceField(
        choices=time_zones,
        label="Time zone",
        help_text="Where this time is on the wall. Everybody sees their own beside it.",
    )
    which = forms.ChoiceField(required=False, choices=WHICH, widget=forms.RadioSelect, label="Which of the two")
    minutes = forms.IntegerField(min_value=1, max_value=MOST_MINUTES, label="Minutes", initial=90)
    place = forms.CharField(max_length=300, required=False, label="Place", help_text="A room, or the link to the call.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self._comes_twice():
            del self.fields["which"]

    def _comes_twice(self) -> bool:
        try:
            day = self.fields["day"].clean(self.data.get("day"))
            at = self.fields["at"].clean(self.data.get("at"))
            zone = str(self.data.get("time_zone", ""))
            check_when(day, zone)
        except (forms.ValidationError, Invalid):
            return False
        return reading_of(day, at, zone) is Reading.FOLD


class PlanForm(WhenForm):
    """A new kick-off or call, and who is asked to it."""

    functions = forms.MultipleChoiceField(
        required=False, choices=Function.choices, widget=forms.CheckboxSelectMultiple, initial=REQUIRED,
        label="Who must be in the room", help_text="Readiness tells which of these functions nobody stands for.",
    )  # fmt: skip
    people = PeopleField(
        required=False, label="Who is asked", help_text="You come anyhow. Each gets a mail for the calendar."
    )

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "people")


class ChangeForm(RevisionForm, WhenForm):
    """The same, changed; invitations tell of it."""


class SeriesForm(forms.Form):
    """Calls at a cadence."""

    title = forms.CharField(max_length=200, label="What it is called")
    first_on = forms.DateField(label="First call", widget=DATE)
    at = forms.TimeField(label="Time", widget=TIME)
    time_zone = forms.ChoiceField(
        choices=time_zones,
        label="Time zone",
        help_text="The time on the wall here stays the same when the clocks change.",
    )
    every_weeks = forms.IntegerField(min_value=1, max_value=26, label="Weeks between calls", initial=1)
    minutes = forms.IntegerField(min_value=1, max_value=MOST_MINUTES, label="Minutes", initial=45)
    place = forms.CharField(max_length=300, required=False, label="Place", help_text="A room, or the link to the call.")
    people = PeopleField(
        required=False, label="Who is asked", help_text="The same people are asked to every further call."
    )

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "people")


class InviteForm(forms.Form):
    """Who is asked besides."""

    people = PeopleField(required=True, label="Who is asked", error_messages={"required": "Choose somebody."})

    def __init__(self, viewer: Viewer, campaign: Campaign, meeting: Meeting, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = list_to_invite(viewer, campaign, meeting)  # type: ignore[attr-defined]


class FunctionsForm(SeenForm):
    """For each function: not required, of any organisation, or of one."""

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        homes = [(str(o.pk), f"of {o.name}") for o in organisations_of(campaign)]
        for function, label in Function.choices:
            choices = [("", "Not needed"), ("any", "of any organisation"), *homes]
            self.fields[function] = forms.ChoiceField(required=False, label=label, choices=choices)

    def wanted(self) -> dict[str, UUID | None]:
        """What was chosen, as the action takes it."""
        chosen = {f: home for f in Function.values if (home := self.cleaned_data[f])}
        return {f: None if home == "any" else UUID(home) for f, home in chosen.items()}


class ReasonForm(forms.Form):
    """Why a function need not be there."""

    reason = forms.CharField(
        max_length=1000, label="Why", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody in the campaign reads it: Variant Loom brings its own designer to the second call.",
    )  # fmt: skip


class ItemForm(SeenForm):
    """One item of the agenda."""

    title = forms.CharField(max_length=200, label="Item")
    owner = OwnerField()
    minutes = forms.IntegerField(min_value=1, max_value=MOST_MINUTES, label="Minutes", initial=10)
    reading = forms.CharField(
        max_length=2000, required=False, label="To read before", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Links or a few sentences.",
    )  # fmt: skip
    notes = forms.CharField(
        max_length=10_000, required=False, label="What was said", widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "owner")
        for name in ("notes", "seen") if new else ():
            del self.fields[name]


class PreparationForm(SeenForm):
    """Who prepares it by when, and where it is."""

    owner = OwnerField()
    due_on = forms.DateField(required=False, label="Due", widget=DATE)
    result = forms.CharField(
        max_length=2000,
        required=False,
        label="Where it is, or what was fixed",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    done = forms.BooleanField(required=False, label="It is there")

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "owner")


class AttendanceForm(RevisionForm):
    """Who was there, whether or not they were asked."""

    attended = PeopleField(required=False, label="Who was there")

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "attended")


class RecapForm(RevisionForm):
    """What was said."""

    recap = forms.CharField(
        max_length=10_000, label="Recap", widget=forms.Textarea(attrs={"rows": 14}),
        help_text="What was agreed, what is open, who does what by when. It goes to everybody who was asked, present or not.",
    )  # fmt: skip


class SeenRevisionForm(forms.Form):
    """Which state of the meeting the page was about."""

    seen_revision = forms.IntegerField(min_value=1, max_value=2**31 - 1, required=False)


class ObjectionForm(RevisionForm):
    """What was understood otherwise."""

    words = forms.CharField(
        max_length=2000, label="What you understood otherwise", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everybody in the campaign reads it. It stays open until somebody answers.",
    )  # fmt: skip


class ObjectionAnswerForm(SeenForm):
    """What holds now."""

    answer = forms.CharField(
        max_length=2000, label="Answer", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What holds now, and whether the recap was changed.",
    )  # fmt: skip


class DecisionForm(forms.Form):
    """What was decided, by whom, after asking whom, in place of what."""

    text = forms.CharField(max_length=2000, label="What was decided", widget=forms.Textarea(attrs={"rows": 3}))
    decided_on = forms.DateField(required=False, label="Decided on", widget=DATE, help_text="Left empty: today.")
    decided_by = PeopleField(required=True, label="Who decided", error_messages={"required": "Say who decided."})
    consulted = PeopleField(required=False, label="Who was consulted before")
    supersedes = forms.ChoiceField(required=False, label="In place of")

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "decided_by", "consulted")
        open_ = list_decisions(viewer, campaign).filter(superseded_by=None)
        choices = [(str(one.pk), f"Decision {one.number}: {one.text[:80]}") for one in open_]
        self.fields["supersedes"].choices = [("", "No earlier decision"), *choices]  # type: ignore[attr-defined]

    def clean_supersedes(self) -> UUID | None:
        """The decision's id."""
        chosen = self.cleaned_data["supersedes"]
        return UUID(chosen) if chosen else None


class TermForm(SeenForm):
    """A word, what all mean by it, and how else it is called."""

    term = forms.CharField(max_length=120, label="Term")
    meaning = forms.CharField(
        max_length=1000, label="What all mean by it", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Order: a paid pizza, delivered or collected; a voucher alone is none.",
    )  # fmt: skip
    aliases = forms.CharField(
        max_length=2500, required=False, label="Also called", help_text="Other words for it, with commas between."
    )

    def __init__(self, *args: Any, new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["seen" if new else "term"]

    def clean_aliases(self) -> list[str]:
        """One by one."""
        return listed(self.cleaned_data["aliases"].split(","))


def listed(words: Iterable[str]) -> list[str]:
    """Words without the empty ones."""
    return [word.strip() for word in words if word.strip()]


class ActionForm(forms.Form):
    """Something to do that came up."""

    title = forms.CharField(max_length=200, label="What is to be done", help_text="Starts with a verb: Send the sizes.")
    owner = OwnerField(help_text="Without an owner it is kept, and shown as such.")
    due_on = forms.DateField(required=False, label="Due", widget=DATE)

    def __init__(self, viewer: Viewer, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, viewer, campaign, "owner")
