"""The web server's process: granian with the site in it. Started by `commonground serve`."""

import sys
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from commonground.cli.lifeline import die_with_parent

# A browser keeps six connections open, used or not, and each of them counts.
CONNECTIONS = 512
THREADS = 4


def main(host: str, port: int, workers: int) -> None:
    """Serve until SIGTERM. How many connections and threads a process has: see docs/decisions/granian.md."""
    die_with_parent()
    Granian(
        "commonground.project.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        backpressure=CONNECTIONS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        # A request that outlives this is cut off, or a stop would wait for it for ever.
        workers_kill_timeout=15,
        log_level=LogLevels.warning,
        working_dir=Path.cwd(),
    ).serve()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
