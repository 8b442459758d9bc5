"""The real server, `commonground serve`, with a real browser: a page with all that belongs to it, and nobody waits."""

import socket
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.cli.processes import environment, fetch, free_port, until

IDLE = 24


def test_a_page_loads_while_other_connections_stand_idle(browser: Browser, tmp_path: Path) -> None:
    port = free_port()
    site = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "commonground", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=environment(tmp_path), cwd=tmp_path, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: fetch(f"{site}/readyz")[0] == 200)
            with ExitStack() as idle:
                for _ in range(IDLE):
                    idle.enter_context(socket.create_connection(("127.0.0.1", port)))
                assert [fetch(f"{site}/healthz") for _ in range(4)] == [(200, "ok\n")] * 4
                page = browser.new_page()
                failed: list[str] = []
                page.on("requestfailed", lambda request: failed.append(request.url))
                page.goto(f"{site}/account/login/", wait_until="load", timeout=25_000)
                expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
                assert failed == []
                page.close()
        finally:
            process.terminate()
            process.wait(timeout=40)
