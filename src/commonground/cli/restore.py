"""`commonground restore`: put a backup in the place of the embedded database, after proving that it is good."""

import os
from pathlib import Path
from typing import Annotated

import typer

from commonground.cli.backup import embedded_database, refuse
from commonground.cli.django import configure
from commonground.cli.sqlite_copy import Unusable, check_database, copy_database, copy_to_file, siblings
from commonground.kit import clock

app = typer.Typer(add_completion=False)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file written by `commonground backup`.")],
    force: Annotated[bool, typer.Option("--force", help="Replace the present database; it is kept beside.")] = False,
) -> None:
    """Check FILE (whole, up to date, its activity log unbroken), then put it in the database's place."""
    configure()
    target = embedded_database()
    if not file.is_file():
        refuse(f"There is no file {file}.")
    if target.exists() and not force:
        refuse(f"{target} exists. Replace it with --force; what is there now will be kept beside it.")
    candidate = target.with_name(f".restore-{os.getpid()}.sqlite3")
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        check_database(file)
        copy_to_file(file, candidate)
        _prove(candidate)
        kept = _keep_present(target)
        copy_database(candidate, target)
    except (Unusable, OSError) as error:
        refuse(f"Nothing was restored. {error}")
    finally:
        for leftover in (candidate, *siblings(candidate)):
            leftover.unlink(missing_ok=True)
    typer.echo(f"Restored {file} to {target}; its activity log is unbroken.{kept}")


def _prove(candidate: Path) -> None:
    """Bring the copy up to date and follow its log from the first entry to the last."""
    from django.core.management import call_command
    from django.db import connection

    connection.settings_dict["NAME"] = str(candidate)
    call_command("migrate", verbosity=0, interactive=False)
    from commonground.people.activity.actions import first_broken_entry

    broken = first_broken_entry()
    connection.close()
    if broken is not None:
        raise Unusable(
            f"The activity log of the backup was changed: entry {broken} does not follow from the one before."
        )


def _keep_present(target: Path) -> str:
    if not target.exists():
        return ""
    kept = target.with_name(f"{target.name}.before-{clock.now():%Y%m%d-%H%M%S}")
    copy_to_file(target, kept)
    return f" What was there before is in {kept}."
