"""`commonground serve` for real: one command, one process tree, a clean stop."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.cli.processes import descendants, environment, fetch, free_port, living, until

READY = {"ready": True, "database": "ok", "migrations": "ok", "worker": "ok"}
TOKEN = "t" * 32


def test_it_serves_mends_itself_and_stops_cleanly(tmp_path: Path) -> None:
    port = free_port()
    env = environment(tmp_path, COMMONGROUND_METRICS_TOKEN=TOKEN)
    command = [sys.executable, "-m", "commonground", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=env, cwd=tmp_path, stderr=subprocess.PIPE, text=True) as process:
        try:
            site = f"http://127.0.0.1:{port}"
            until(lambda: fetch(f"{site}/readyz")[0] == 200)
            assert json.loads(fetch(f"{site}/readyz")[1]) == READY
            assert fetch(f"{site}/healthz") == (200, "ok\n")
            assert fetch(f"{site}/account/login/")[0] == 200
            counted = fetch(f"{site}/metrics", Authorization=f"Bearer {TOKEN}")[1]
            assert 'commonground_requests_total{method="GET",route="account_login",status="200"} 1.0' in counted

            worker = next(pid for pid, line in descendants(process.pid).items() if line.endswith(" worker "))
            os.kill(worker, signal.SIGKILL)
            until(
                lambda: any(
                    line.endswith(" worker ") for pid, line in descendants(process.pid).items() if pid != worker
                )
            )

            children = descendants(process.pid)
            assert len(children) >= 4
            process.terminate()
            said = process.communicate(timeout=40)[1]
            assert process.returncode == 0
            assert living(children) == {}
            assert f"Commonground runs at {site} (stop with Ctrl-C)" in said
            assert "Traceback" not in said
        finally:
            process.kill()


def test_it_does_not_share_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "commonground", "serve", "--port", port]
        done = subprocess.run(command, env=environment(tmp_path), cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == f"Cannot listen on 127.0.0.1:{port}: Address already in use.\n"


def test_the_worker_alone_does_what_there_is_and_ends(tmp_path: Path) -> None:
    env = environment(tmp_path, COMMONGROUND_LOG_JSON="1")
    commonground = [sys.executable, "-m", "commonground"]
    subprocess.run([*commonground, "manage", "migrate", "-v0"], env=env, cwd=tmp_path, check=True)
    command = [*commonground, "worker", "--until-empty"]
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0
    started = [json.loads(line)["job"] for line in done.stderr.splitlines()]
    with closing(sqlite3.connect(tmp_path / "commonground.sqlite3")) as database:
        states = database.execute(
            "SELECT status, count(*) FROM django_tasks_database_dbtaskresult GROUP BY 1"
        ).fetchall()
    assert states == [("SUCCESSFUL", len(started))]
    assert "people.notices" in started
