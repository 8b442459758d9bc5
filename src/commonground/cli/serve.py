"""`commonground serve`: the site for real, web server and background worker as one process tree."""

import os
import socket
import sys
from typing import Annotated

import typer
from rich.console import Console

from commonground.cli.django import configure
from commonground.cli.supervisor import Child, Supervisor

app = typer.Typer(add_completion=False)
console = Console(stderr=True, soft_wrap=True)

Migrate = Annotated[
    bool | None, typer.Option("--migrate/--no-migrate", help="Bring the database up to date first. Default: on SQLite.")
]


@app.command()
def serve(
    host: Annotated[str, typer.Option(envvar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option(envvar="COMMONGROUND_WORKERS", min=1, help="Web processes.")] = 2,
    worker: Annotated[bool, typer.Option("--worker/--no-worker", help="Run background work here too.")] = True,
    migrate: Migrate = None,
) -> None:
    """Run the site until SIGTERM or Ctrl-C. A process that dies is started again."""
    run(host=host, port=port, workers=workers, worker=worker, migrate=migrate)


def run(*, host: str, port: int, workers: int = 2, worker: bool = True, migrate: bool | None = None) -> None:
    """Prepare, serve, and end the program with 0 after a stop or 1 when the site could not be kept up."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        configure(url=f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104 - compared, not bound
        _refuse_busy_port(host, port)
        _prepare(migrate)
    except (ImproperlyConfigured, DatabaseError) as error:
        console.print(str(error).strip(), markup=False)
        raise SystemExit(1) from None
    children = [Child("web", [sys.executable, "-m", "commonground.cli.web", host, str(port), str(workers)])]
    if worker:
        children.append(Child("worker", [sys.executable, "-m", "commonground", "worker"]))
    _say_where()
    raise SystemExit(Supervisor(children).run())


def _refuse_busy_port(host: str, port: int) -> None:
    # Granian shares ports between processes, so a second site on the same one would silently take half the requests.
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            console.print(f"Cannot listen on {host}:{port}: {error.strerror}.", markup=False)
            raise SystemExit(1) from error


def _prepare(migrate: bool | None) -> None:
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    connection.ensure_connection()
    if connection.vendor == "sqlite" if migrate is None else migrate:
        console.print("Bringing the database up to date")
        call_command("migrate", verbosity=0, interactive=False)
    if settings.PRODUCTION:
        console.print("Compressing the static files")
        call_command("collectstatic", verbosity=0, interactive=False)
    connection.close()
    _clear_metrics()


def _clear_metrics() -> None:
    from django.conf import settings

    if settings.METRICS_TOKEN:
        # Read by prometheus_client when it is imported: the web processes share their counts through these files.
        folder = settings.DATA_DIR / "metrics"
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.db"):
            old.unlink()
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _say_where() -> None:
    from django.conf import settings

    console.print(f"Commonground runs at {settings.BASE_URL} (stop with Ctrl-C)", markup=False)
