"""Evaluations in the API."""

from typing import Annotated

from ninja import Field

from commonground.web.schemas import Given

Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]*$")]


class LogColumns(Given):
    """How the log's columns are called: the variant shown, what came of it, its probability, and the day."""

    action: Name = "variant"
    reward: Name = "reward"
    propensity: Name = "propensity"
    day: Name = "day"
