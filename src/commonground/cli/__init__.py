"""The command line: one module per noun. Engine commands load no Django."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

# A noun's module is imported when the noun is used, so that `raci check` starts without what `serve` needs.
NOUNS = {
    "demo": "commonground.cli.demo",
    "serve": "commonground.cli.serve",
    "worker": "commonground.cli.worker",
    "check-deploy": "commonground.cli.check_deploy",
    "backup": "commonground.cli.backup",
    "restore": "commonground.cli.restore",
    "manage": "commonground.cli.manage",
    "raci": "commonground.cli.raci",
    "roadmap": "commonground.cli.roadmap",
    "calendar": "commonground.cli.calendar",
    "decide": "commonground.cli.decide",
}


class Nouns(TyperGroup):
    """Commands by noun, each from its own module's `app`."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*super().list_commands(ctx), *NOUNS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name in NOUNS:
            return get_command(import_module(NOUNS[cmd_name]).app)
        return super().get_command(ctx, cmd_name)


app = typer.Typer(cls=Nouns, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def main() -> None:
    """Commonground: the workspace in which marketing partners run a partnership together."""
