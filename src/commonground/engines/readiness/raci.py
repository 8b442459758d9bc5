"""The rules of the responsibility matrix as checks."""

from collections.abc import Iterable

from commonground.engines.findings import Finding
from commonground.engines.raci.rules import RULES, Rule
from commonground.engines.readiness.facts import Facts
from commonground.engines.readiness.frame import Check


def _check(rule: Rule) -> Check:
    def find(_check: Check, facts: Facts) -> Iterable[Finding]:
        return rule.find(rule, facts.tally, facts.raci, facts.bounds) if facts.tally else ()

    return Check(rule.id, rule.level, rule.title, rule.why, rule.how_to_fix, find, rule.waivable)


CHECKS: tuple[Check, ...] = tuple(_check(rule) for rule in RULES)
