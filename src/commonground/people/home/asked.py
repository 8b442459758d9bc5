"""What needs a viewer, read once however often a page shows it."""

from commonground.people.viewer.models import Viewer
from commonground.web.needs import Need, counted, needs_of


def needs_for(viewer: Viewer) -> list[Need]:
    """Everything that needs the viewer, in the order of the inbox."""
    if "needs" not in viewer.memo:
        viewer.memo["needs"] = needs_of(viewer)
    found: list[Need] = viewer.memo["needs"]
    return found


def count_needs(viewer: Viewer) -> str:
    """How many there are, "" for none."""
    needs = needs_for(viewer)
    return counted(needs) if needs else ""
