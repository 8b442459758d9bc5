"""What the components page shows: the cast of the demo, nothing from the database."""

from datetime import date
from typing import Any

from django import forms

from commonground.engines.findings import Finding, Level
from commonground.web.matrix import Cell, Column
from commonground.web.needs import Need
from commonground.web.shell import Mark

TODAY = date(2026, 9, 14)
CAST = tuple(
    Mark(name, letters, colour)
    for colour, (name, letters) in enumerate(
        [
            ("Tondella", "TO"),
            ("Halyard & Finch", "HF"),
            ("Meridian Food Relief", "MF"),
            ("Pocket Orchard", "PO"),
            ("Variant Loom", "VL"),
            ("Tidemark", "TD"),
            ("Cohort Lane", "CL"),
            ("Harbour Daily", "HD"),
            ("Couponfield", "CF"),
            ("Greenreach", "GR"),
            ("Northbeam", "NB"),
            ("Pronto Set", "PS"),
        ],
        start=1,
    )
)
TONDELLA, HALYARD, MERIDIAN, ORCHARD, LOOM, TIDEMARK = CAST[:6]


class ExpectationSample(forms.Form):
    what = forms.CharField(label="What do you expect?", help_text="One thing, in words the other side would use.")
    by = forms.CharField(label="Answer needed by")
    weight = forms.ChoiceField(
        label="How much it matters", choices=[("", "Choose one"), ("much", "Much"), ("some", "Some")]
    )
    how = forms.CharField(label="How both sides will know", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    share = forms.BooleanField(label="Share it with every organisation in the campaign", required=False)

    def clean_by(self) -> str:
        raise forms.ValidationError("This date has passed. Choose Tue 15 Sep or later.")


STATUSES = (
    ("ok", "Signed 11 Sep"),
    ("wait", "Waiting for you"),
    ("warn", "At risk"),
    ("err", "Not ready"),
    ("info", "Asks for a change"),
    ("late", "2 days over"),
    ("progress", "In progress"),
    ("draft", "Draft"),
    ("waived", "Waived until 1 Oct"),
    ("hidden", "Hidden, 3 answers"),
    ("paid", "Paid 14 Jul"),
    ("back", "Clawed back"),
)
SIGNATURES = (
    {"mark": TONDELLA, "state": "wait", "words": "Waiting for you", "strong": True},
    {"mark": HALYARD, "state": "ok", "words": "Signed 11 Sep"},
    {"mark": MERIDIAN, "state": "info", "words": "Asks for a change"},
    {"mark": ORCHARD, "state": "wait", "words": "Not opened"},
)
NEEDS = (
    Need(
        key="escalation:1",
        title="Decide: which frequency cap applies, 3 a day or 5 a week?",
        why="Level 2 of 3. If nobody decides by 12:40 it goes to Carla Benedetti and Olu Adeyemi.",
        icon="siren",
        kind="decide",
        subject="Late Shift Lunch",
        subject_url="#",
        button="Decide",
        button_url="#",
        asked_by="Marcus Oyelaran",
        organisation=HALYARD,
        due=TODAY,
        due_words="2 h 58 min left",
        urgent=True,
    ),
    Need(
        key="sign:1",
        title="Countersign RACI v4 for Tondella",
        why="5 rows changed since v3, 2 of them for your people. 3 of 6 organisations have signed.",
        icon="pen-line",
        kind="sign",
        subject="Slice of Hope",
        subject_url="#",
        button="Review changes",
        button_url="#",
        asked_by="Marcus Oyelaran",
        organisation=HALYARD,
        due=date(2026, 9, 15),
    ),
)
FINDINGS = (
    Finding(
        "RACI-001",
        Level.ERROR,
        "No one is accountable for “Stop after a brand-safety incident”",
        "Give exactly one role the A. It was with Ines Albrecht until v3.",
        "Stop after a brand-safety incident",
    ),
    Finding(
        "SIG-003",
        Level.WARNING,
        "Game level is known for only 18 % of impressions",
        "Ask Pocket Orchard.",
        "Game level",
    ),
)
COLUMNS = (
    Column("ines", "Ines Albrecht", "TO", 1, first_of_group=True),
    Column("giulia", "Giulia Conti", "TO", 1),
    Column("marcus", "Marcus Oyelaran", "HF", 2, first_of_group=True),
    Column("amina", "Amina Yusuf", "MF", 3, first_of_group=True),
)
ROWS = (
    {"key": "1", "task": "Agree goals and the meal target", "cells": (Cell("A"), Cell("C"), Cell("R"), Cell("C"))},
    {"key": "2", "task": "Set budget and partner split", "cells": (Cell("AR"), Cell("C"), Cell("C"), Cell("I"))},
    {"key": "3", "task": "Stop after an incident", "cells": (Cell("C", "A"), Cell("R"), Cell("", "I"), Cell("S", ""))},
)


def sample() -> dict[str, Any]:
    data = {"what": "Claims are checked before they run", "by": "12 Sep 2026", "weight": "much"}
    return {
        "today": TODAY,
        "cast": CAST,
        "statuses": STATUSES,
        "signatures": SIGNATURES,
        "needs": NEEDS,
        "findings": FINDINGS,
        "columns": COLUMNS,
        "rows": ROWS,
        "form": ExpectationSample(data),
        "choices": [
            {"label": "All", "url": "#", "count": 6, "current": True},
            {"label": "Decide", "url": "#", "count": 1},
            {"label": "Sign", "url": "#", "count": 1},
        ],
        "tlps": ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"],
        "ranges": [
            {
                "words": "Tondella says",
                "colour": 1,
                "low": "68.3",
                "high": "81.7",
                "at": "75",
                "value": "5.5",
                "range": "5.1–5.9",
            },
            {
                "words": "Halyard & Finch says",
                "colour": 2,
                "low": "38.3",
                "high": "58.3",
                "at": "48.3",
                "value": "3.9",
                "range": "3.3–4.5",
            },
            {
                "words": "Wide range, few answers",
                "colour": 0,
                "low": "40",
                "high": "93.3",
                "at": "70",
                "value": "5.2",
                "range": "3.4–6.6",
            },
        ],
    }
