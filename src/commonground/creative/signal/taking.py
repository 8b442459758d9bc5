"""Taking what a partner's `get_signals` response says, all of it or nothing."""

from django.db import transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.actions import lock_upload, spend_upload
from commonground.campaigns.upload.models import Upload
from commonground.creative.signal.actions import answer_provision, ask_provision, name_signal
from commonground.creative.signal.enums import Becomes
from commonground.creative.signal.importing import Change, Preview, mark_of, question_of
from commonground.creative.signal.models import Signal
from commonground.creative.signal.queries import coverage_of
from commonground.creative.signal.stored import as_row
from commonground.kit.errors import Conflict, Invalid
from commonground.people.viewer.models import Viewer


@transaction.atomic
def take_signals(
    *, by: Viewer, campaign: Campaign, read: Preview, source: str, upload: Upload | None = None, seen: str | None = None
) -> None:
    """Name the signals that are new, and say or ask what the previewed response says of the chosen placements.

    `source` names it in the log. `seen` is the mark of the preview that was looked at; Conflict when somebody has changed
    signals, placements or answers since.
    """
    by.writing()
    lock_campaign(campaign)
    locked = lock_upload(upload) if upload else None
    if read.refused:
        raise Invalid("Nothing was imported.", fields={"response": " ".join(read.refused)})
    mark = mark_of(coverage_of(by, campaign), [place.pk for place in read.chosen])
    if mark != read.mark or (seen is not None and seen != mark):
        raise Conflict(
            "Nothing was imported: somebody has changed the signals while you were looking. What would change now is below."
        )
    signals = {one.key: one for one in read.coverage.signals}
    for engine, name in read.new:
        signals[engine.key] = name_signal(by=by, campaign=campaign, name=name, **as_row(engine))
    for change in read.written:
        _take(by, campaign, signals[change.key], change)
    log(by, f"imported signals from {source}", campaign, signals=len(read.new), provisions=len(read.written))
    if locked is not None:
        spend_upload(locked)


def _take(by: Viewer, campaign: Campaign, signal: Signal, change: Change) -> None:
    held, told = change.here, change.becomes == Becomes.ASKED
    if held is None:
        held = ask_provision(
            by=by, campaign=campaign, signal=signal, placement=change.placement, asked=change.partner.pk,
            words=question_of(change) if told else "",
        )  # fmt: skip
    if not told and change.answer is not None:
        answer_provision(by=by, campaign=campaign, provision=held, seen_revision=held.revision, **change.answer)
