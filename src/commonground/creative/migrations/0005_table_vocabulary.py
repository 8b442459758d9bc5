"""Versions that were put before both sides keep the signals and variants that the campaign has now.

What was signed stays signed: the hash of their content is left as it is.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations, models

from commonground.engines.decisions import Rotation
from commonground.engines.decisions.output import output_of
from commonground.engines.errors import EngineError

FACTS = ("key", "name", "type", "categories", "parents", "low", "high", "path", "consent")


def keep_vocabulary(apps: Any, schema_editor: Any) -> None:
    versions = apps.get_model("creative", "TableVersion").objects.filter(proposed_at__isnull=False, vocabulary={})
    by_campaign = defaultdict(list)
    for version in versions.only("campaign_id", "signals", "default").iterator(chunk_size=500):
        by_campaign[version.campaign_id].append(version)
    for campaign, several in by_campaign.items():
        signals = {one.key: one for one in apps.get_model("creative", "Signal").objects.filter(campaign=campaign)}
        variants = list(apps.get_model("creative", "Variant").objects.filter(campaign=campaign))
        for version in several:
            shown = _shown([version.default, *version.rules.values_list("then", flat=True)])
            version.vocabulary = {
                "signals": [
                    {name: getattr(signals[key], name) for name in FACTS} for key in version.signals if key in signals
                ],
                "variants": [
                    {"key": one.key, "name": one.name, "organisation": str(one.organisation_id)}
                    for one in variants if one.key in shown
                ],
            }  # fmt: skip
            versions.model.objects.filter(pk=version.pk).update(vocabulary=version.vocabulary)


def _shown(texts: list[str]) -> set[str]:
    found: set[str] = set()
    for text in texts:
        try:
            output = output_of(text)
        except EngineError:
            continue
        found.update(output.variants if isinstance(output, Rotation) else [output] if isinstance(output, str) else [])
    return found


class Migration(migrations.Migration):
    dependencies = [("creative", "0004_runs")]
    operations = [
        migrations.AddField(
            model_name="tableversion",
            name="vocabulary",
            field=models.JSONField(
                blank=True, default=dict, help_text="Its signals and variants as they were proposed."
            ),
        ),
        migrations.RunPython(keep_vocabulary, migrations.RunPython.noop),
    ]
