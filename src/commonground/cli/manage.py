"""`commonground manage`: Django's own commands, where there is no manage.py."""

from typing import Annotated

import typer

from commonground.cli.django import configure

app = typer.Typer(add_completion=False)


@app.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
def manage(command: Annotated[list[str], typer.Argument(help="A Django command and its options.")]) -> None:
    """Run a command of Django: `commonground manage migrate`, `commonground manage shell`."""
    configure()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["commonground manage", *command])
