"""Forms about simulations."""

from typing import Any

from django import forms

from commonground.creative.run.forms import LogForm

COLUMNS = (
    "CSV or Parquet, at most 25 MB: a column for each signal by its key or name, and placement, partner, day, weight"
    " where there are any. One row an impression, or several by their weight. The log is read and not kept."
)


class SimulationForm(LogForm):
    """A log, and whether it stands for more than itself."""

    is_sample = forms.BooleanField(required=False, label="The log is a random sample of all impressions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = COLUMNS
