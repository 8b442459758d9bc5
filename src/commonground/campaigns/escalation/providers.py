"""What escalations ask of people, and what other pages show of them."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from commonground.campaigns.action import origins
from commonground.campaigns.action.enums import Source
from commonground.campaigns.action.origins import Origin
from commonground.campaigns.campaign.models import Campaign
from commonground.campaigns.campaign.point import point_of, stood_in
from commonground.campaigns.campaign.providers import campaign_url
from commonground.campaigns.escalation import queries, subjects
from commonground.campaigns.escalation.enums import About, Rung
from commonground.campaigns.escalation.models import Escalation
from commonground.campaigns.escalation.subjects import Subject
from commonground.campaigns.raci.queries import working_version
from commonground.campaigns.roadmap import queries as roadmap
from commonground.kit import clock
from commonground.kit.errors import NotFound
from commonground.partnerships.models import Partnership
from commonground.people.home import waiting
from commonground.people.home.waiting import Waiting
from commonground.people.viewer.context import mark_of
from commonground.people.viewer.models import Viewer
from commonground.web import needs, panels
from commonground.web.dates import short_day, time_left
from commonground.web.needs import MOST, Need
from commonground.web.panels import Badge, Tab, tabs


def _url(escalation: Escalation) -> str:
    return reverse("campaigns:escalation", args=[escalation.campaign_id, escalation.number])


def _day(viewer: Viewer, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(viewer.time_zone)).date()


def _runs_out(escalation: Escalation) -> datetime | None:
    return min(filter(None, (escalation.answer_due_at, escalation.update_due_at)), default=None)


def act_needs(viewer: Viewer) -> Iterator[Need]:
    """Escalations that have come to the viewer. Each rung and each deadline is a new need."""
    now = clock.now()
    for one in queries.list_to_act_on(viewer)[: MOST + 1]:
        runs_out = _runs_out(one)
        to = Rung(min(one.rung + 1, max(Rung))).label
        above = f"Level {one.rung} of 3. Without an answer in time it goes to: {to}, on both sides."
        on_top = "Level 3 of 3: nobody is above you."
        yield Need(
            key=f"escalation:{one.pk}:{one.rung}:{one.state}:{runs_out:%Y%m%d%H%M}" if runs_out else f"escalation:{one.pk}",
            title=f"Answer E-{one.number}: {one.title}" if one.answer_due_at else f"Give an update on E-{one.number}: {one.title}",
            why=on_top if one.rung == max(Rung) else above,
            icon="siren", kind="decide", subject=one.campaign.name, subject_url=_url(one), button="Open",
            button_url=_url(one), asked_by=one.raised_by.name, organisation=mark_of(one.raised_by.organisation),
            due=_day(viewer, runs_out) if runs_out else None, due_words=time_left(runs_out, now) if runs_out else "",
            urgent=one.severity == 1 or (runs_out is not None and _day(viewer, runs_out) <= clock.today(viewer.time_zone)),
            private=one.confidential,
        )  # fmt: skip


def follow_needs(viewer: Viewer) -> Iterator[Need]:
    """Escalations that nobody has answered, or that have stepped up, for whom everybody may ask: they see that it moves."""
    now = clock.now()
    for one in queries.list_to_follow(viewer)[: MOST + 1]:
        runs_out = _runs_out(one)
        waits = (
            f"{one.asked.name} has not answered yet." if one.answer_due_at else f"It has come to level {one.rung} of 3."
        )
        yield Need(
            key=f"escalation-follow:{one.pk}:{one.rung}:{one.state}", title=f"See that E-{one.number} moves: {one.title}",
            why=f"{waits} You are the one to ask in {one.campaign.name}.", icon="siren", kind="do",
            subject=one.campaign.name, subject_url=_url(one), button="Open", button_url=_url(one),
            asked_by=one.raised_by.name, organisation=mark_of(one.raised_by.organisation),
            due=_day(viewer, runs_out) if runs_out else None, due_words=time_left(runs_out, now) if runs_out else "",
            private=one.confidential,
        )  # fmt: skip


def stand_in_needs(viewer: Viewer) -> Iterator[Need]:
    """Point people who are away, in whose place the viewer is asked."""
    for point in stood_in(viewer):
        away, name = point.away, point.campaign.name
        if away is None:
            continue
        url = reverse("campaigns:point-person", args=[point.campaign.pk])
        yield Need(
            key=f"stand-in:{point.campaign.pk}:{away.first_on}", title=f"Stand in for {away.who.name}",
            why=f"Away until {short_day(away.last_on)}. Until then everybody in {name} is sent to you.", icon="user",
            kind="do", subject=name, subject_url=campaign_url(point.campaign.pk), button="What they may ask", button_url=url,
            organisation=mark_of(away.who.organisation), due=away.last_on,
        )  # fmt: skip


def confirm_needs(viewer: Viewer) -> Iterator[Need]:
    """Escalations that the other side calls settled."""
    for one in queries.list_to_confirm(viewer)[: MOST + 1]:
        yield Need(
            key=f"escalation-confirm:{one.pk}:{one.resolved_at:%Y%m%d%H%M}",
            title=f"Answer: is E-{one.number} settled?",
            why=f"{one.asked.name} says so: {one.title}. Confirm it, or open it again.",
            icon="check-check", kind="answer", subject=one.campaign.name, subject_url=_url(one), button="Confirm or reopen",
            button_url=_url(one), organisation=mark_of(one.asked), private=one.confidential,
        )  # fmt: skip


def pause_needs(viewer: Viewer) -> Iterator[Need]:
    """Pauses that wait for the consent of the viewer's side."""
    for one in queries.list_pauses_to_answer(viewer)[: MOST + 1] if viewer.may_write else ():
        asking = one.pause_asked_by
        yield Need(
            key=f"escalation-pause:{one.pk}", title=f"Answer: may E-{one.number} pause?",
            why=f"“{one.pause_reason[:160]}” The clock runs on until you consent.", icon="clock", kind="answer",
            subject=one.campaign.name, subject_url=_url(one), button="Read and answer", button_url=_url(one),
            organisation=mark_of(asking) if asking else None, private=one.confidential,
        )  # fmt: skip


def escalations_waited_for(viewer: Viewer) -> Iterator[Waiting]:
    """What the viewer's organisation has raised and nobody has settled."""
    for one in queries.list_raised(viewer)[: MOST + 1]:
        state = "wait" if one.answer_due_at else "progress"
        yield Waiting(
            what=f"E-{one.number} {one.title}", url=_url(one), about=one.campaign.name, asked=_day(viewer, one.created_at),
            state=state, state_words=f"{one.get_state_display()}, level {one.rung}", organisation=mark_of(one.asked),
        )  # fmt: skip


def raci_rows(viewer: Viewer, campaign: Campaign) -> Iterator[Subject]:
    """Rows of the matrix that people work by."""
    version = working_version(viewer, campaign)
    for row in version.rows.all()[:500] if version else ():
        yield Subject(About.RACI_ROW, row.key, row.task)


def deliverables(viewer: Viewer, campaign: Campaign) -> Iterator[Subject]:
    """What is handed over, by the roadmap that people work on."""
    version = roadmap.working_version(viewer, campaign)
    for row in version.deliverables.all()[:500] if version else ():
        yield Subject(About.DELIVERABLE, row.key, row.title)


PAGES = {About.RACI_ROW: "raci-row", About.DELIVERABLE: "roadmap-deliverable"}


def subject_url(escalation: Escalation) -> str:
    """The page of what an escalation is about; "" where it has none of its own."""
    name = PAGES.get(About(escalation.about_kind))
    if name is None:
        return ""
    try:
        return reverse(f"campaigns:{name}", args=[escalation.campaign_id, escalation.about_key])
    except NoReverseMatch:
        # A program may have given a key that no page can have.
        return ""


def side_panel(request: HttpRequest, campaign: Campaign) -> SafeString:
    """Whom to ask, and where it goes when that does not help."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "campaign": campaign, "ladder": queries.ladder_of(viewer, campaign), "point": point_of(viewer, campaign),
    }  # fmt: skip
    return render_to_string("campaigns/escalation/_side.html", context, request)


def partnership_panel(request: HttpRequest, partnership: Partnership) -> SafeString | None:
    """How escalations of a partnership went."""
    times = queries.times_of(request.viewer, partnership)  # type: ignore[attr-defined]
    if not times.count:
        return None
    settled = [(Rung(rung).label, count) for rung, count in times.settled.items()]
    return render_to_string("campaigns/escalation/_times.html", {"times": times, "settled": settled}, request)


def badge(request: HttpRequest, campaign: Campaign) -> Badge | None:
    """How many are open."""
    count = queries.list_escalations(request.viewer, campaign).filter(state__in=queries.OPEN).count()  # type: ignore[attr-defined]
    return Badge(count, f"{count} open", "escalated") if count else None


def _named(viewer: Viewer, campaign: Campaign, key: str) -> str:
    number = int(key) if key.isdecimal() and len(key) < 10 else 0
    one = queries.get_escalation(viewer, campaign, number)
    # Everybody in the campaign reads where an action comes from.
    if one.confidential:
        raise NotFound
    return f"E-{one.number} {one.title}"


ORIGIN = Origin(_named, lambda campaign, key: reverse("campaigns:escalation", args=[campaign.pk, int(key)]))


def register() -> None:
    """Give the site this slice's tab, panels, needs and subjects."""
    tab = Tab("Escalations", "campaigns:escalation-list", order=60, badge=badge, under="campaigns:escalation")
    tabs.register("campaign", tab)
    for need in (act_needs, follow_needs, stand_in_needs, confirm_needs, pause_needs):
        needs.register(need)
    waiting.register(escalations_waited_for)
    subjects.register(raci_rows)
    subjects.register(deliverables)
    origins.register(Source.ESCALATION, ORIGIN)
    panels.register("campaign-side", side_panel, order=10)
    panels.register("partnership-overview", partnership_panel, order=50)
