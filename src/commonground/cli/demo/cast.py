"""Who plays in the demo's story: invented organisations and people."""

from dataclasses import dataclass, field

PASSWORD = "slice-of-hope"  # noqa: S105 - printed by the demo for everybody to sign in with


@dataclass(frozen=True, slots=True)
class Player:
    """A person: how they sign in and what they are at their organisation."""

    name: str
    email: str
    title: str
    role: str = "member"
    level: str = "practitioner"
    functions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation and its people; the first is its owner."""

    name: str
    kind: str
    colour: int
    letters: str
    time_zone: str
    about: str
    people: tuple[Player, ...]
    verticals: tuple[str, ...] = ()
    markets: tuple[str, ...] = field(default=("GB",))


CAST = (
    Company(
        "Tondella", "advertiser", 1, "TO", "Europe/Rome", "Pizza from 240 ovens between Lisbon and Trieste.",
        (
            Player("Ines Albrecht", "ines@tondella.example", "Partnerships lead", "owner", "manager", ("strategy",)),
            Player("Giulia Conti", "giulia@tondella.example", "Brand manager", "admin", "manager", ("brand",)),
            Player("Daniel Mensah", "daniel@tondella.example", "CRM lead", functions=("data", "personalisation")),
            Player("Petra Novak", "petra@tondella.example", "Legal counsel", functions=("legal",)),
            Player("Carla Benedetti", "carla@tondella.example", "Chief marketing officer", "viewer", "executive"),
        ),
        ("food",), ("IT", "DE", "PT"),
    ),
    Company(
        "Halyard & Finch", "media-agency", 2, "HF", "Europe/London", "Media planning and buying.",
        (
            Player("Marcus Oyelaran", "marcus@halyard.example", "Account director", "owner", "manager", ("media",)),
            Player("Priya Raman", "priya@halyard.example", "Trading lead", functions=("media", "ad-operations")),
            Player("Olu Adeyemi", "olu@halyard.example", "Managing partner", "admin", "executive", ("strategy",)),
            Player("Nadia Petrov", "nadia@halyard.example", "Analyst", functions=("analytics",)),
        ),
        ("business",),
    ),
    Company(
        "Meridian Food Relief", "non-profit", 3, "MF", "Europe/Madrid", "A million meals a year for those who need one.",
        (
            Player("Amina Yusuf", "amina@meridian.example", "Partnerships manager", "owner", "manager", ("strategy",)),
            Player("Tomasz Wilk", "tomasz@meridian.example", "Brand guardian", functions=("brand",)),
            Player("Elena Duarte", "elena@meridian.example", "Director", "admin", "executive"),
        ),
        (), ("ES", "PT", "IT"),
    ),
    Company(
        "Pocket Orchard", "publisher", 4, "PO", "Asia/Tokyo", "Games for five minutes at a time.",
        (
            Player("Jun Takeda", "jun@pocketorchard.example", "Live-ops producer", "owner", "manager", ("media", "creative")),
            Player("Hana Mori", "hana@pocketorchard.example", "Game designer", functions=("creative",)),
            Player("Ken Ito", "ken@pocketorchard.example", "Studio head", "admin", "executive"),
        ),
        (), ("JP", "DE", "IT"),
    ),
    Company(
        "Variant Loom", "dynamic-creative", 5, "VL", "Europe/Stockholm", "Creative that knows where it is shown.",
        (
            Player("Sofie Lindqvist", "sofie@variantloom.example", "Creative technologist", "owner", "manager", ("creative", "personalisation")),
            Player("Arvid Berg", "arvid@variantloom.example", "Producer", functions=("creative",)),
            Player("Maja Holm", "maja@variantloom.example", "Managing director", "admin", "executive"),
        ),
    ),
    Company(
        "Northbound Rail", "advertiser", 10, "NR", "Europe/Berlin", "Night trains. A peer from another vertical.",
        (Player("Jonas Keller", "jonas@northbound.example", "Partnerships manager", "owner", "manager", ("strategy",)),),
        ("travel",), ("DE", "AT"),
    ),
    Company(
        "Cohort Lane", "advertiser", 7, "CL", "Europe/London", "Running shoes. A peer from another vertical.",
        (Player("Lucy Hart", "lucy@cohortlane.example", "Head of partnerships", "owner", "executive", ("strategy",)),),
        ("retail",),
    ),
)  # fmt: skip
