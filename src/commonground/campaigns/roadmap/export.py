"""A version as a file."""

import re
from dataclasses import replace

from commonground.campaigns.roadmap.queries import Loaded
from commonground.engines.roadmap import Roadmap, to_csv, to_json, to_xlsx
from commonground.kit.errors import NotFound

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def named_roadmap(loaded: Loaded) -> Roadmap:
    """The roadmap with organisations and rows of the matrix in words, as people read files."""
    names = {str(pk): organisation.name for pk, organisation in loaded.organisations.items()}
    tasks = {key: answer.task for key, answer in loaded.answering.items()}
    return replace(
        loaded.roadmap,
        deliverables=tuple(
            replace(one, organisation=names.get(one.organisation, ""), raci_row=tasks.get(one.raci_row, one.raci_row))
            for one in loaded.roadmap.deliverables
        ),
    )


def stem_of(name: str) -> str:
    """A name as the beginning of a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "campaign"


def export_of(campaign: str, loaded: Loaded, form: str) -> tuple[str, str, bytes]:
    """(file name, media type, content) of a version in one of the forms of MEDIA."""
    if form not in MEDIA:
        raise NotFound
    return f"{stem_of(campaign)}-roadmap-v{loaded.version.number}.{form}", MEDIA[form], _content(campaign, loaded, form)


def _content(campaign: str, loaded: Loaded, form: str) -> bytes:
    if form == "xlsx":
        return to_xlsx(named_roadmap(loaded), f"Roadmap of {campaign}")
    return to_csv(named_roadmap(loaded)) if form == "csv" else to_json(named_roadmap(loaded))
