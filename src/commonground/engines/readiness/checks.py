"""All checks, area by area, in the order in which findings of one level are shown. Add an area here."""

from collections.abc import Mapping

from commonground.engines.readiness import action, creative, escalation, kickoff, plan, point, raci, roadmap
from commonground.engines.readiness.frame import Check

CHECKS: tuple[Check, ...] = (
    *plan.CHECKS,
    *raci.CHECKS,
    *roadmap.CHECKS,
    *creative.CHECKS,
    *kickoff.CHECKS,
    *point.CHECKS,
    *escalation.CHECKS,
    *action.CHECKS,
)
BY_ID: Mapping[str, Check] = {check.id: check for check in CHECKS}
