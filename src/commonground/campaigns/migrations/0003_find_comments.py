"""Comments that were made before search covered them."""

from typing import Any

from django.db import migrations

from commonground.kit.words import folded, shortened


def find_comments(apps: Any, schema_editor: Any) -> None:
    document = apps.get_model("kit", "SearchDocument")
    for comment in apps.get_model("campaigns", "Comment").objects.iterator(chunk_size=500):
        title = shortened(comment.body)
        document.objects.update_or_create(
            kind="comment", object_id=comment.pk, defaults={"title": title, "body": folded(f"{title}\n{comment.body}")}
        )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_holder_name"), ("kit", "0003_worker_beat_schedule_run")]
    operations = [migrations.RunPython(find_comments, migrations.RunPython.noop)]
