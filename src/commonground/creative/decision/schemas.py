"""Decision tables in the API."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from commonground.campaigns.raci.schemas import FindingOut
from commonground.campaigns.upload.models import Upload
from commonground.creative.decision.actions import seen_of
from commonground.creative.decision.enums import Side, SignOffState, TableState
from commonground.creative.decision.forecast import Helpful
from commonground.creative.decision.importing import Preview
from commonground.creative.decision.models import TableRule
from commonground.creative.decision.rules import MOST_RULES, MOST_SIGNALS
from commonground.creative.decision.stored import Loaded
from commonground.creative.signal.enums import SignalType
from commonground.creative.signal.schemas import Key, Revision
from commonground.engines.decisions import Analysis, Coverage, Decision, HitPolicy, MissingPolicy
from commonground.engines.decisions.output import output_text
from commonground.engines.findings import Finding
from commonground.web.schemas import Given

Test = Annotated[str, Field(max_length=2000)]
Tests = Annotated[dict[Key, Test], Field(max_length=MOST_SIGNALS)]
Seen = Annotated[str | None, Field(max_length=40)]
Number = Annotated[int, Field(ge=0, le=32_767)]
Value = str | int | float | bool | None


class TableVersionOut(Schema):
    """One version of a campaign's decision table. `mark` tells whether somebody has changed it since you looked."""

    number: int
    state: TableState
    source: str
    signals: list[str]
    hit_policy: HitPolicy
    missing_policy: MissingPolicy
    default: str
    accepted: list[list[str]]
    mark: str
    revision: int
    started_by: UUID = Field(alias="started_by_id")
    changed_by: UUID | None = Field(None, alias="changed_by_id")
    changed_at: datetime | None
    proposed_by: UUID | None = Field(None, alias="proposed_by_id")
    proposed_at: datetime | None
    in_force_at: datetime | None
    ended_at: datetime | None
    content_hash: str
    created_at: datetime


class RuleOut(Schema):
    """A rule by its place from 1. `when` is from a signal's key to a test; `then` a variant's key or a rotation."""

    key: str
    number: int
    when: dict[str, str]
    then: str
    group: int
    note: str
    seen: str

    @classmethod
    def of(cls, rule: TableRule) -> dict[str, Any]:
        plain = {name: getattr(rule, name) for name in ("key", "when", "then", "group", "note")}
        return plain | {"number": rule.position + 1, "seen": seen_of(rule)}


class WrongOut(Schema):
    """A cell that cannot be read: the rule's key ("" for the default), the signal's key or "then", and why."""

    rule: str
    column: str
    message: str


class ColumnOut(Schema):
    """A signal as the version means it. `low` and `high` are the ends of a number's or day's range, "" for open."""

    key: str
    name: str
    type: SignalType
    categories: list[str]
    parents: dict[str, str]
    low: str
    high: str
    unit: str
    path: str
    consent: bool


class VariantOfTable(Schema):
    """A variant as the version means it, and who makes it."""

    key: str
    name: str
    organisation: UUID = Field(alias="organisation_id")


class DifferenceOut(Schema):
    """What the campaign has otherwise today than it was proposed. `parts` of it differ; none where it was taken out."""

    kind: Literal["signal", "variant"]
    key: str
    name: str
    parts: list[str]


class TableWhole(Schema):
    """A version with its rules, its signals and the variants that it can show.

    Those of a draft are the campaign's; those of any other version stay as they were proposed, and `differences` say what
    has become of them since.
    """

    version: TableVersionOut
    rules: list[RuleOut]
    wrong: list[WrongOut]
    signals: list[ColumnOut]
    variants: list[VariantOfTable]
    differences: list[DifferenceOut]

    @classmethod
    def of(cls, loaded: Loaded) -> dict[str, Any]:
        wrong = [{"rule": rule, "column": column, "message": said} for (rule, column), said in loaded.wrong.items()]
        return {
            "version": loaded.version, "rules": [RuleOut.of(rule) for rule in loaded.rules], "wrong": wrong,
            "signals": loaded.signals, "variants": loaded.shown_variants, "differences": loaded.differences,
        }  # fmt: skip


class GapOut(Schema):
    """Cases that no rule covers, in words, by signal, and as tests that a rule could have; `share` of all cells."""

    words: str
    where: dict[str, str]
    tests: dict[str, str]
    share: float


class TrapOut(Schema):
    """A rule that holds on a missing signal only because its test is negated."""

    rule: int
    signal: str


class CoverageOut(Schema):
    """What holds on one domain; rules by their number from 1. `interval` is at 95 %, null where the share is exact."""

    cases: int | None
    uncovered_cases: int | None
    uncovered_share: float
    interval: tuple[float, float] | None
    gaps: list[GapOut]
    more_gaps: bool
    unreachable: list[int]
    undecided: list[int]
    redundant: list[int]
    overlaps: list[tuple[int, int]]
    conflicts: list[tuple[int, int]]
    more_pairs: bool
    negation_traps: list[TrapOut]
    default: Literal["", "never", "always"]
    exact: bool

    @classmethod
    def of(cls, found: Coverage) -> dict[str, Any]:
        return asdict(found) | {"gaps": [gap.plain for gap in found.gaps]}


class TableFindings(Schema):
    """What the engine finds in a version without data, as a whole and on each placement (by its key).

    `digest` names what was analysed; `exact` is false where something was sampled or left undecided.
    """

    version: int
    findings: list[FindingOut]
    whole: CoverageOut
    placements: dict[str, CoverageOut]
    exact: bool
    warnings: list[str]
    digest: str
    method: str
    method_version: str

    @classmethod
    def of(cls, number: int, analysis: Analysis, found: Iterable[Finding]) -> dict[str, Any]:
        return {
            "version": number, "findings": [FindingOut.of(one) for one in found],
            "whole": CoverageOut.of(analysis.whole),
            "placements": {key: CoverageOut.of(one) for key, one in analysis.placements}, "exact": analysis.exact,
            "warnings": list(analysis.warnings), "digest": analysis.digest, "method": analysis.method,
            "method_version": analysis.version,
        }  # fmt: skip


class SignOffOut(Schema):
    """What one organisation says of a proposed version, and for which side; `reason` is the change it asks for."""

    organisation: UUID = Field(alias="organisation_id")
    side: Side
    state: SignOffState
    signed_by: UUID | None = Field(None, alias="signed_by_id")
    signed_at: datetime | None
    reason: str
    content_hash: str


class ColumnsIn(Given):
    """Keys of the signals that rules may ask about, in order. `seen` is the mark of the table that you looked at."""

    signals: list[Key] = Field(max_length=MOST_SIGNALS)
    seen: Seen = None


class PolicyIn(Given):
    """Which rule counts where several hold, what a missing signal means, and what everyone else gets ("" for nothing)."""

    hit_policy: HitPolicy
    missing_policy: MissingPolicy
    default: str = Field("", max_length=500)
    seen: Seen = None


class RuleIn(Given):
    """A rule for the end, or for the place before the rule with the key `before`."""

    when: Tests = {}
    then: str = Field("", max_length=500)
    group: Number = 0
    note: str = Field("", max_length=300)
    before: str = Field("", max_length=80)


class RuleChange(Given):
    """What to change; what is left out stays, also among the tests. `seen` is the mark of the rule that you looked at."""

    when: Tests | None = None
    then: str | None = Field(None, max_length=500)
    group: Number | None = None
    note: str | None = Field(None, max_length=300)
    seen: str = Field("", max_length=16)


class RuleMove(Given):
    """The place to move to, from 1. `seen` is the mark of the table that you looked at."""

    to: int = Field(ge=1, le=MOST_RULES)
    seen: Seen = None


class OverlapsIn(Given):
    """Keys of the rules with which it is meant to overlap."""

    others: list[Key] = Field(min_length=1, max_length=MOST_RULES)


class ProposeTableIn(Given):
    """The revision of the draft that you looked at."""

    revision: Revision | None = None


class TableSeen(Given):
    """The mark of the version that you looked at."""

    seen: Seen = None


class TableChangeIn(Given):
    """What has to change before your organisation signs off."""

    reason: str = Field(min_length=1, max_length=2000)


class CaseIn(Given):
    """The signals of one impression, by key; one that is left out or null is missing there."""

    values: dict[Key, Annotated[Value, Field(union_mode="left_to_right")]] = Field(max_length=MOST_SIGNALS)


class FailedOut(Schema):
    """A test that did not hold, and the value that it met: null where the signal was missing."""

    signal: str
    test: str
    value: str | int | float | date | None


class StepOut(Schema):
    """One rule, by its number and key. `through_negation` are missing signals that only a negation let pass."""

    rule: int
    key: str
    holds: bool
    failed: list[FailedOut]
    through_negation: list[str]


class DecisionOut(Schema):
    """What is shown for one case, and why. `shown` is null where nothing is; `conflict` are rules that may not hold together."""

    version: int
    served: list[int]
    shown: str | None
    by_default: bool
    conflict: list[int]
    trace: list[StepOut]
    digest: str
    method: str
    method_version: str
    uncertainty: str

    @classmethod
    def of(cls, loaded: Loaded, found: Decision) -> dict[str, Any]:
        shown = found.outputs[0][0] if found.outputs else None
        return {
            "version": loaded.version.number, "served": found.served,
            "shown": None if shown is None else output_text(shown), "by_default": found.by_default,
            "conflict": found.conflict, "digest": found.digest, "method": found.method,
            "method_version": found.version, "uncertainty": found.uncertainty,
            "trace": [
                {**asdict(step), "key": rule.key} for step, rule in zip(found.trace, loaded.rules, strict=True)
            ],
        }  # fmt: skip


class MisreadOut(Schema):
    """A cell that is no test: where it stands in the file, its column, what it says, and what was expected where."""

    where: str
    column: str
    text: str
    why: str


class TablePreview(Schema):
    """What was understood of a file, and what taking it would give.

    `new_signals` and `new_variants` are keys that the campaign does not have yet. While there are `misread` cells
    (the first 30; `more_misread` are not listed) or something is `refused`, it cannot be taken. `mark` is of the table that
    this was compared with. `changes` are what else would become of the table, in words; with `unchanged` nothing would.
    """

    id: UUID
    name: str
    takeable: bool
    rules: int
    signals: list[str]
    new_signals: list[str]
    new_variants: list[str]
    misread: list[MisreadOut]
    more_misread: int
    refused: list[str]
    notes: list[str]
    before: int | None
    added: int
    changed: int
    removed: int
    changes: list[str]
    unchanged: bool
    mark: str

    @classmethod
    def of(cls, sent: Upload, seen: Preview) -> dict[str, Any]:
        plain = (
            "takeable",
            "misread",
            "refused",
            "notes",
            "added",
            "changed",
            "removed",
            "changes",
            "unchanged",
            "mark",
        )
        return {name: getattr(seen, name) for name in plain} | {
            "id": sent.pk, "name": sent.name, "rules": len(seen.rules),
            "signals": list(seen.table.keys), "more_misread": seen.more,
            "new_signals": [one.key for one in seen.signals], "new_variants": seen.variants,
            "before": seen.earlier.number if seen.earlier else None,
        }  # fmt: skip


class TableTake(Given):
    """The mark of the preview that you looked at; with it, 409 when somebody has changed the table since."""

    seen: Seen = None


class ExpectedOut(Schema):
    """Shares of impressions in percent on a placement, by its key, or together (null)."""

    placement: str | None = Field(alias="placement.key", default=None)
    personalised: float
    degraded: float
    by_design: float
    wasted: float


class HelpfulOut(Schema):
    """What signals, by their keys, would bring on a placement if they were always known: points of personalised share.

    `price` of an extra personalised thousand impressions in `currency`, null where it is not known.
    """

    signals: list[str]
    placement: str | None = Field(alias="placement.key", default=None)
    before: float
    after: float
    points: float
    price: float | None
    currency: str

    @staticmethod
    def resolve_signals(helpful: Helpful) -> list[str]:
        return [one.signal.key for one in helpful.wanted]


class ForecastOut(Schema):
    """What a version may be expected to do before any log exists, by what partners promise."""

    placements: list[ExpectedOut]
    together: ExpectedOut | None
    helpful: list[HelpfulOut]
    assumptions: list[str]
    method: str
    method_version: str = Field(alias="version")
    digest: str


class RuleSays(Schema):
    """A rule in one version, at its position from 1."""

    position: int
    when: dict[str, str]
    then: str
    group: int


class RuleChanged(Schema):
    """A rule that two versions have otherwise: null where one of them does not have it."""

    key: str
    before: RuleSays | None
    after: RuleSays | None
