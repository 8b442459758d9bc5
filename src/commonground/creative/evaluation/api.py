"""Evaluations in the API."""

from typing import Any
from uuid import UUID

from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.evaluation import actions
from commonground.creative.evaluation.schemas import LogColumns
from commonground.creative.run.schemas import RunOut
from commonground.people.viewer.access import Request

router = Router(tags=["Simulations and evaluations"])


@router.post("/{uuid:campaign}/evaluations", response={202: RunOut})
def evaluate_on_log(
    request: Request,
    campaign: UUID,
    file: File[UploadedFile],
    columns: Form[LogColumns],
) -> Any:
    """Have the table that is worked on evaluated on a log in which variants were rotated: CSV or Parquet, at most 25 MB.

    The fields name the log's columns. It is carried out in the background: ask for the run until it is done. Where the
    log says nothing of the table, the result says why (`refused`) and what would.
    """
    held = get_campaign(request.viewer, campaign)
    name, data = (file.name or "log")[-200:], file.read()
    return Status(
        202, actions.evaluate_on_log(by=request.viewer, campaign=held, name=name, data=data, **columns.dict())
    )
