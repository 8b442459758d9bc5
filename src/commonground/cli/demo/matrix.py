"""The responsibility matrix of Slice of Hope: version 3 as agreed, and the changes that version 4 proposes."""

from commonground.engines.raci.matrix import Kind, Letters, Matrix, Role, Row

ROLES = (
    ("ines", "Partnerships lead", "Tondella", "Ines Albrecht"),
    ("giulia", "Brand manager", "Tondella", "Giulia Conti"),
    ("daniel", "CRM lead", "Tondella", "Daniel Mensah"),
    ("petra", "Legal counsel", "Tondella", "Petra Novak"),
    ("marcus", "Account director", "Halyard & Finch", "Marcus Oyelaran"),
    ("priya", "Trading lead", "Halyard & Finch", "Priya Raman"),
    ("amina", "Partnerships manager", "Meridian Food Relief", "Amina Yusuf"),
    ("tomasz", "Brand guardian", "Meridian Food Relief", "Tomasz Wilk"),
    ("jun", "Live-ops producer", "Pocket Orchard", "Jun Takeda"),
    ("sofie", "Creative technologist", "Variant Loom", "Sofie Lindqvist"),
    ("producer", "Producer", "Variant Loom", ""),
)
# A phase, then its rows: kind (t task, d decision), task, and a letter for each role ("." for none).
ROWS = (
    ("Strategy", "d", "Agree goals and the meal target", "A C . . R . C . I . ."),
    ("Strategy", "d", "Set budget and partner split", "A/R C . C C . I . I . ."),
    ("Strategy", "t", "Keep the risk list", "A . . . R . C . C C ."),
    ("Data and signals", "t", "Publish loyalty segments to the DSP", ". . A/R C . R . . . . ."),
    ("Data and signals", "t", "Deliver the store-distance feed", ". . A . . R . . . I ."),
    ("Creative", "d", "Choose signals and write rules", ". A C . . C . . . R ."),
    ("Creative", "t", "Build variants and fallbacks", ". A . . . I . C C R ."),
    ("Creative", "d", "Approve the meal count in claims", ". A . C I . R C . . ."),
    ("Creative", "d", "Approve use of Meridian’s emblem", ". C . C . . C A/R . I ."),
    ("Creative", "t", "Build the in-game event", "I C . . . . C . A/R . ."),
    ("Activation", "t", "Set up ad server and line items", ". . . . A R . . . C ."),
    ("Activation", "d", "Set frequency cap and pacing", "C . . . A R . . . . ."),
    ("Activation", "t", "Check daily for the first 14 days", "A . . . . R I . I R ."),
    ("Activation", "d", "Stop after a brand-safety incident", "A R . . R . . C . . ."),
    ("Measurement and money", "d", "Agree measurement and holdout", "A . . . R C . . . . ."),
    ("Measurement and money", "t", "Publish the weekly meal count", "I I . . I . A/R . I . ."),
    ("Measurement and money", "d", "Approve the settlement statement", "A . . C R . C . C . ."),
)


def agreed() -> Matrix:
    """Version 3."""
    keys = [key for key, *_ in ROLES]
    rows = tuple(
        Row(
            key=f"row-{number}",
            task=task,
            phase=phase,
            kind="decision" if kind == "d" else "task",
            cells={key: Letters(held) for key, held in zip(keys, letters.split(), strict=True) if held != "."},
        )
        for number, (phase, kind, task, letters) in enumerate(ROWS, start=1)
    )
    return Matrix(Kind.RACI, tuple(Role(key, title, person=person) for key, title, _, person in ROLES), rows)


# Version 4 brings faults of five kinds: (row, role, letters).
CHANGES = (
    ("row-5", "priya", "C"),  # RACI-003: nobody is responsible
    ("row-8", "tomasz", "A"),  # RACI-002: two are accountable
    ("row-14", "ines", "C"),  # RACI-001: nobody is accountable
    ("row-7", "producer", "R"),  # RACI-004: a vacant role holds a letter
    ("row-16", "ines", "C"),
)
NEW_ROWS = (
    # RACI-009: the same task twice, in other words of the same letters.
    (
        "Data and signals",
        "decision",
        "Approve game-level data",
        {"ines": "I", "daniel": "C", "petra": "C", "jun": "A/R"},
    ),
    ("Measurement and money", "task", "Publish the weekly  meal count", {"amina": "A/R", "ines": "I"}),
)
