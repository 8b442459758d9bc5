"""Simulations in the API."""

from typing import Annotated, Any
from uuid import UUID

from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.run.schemas import RunOut
from commonground.creative.simulation import actions
from commonground.people.viewer.access import Request

router = Router(tags=["Simulations and evaluations"])


@router.post("/{uuid:campaign}/simulations", response={202: RunOut})
def simulate_log(
    request: Request, campaign: UUID, file: File[UploadedFile], is_sample: Annotated[bool, Form()] = False
) -> Any:
    """Have a log of impressions decided by the table that is worked on: CSV or Parquet, at most 25 MB.

    It is carried out in the background: ask for the run until it is done. The log is read and not kept.
    """
    held = get_campaign(request.viewer, campaign)
    name, data = (file.name or "log")[-200:], file.read()
    return Status(
        202, actions.simulate_log(by=request.viewer, campaign=held, name=name, data=data, is_sample=is_sample)
    )
