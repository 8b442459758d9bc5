"""The last simulation, as it stands beside the table that it was of."""

from collections.abc import Mapping
from dataclasses import dataclass

from commonground.campaigns.models import Campaign
from commonground.creative.decision.forecast import Expected
from commonground.creative.decision.models import TableVersion
from commonground.creative.run.enums import RunKind, RunState
from commonground.creative.run.models import Run
from commonground.creative.run.queries import list_runs
from commonground.creative.signal.queries import Coverage
from commonground.creative.simulation.shown import Report, report_of
from commonground.people.viewer.models import Viewer


@dataclass(frozen=True, slots=True)
class Beside:
    """What a log said of a table.

    is_current  of this version, and nobody has changed it since
    shares      of impressions in percent by the number of a rule, 0 for the fallback; none unless it is current
    """

    run: Run
    report: Report
    is_current: bool
    shares: Mapping[int, float]

    @property
    def placements(self) -> list[Expected]:
        """The shares on each."""
        return [one for one, _ in self.report.placements.listed]


def beside_of(
    viewer: Viewer, campaign: Campaign, version: TableVersion, coverage: Coverage, *, working: bool
) -> Beside | None:
    """The last one that is done: of what people work on any, of an earlier version its own. One query."""
    found = list_runs(viewer, campaign, RunKind.SIMULATION).filter(state=RunState.DONE)
    run = (found if working else found.filter(version=version)).first()
    if run is None:
        return None
    report = report_of(run, coverage)
    # Asked for after the last change: what the worker has read is what stands there.
    current = run.version_id == version.pk and (version.changed_at is None or version.changed_at < run.created_at)
    shares = {one.number: one.percent for one in report.rules}
    shares[0] = report.default_percent
    return Beside(run, report, current, shares if current else {})
