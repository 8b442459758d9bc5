"""Forms about evaluations."""

from typing import Any

from django import forms

from commonground.creative.run.forms import LogForm

COLUMNS = (
    "CSV or Parquet, at most 25 MB, one impression a row: a column for each signal by its key or name, and those named below."
    " Variants stand by their keys. The log is read and not kept."
)


class EvaluationForm(LogForm):
    """A log of rotated variants, and how its columns are called."""

    action = forms.CharField(max_length=120, initial="variant", label="Column with the variant that was shown")
    reward = forms.CharField(
        max_length=120, initial="reward", label="Column with what came of it",
        help_text="A number for each impression, such as 1 for a click and 0 for none.",
    )  # fmt: skip
    propensity = forms.CharField(
        max_length=120, initial="propensity", label="Column with its probability",
        help_text="With which the ad server chose that variant for that impression, from 0.000000001 to 1.",
    )  # fmt: skip
    day = forms.CharField(max_length=120, initial="day", label="Column with the day, where there is one")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = COLUMNS
