"""Forms about decision tables."""

from typing import Any

from django import forms

from commonground.campaigns.campaign.forms import RevisionForm
from commonground.campaigns.upload.forms import UploadForm
from commonground.creative.decision.stored import Loaded
from commonground.creative.signal.models import Signal
from commonground.creative.signal.stored import SignalFacts
from commonground.engines.decisions import HitPolicy, MissingPolicy, SignalType
from commonground.engines.decisions import Signal as EngineSignal
from commonground.engines.errors import Unreadable
from commonground.kit.forms import SeenForm

HIT = {
    HitPolicy.FIRST: "First: the first rule from the top that holds",
    HitPolicy.UNIQUE: "Unique: at most one rule may hold",
    HitPolicy.ANY: "Any: several may hold if they show the same",
    HitPolicy.GROUPS: "Priority groups: the first rule of the lowest group",
}
MISSING = {
    MissingPolicy.FEEL: "As the standard has it: not(…) holds on a missing signal",
    MissingPolicy.NO_MATCH: "A test never holds on a missing signal",
}


class PolicyForm(SeenForm):
    """Which rule counts, what a missing signal means, and what everyone else gets."""

    hit_policy = forms.ChoiceField(
        choices=[(one.value, words) for one, words in HIT.items()], label="Where several hold"
    )
    missing_policy = forms.ChoiceField(
        choices=[(one.value, words) for one, words in MISSING.items()], label="Where a signal is missing"
    )
    default = forms.CharField(
        max_length=500, required=False, label="Everyone else gets", help_text="A variant’s key; empty shows nothing."
    )


class ColumnsForm(SeenForm):
    """Which signals rules ask about."""

    signals = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Signals", help_text="Rules can ask about these."
    )

    def __init__(self, known: list[Signal], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signals"].choices = [(one.key, f"{one.name} ({one.key})") for one in known]  # type: ignore[attr-defined]


class CellForm(SeenForm):
    """One cell of a rule: a test, or what the rule shows. `seen` is what stood in it."""

    text = forms.CharField(
        max_length=2000, required=False, label="Test",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "placeholder": "any"}),
    )  # fmt: skip

    def __init__(self, column: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Empty says something, any or nothing, so that it is not called optional.
        self.fields["text"].one_of_several = True  # type: ignore[attr-defined]
        if column == "then":
            self.fields["text"].label = "Variant or rotation"
            self.fields["text"].widget.attrs |= {"list": "cell-variants", "placeholder": "nothing yet"}


class RowsForm(forms.Form):
    """Rows that were copied in a spreadsheet."""

    pasted = forms.CharField(
        max_length=2_000_000, label="Rows", strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "wrap": "off"}),
        help_text="Copy rows in your spreadsheet and paste them here: a line for each rule, a tab between cells.",
    )  # fmt: skip


class CaseForm(forms.Form):
    """The signals of one impression; an empty one is missing there."""

    # What stands above it when a value is wrong: nothing is saved here.
    refused = "This case cannot be decided yet."

    def __init__(self, loaded: Loaded, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._signals = list(zip(loaded.signals, loaded.table.signals, strict=True))
        for number, (facts, column) in enumerate(self._signals):
            label = f"{facts.name}, {facts.unit}" if facts.unit else facts.name
            field: forms.Field
            if column.categories:
                listed = [("", "Missing"), *((one, one) for one in column.categories)]
                field = forms.ChoiceField(choices=listed, required=False, label=label)
                field.error_messages["invalid_choice"] = f"{facts.name} is one of {', '.join(column.categories)}."
            else:
                field = forms.CharField(required=False, max_length=200, label=label, help_text=_taken(facts))
                field.widget.attrs |= INPUTS.get(column.type, {})
            # Empty says that it is missing.
            field.one_of_several = True  # type: ignore[union-attr]
            self.fields[f"s{number}"] = field

    def clean(self) -> dict[str, Any]:
        """Each value in its signal's type; every one that is none is told at its field."""
        held = super().clean() or {}
        for number, (facts, column) in enumerate(self._signals):
            given = held.get(f"s{number}")
            if given and not _is_taken(column, given):
                self.add_error(f"s{number}", f"{facts.name} takes {_taken(facts)}; “{given}” is not.")
        return held

    def case(self) -> dict[str, object]:
        """What the engine takes: the value by the signal's key, None where it is missing."""
        return {facts.key: self.cleaned_data[f"s{n}"] or None for n, (facts, _) in enumerate(self._signals)}


INPUTS = {
    SignalType.NUMERIC: {"inputmode": "decimal"}, SignalType.INTEGER: {"inputmode": "numeric"},
    SignalType.DATE: {"placeholder": "2026-08-03"},
}  # fmt: skip


def _taken(facts: SignalFacts) -> str:
    """Which values a signal takes, in words."""
    return f"{facts.kind.lower()}, {facts.range}" if facts.range else facts.kind.lower()


def _is_taken(column: EngineSignal, given: str) -> bool:
    try:
        value = column.value(given)
    except Unreadable:
        return False
    if value is None or isinstance(value, str):
        return True
    if column.type is SignalType.INTEGER and value != int(value):  # type: ignore[arg-type]
        return False
    return (column.low is None or column.low <= value) and (column.high is None or value <= column.high)  # type: ignore[operator]


class ChangeForm(forms.Form):
    """What has to change before one's organisation signs off."""

    reason = forms.CharField(max_length=2000, label="What has to change", widget=forms.Textarea(attrs={"rows": 4}))


class ProposeForm(RevisionForm):
    """Which draft was looked at."""


class TableUploadForm(UploadForm):
    """A file with a decision table, or a table that was copied."""

    file = forms.FileField(
        required=False, label="File", help_text="DMN, JSON, XLSX, CSV, TSV or Markdown, at most 25 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".dmn,.xml,.json,.xlsx,.csv,.tsv,.txt,.md,.markdown"}),
    )  # fmt: skip

    def sent(self) -> tuple[str, bytes]:
        """(name, content); what was pasted is told apart by how it begins."""
        name, data = super().sent()
        if name == "pasted.txt" and not self.cleaned_data.get("file"):
            begins = data.lstrip()[:1]
            name = {b"{": "pasted.json", b"<": "pasted.dmn"}.get(begins, name)
        return name, data
