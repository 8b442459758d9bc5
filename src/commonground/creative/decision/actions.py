"""Writing a decision table: only a draft changes; the first change of an agreed version copies it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.creative.decision.enums import TableState
from commonground.creative.decision.models import TableRule, TableVersion
from commonground.creative.decision.queries import agreed_in, list_versions, version_in, working_mark
from commonground.creative.decision.rules import MOST_RULES, MOST_SIGNALS, SERVED
from commonground.creative.decision.steps import FACTS, keep_step, put_back, snapshot_of
from commonground.creative.signal.queries import list_signals
from commonground.creative.signal.stored import as_engine
from commonground.creative.variant.queries import list_variants
from commonground.engines.decisions import Called, MissingPolicy, Rotation, Signal, Unparsable, from_words, parse_cell
from commonground.engines.decisions.output import output_text
from commonground.engines.errors import EngineError
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid, NotFound
from commonground.kit.record import check_fields
from commonground.kit.seen import fingerprint
from commonground.people.viewer.models import Viewer

WHEN = "when-"
RULE = ("key", "position", "when", "then", "group", "note")


def seen_of(rule: TableRule) -> str:
    """A mark of a rule as it was shown."""
    return fingerprint({name: getattr(rule, name) for name in ("when", "then", "group", "note")})


def draft_of(by: Viewer, campaign: Campaign) -> TableVersion:
    """The draft; where there is none, a copy of what is proposed or in force, or an empty one. Call it within a transaction."""
    by.writing()
    lock_campaign(campaign)
    draft = version_in(by, campaign, TableState.DRAFT)
    begun = draft is None
    draft = draft or _new_draft(by, campaign, agreed_in(by, campaign))
    draft.before = snapshot_of(draft, begun=begun)
    return draft


def _new_draft(by: Viewer, campaign: Campaign, source: TableVersion | None) -> TableVersion:
    """A draft that begins with what another version says; it is compared with what is agreed, whatever that was."""
    last = list_versions(by, campaign).aggregate(last=Max("number"))["last"] or 0
    draft = TableVersion(
        campaign=campaign, number=last + 1, started_by=by.writing(), based_on=agreed_in(by, campaign)
    )  # fmt: skip
    if source is not None:
        for name in FACTS:
            setattr(draft, name, getattr(source, name))
    draft.save()
    if source is not None:
        copies = [TableRule(version=draft, **{name: getattr(one, name) for name in RULE}) for one in source.rules.all()]
        TableRule.objects.bulk_create(copies)
    begun = f" with what v{source.number} says" if source is not None else ""
    log(by, f"started creative plan v{draft.number}{begun}", campaign)
    return draft


def _check_seen(by: Viewer, campaign: Campaign, seen: str | None) -> None:
    """Conflict when `seen`, the mark of the version that was looked at, is not that of the one worked on now."""
    lock_campaign(campaign)
    if seen is not None and seen != working_mark(by, campaign):
        raise Conflict("Nothing is saved: somebody else has changed the table meanwhile. Look at it, then try again.")


def _touch(by: Viewer, draft: TableVersion, verb: str) -> None:
    """Save a draft that was changed: `verb` says how, for example "moved rule 3 to place 1"."""
    keep_step(draft, by.writing(), verb)
    draft.changed_by, draft.changed_at = by.writing(), clock.now()
    draft.revision += 1
    draft.save()
    log(by, f"{verb} in creative plan v{draft.number}", draft.campaign, version=draft.number)


@transaction.atomic
def undo_change(*, by: Viewer, campaign: Campaign, seen: str | None = None) -> TableVersion:
    """Take the last change of the draft back, whoever made it; a draft that began with it is put aside.

    `seen` is the mark of the draft that was looked at; Conflict when somebody has changed it since, or when there is
    nothing to take back.
    """
    by.writing()
    _check_seen(by, campaign, seen)
    draft = version_in(by, campaign, TableState.DRAFT)
    step = draft.steps.first() if draft else None
    if draft is None or step is None:
        raise Conflict("There is no change to take back.")
    if step.replaced["begun"]:
        end_version(draft, TableState.WITHDRAWN)
        log(by, f"took creative plan v{draft.number} back", campaign, version=draft.number)
        return draft
    put_back(draft, step)
    draft.before = None
    _touch(by, draft, f"took back what {step.by.name} had done ({step.verb})")
    return draft


@transaction.atomic
def start_table(*, by: Viewer, campaign: Campaign, source: TableVersion | None = None) -> TableVersion:
    """The draft there is, or a new one: empty, or the next version of what is agreed.

    With a `source` a new draft begins with what that version says; the draft there is, is put aside, not lost.
    """
    if source is None:
        return draft_of(by, campaign)
    by.writing()
    lock_campaign(campaign)
    draft = version_in(by, campaign, TableState.DRAFT)
    if draft is not None:
        end_version(draft, TableState.WITHDRAWN)
        log(by, f"put the draft of creative plan v{draft.number} aside", campaign, version=draft.number)
    return _new_draft(by, campaign, source)


def end_version(version: TableVersion, state: TableState) -> None:
    """It is no longer worked on or in force, and stays among the versions."""
    version.state, version.ended_at = state, clock.now()
    version.save()
    version.steps.all().delete()


@transaction.atomic
def set_columns(*, by: Viewer, campaign: Campaign, signals: Sequence[str], seen: str | None = None) -> TableVersion:
    """Choose the signals that rules may ask about, in order. A column that is taken out takes its tests along.

    `seen` is the mark of the table that was looked at; Conflict when somebody has changed it since.
    """
    _check_seen(by, campaign, seen)
    draft = draft_of(by, campaign)
    names = {signal.key: signal.name for signal in list_signals(by, campaign)}
    unknown = [key for key in signals if key not in names]
    if unknown:
        raise Invalid("Choose signals.", fields={"signals": f"The campaign has no signal “{unknown[0]}”."})
    if len(signals) > MOST_SIGNALS or len(set(signals)) < len(signals):
        raise Invalid("Choose signals.", fields={"signals": f"At most {MOST_SIGNALS} signals, each once."})
    gone = set(draft.signals) - set(signals)
    draft.signals = list(signals)
    rules = list(draft.rules.all())
    asked = [str(number) for number, rule in enumerate(rules, start=1) if gone & rule.when.keys()]
    for rule in rules:
        rule.when = {key: test for key, test in rule.when.items() if key not in gone}
    TableRule.objects.bulk_update(rules, ["when"])
    lost = f", and took out what rule{'s' if len(asked) > 1 else ''} {', '.join(asked[:20])} asked of {', '.join(names.get(key, key) for key in sorted(gone))[:100]}"
    _touch(by, draft, f"chose the signals{lost if asked else ''}")
    return draft


@transaction.atomic
def add_rule(
    *, by: Viewer, campaign: Campaign, when: Mapping[str, str] | None = None, then: str = "", note: str = "",
    group: int = 0, before: str = "",
) -> TableRule:  # fmt: skip
    """Add a rule at the end, or before another one."""
    draft = draft_of(by, campaign)
    rules = list(draft.rules.all())
    _check_room(len(rules) + 1)
    rule = TableRule(version=draft, key=secrets.token_hex(4), position=len(rules), group=group, note=note)
    rule.when, rule.then = vocabulary_of(by, campaign).checked(draft.signals, when or {}, then)
    check_fields(rule)
    rule.save()
    if before:
        at = next((place for place, one in enumerate(rules) if one.key == before), None)
        if at is None:
            raise Invalid("Choose a rule.", fields={"before": "The table has no such rule."})
        _number([*rules[:at], rule, *rules[at:]])
    _touch(by, draft, "added a rule")
    return rule


@transaction.atomic
def add_rules(
    *, by: Viewer, campaign: Campaign, rows: Sequence[Mapping[str, Any]], instead: bool = False, seen: str | None = None
) -> TableVersion:
    """Add rules at the end, all of them or none, or put them in place of those that are there.

    rows    key, when, then, group and note of each, in order
    seen    the mark of the table that was looked at; Conflict when somebody has changed it since
    """
    _check_seen(by, campaign, seen)
    draft = draft_of(by, campaign)
    before = list(draft.rules.all())
    stay = [] if instead else before
    _check_room(len(stay) + len(rows))
    vocabulary, rules = vocabulary_of(by, campaign), list[TableRule]()
    for position, row in enumerate(rows, start=len(stay)):
        rule = TableRule(version=draft, position=position, **row)
        rule.when, rule.then = vocabulary.checked(draft.signals, rule.when, rule.then)
        check_fields(rule)
        rules.append(rule)
    if instead:
        draft.rules.all().delete()
    TableRule.objects.bulk_create(rules, batch_size=500)
    many = f"{len(rules)} rule{'' if len(rules) == 1 else 's'}"
    gone = f" in place of {len(before)}" if instead and before else ""
    _touch(by, draft, f"added {many}{gone}")
    return draft


@transaction.atomic
def change_rule(
    *, by: Viewer, campaign: Campaign, key: str, when: Mapping[str, str] | None = None, then: str | None = None,
    note: str | None = None, group: int | None = None, seen: str = "",
) -> TableRule:  # fmt: skip
    """Change a rule's tests, what it shows, or its note; tests that are not given stay.

    `seen` is the mark of the rule that was looked at; Conflict when somebody has changed it since.
    """
    draft = draft_of(by, campaign)
    rule = _rule(draft, key)
    if seen and seen != seen_of(rule):
        raise Conflict(
            f"Your changes are not saved: somebody else has changed this rule meanwhile. It says now: {_said(draft, rule)}."
            " Save again to keep yours."
        )
    tests = {**rule.when, **(when or {})}
    vocabulary = vocabulary_of(by, campaign)
    # What is not changed is not read again: a name given since may mean another variant.
    stays = then is None or then == rule.then
    rule.when, shows = vocabulary.checked(draft.signals, tests, "" if stays else then or "")
    rule.then = rule.then if stays else shows
    rule.note = rule.note if note is None else note
    rule.group = rule.group if group is None else group
    check_fields(rule)
    rule.save()
    _touch(by, draft, f"changed rule {rule.position + 1}")
    return rule


@transaction.atomic
def set_cell(*, by: Viewer, campaign: Campaign, key: str, column: str, text: str, seen: str | None = None) -> TableRule:
    """Set one cell of a rule: the test of "when-" and a signal's key, or what it shows, "then".

    `seen` is what stood in it when it was looked at; Conflict when somebody has set this cell since. Other cells of the
    rule do not collide.
    """
    draft = draft_of(by, campaign)
    rule, vocabulary = _rule(draft, key), vocabulary_of(by, campaign)
    signal = column.removeprefix(WHEN)
    if column != "then" and not (column.startswith(WHEN) and signal in draft.signals):
        raise NotFound
    stands = rule.then if column == "then" else rule.when.get(signal, "")
    # A form gives line breaks back otherwise than they are kept.
    if seen is not None and seen.split() != stands.split():
        words = f"to “{stands}”" if stands else "empty"
        raise Conflict(f"Your change is not saved: somebody else has set this cell {words} meanwhile.")
    try:
        if column == "then":
            rule.then = vocabulary.output(text, "text")
        else:
            tests = {one: test for one, test in rule.when.items() if one != signal}
            rule.when = tests | vocabulary.test(signal, text)
    except Unparsable as error:
        raise Invalid("This cell cannot be read.", fields={"text": error.within}) from error
    check_fields(rule)
    rule.save()
    number, name = rule.position + 1, vocabulary.called.signals.get(signal, signal)
    _touch(by, draft, f"changed what rule {number} shows" if column == "then" else f"changed {name} of rule {number}")
    return rule


@transaction.atomic
def move_rule(*, by: Viewer, campaign: Campaign, key: str, to: int, seen: str | None = None) -> None:
    """Move a rule to a place, counted from 1.

    `seen` is the mark of the table that was looked at; Conflict when somebody has changed it since, as the place may be
    another one now.
    """
    _check_seen(by, campaign, seen)
    draft = draft_of(by, campaign)
    rule = _rule(draft, key)
    was = rule.position
    rules = [one for one in draft.rules.all() if one.key != key]
    at = min(max(to, 1), len(rules) + 1) - 1
    _number([*rules[:at], rule, *rules[at:]])
    _touch(by, draft, f"moved rule {was + 1} to place {at + 1}")


@transaction.atomic
def remove_rule(*, by: Viewer, campaign: Campaign, key: str, seen: str | None = None) -> TableRule:
    """Take a rule out.

    `seen` is the mark of the rule that was looked at; Conflict when somebody has changed it since.
    """
    draft = draft_of(by, campaign)
    rule = _rule(draft, key)
    if seen and seen != seen_of(rule):
        raise Conflict(
            f"The rule is not taken out: somebody else has changed it meanwhile. It says now: {_said(draft, rule)}."
        )
    rule.delete()
    _number(list(draft.rules.all()))
    _touch(by, draft, f"took rule {rule.position + 1} out")
    return rule


def _check_room(count: int) -> None:
    if count > MOST_RULES:
        raise Invalid(f"A table has at most {MOST_RULES:,} rules; this would make it {count:,}.")


def _said(draft: TableVersion, rule: TableRule) -> str:
    tests = [f"{key} {rule.when[key]}" for key in draft.signals if rule.when.get(key)]
    return f"{', '.join(tests) or 'any'}, shows {rule.then or 'nothing'}"


@transaction.atomic
def set_policy(
    *, by: Viewer, campaign: Campaign, hit_policy: str, missing_policy: str, default: str, seen: str | None = None
) -> TableVersion:
    """Say which rule counts where several hold, what a missing signal means, and what everyone else gets.

    `seen` is the mark of the table that was looked at; Conflict when somebody has changed it since.
    """
    _check_seen(by, campaign, seen)
    draft = draft_of(by, campaign)
    if hit_policy not in {one.value for one in SERVED}:
        known = ", ".join(one.value for one in SERVED)
        raise Invalid("Choose a hit policy.", fields={"hit_policy": f"Choose one that serves one rule: {known}."})
    if missing_policy not in set(MissingPolicy):
        raise Invalid("Choose a policy.", fields={"missing_policy": "Choose what a missing signal means."})
    shows = vocabulary_of(by, campaign).output(default, "default")
    draft.hit_policy, draft.missing_policy, draft.default = hit_policy, missing_policy, shows
    _touch(by, draft, "set the policies")
    return draft


@transaction.atomic
def accept_overlap(*, by: Viewer, campaign: Campaign, key: str, others: Sequence[str]) -> None:
    """Say that a rule is meant to overlap with others, so that it is no longer told."""
    draft = draft_of(by, campaign)
    places = {rule.key: number for number, rule in enumerate(draft.rules.all(), start=1)}
    if not {key, *others} <= places.keys():
        raise NotFound
    pairs = [sorted((key, other)) for other in others if other != key]
    new = [pair for pair in pairs if pair not in draft.accepted]
    if new:
        draft.accepted = [*draft.accepted, *new]
        _touch(by, draft, f"accepted overlaps of rule {places[key]}")


def _rule(draft: TableVersion, key: str) -> TableRule:
    found = draft.rules.filter(key=key).first()
    if found is None:
        raise NotFound
    return found


def _number(rules: Sequence[TableRule]) -> None:
    for place, rule in enumerate(rules):
        rule.position = place
    TableRule.objects.bulk_update(rules, ["position"])


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a rule may speak of: the campaign's signals by their keys, and what its variants are called."""

    signals: Mapping[str, Signal]
    called: Called

    def test(self, key: str, text: str) -> dict[str, str]:
        """The test of one cell as it is stored, S-FEEL also of plain words, empty for any; raises Unparsable."""
        if key not in self.signals:
            return {}
        written = from_words(self.called.bare(text.strip(), key), self.signals[key]).strip()
        return {} if parse_cell(written, self.signals[key]).is_any else {key: written}

    def checked(self, columns: Sequence[str], when: Mapping[str, str], then: str) -> tuple[dict[str, str], str]:
        """A rule's tests and what it shows as they are stored; Invalid says of each cell why it cannot be read."""
        fields, tests = {}, dict[str, str]()
        for key in columns:
            try:
                tests |= self.test(key, when.get(key, ""))
            except Unparsable as error:
                fields[WHEN + key] = error.within
        try:
            shows = self.output(then, "then")
        except Invalid as error:
            fields |= error.fields
        if fields:
            raise Invalid("Some of this rule cannot be read.", fields=fields)
        return tests, shows

    def output(self, text: str, field: str) -> str:
        """What a rule shows as it is stored, of a variant's key or name, a rotation of them, or nothing.

        Raises Invalid of this field where it is none of these.
        """
        try:
            output = self.called.output(text.strip())
        except EngineError as error:
            raise Invalid("Choose a variant.", fields={field: str(error)}) from error
        keys = output.variants if isinstance(output, Rotation) else (output,) if output is not None else ()
        unknown = [key for key in keys if key not in self.called.variants]
        if unknown:
            raise Invalid("Choose a variant.", fields={field: f"The campaign has no variant “{unknown[0]}”."})
        return "" if output is None else output_text(output)


def vocabulary_of(by: Viewer, campaign: Campaign) -> Vocabulary:
    """What rules of a campaign may speak of, in two queries."""
    signals, variants = list(list_signals(by, campaign)), dict(list_variants(by, campaign).values_list("key", "name"))
    called = Called({one.key: one.name for one in signals}, variants, {one.key: one.unit for one in signals})
    return Vocabulary({one.key: as_engine(one) for one in signals}, called)
