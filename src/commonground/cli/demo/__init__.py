"""`commonground demo`: load the story, say how to sign in, and serve it."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from commonground.cli.django import configure

app = typer.Typer()
console = Console(width=110)


@app.callback(invoke_without_command=True)
def demo(
    scale: Annotated[int, typer.Option(help="Add this many campaigns of 100 tasks, for measuring.")] = 0,
    serve: Annotated[bool, typer.Option("--serve", help="Start the site afterwards.")] = False,
    host: Annotated[str, typer.Option(envvar="HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="DEMO_PORT")] = 8000,
) -> None:
    """Load the demo story once, print how to sign in, and (with --serve) start the site."""
    configure(url=f"http://{host}:{port}")
    from django.core.management import call_command

    from commonground.cli.demo.loading import load

    console.print("Preparing the database")
    call_command("migrate", verbosity=0)
    console.print(load(scale))
    _print_cast(f"http://{host}:{port}")
    if serve:
        from commonground.cli.serve import run

        run(host=host, port=port)


def _print_cast(url: str) -> None:
    from commonground.cli.demo.cast import CAST, PASSWORD

    table = Table(title=f"Sign in at {url} — the password is {PASSWORD} for everybody", title_justify="left")
    for heading in ("Organisation", "Person", "E-mail", "Role", "Level"):
        table.add_column(heading)
    for company in CAST:
        for player in company.people:
            table.add_row(company.name, player.name, player.email, player.role, player.level)
    console.print(table)
