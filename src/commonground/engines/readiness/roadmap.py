"""The rules of the roadmap as checks. Where nothing is known of a roadmap they all stay silent."""

from collections.abc import Iterable

from commonground.engines.findings import Finding
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check
from commonground.engines.roadmap.rules import RULES, Rule


def _check(rule: Rule) -> Check:
    def find(_check: Check, facts: Facts) -> Iterable[Finding]:
        return rule.find(rule, facts.survey, facts.map_context, facts.map_bounds) if facts.survey else ()

    return Check(rule.id, rule.level, rule.title, rule.why, rule.how_to_fix, find)


CHECKS: tuple[Check, ...] = tuple(_check(rule) for rule in RULES)
