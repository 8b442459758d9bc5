"""A version as a file."""

from commonground.campaigns.roadmap.export import MEDIA, stem_of
from commonground.creative.decision.stored import Loaded
from commonground.engines.decisions.files import WRITERS
from commonground.engines.errors import EngineError
from commonground.kit.errors import NotFound, NotReady

FORMS = MEDIA | {"dmn": "application/xml"}


def export_of(campaign: str, loaded: Loaded, form: str) -> tuple[str, str, bytes]:
    """(file name, media type, content) of a version in one of FORMS; it opens where the form does, and here again.

    NotReady where a cell cannot be read or the form has no place for what the table says.
    """
    if form not in FORMS:
        raise NotFound
    if loaded.wrong:
        raise NotReady(
            "A cell of the table cannot be read. Mend it first, so that the file does not say something else."
        )
    try:
        data = WRITERS[f".{form}"](loaded.table)
    except EngineError as error:
        raise NotReady(str(error)) from error
    return f"{stem_of(campaign)}-decision-table-v{loaded.version.number}.{form}", FORMS[form], data
