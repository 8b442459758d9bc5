"""`commonground check-deploy`: what is unsafe in these settings, and how to mend it."""

from typing import NoReturn

import typer

from commonground.cli.django import configure

app = typer.Typer(add_completion=False)


@app.command()
def check_deploy() -> None:
    """Say what is unsafe for a site that others use. Ends with 1 when something is."""
    from django.core.exceptions import ImproperlyConfigured

    try:
        configure()
    except ImproperlyConfigured as error:
        _refused(str(error))
    from django.core import checks

    found = [
        message
        for message in checks.run_checks(include_deployment_checks=True, databases=["default"])
        if message.level >= checks.WARNING and not message.is_silenced()
    ]
    for message in found:
        typer.echo(f"{message.id}  {message.msg}\n    {message.hint or 'See the Django documentation.'}")
    typer.echo(f"{len(found)} unsafe" if found else "Nothing unsafe was found.")
    if found:
        raise typer.Exit(1)


def _refused(reason: str) -> NoReturn:
    typer.echo(reason)
    raise typer.Exit(1)
