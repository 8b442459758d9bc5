"""Forms about signals, placements and provisions."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from commonground.campaigns.campaign.forms import RevisionForm
from commonground.campaigns.campaign.queries import organisations_of
from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.forms import UploadForm
from commonground.creative.signal.enums import COUNTED, Format, ProvisionState, ShareSource, SignalType
from commonground.creative.signal.models import Placement, Provision, Signal
from commonground.creative.signal.rules import (
    ANSWERS,
    listed,
    read_categories,
    read_markets,
    read_sizes,
    repeated,
    write_categories,
)

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
GAIN = re.compile(r"\d{1,2}(\.\d{1,6})?|100")
LISTED = (SignalType.BINARY, SignalType.CATEGORICAL)
LINES = forms.Textarea(attrs={"rows": 4})
MARKETS = 1000
KEY_HELP = "As logs and ad servers name it. It stays the same afterwards."


class SignalForm(forms.Form):
    """What a signal is."""

    name = forms.CharField(max_length=120, label="Name", help_text="Weather, Time of day, Distance to a store.")
    key = forms.CharField(max_length=80, label="Key", help_text=KEY_HELP)
    type = forms.ChoiceField(choices=SignalType, label="Kind of value", initial=SignalType.CATEGORICAL)
    categories = forms.CharField(
        max_length=20_000, required=False, label="Categories", widget=LINES,
        help_text="One on a line, in the order to show them; for yes or no, empty means true and false."
        " “phone < mobile” says that mobile covers phone.",
    )  # fmt: skip
    low = forms.CharField(max_length=40, required=False, label="Lowest value")
    high = forms.CharField(max_length=40, required=False, label="Highest value")
    unit = forms.CharField(
        max_length=20,
        required=False,
        label="Unit",
        help_text="What the number counts: km, h, °C. Tables show it with it.",
    )
    path = forms.CharField(
        max_length=200, required=False, label="OpenRTB or AdCOM path",
        help_text="For example device.devicetype or user.data[].segment[].id. Empty for a key of your own.",
    )  # fmt: skip
    consent = forms.BooleanField(required=False, label="Passing it needs the person’s consent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Needed or not by the kind of value, and shown only then.
        self.fields["categories"].one_of_several = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Categories and parents from one text; what the chosen kind does not have is left out."""
        held = super().clean() or {}
        kind, text = held.get("type"), held.pop("categories", "")
        if kind not in COUNTED:
            held["unit"] = ""
        if kind not in LISTED:
            text = ""
        if kind not in (*COUNTED, SignalType.DATE):
            held["low"] = held["high"] = ""
        for one in repeated(text)[:1]:
            self.add_error("categories", f"“{one}” is there twice.")
        categories, parents = read_categories(text)
        return {**held, "categories": categories, "parents": parents}

    @staticmethod
    def initial_of(signal: Signal) -> dict[str, Any]:
        """What the form shows of a signal."""
        names = ("name", "key", "type", "low", "high", "unit", "path", "consent")
        listed = write_categories(signal.categories, signal.parents)
        return {name: getattr(signal, name) for name in names} | {
            "categories": listed,
            "seen_revision": signal.revision,
        }


class ChangeSignalForm(RevisionForm, SignalForm):
    """The same without the key, which stays."""

    key = None  # type: ignore[assignment]


class PlacementForm(forms.Form):
    """Where impressions are bought."""

    name = forms.CharField(max_length=120, label="Name", help_text="Harbour Daily, half page.")
    key = forms.CharField(max_length=80, label="Key", help_text=KEY_HELP)
    organisation = forms.ChoiceField(label="Whose placement")
    format = forms.ChoiceField(choices=Format, label="Format")
    sizes = forms.CharField(
        max_length=1000,
        required=False,
        label="Sizes",
        help_text="300x250, 300x600; for video and audio 15s, 30s; or fluid.",
    )
    markets = forms.CharField(
        max_length=MARKETS, required=False, label="Markets",
        help_text="Countries where it runs, two letters each: DE, FR, GB. A signal that needs consent is checked in each.",
    )  # fmt: skip
    planned = forms.IntegerField(
        required=False, min_value=0, max_value=10**12, label="Planned impressions", localize=False
    )
    starts_on = forms.DateField(required=False, label="Starts", widget=DATE)
    ends_on = forms.DateField(required=False, label="Ends", widget=DATE)
    targeting = forms.CharField(
        max_length=4000, required=False, label="Targeting", widget=LINES,
        help_text='One signal on a line, as its key and a test: country: "AUS","NZL". Rules are checked against it.',
    )  # fmt: skip

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = _organisations(campaign)  # type: ignore[attr-defined]

    def clean_organisation(self) -> UUID:
        """Its id."""
        return UUID(self.cleaned_data["organisation"])

    def clean_sizes(self) -> list[str]:
        """A list of sizes."""
        try:
            return read_sizes(self.cleaned_data["sizes"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_markets(self) -> list[str]:
        """A list of countries."""
        return _markets(self.cleaned_data["markets"])

    def clean_targeting(self) -> dict[str, str]:
        """{signal key: test}."""
        found = {}
        for line in filter(str.strip, self.cleaned_data["targeting"].splitlines()):
            key, colon, test = line.partition(":")
            if not colon or not test.strip():
                raise forms.ValidationError(f'“{line.strip()}” is no signal with a test, such as country: "AUS".')
            found[key.strip()] = test.strip()
        return found

    @staticmethod
    def initial_of(placement: Placement) -> dict[str, Any]:
        """What the form shows of a placement."""
        names = ("name", "key", "format", "planned", "starts_on", "ends_on")
        return {name: getattr(placement, name) for name in names} | {
            "organisation": str(placement.organisation_id), "sizes": ", ".join(placement.sizes),
            "markets": ", ".join(placement.markets),
            "targeting": "\n".join(f"{key}: {test}" for key, test in placement.targeting.items()),
            "seen_revision": placement.revision,
        }  # fmt: skip


class ChangePlacementForm(RevisionForm, PlacementForm):
    """The same without the key, which stays."""

    key = None  # type: ignore[assignment]


def _organisations(campaign: Campaign) -> list[tuple[str, str]]:
    return [("", "Choose an organisation"), *((str(o.pk), o.name) for o in organisations_of(campaign))]


def _markets(text: str) -> list[str]:
    try:
        return read_markets(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class AskForm(forms.Form):
    """Who is asked to pass a signal on a placement, and by when it is needed."""

    asked = forms.ChoiceField(label="Who passes it")
    due_on = forms.DateField(required=False, label="Needed by", widget=DATE)
    words = forms.CharField(
        max_length=2000, required=False, label="What is needed", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Which values, how fresh, for which rules.",
    )  # fmt: skip

    def __init__(self, campaign: Campaign, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = _organisations(campaign)  # type: ignore[attr-defined]

    def clean_asked(self) -> UUID:
        """Its id."""
        return UUID(self.cleaned_data["asked"])


def reason(signal: Signal, placement: Placement, rules: list[str], gain: str) -> str:
    """Why a signal is asked for: the numbers of the rules that ask about it, and by how many points it would help there."""
    said = [
        f"Rule{'' if len(rules) == 1 else 's'} {listed(rules)} ask{'s' if len(rules) == 1 else ''} for {signal.name}."
    ]
    points = round(float(gain)) if GAIN.fullmatch(gain) else 0
    if points >= 1:
        said.append(f"On {placement.name} some {points} more of 100 impressions would get one of the rules with it.")
    return " ".join(said if rules else said[1:])


class AnswerForm(RevisionForm):
    """How far whoever passes it is."""

    state = forms.ChoiceField(choices=[(one.value, one.label) for one in ANSWERS], label="Answer")
    percent = forms.DecimalField(
        required=False, min_value=Decimal(0), max_value=Decimal(100), decimal_places=2, max_digits=5,
        label="Known on % of impressions",
    )  # fmt: skip
    share_source = forms.ChoiceField(choices=ShareSource, label="That share is", initial=ShareSource.PROMISED)
    share_on = forms.DateField(required=False, label="As of", widget=DATE)
    values = forms.MultipleChoiceField(
        required=False, label="Values passed", widget=forms.CheckboxSelectMultiple, help_text="None ticked means all."
    )
    fresh_minutes = forms.IntegerField(
        required=False, min_value=0, max_value=525_600, label="At most this many minutes old"
    )
    price = forms.DecimalField(
        required=False, min_value=Decimal(0), max_value=Decimal(1_000_000), decimal_places=4, label="Price per thousand"
    )
    currency = forms.RegexField(r"^[A-Z]{3}$", required=False, label="Currency", help_text="ISO 4217, for example EUR.")
    consent_markets = forms.CharField(max_length=MARKETS, required=False, label="Markets with consent")
    words = forms.CharField(
        max_length=2000, required=False, label="In words", widget=forms.Textarea(attrs={"rows": 3}),
        help_text="When it is refused, what stands in the way; else what rules should know.",
    )  # fmt: skip

    def __init__(self, signal: Signal, placement: Placement, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of them is needed, by the answer.
        for name in ("percent", "words"):
            self.fields[name].one_of_several = True  # type: ignore[attr-defined]
        if signal.consent:
            runs = f"It runs in {', '.join(placement.runs_in)}." if placement.markets else ""
            self.fields[
                "consent_markets"
            ].help_text = (
                f"Countries in which people have agreed to its being passed, two letters each: DE, FR, GB. {runs}"
            )
        else:
            del self.fields["consent_markets"]
        if signal.categories:
            self.fields["values"].choices = [(one, one) for one in signal.categories]  # type: ignore[attr-defined]
        else:
            del self.fields["values"]
            self.fields["words"].help_text += " Say it too when only some values are passed."

    def clean_consent_markets(self) -> list[str]:
        """A list of countries."""
        return _markets(self.cleaned_data["consent_markets"])

    def clean(self) -> dict[str, Any]:
        """A share from 0 to 1 in place of the percent."""
        held = super().clean() or {}
        percent = held.pop("percent", None)
        return {**held, "share": percent / 100 if percent is not None else None}

    @staticmethod
    def initial_of(provision: Provision) -> dict[str, Any]:
        """What the form shows of a provision."""
        open_ = provision.state == ProvisionState.ASKED
        return {
            "state": ProvisionState.PROMISED if open_ else provision.state,
            "percent": round(provision.share * 100, 2) if provision.share is not None else None,
            "share_source": provision.share_source, "share_on": provision.share_on, "values": provision.values,
            "fresh_minutes": provision.fresh_minutes,
            "price": provision.price, "consent_markets": ", ".join(provision.consent_markets),
            "currency": provision.currency, "words": "" if open_ else provision.words,
            "seen_revision": provision.revision,
        }  # fmt: skip


class SignalsUploadForm(UploadForm):
    """A response of AdCP `get_signals`, as a file or as text."""

    file = forms.FileField(
        required=False, label="File", help_text="JSON, at most 25 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".json"}),
    )  # fmt: skip
    pasted = forms.CharField(
        required=False, label="Or paste it", strip=False, help_text="The whole response, from { to }.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )  # fmt: skip

    def sent(self) -> tuple[str, bytes]:
        """(name, content) of what was sent."""
        name, data = super().sent()
        return ("pasted.json" if name == "pasted.txt" and not self.cleaned_data.get("file") else name), data


class PlacementsForm(forms.Form):
    """Which placements a partner's deployments are."""

    placement = forms.MultipleChoiceField(required=False, label="Placements", widget=forms.CheckboxSelectMultiple)

    def __init__(self, placements: Iterable[Placement], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(one.pk), f"{one.name}, {one.organisation.name}") for one in placements]
        self.fields["placement"].choices = listed  # type: ignore[attr-defined]

    def clean_placement(self) -> list[UUID]:
        """Their ids."""
        return [UUID(one) for one in self.cleaned_data["placement"]]
