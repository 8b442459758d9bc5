"""A version as a file."""

import json
import re

from commonground.campaigns.raci.queries import Loaded
from commonground.engines.raci.matrix import to_dict
from commonground.engines.raci.writers import to_csv, to_markdown, to_xlsx
from commonground.kit.errors import NotFound

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}


def export_of(campaign: str, loaded: Loaded, form: str) -> tuple[str, str, bytes]:
    """(file name, media type, content) of a version in one of the forms of MEDIA."""
    if form not in MEDIA:
        raise NotFound
    stem = re.sub(r"[^a-z0-9]+", "-", campaign.casefold()).strip("-") or "campaign"
    return f"{stem}-raci-v{loaded.version.number}.{form}", MEDIA[form], _content(loaded, form)


def _content(loaded: Loaded, form: str) -> bytes:
    if form == "xlsx":
        return to_xlsx(loaded.matrix)
    if form == "csv":
        return to_csv(loaded.matrix)
    if form == "md":
        return to_markdown(loaded.matrix)
    return json.dumps(to_dict(loaded.matrix), ensure_ascii=False, indent=1).encode()
