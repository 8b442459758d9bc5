"""What every body that is sent to the API has in common."""

from ninja import Schema
from pydantic import ConfigDict


class Given(Schema):
    """A body: a field that is not known is refused, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
