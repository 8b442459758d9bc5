"""Making a whole table the draft, as an import does."""

from django.db import transaction

from commonground.campaigns.campaign.actions import lock_campaign, log
from commonground.campaigns.models import Campaign
from commonground.campaigns.upload.actions import lock_upload, spend_upload
from commonground.campaigns.upload.models import Upload
from commonground.creative.decision.actions import end_version
from commonground.creative.decision.enums import TableState
from commonground.creative.decision.importing import Preview
from commonground.creative.decision.models import TableRule, TableVersion
from commonground.creative.decision.queries import agreed_in, list_versions, working_mark, working_version
from commonground.creative.signal.actions import name_signal
from commonground.creative.signal.stored import as_row
from commonground.creative.variant.actions import name_variant
from commonground.kit import clock
from commonground.kit.errors import Conflict, Invalid
from commonground.kit.record import check_fields
from commonground.people.viewer.models import Viewer


@transaction.atomic
def take_table(
    *, by: Viewer, campaign: Campaign, upload: Upload, read: Preview, seen: str | None = None
) -> TableVersion:
    """Make the previewed table the draft, all of it or nothing, with the signals and variants that it needs.

    A draft before it is put aside, not lost. `seen` is the mark of the preview that was looked at; Conflict when
    somebody has changed the table since.
    """
    by.writing()
    lock_campaign(campaign)
    locked = lock_upload(upload)
    if read.unchanged:
        raise Invalid("Nothing was imported: the campaign has this table already.")
    if not read.takeable:
        raise Invalid("Nothing was imported: mend what is listed in the file, then send it again.")
    mark = working_mark(by, campaign)
    if mark != read.mark or (seen is not None and mark != seen):
        raise Conflict(
            "Nothing was imported: somebody has changed the table while you were looking. What would change now is below."
        )
    for signal in read.signals:
        name_signal(by=by, campaign=campaign, name=signal.key, **as_row(signal))
    for key in read.variants:
        if by.organisation_id is not None:
            name_variant(by=by, campaign=campaign, organisation=by.organisation_id, key=key, name=key)
    draft = _stored(by, campaign, read, upload.name)
    spend_upload(locked)
    return draft


def _stored(by: Viewer, campaign: Campaign, read: Preview, source: str) -> TableVersion:
    working = working_version(by, campaign)
    keys = {rule.key for rule in read.rules}
    accepted = [pair for pair in working.accepted if set(pair) <= keys] if working else []
    if working is not None and working.state == TableState.DRAFT:
        end_version(working, TableState.WITHDRAWN)
    last = list_versions(by, campaign).first()
    draft = TableVersion(
        campaign=campaign, number=last.number + 1 if last else 1, started_by=by.writing(), source=source,
        based_on=agreed_in(by, campaign),
        signals=list(read.table.keys), hit_policy=read.hit_policy.value, default=read.default,
        missing_policy=read.table.missing_policy.value, accepted=accepted, changed_by=by.writing(), changed_at=clock.now(),
    )  # fmt: skip
    draft.save()
    rules = [
        TableRule(
            version=draft, position=place, key=one.key, when=one.when, then=one.then, group=one.group, note=one.note
        )
        for place, one in enumerate(read.rules)
    ]
    for rule in rules:
        check_fields(rule)
    TableRule.objects.bulk_create(rules, batch_size=500)
    log(by, f"imported creative plan v{draft.number}", campaign, rules=len(rules), source=source)
    return draft
