"""Meetings in the API."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router, Status

from commonground.campaigns.campaign.queries import get_campaign
from commonground.campaigns.kickoff import actions, agenda, noting, queries, recap, recurring
from commonground.campaigns.kickoff import schemas as s
from commonground.campaigns.kickoff.calendar import calendar_file
from commonground.campaigns.kickoff.enums import MeetingState
from commonground.campaigns.kickoff.models import Meeting
from commonground.engines.errors import EngineError
from commonground.kit.errors import NotFound, NotReady
from commonground.people.viewer.access import Request
from commonground.web.paging import LIMIT, Paged, paged

router = Router(tags=["Kick-off and calls"])
ONE = "/{uuid:campaign}"
MEETINGS = ONE + "/meetings"
MEETING = MEETINGS + "/{uuid:meeting}"
FILE = {"type": "string", "format": "binary"}


def _held(request: Request, campaign: UUID, meeting: UUID) -> Meeting:
    return queries.get_meeting(request.viewer, get_campaign(request.viewer, campaign), meeting)


def _whole(request: Request, campaign: UUID, meeting: UUID) -> Any:
    viewer, held = request.viewer, _held(request, campaign, meeting)
    room = queries.room_of(viewer, held.campaign, held)
    return s.MeetingWhole.of(held, room, queries.list_agenda(viewer, held), queries.list_understandings(viewer, held))


@router.get(MEETINGS, response=Paged[s.MeetingOut])
def list_meetings(request: Request, campaign: UUID, cursor: str | None = None, limit: int = LIMIT) -> Any:
    """Kick-offs and calls, the latest first."""
    held = get_campaign(request.viewer, campaign)
    return paged(queries.list_meetings(request.viewer, held), cursor, limit, by=("starts_at", "id"))


@router.post(MEETINGS, response={201: s.MeetingWhole})
def plan_meeting(request: Request, campaign: UUID, body: s.MeetingIn) -> Any:
    """Plan a kick-off or a call. Whoever is asked gets a mail for the calendar."""
    held = get_campaign(request.viewer, campaign)
    made = actions.plan_meeting(by=request.viewer, campaign=held, **body.dict())
    return Status(201, _whole(request, campaign, made.pk))


@router.get(MEETING, response=s.MeetingWhole)
def read_meeting(request: Request, campaign: UUID, meeting: UUID) -> Any:
    """One meeting with all that belongs to it."""
    return _whole(request, campaign, meeting)


@router.put(MEETING, response=s.MeetingWhole)
def change_meeting(request: Request, campaign: UUID, meeting: UUID, body: s.MeetingChange) -> Any:
    """Another time, place or name; whoever is asked is told. With `revision`, 409 when it no longer holds."""
    given = body.dict()
    revision = given.pop("revision")
    held = _held(request, campaign, meeting)
    actions.change_meeting(by=request.viewer, meeting=held, seen_revision=revision, **given)
    return _whole(request, campaign, meeting)


@router.post(MEETING + "/cancel", response=s.MeetingWhole)
def cancel_meeting(request: Request, campaign: UUID, meeting: UUID) -> Any:
    """Call it off; whoever is asked is told."""
    actions.cancel_meeting(by=request.viewer, meeting=_held(request, campaign, meeting))
    return _whole(request, campaign, meeting)


@router.get(
    MEETING + "/calendar",
    openapi_extra={"responses": {200: {"description": "The file.", "content": {"text/calendar": {"schema": FILE}}}}},
)
def read_calendar(request: Request, campaign: UUID, meeting: UUID) -> HttpResponse:
    """The meeting as a calendar file."""
    held = _held(request, campaign, meeting)
    own = queries.own_invitee(request.viewer, held)
    try:
        file = calendar_file(held, request.viewer.acting(), own, cancelled=held.state == MeetingState.CANCELLED)
    except EngineError as error:
        raise NotReady(f"There is no calendar file of this meeting. {error}") from error
    return HttpResponse(file, content_type="text/calendar; charset=utf-8")


@router.post(MEETING + "/invitees", response=s.MeetingWhole)
def invite(request: Request, campaign: UUID, meeting: UUID, body: s.PeopleIn) -> Any:
    """Ask more people."""
    actions.invite(by=request.viewer, meeting=_held(request, campaign, meeting), people=body.people)
    return _whole(request, campaign, meeting)


@router.delete(MEETING + "/invitees/{uuid:invitee}", response={204: None})
def uninvite(request: Request, campaign: UUID, meeting: UUID, invitee: UUID) -> Any:
    """Take somebody off the list."""
    held = _held(request, campaign, meeting)
    actions.uninvite(by=request.viewer, meeting=held, invitee=queries.get_invitee(request.viewer, held, invitee))
    return Status(204, None)


@router.put(MEETING + "/answer", response=s.InviteeOut)
def answer_invitation(request: Request, campaign: UUID, meeting: UUID, body: s.AnswerIn) -> Any:
    """Say for yourself whether you come. With `revision`, 409 when the meeting has been changed since."""
    held = _held(request, campaign, meeting)
    return actions.answer_invitation(by=request.viewer, meeting=held, answer=body.answer, seen_revision=body.revision)


@router.put(MEETING + "/functions", response=s.MeetingWhole)
def require_functions(request: Request, campaign: UUID, meeting: UUID, body: s.FunctionsIn) -> Any:
    """Say which functions must be in the room. With `seen`, 409 when somebody else has said so since."""
    wanted = {str(function.value): home for function, home in body.functions.items()}
    held = _held(request, campaign, meeting)
    actions.require_functions(by=request.viewer, meeting=held, functions=wanted, seen=body.seen)
    return _whole(request, campaign, meeting)


@router.post(MEETING + "/functions/{function}/waive", response=s.MeetingWhole)
def waive_function(request: Request, campaign: UUID, meeting: UUID, function: str, body: s.ReasonIn) -> Any:
    """Sign that a function need not be there, as a manager or executive."""
    held = _held(request, campaign, meeting)
    actions.waive_function(by=request.viewer, meeting=held, function=function, reason=body.reason)
    return _whole(request, campaign, meeting)


@router.put(MEETING + "/attendance", response=s.MeetingWhole)
def hold_meeting(request: Request, campaign: UUID, meeting: UUID, body: s.AttendanceIn) -> Any:
    """Write down who was there. May be mended afterwards. With `revision`, 409 when it no longer holds."""
    held = _held(request, campaign, meeting)
    actions.hold_meeting(by=request.viewer, meeting=held, attended=body.people, seen_revision=body.revision)
    return _whole(request, campaign, meeting)


@router.post(MEETING + "/agenda", response={201: s.ItemOut})
def add_item(request: Request, campaign: UUID, meeting: UUID, body: s.ItemIn) -> Any:
    """Add to the agenda."""
    made = agenda.add_item(by=request.viewer, meeting=_held(request, campaign, meeting), **body.dict())
    return Status(201, s.ItemOut.of(made))


@router.put(MEETING + "/agenda/{uuid:item}", response=s.ItemOut)
def edit_item(request: Request, campaign: UUID, meeting: UUID, item: UUID, body: s.ItemChange) -> Any:
    """Change an item, or write what was said."""
    held = _held(request, campaign, meeting)
    return s.ItemOut.of(agenda.edit_item(by=request.viewer, meeting=held, item=item, **body.dict()))


@router.post(MEETING + "/agenda/{uuid:item}/move", response=s.ItemOut)
def move_item(request: Request, campaign: UUID, meeting: UUID, item: UUID, body: s.ItemMove) -> Any:
    """Move an item."""
    held = _held(request, campaign, meeting)
    return s.ItemOut.of(agenda.move_item(by=request.viewer, meeting=held, item=item, by_places=body.by_places))


@router.delete(MEETING + "/agenda/{uuid:item}", response={204: None})
def remove_item(request: Request, campaign: UUID, meeting: UUID, item: UUID) -> Any:
    """Take an item off the agenda."""
    agenda.remove_item(by=request.viewer, meeting=_held(request, campaign, meeting), item=item)
    return Status(204, None)


@router.post(MEETING + "/actions", response={201: s.MeetingActionOut})
def note_action(request: Request, campaign: UUID, meeting: UUID, body: s.MeetingActionIn) -> Any:
    """Note something to do that came up."""
    held = _held(request, campaign, meeting)
    return Status(201, noting.note_meeting_action(by=request.viewer, meeting=held, **body.dict()))


@router.put(MEETING + "/recap", response=s.MeetingOut)
def write_recap(request: Request, campaign: UUID, meeting: UUID, body: s.RecapIn) -> Any:
    """Write the recap; it goes to everybody who was asked, present or not."""
    held = _held(request, campaign, meeting)
    return recap.write_recap(by=request.viewer, meeting=held, recap=body.recap, seen_revision=body.revision)


@router.post(MEETING + "/confirm", response=s.UnderstandingOut)
def confirm(request: Request, campaign: UUID, meeting: UUID, body: s.ConfirmIn) -> Any:
    """Say for your organisation: this is what we understood."""
    held = _held(request, campaign, meeting)
    return recap.confirm_understanding(by=request.viewer, meeting=held, seen_revision=body.revision)


@router.post(MEETING + "/object", response=s.UnderstandingOut)
def object_to_recap(request: Request, campaign: UUID, meeting: UUID, body: s.ObjectionIn) -> Any:
    """Say what your organisation understood otherwise."""
    held = _held(request, campaign, meeting)
    return recap.object_to_recap(by=request.viewer, meeting=held, words=body.words, seen_revision=body.revision)


@router.post(MEETING + "/objections/{uuid:understanding}/answer", response=s.UnderstandingOut)
def answer_objection(
    request: Request, campaign: UUID, meeting: UUID, understanding: UUID, body: s.ObjectionAnswerIn
) -> Any:
    """Answer the objection of another organisation."""
    held = _held(request, campaign, meeting)
    return recap.answer_objection(by=request.viewer, meeting=held, understanding=understanding, **body.dict())


@router.get(ONE + "/preparations", response=list[s.PreparationOut])
def list_preparations(request: Request, campaign: UUID) -> Any:
    """What has to be there before the kick-off."""
    return list(queries.list_preparations(request.viewer, get_campaign(request.viewer, campaign)))


@router.put(ONE + "/preparations/{kind}", response=s.PreparationOut)
def prepare(request: Request, campaign: UUID, kind: str, body: s.PreparationIn) -> Any:
    """Say who prepares it by when, where it is, and whether it is there."""
    held = get_campaign(request.viewer, campaign)
    return agenda.prepare(by=request.viewer, campaign=held, kind=kind, **body.dict())


@router.get(ONE + "/decisions", response=list[s.DecisionOut])
def list_decisions(request: Request, campaign: UUID, before: int | None = None) -> Any:
    """The newest 200 decisions, or those below the number `before`."""
    found = queries.list_decisions(request.viewer, get_campaign(request.viewer, campaign))
    found = found.filter(number__lt=max(0, min(before, 2**31 - 1))) if before is not None else found
    return [s.DecisionOut.of(one) for one in found[:200]]


@router.post(ONE + "/decisions", response={201: s.DecisionOut})
def note_decision(request: Request, campaign: UUID, body: s.DecisionIn) -> Any:
    """Note a decision."""
    held = get_campaign(request.viewer, campaign)
    given = body.dict()
    meeting = given.pop("meeting")
    where = queries.get_meeting(request.viewer, held, meeting) if meeting else None
    return Status(201, s.DecisionOut.of(noting.note_decision(by=request.viewer, campaign=held, meeting=where, **given)))


@router.get(ONE + "/terms", response=list[s.TermOut])
def list_terms(request: Request, campaign: UUID) -> Any:
    """The shared vocabulary, by term; the first 500."""
    found = queries.list_terms(request.viewer, get_campaign(request.viewer, campaign))
    return [s.TermOut.of(one) for one in found[:500]]


@router.post(ONE + "/terms", response={201: s.TermOut})
def propose_term(request: Request, campaign: UUID, body: s.TermIn) -> Any:
    """Put a word into the vocabulary."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, s.TermOut.of(noting.propose_term(by=request.viewer, campaign=held, **body.dict())))


def _term(request: Request, campaign: UUID, term: UUID) -> Any:
    held = get_campaign(request.viewer, campaign)
    found = queries.find_term(request.viewer, term)
    if found.campaign_id != held.pk:
        raise NotFound
    return found


@router.put(ONE + "/terms/{uuid:term}", response=s.TermOut)
def change_term(request: Request, campaign: UUID, term: UUID, body: s.TermChange) -> Any:
    """Say better what it means; the others are asked again."""
    found = _term(request, campaign, term)
    return s.TermOut.of(noting.change_term(by=request.viewer, term=found, **body.dict()))


@router.post(ONE + "/terms/{uuid:term}/agree", response=s.TermOut)
def agree_term(request: Request, campaign: UUID, term: UUID, body: s.TermSeen) -> Any:
    """Agree for your organisation."""
    found = _term(request, campaign, term)
    noting.agree_term(by=request.viewer, term=found, seen=body.seen)
    return s.TermOut.of(_term(request, campaign, term))


@router.get(ONE + "/call-series", response=list[s.SeriesOut])
def list_series(request: Request, campaign: UUID) -> Any:
    """Calls at a cadence that go on."""
    return list(queries.list_series(request.viewer, get_campaign(request.viewer, campaign)))


@router.post(ONE + "/call-series", response={201: s.SeriesOut})
def start_series(request: Request, campaign: UUID, body: s.SeriesIn) -> Any:
    """Start calls at a cadence; the first is planned at once."""
    held = get_campaign(request.viewer, campaign)
    return Status(201, recurring.start_series(by=request.viewer, campaign=held, **body.dict()))


@router.delete(ONE + "/call-series/{uuid:series}", response={204: None})
def end_series(request: Request, campaign: UUID, series: UUID) -> Any:
    """Plan no further calls."""
    held = get_campaign(request.viewer, campaign)
    found = queries.get_series(request.viewer, held, series)
    found.campaign = held
    recurring.end_series(by=request.viewer, series=found)
    return Status(204, None)
