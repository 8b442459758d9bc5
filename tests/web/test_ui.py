"""What the tags print: words for everyone, and nothing that people typed goes out unescaped."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from commonground.engines.findings import Finding, Level
from commonground.web import bars, dates, icons, marks, matrix, panels, samples
from commonground.web.needs import Need, Needs
from commonground.web.panels import Badge, Panels, Tab, Tabs
from commonground.web.text import visible

EVIL = '<b onclick="x">&'
TODAY = date(2026, 9, 14)


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_every_icon_exists_once() -> None:
    assert len(set(icons.ICONS)) == len(icons.ICONS)
    assert icons.sprite().count("<symbol ") == len(icons.ICONS)


def test_an_icon_that_is_not_listed_is_refused() -> None:
    with pytest.raises(LookupError):
        marks.icon("unicorn")


def test_every_state_has_a_listed_icon() -> None:
    assert {symbol for symbol, _ in marks.STATES.values()} <= set(icons.ICONS)


@pytest.mark.parametrize(
    "source",
    [
        '{% org_tile "TO" 1 evil %}',
        '{% org_tile "TO" 1 evil 30 shown=False %}',
        "{% person evil evil colour=1 %}",
        "{% person evil shown=False %}",
        '{% status "ok" evil %}',
        "{% hidden evil %}",
        "{{ evil|visible }}",
        "{% note_box 'warn' evil %}{{ evil }}{% endnote_box %}",
        "{% empty evil %}{{ evil }}{% endempty %}",
        "{% meter 0.5 evil %}",
    ],
)
def test_tags_escape_what_people_typed(source: str) -> None:
    html = render(source, evil=EVIL)
    assert "<b " not in html
    assert "&lt;b onclick" in html


def test_components_escape_what_people_typed() -> None:
    need = Need("k", EVIL, EVIL, "flag", "do", EVIL, "/s/", EVIL, "/b/", asked_by=EVIL, due=TODAY)
    finding = Finding("X-1", Level.ERROR, EVIL, EVIL, EVIL)
    html = render(
        "{% need_row need today %}{% finding finding place=evil %}", need=need, finding=finding, today=TODAY, evil=EVIL
    )
    assert "<b " not in html


def test_a_tile_alone_has_a_name_and_beside_it_is_decoration() -> None:
    assert 'aria-label="Tondella"' in marks.org_tile("TO", 1, "Tondella", 30, shown=False)
    assert 'aria-hidden="true">TO</span> Tondella' in marks.org_tile("TO", 1, "Tondella")


def test_initials() -> None:
    assert [marks.initials_of(name) for name in ("Ines Albrecht", "Ana María de la Cruz", "Jun", "")] == [
        "IA",
        "AC",
        "J",
        "",
    ]


def test_hidden_characters_are_written_out() -> None:
    assert visible("abc<") == "abc&lt;"
    assert "U+202E" in visible("invoice\u202efdp.exe")
    assert "U+200B" in visible("a\u200bb")


def test_joiners_that_scripts_need_stay() -> None:
    assert "U+200" not in visible("می\u200cخواهم")


def test_role_chip_says_what_changed() -> None:
    assert ">Accountable and responsible<" in matrix.role_chip("A/R")
    assert ">Accountable, was consulted<" in matrix.role_chip("A", "C")
    assert ">No role, was responsible<" in matrix.role_chip("", "R")
    assert ">Informed, was empty<" in matrix.role_chip("I", "")
    assert "was" not in matrix.role_chip("C", "C")


def test_unknown_letters_are_refused() -> None:
    with pytest.raises(ValueError, match="role letter"):
        matrix.role_chip("X")


def test_role_cells_are_buttons_only_when_editable() -> None:
    columns = (matrix.Column("ines", EVIL, "TO", 1),)
    cells = (matrix.Cell("A"),)
    assert "<button" not in matrix.role_cells("9", columns, cells)
    html = matrix.role_cells('"', columns, cells, editable=True)
    assert 'data-role="ines"' in html
    assert "<b " not in html
    assert 'value="&quot;:ines"' in html


def test_a_load_above_the_guide_says_so() -> None:
    assert "above the guide of 5" in matrix.load_bar(6, 1)
    assert "above" not in matrix.load_bar(5, 1)


def test_readiness_segments_fill_the_bar() -> None:
    html = bars.readiness_bar(1, 0, 0, 199)
    assert 'class="seg-error" x="0.00%"' in html
    assert "seg-warning" not in html
    assert "seg-waived" in bars.readiness_bar()


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 9, 14), "Today"),
        (date(2026, 9, 15), "Tomorrow"),
        (date(2026, 10, 16), "In 32 days"),
        (date(2026, 9, 12), "2 days over"),
    ],
)
def test_due_words(due: date, words: str) -> None:
    assert dates.due_words(due, TODAY) == words
    assert dates.in_words(due, TODAY)[0].islower() or words[0].isdigit()


def test_day() -> None:
    assert dates.day(date(2026, 10, 16)) == "Fri 16 Oct 2026"


@pytest.mark.parametrize(("zone", "shown"), [("Europe/Rome", "Sat 17 Oct"), ("America/New_York", "Fri 16 Oct")])
def test_a_moment_is_shown_on_the_day_that_it_is_for_the_reader(zone: str, shown: str) -> None:
    with timezone.override(zone):
        moment = datetime(2026, 10, 16, 22, 30, tzinfo=UTC)
        assert f">{shown}<" in render("{% day moment short=True %}", moment=moment)
    assert render("{% day none %}", none=None) == '<span class="ink-3">no date</span>'


class Both(forms.Form):
    name = forms.CharField(help_text="In words.")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agree = forms.BooleanField()


def test_a_wrong_field_is_described_and_linked_from_the_summary() -> None:
    html = render("{% fields form %}", form=Both({"name": ""}))
    assert 'href="#id_name"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert "3 answers need another look." in html
    assert "<fieldset" in html


def test_a_new_form_has_no_summary() -> None:
    assert "another look" not in render("{% fields form %}", form=Both())


def test_panels_stand_in_order_and_may_say_nothing() -> None:
    places = Panels()
    places.register("here", lambda request, subject: f"late {subject}", order=20)
    places.register("here", lambda request, subject: "early", order=10)
    places.register("here", lambda request, subject: None)
    assert places.render("here", RequestFactory().get("/"), "x") == ["early", "late x"]


def test_tabs_know_the_current_one() -> None:
    kinds = Tabs()
    tab = Tab("Look", "web:components", badge=lambda r, s: Badge(3, "3 errors", "err"), arguments=lambda s: {})
    kinds.register("thing", tab)
    (shown,) = kinds.of("thing", RequestFactory().get("/"), None, current="web:components")
    assert (shown.label, shown.current, shown.badge.count) == ("Look", True, 3)
    panels.tabs.register("test-thing", tab)
    html = render('{% tabs "test-thing" None current="web:components" %}', request=RequestFactory().get("/"))
    panels.tabs.unregister("test-thing", "web:components")
    assert 'aria-current="page"' in html
    assert ", 3 errors" in html


def test_needs_are_sorted_by_urgency_then_day() -> None:
    needs = Needs()
    needs.register(lambda viewer: samples.NEEDS[::-1])
    assert [need.key for need in needs.of("ines")] == ["escalation:1", "sign:1"]
