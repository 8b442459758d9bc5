"""Reading decision tables in the API, and agreeing on them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.queries import get_campaign
from commonground.creative.decision import queries, schemas, signoff
from commonground.creative.decision.export import export_of
from commonground.creative.decision.forecast import forecast_of
from commonground.creative.decision.stored import Loaded, analysis_of
from commonground.engines.decisions import evaluate, findings
from commonground.engines.errors import EngineError
from commonground.kit.errors import Invalid, NotFound
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Decision table"])
HERE = "/{uuid:campaign}/decision-table"
VERSIONS = HERE + "/versions"
ONE = VERSIONS + "/{int:number}"
FILE = {"type": "string", "format": "binary"}


def _loaded(request: Request, campaign: UUID, number: int) -> tuple[Campaign, Loaded]:
    held = get_campaign(request.viewer, campaign)
    version = queries.get_version(request.viewer, held, number)
    return held, queries.load_table(request.viewer, version, held)


@router.get(HERE, response=schemas.TableWhole)
def read_working_table(request: Request, campaign: UUID) -> Any:
    """What people work on now: the draft, else what is proposed, else what is in force."""
    held = get_campaign(request.viewer, campaign)
    working = queries.working_version(request.viewer, held)
    if working is None:
        raise NotFound
    return schemas.TableWhole.of(queries.load_table(request.viewer, working, held))


@router.get(VERSIONS, response=Paged[schemas.TableVersionOut])
def list_table_versions(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Every version, newest first."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_versions(request.viewer, held), cursor, limit, by=("number",))


@router.get(ONE, response=schemas.TableWhole)
def read_table_version(request: Request, campaign: UUID, number: int) -> Any:
    """One version as it is or was."""
    return schemas.TableWhole.of(_loaded(request, campaign, number)[1])


@router.get(ONE + "/findings", response=schemas.TableFindings)
def read_table_findings(request: Request, campaign: UUID, number: int) -> Any:
    """Gaps, overlaps, rules that never count, conflicts and traps, with what placements target and partners pass today."""
    _, loaded = _loaded(request, campaign, number)
    analysis = analysis_of(loaded)
    return schemas.TableFindings.of(number, analysis, findings(loaded.table, analysis))


@router.get(ONE + "/forecast", response=schemas.ForecastOut)
def read_table_forecast(request: Request, campaign: UUID, number: int) -> Any:
    """Expected shares by placement, and the signals that would help most.

    404 without rules or placements, where a cell cannot be read, and where the table is too large to reckon at once.
    """
    _, loaded = _loaded(request, campaign, number)
    found = forecast_of(loaded)
    if found is None:
        raise NotFound
    return found


@router.get(ONE + "/changes", response=list[schemas.RuleChanged])
def read_table_changes(request: Request, campaign: UUID, number: int, since: int | None = None) -> Any:
    """Rules that it has otherwise than the version with the number `since`: new, changed, moved or taken out.

    Without it they are compared with the version that was agreed when it was begun; all are new where there was none.
    """
    held = get_campaign(request.viewer, campaign)
    version = queries.get_version(request.viewer, held, number)
    other = version.based_on if since is None else queries.get_version(request.viewer, held, since)
    after, before = (queries.rules_by_key(request.viewer, one) for one in (version, other))
    keys = [*after, *(key for key in before if key not in after)]
    return [
        {"key": key, "before": _said(before.get(key)), "after": _said(after.get(key))}
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _said(rule: dict[str, Any] | None) -> dict[str, Any] | None:
    return rule and {**rule, "position": rule["position"] + 1}


@router.get(
    ONE + "/export/{form}",
    openapi_extra={
        "responses": {200: {"description": "The file.", "content": {"application/octet-stream": {"schema": FILE}}}}
    },
)
def export_table(request: Request, campaign: UUID, number: int, form: str) -> HttpResponse:
    """A version as a file: dmn, xlsx, csv or json."""
    held, loaded = _loaded(request, campaign, number)
    name, media_type, data = export_of(held.name, loaded, form)
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get(ONE + "/sign-offs", response=list[schemas.SignOffOut])
def read_sign_offs(request: Request, campaign: UUID, number: int) -> Any:
    """What each organisation says of it; nothing of a draft."""
    held = get_campaign(request.viewer, campaign)
    return queries.sign_offs_of(request.viewer, queries.get_version(request.viewer, held, number))


@router.post(ONE + "/case", response=schemas.DecisionOut)
def try_case(request: Request, campaign: UUID, number: int, body: schemas.CaseIn) -> Any:
    """What one impression would be shown, and why each other rule did not hold; nothing is saved."""
    _, loaded = _loaded(request, campaign, number)
    try:
        found = evaluate(loaded.table, body.values)
    except EngineError as error:
        raise Invalid(str(error), fields={"values": str(error)}) from error
    return schemas.DecisionOut.of(loaded, found)


@router.post(HERE + "/propose", response=schemas.TableVersionOut)
def propose_table(request: Request, campaign: UUID, body: schemas.ProposeTableIn) -> Any:
    """Put the draft before the creative and media sides."""
    held = get_campaign(request.viewer, campaign)
    return signoff.propose_table(by=request.viewer, campaign=held, seen_revision=body.revision)


@router.post(ONE + "/take-back", response=schemas.TableVersionOut)
def take_table_back(request: Request, campaign: UUID, number: int, body: schemas.TableSeen) -> Any:
    """Put the draft aside, or take back what your organisation has proposed. It stays among the versions."""
    held = get_campaign(request.viewer, campaign)
    return signoff.take_table_back(by=request.viewer, campaign=held, number=number, seen=body.seen)


@router.post(ONE + "/sign-off", response=schemas.TableVersionOut)
def sign_table(request: Request, campaign: UUID, number: int) -> Any:
    """Sign the proposed version off for your organisation; the last one puts it in force."""
    return signoff.sign_table(by=request.viewer, campaign=get_campaign(request.viewer, campaign), number=number)


@router.post(ONE + "/ask-for-change", response=schemas.SignOffOut)
def ask_table_change(request: Request, campaign: UUID, number: int, body: schemas.TableChangeIn) -> Any:
    """Say what has to change before your organisation signs off."""
    held = get_campaign(request.viewer, campaign)
    return signoff.ask_table_change(by=request.viewer, campaign=held, number=number, reason=body.reason)
