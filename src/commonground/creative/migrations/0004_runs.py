"""A simulation becomes one kind of run: it waits, is under way, and ends."""

from typing import Any

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SEGMENTS = ("placements", "partners", "days")
WRITTEN = ["result", "options", "state", "rows", "rows_in_all", "told_at", "ended_at"]


def cause(said: dict[str, Any]) -> dict[str, Any]:
    """One cause with its outcomes beside the rest."""
    outcomes = said["outcomes"]
    return {"signals": said["signals"], "why": said["why"], "impressions": sum(outcomes.values()), **outcomes}


def counted(outcomes: dict[str, float]) -> dict[str, float]:
    """Five outcomes, and what is wasted of them."""
    wasted, total = outcomes["fallback"] + outcomes["blank"], sum(outcomes.values())
    return {**outcomes, "wasted": wasted, "wasted_share": wasted / total if total else 0.0}


def segment(said: dict[str, Any]) -> dict[str, Any]:
    """A placement, partner or day."""
    outcomes = said["outcomes"]
    causes = {"causes": [cause(one) for one in said["causes"]]} if said["causes"] else {}
    return {"name": said["name"], "impressions": sum(outcomes.values()), **counted(outcomes), **causes}


def rewrite(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Results in the one form that page, API and command line share."""
    for run in apps.get_model("creative", "Run").objects.using(editor.connection.alias):
        said = dict(run.result)
        outcomes = said.pop("outcomes")
        segments = {kind: [segment(one) for one in said[kind]] for kind in SEGMENTS}
        run.result = said | counted(outcomes) | segments | {"causes": [cause(one) for one in said["causes"]]}
        run.options = {"is_sample": run.is_sample}
        run.state, run.rows, run.rows_in_all = "done", said["rows"], said["rows"]
        run.ended_at = run.told_at = run.created_at
        run.save(update_fields=WRITTEN)


class Migration(migrations.Migration):
    dependencies = [("creative", "0003_simulations")]

    operations = [
        migrations.RenameModel("Simulation", "Run"),
        migrations.AlterField(
            "Run", "campaign",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="campaigns.campaign"),
        ),
        migrations.AlterField(
            "Run", "version",
            models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="runs", to="creative.tableversion"),
        ),
        migrations.AlterField(
            "Run", "table_digest",
            models.CharField(blank=True, help_text="Of the table as it was then; a draft changes.", max_length=64),
        ),
        migrations.AlterField("Run", "result", models.JSONField(blank=True, null=True)),
        migrations.AddField(
            "Run", "kind",
            models.CharField(
                choices=[("simulation", "Simulation"), ("evaluation", "Evaluation")], default="simulation", max_length=12
            ),
        ),
        migrations.AddField("Run", "log", models.BinaryField(blank=True, default=b"")),
        migrations.AddField("Run", "options", models.JSONField(blank=True, default=dict)),
        migrations.AddField(
            "Run", "state",
            models.CharField(
                choices=[
                    ("queued", "Waiting"), ("running", "Running"), ("done", "Done"), ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="queued", max_length=12,
            ),
        ),
        migrations.AddField("Run", "rows", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("Run", "rows_in_all", models.PositiveBigIntegerField(blank=True, null=True)),
        migrations.AddField(
            "Run", "told_at",
            models.DateTimeField(blank=True, help_text="When it last said how far it is.", null=True),
        ),
        migrations.AddField("Run", "ended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "Run", "failure",
            models.CharField(
                blank=True, default="", help_text="Why it failed, in words for whoever sent the log.", max_length=500
            ),
            preserve_default=False,
        ),
        migrations.RunPython(rewrite, migrations.RunPython.noop),
        migrations.RemoveField("Run", "is_sample"),
    ]  # fmt: skip
