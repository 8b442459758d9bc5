"""Signals, placements and variants that were named before search covered them."""

import re
from typing import Any

from django.db import migrations

from commonground.kit.words import folded


def find_what_the_plan_names(apps: Any, schema_editor: Any) -> None:
    document = apps.get_model("kit", "SearchDocument")
    for kind in ("signal", "placement", "variant"):
        for thing in apps.get_model("creative", kind).objects.iterator(chunk_size=500):
            parts = " ".join(re.findall(r"[^\W_]+", thing.key))
            body = folded(f"{thing.name}\n{thing.key} {parts}")
            document.objects.update_or_create(
                kind=kind, object_id=thing.pk, defaults={"title": thing.name, "body": body}
            )


class Migration(migrations.Migration):
    dependencies = [("creative", "0006_markets_and_consent"), ("kit", "0003_worker_beat_schedule_run")]
    operations = [migrations.RunPython(find_what_the_plan_names, migrations.RunPython.noop)]
