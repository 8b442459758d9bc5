"""A child that must not outlive its supervisor, however the supervisor ends."""

import os
import signal
import sys
import threading

HELD = "COMMONGROUND_LIFELINE"


def die_with_parent() -> None:
    """Stop this process as SIGTERM would when standard input ends, if a supervisor holds the other end of it.

    The kernel closes the supervisor's end even when it is killed, which no signal handler could tell us.
    """
    if os.environ.pop(HELD, ""):
        threading.Thread(target=_wait_for_end, name="lifeline", daemon=True).start()


def _wait_for_end() -> None:
    while os.read(sys.stdin.fileno(), 64):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
