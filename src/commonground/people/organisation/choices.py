"""What an organisation may choose from: verticals, markets, time zones."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

# After the first tier of the IAB's content taxonomy, in the words that partnership people use.
VERTICALS: tuple[tuple[str, str], ...] = (
    ("automotive", "Automotive"),
    ("beauty", "Beauty and personal care"),
    ("books", "Books and literature"),
    ("business", "Business services"),
    ("charity", "Charity and causes"),
    ("education", "Education"),
    ("energy", "Energy and utilities"),
    ("entertainment", "Entertainment and film"),
    ("family", "Family and parenting"),
    ("fashion", "Fashion"),
    ("finance", "Finance and insurance"),
    ("food", "Food and drink"),
    ("gaming", "Gaming"),
    ("government", "Government and public sector"),
    ("health", "Health and pharma"),
    ("home", "Home and garden"),
    ("music", "Music and audio"),
    ("news", "News and media"),
    ("pets", "Pets"),
    ("real-estate", "Real estate"),
    ("retail", "Retail and e-commerce"),
    ("science", "Science"),
    ("sport", "Sport and fitness"),
    ("technology", "Technology and software"),
    ("telecoms", "Telecoms"),
    ("travel", "Travel and hospitality"),
)


@cache
def markets() -> tuple[tuple[str, str], ...]:
    """Countries by ISO 3166 code, as the time zone database names them, by name."""
    text = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(sorted(((code, name) for code, name in rows), key=lambda row: row[1]))


@cache
def time_zones() -> tuple[tuple[str, str], ...]:
    """Time zones as Area/City, with UTC first."""
    cities = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(("Etc/", "SystemV/")))
    return (("UTC", "UTC"), *((zone, zone.replace("_", " ").replace("/", " / ")) for zone in cities))


def words_for(codes: list[str], choices: tuple[tuple[str, str], ...]) -> list[str]:
    """The words for some codes, in the order of the choices."""
    return [words for code, words in choices if code in codes]
