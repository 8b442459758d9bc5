"""Forms about organisations."""

from datetime import date
from typing import Any

from django import forms

from commonground.kit.forms import SeenForm
from commonground.people.organisation.actions import TIMES, seen_of, seen_times
from commonground.people.organisation.choices import VERTICALS, markets, time_zones
from commonground.people.organisation.enums import OrganisationKind
from commonground.people.organisation.models import Organisation
from commonground.people.organisation.working_time import WEEKDAYS, holiday_countries

CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class CreateOrganisationForm(forms.Form):
    """The least that an organisation needs."""

    name = forms.CharField(max_length=120, label="Name", help_text="As partners know it: Tondella.")
    kind = forms.ChoiceField(choices=OrganisationKind, label="What it is")
    time_zone = forms.ChoiceField(choices=time_zones, label="Time zone", initial="Europe/London")
    title = forms.CharField(
        max_length=120, required=False, label="Your title there", help_text="What it says on your card."
    )


class OrganisationForm(SeenForm):
    """What an organisation says of itself."""

    name = forms.CharField(max_length=120, label="Name")
    kind = forms.ChoiceField(choices=OrganisationKind, label="What it is")
    about = forms.CharField(
        max_length=2000, required=False, label="About", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you do and what you look for in a partner, in two or three sentences.",
    )  # fmt: skip
    website = forms.URLField(max_length=300, required=False, label="Website", assume_scheme="https")
    domain = forms.CharField(
        max_length=253, required=False, label="E-mail domain",
        help_text="What stands behind the @ in your people's addresses. You need a confirmed address there yourself.",
    )  # fmt: skip
    time_zone = forms.ChoiceField(choices=time_zones, label="Time zone")
    verticals = forms.MultipleChoiceField(
        choices=VERTICALS, required=False, label="Verticals", widget=forms.CheckboxSelectMultiple
    )
    markets = forms.MultipleChoiceField(
        choices=markets, required=False, label="Markets", widget=forms.CheckboxSelectMultiple,
        help_text="Countries you work in.",
    )  # fmt: skip
    listed = forms.BooleanField(
        required=False,
        label="Show in the directory",
        help_text="Everybody who is signed in sees this page, not your people.",
    )

    @classmethod
    def facts_of(cls, organisation: Organisation) -> dict[str, Any]:
        """What the form shows before anything is changed."""
        shown = {name: getattr(organisation, name) for name in cls.base_fields if name != "seen"}
        return {**shown, "seen": seen_of(organisation)}


class WorkingTimeForm(SeenForm):
    """When an organisation works."""

    country = forms.ChoiceField(
        choices=lambda: [("", "No public holidays kept"), *holiday_countries()], required=False, label="Country",
        help_text="Its public holidays are days off in every plan.",
    )  # fmt: skip
    region = forms.CharField(
        max_length=10,
        required=False,
        label="Region",
        help_text="Where holidays differ by region, its code: BY for Bavaria.",
    )
    work_days = forms.TypedMultipleChoiceField(
        choices=list(enumerate(WEEKDAYS)), coerce=int, label="Working days", widget=forms.CheckboxSelectMultiple
    )
    works_from = forms.TimeField(label="From", widget=CLOCK)
    works_until = forms.TimeField(label="Until", widget=CLOCK, help_text="In the organisation’s own time zone.")
    days_off = forms.CharField(
        max_length=4000, required=False, label="Further days off", widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Company holidays and bridge days, one a line: 2026-12-24.",
    )  # fmt: skip

    @staticmethod
    def facts_of(organisation: Organisation) -> dict[str, Any]:
        """What the form shows."""
        held = {name: getattr(organisation, name) for name in TIMES}
        return {**held, "days_off": "\n".join(organisation.days_off), "seen": seen_times(organisation)}

    def clean_days_off(self) -> list[date]:
        """Days, one a line."""
        found = []
        for line in self.cleaned_data["days_off"].split():
            try:
                found.append(date.fromisoformat(line))
            except ValueError as error:
                raise forms.ValidationError(f"“{line}” is no day such as 2026-12-24.") from error
        return found


class TellForm(forms.Form):
    """What is known of an organisation that has not joined yet."""

    name = forms.CharField(max_length=120, label="Name")
    kind = forms.ChoiceField(choices=OrganisationKind, label="What it is")
    domain = forms.CharField(
        max_length=253, required=False, label="E-mail domain",
        help_text="When known: halyard.example. Somebody with an address there can claim the organisation.",
    )  # fmt: skip


class CorrectForm(TellForm, SeenForm):
    """The same, put right."""


class DirectoryForm(forms.Form):
    """What narrows the directory; it lives in the address."""

    q = forms.CharField(max_length=100, required=False, label="Name or words")
    kind = forms.ChoiceField(choices=[("", "Any kind"), *OrganisationKind.choices], required=False, label="Kind")
    vertical = forms.ChoiceField(choices=[("", "Any vertical"), *VERTICALS], required=False, label="Vertical")
    market = forms.ChoiceField(choices=lambda: [("", "Any market"), *markets()], required=False, label="Market")

    def wanted(self) -> dict[str, str]:
        """The parts that hold; what is not in a list narrows nothing."""
        self.is_valid()
        held = self.cleaned_data
        return {"words": held.get("q", ""), **{name: held.get(name, "") for name in ("kind", "vertical", "market")}}
