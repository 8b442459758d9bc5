"""{% load ui %}: every component that a template may use. Arguments are words; what people typed is escaped."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from commonground.web import bars, dates, marks, matrix, panels
from commonground.web.needs import Need
from commonground.web.text import visible
from commonground.web.views import CHOICES

register = template.Library()

PLAIN: tuple[Callable[..., SafeString], ...] = (
    marks.icon,
    marks.org_tile,
    marks.person,
    marks.status,
    marks.tlp,
    marks.hidden,
    matrix.role_chip,
    matrix.role_cells,
    matrix.load_bar,
    bars.readiness_bar,
    bars.meter,
    bars.share_bar,
)
for function in PLAIN:
    register.simple_tag(function)
register.filter("visible", visible)


@register.simple_tag
def day(value: date | None, *, short: bool = False) -> SafeString:
    """Fri 16 Oct 2026, or Fri 16 Oct; of a moment the day that it is for the reader."""
    if value is None:
        return SafeString('<span class="ink-3">no date</span>')
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    words = dates.short_day(value) if short else dates.day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.simple_tag
def due(value: date | None, today: date, *, inline: bool = False) -> str:
    """Tomorrow; with inline the words for the middle of a sentence."""
    if value is None:
        return "no date" if inline else "No date"
    return dates.in_words(value, today) if inline else dates.due_words(value, today)


@register.simple_tag
def left(until: datetime | None, now: datetime) -> str:
    """2 h 58 min left, or nothing."""
    return dates.time_left(until, now) if until else ""


@register.simple_tag
def appearance(request: HttpRequest | None) -> SafeString:
    """The attributes of <html> that hold what this browser chose."""
    cookies = getattr(request, "COOKIES", {})
    chosen = [(name, cookies[name]) for name, choices in CHOICES.items() if cookies.get(name) in choices[1:]]
    return format_html_join("", ' data-{}="{}"', chosen)


@register.inclusion_tag("web/_appearance.html", takes_context=True)
def appearance_form(context: template.Context) -> dict[str, Any]:
    """Theme and text size, as a form that works without JavaScript."""
    request = context.get("request")
    cookies = getattr(request, "COOKIES", {})
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "themes": [("system", "System", "monitor"), ("light", "Light", "sun"), ("dark", "Dark", "moon")],
        "densities": [("compact", "Compact"), ("comfortable", "Larger")],
        "theme": cookies.get("theme", "system"),
        "density": cookies.get("density", "compact"),
    }


@register.simple_tag
def state_icon(state: str) -> SafeString:
    """The icon of a state alone, where hidden words stand beside it."""
    return marks.icon(*marks.STATES[state])


@register.simple_tag(takes_context=True)
def acting(context: template.Context) -> SafeString:
    """For every form that changes something: for whom the page was shown. Another tab may have switched since."""
    viewer = context.get("viewer")
    shown = getattr(viewer, "organisation_id", None)
    return format_html('<input type="hidden" name="acting" value="{}">', shown) if shown else SafeString("")


@register.simple_tag
def verdict_icon(state: str) -> SafeString:
    """The icon of a verdict, beside its words in a heading."""
    symbol, colour = marks.STATES[state]
    return marks.icon(symbol, f"icon-xl {colour}".strip())


@register.simple_tag
def counted(state: str, count: int, one: str, many: str) -> SafeString:
    """A state with a count: 1 error, 4 errors."""
    return marks.status(state, f"{count:,} {one if count == 1 else many}")


@register.simple_tag
def org_mark(mark: Any, size: int = 22, shown: bool = True) -> SafeString:
    """org_tile of anything that has name, letters and colour."""
    return marks.org_tile(mark.letters, mark.colour, mark.name, size, shown)


@register.inclusion_tag("web/ui/finding.html")
def finding(finding: Any, **more: Any) -> dict[str, Any]:
    """A rule result. `more`: place, place_url, owner, waived (words), rule_url, actions (html), open (bool)."""
    state = "waived" if more.get("waived") else str(finding.level)
    return {"finding": finding, "state": state, "word": state.capitalize(), **more}


@register.inclusion_tag("web/ui/need.html")
def need_row(need: Need, today: date, *, primary: bool = False) -> dict[str, Any]:
    """One thing to do. Only one row of a page is primary."""
    words = need.due_words or (dates.due_words(need.due, today) if need.due else "No date")
    return {"need": need, "words": words, "primary": primary or need.urgent}


@register.inclusion_tag("web/ui/sign_strip.html")
def sign_strip(signatures: Sequence[Mapping[str, Any]], label: str = "Signatures") -> dict[str, Any]:
    """Who agreed to this version. Each: mark, state, words, and optionally strong."""
    return {"signatures": signatures, "label": label}


@register.inclusion_tag("web/ui/segmented.html")
def segmented(choices: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """Links that filter. Each: label, url, current, and optionally count."""
    return {"choices": choices, "label": label}


@register.inclusion_tag("web/ui/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], parameter: str = "page") -> dict[str, Any]:
    """1 to 50 of 312, with the filters of the address kept."""
    query = context["request"].GET.copy()
    query.pop(parameter, None)
    kept = query.urlencode()
    return {"page": page, "prefix": f"?{kept}&{parameter}=" if kept else f"?{parameter}="}


@register.inclusion_tag("web/ui/field.html")
def field(field: BoundField, width: str = "") -> dict[str, Any]:
    """A form field: label above, hint and error below. width: short, medium or full."""
    kind = getattr(field.field.widget, "input_type", "")
    grouped = bool(field.field.widget.use_fieldset)
    return {"field": field, "kind": kind, "grouped": grouped, "width": width, "hint": field.help_text}


@register.inclusion_tag("web/ui/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """The summary above a form that did not hold: what to mend, linked to the fields."""
    refused = getattr(form, "refused", "")
    return {
        "form": form,
        "refused": refused,
        "wrong": [form[name] for name in form.errors if name in form.fields] if form.is_bound else [],
    }


@register.inclusion_tag("web/ui/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """The summary and every field of a form, in its order."""
    return {"form": form}


@register.simple_tag(takes_context=True, name="panels")
def panels_tag(context: template.Context, place: str, subject: Any = None) -> SafeString:
    """What the apps above have put in a place."""
    return format_html_join("", "{}", ((html,) for html in panels.render(place, context["request"], subject)))


@register.inclusion_tag("web/ui/tabs.html", takes_context=True)
def tabs(context: template.Context, kind: str, subject: Any, current: str = "") -> dict[str, Any]:
    """The tabs of a campaign or partnership."""
    request = context["request"]
    return {
        "tabs": panels.tabs.of(kind, request, subject, current),
        "renewal": panels.tabs.renewal(kind, request, subject, current),
    }


@register.simple_block_tag
def note_box(content: str, kind: str = "info", title: str = "") -> SafeString:
    """A quiet box: {% note_box "warn" "The models disagree." %}…{% endnote_box %}. kind: info, ok, warn, err, plain."""
    head = format_html("<strong>{}</strong> ", title) if title else ""
    symbol = "info" if kind == "plain" else marks.STATES[kind][0]
    return format_html('<div class="note note-{}">{}<div>{}{}</div></div>', kind, marks.icon(symbol), head, content)


@register.simple_block_tag
def empty(content: str, title: str, symbol: str = "inbox") -> SafeString:
    """An empty place that teaches: what this is for, one example (p.example), the first step (.actions)."""
    return format_html('<div class="empty">{}<h3>{}</h3>{}</div>', marks.icon(symbol, "icon-lg"), title, content)
