"""Notes that were written before search covered them."""

from typing import Any

from django.db import migrations

from commonground.kit.words import folded, shortened


def find_notes(apps: Any, schema_editor: Any) -> None:
    document = apps.get_model("kit", "SearchDocument")
    for note in apps.get_model("people", "Note").objects.iterator(chunk_size=500):
        title = shortened(note.body)
        document.objects.update_or_create(
            kind="note", object_id=note.pk, defaults={"title": title, "body": folded(f"{title}\n{note.body}")}
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0005_note_on_a_part"), ("kit", "0003_worker_beat_schedule_run")]
    operations = [migrations.RunPython(find_notes, migrations.RunPython.noop)]
