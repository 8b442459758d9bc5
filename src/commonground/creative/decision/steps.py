"""Taking changes of a draft back, one after the other: each keeps what it has replaced, and no more."""

from typing import Any

from commonground.creative.decision.models import Snapshot, TableRule, TableStep, TableVersion
from commonground.people.models import Membership

FACTS = ("signals", "hit_policy", "missing_policy", "default", "accepted")
RULE = ("when", "then", "group", "note")
# More than anybody takes back one by one; an older version can be begun with again.
KEPT = 50


def snapshot_of(draft: TableVersion, *, begun: bool = False) -> Snapshot:
    """All that a change may replace; `begun` when the draft is there for this change alone."""
    rules = list(draft.rules.all())
    return {
        "begun": begun,
        "facts": {name: getattr(draft, name) for name in FACTS},
        "rules": {rule.key: {name: getattr(rule, name) for name in RULE} for rule in rules},
        "order": [rule.key for rule in rules],
    }


def keep_step(draft: TableVersion, by: Membership, verb: str) -> None:
    """Keep what has changed since the draft was opened; nothing where nothing has."""
    before = draft.before
    if before is None:
        return
    after = snapshot_of(draft)
    replaced = _replaced(before, after)
    if not replaced:
        return
    number = (draft.steps.values_list("number", flat=True).first() or 0) + 1
    TableStep.objects.create(version=draft, number=number, by=by, verb=verb, replaced=replaced)
    if number > KEPT:
        draft.steps.filter(number__lte=number - KEPT).delete()
    draft.before = after


def _replaced(before: Snapshot, after: Snapshot) -> dict[str, Any]:
    keys = before["rules"].keys() | after["rules"].keys()
    rules = {
        key: before["rules"].get(key) for key in sorted(keys) if before["rules"].get(key) != after["rules"].get(key)
    }
    facts = {name: value for name, value in before["facts"].items() if value != after["facts"][name]}
    order = before["order"] if before["order"] != after["order"] else None
    found = {"rules": rules, "facts": facts, "order": order}
    return {**found, "begun": before["begun"]} if any(found.values()) else {}


def put_back(draft: TableVersion, step: TableStep) -> None:
    """Give the draft what the step has replaced, and forget the step; the caller saves the draft."""
    replaced = step.replaced
    for name, value in replaced["facts"].items():
        setattr(draft, name, value)
    gone = [key for key, facts in replaced["rules"].items() if facts is None]
    draft.rules.filter(key__in=gone).delete()
    there = {rule.key: rule for rule in draft.rules.all()}
    for key, facts in replaced["rules"].items():
        if facts is not None:
            rule = there.setdefault(key, TableRule(version=draft, key=key, position=len(there)))
            for name, value in facts.items():
                setattr(rule, name, value)
    order = replaced["order"] or list(there)
    for place, key in enumerate(order):
        there[key].position = place
    new = [rule for rule in there.values() if rule.pk is None]
    old = [rule for rule in there.values() if rule.pk is not None]
    TableRule.objects.bulk_update(old, [*RULE, "position"], batch_size=500)
    TableRule.objects.bulk_create(new, batch_size=500)
    step.delete()
