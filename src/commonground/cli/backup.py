"""`commonground backup`: a copy of the embedded database, taken while the site runs."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from commonground.cli.django import configure
from commonground.cli.sqlite_copy import Unusable, copy_to_file

app = typer.Typer(add_completion=False)


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where the copy goes.")],
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it exists.")] = False,
) -> None:
    """Copy the SQLite database to FILE and check the copy. The site may run meanwhile."""
    configure()
    source = embedded_database()
    if not source.exists():
        refuse(f"There is no database at {source}.")
    if file.exists() and not force:
        refuse(f"{file} exists. Choose another name, or replace it with --force.")
    try:
        copy_to_file(source, file)
    except (Unusable, OSError) as error:
        refuse(str(error))
    typer.echo(f"Copied {source} to {file} ({file.stat().st_size / 1_000_000:.1f} MB); the copy is whole.")


def embedded_database() -> Path:
    """The file of the SQLite database, or a refusal that names what to use instead."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" not in database["ENGINE"]:
        refuse("This site runs on PostgreSQL: use pg_dump and pg_restore, see docs/guide/run.md.")
    return Path(database["NAME"])


def refuse(reason: str) -> NoReturn:
    """End with 1 and the reason."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)
