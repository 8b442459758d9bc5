"""`commonground worker`: the background worker alone, for a site whose web server runs elsewhere."""

from typing import Annotated

import typer

from commonground.cli.django import configure

app = typer.Typer(add_completion=False)
SCHEDULE = "commonground.project.schedule"


@app.command()
def worker(
    until_empty: Annotated[bool, typer.Option(help="Stop when nothing is left to do, for cron or a test.")] = False,
) -> None:
    """Run background work and the schedule until SIGTERM or Ctrl-C, which let the task at hand finish."""
    configure()
    from importlib import import_module

    from commonground.cli.lifeline import die_with_parent
    from commonground.kit.work.worker import run_worker

    die_with_parent()
    run_worker(import_module(SCHEDULE).SCHEDULE, until_empty=until_empty)
