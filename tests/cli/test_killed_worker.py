"""A worker that is killed between sending and recording: nobody gets nothing, and a duplicate carries the same identifier."""

import socketserver
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from icalendar import Calendar

from tests.cli.processes import environment

COMMONGROUND = [sys.executable, "-m", "commonground"]
Wanted = Callable[[Message], bool]


class Mailbox(socketserver.ThreadingTCPServer):
    """Takes any mail. The first that is `wanted` it has, but never says so: whoever sent it cannot know."""

    daemon_threads = True
    wanted: Wanted | None = None

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.had: list[Message] = []
        self.caught = threading.Event()

    def takes(self, message: Message) -> bool:
        """Keep it; returns whether to say so."""
        self.had.append(message)
        if self.wanted is None or not self.wanted(message):
            return True
        self.wanted = None
        self.caught.set()
        return False


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as it takes to get a mail."""

    server: Mailbox

    def handle(self) -> None:
        self.say("220 here")
        while (line := self.rfile.readline()) and not line.upper().startswith(b"QUIT"):
            if not line.upper().startswith(b"DATA"):
                self.say("250 yes")
                continue
            self.say("354 go on")
            lines = iter(self.rfile.readline, b".\r\n")
            message = message_from_bytes(b"".join(line.removeprefix(b".") for line in lines))
            if not self.server.takes(message):
                # Until the other end is gone.
                self.rfile.read()
                return
            self.say("250 it is here")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as there:
        serving = threading.Thread(target=there.serve_forever, daemon=True)
        serving.start()
        yield there
        there.shutdown()
        serving.join(timeout=10)


def events_of(message: Message) -> list[tuple[str, int]]:
    """(identifier, sequence) of what is in the calendar file of a mail."""
    files = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/calendar"]
    found = [event for file in files for event in Calendar.from_ical(file).walk("VEVENT")]
    return [(str(event["uid"]), event.decoded("sequence")) for event in found]


def is_invitation(message: Message) -> bool:
    return bool(events_of(message))


def tells_of_needs(message: Message) -> bool:
    return "List-Unsubscribe" in message


def test_a_worker_killed_between_sending_and_recording(tmp_path: Path) -> None:
    with mailbox() as there:
        env = environment(tmp_path, EMAIL_URL=f"smtp://127.0.0.1:{there.server_address[1]}")
        subprocess.run([*COMMONGROUND, "demo"], env=env, cwd=tmp_path, check=True, capture_output=True)
        with closing(sqlite3.connect(tmp_path / "commonground.sqlite3")) as database:
            database.execute("UPDATE people_person SET mail_rhythm = 'immediate'")
            database.commit()
            for wanted in (is_invitation, tells_of_needs):
                there.wanted = wanted
                kill_when_it_has_sent(there, env, tmp_path)
                # A minute without a sign of life, in which nobody has to wait.
                database.execute("UPDATE kit_workerbeat SET beat_at = '2020-01-01 00:00:00'")
                database.commit()
            subprocess.run([*COMMONGROUND, "worker", "--until-empty"], env=env, cwd=tmp_path, check=True)
            asked = database.execute("SELECT count(*) FROM campaigns_invitee").fetchone()[0]
            left = database.execute(
                "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status != 'SUCCESSFUL'"
            )
            assert left.fetchone()[0] == 0
    twice = {identifier for identifier, count in Counter(one["Message-ID"] for one in there.had).items() if count > 1}
    again = [one for one in there.had if one["Message-ID"] in twice]
    assert [len(list(filter(kind, again))) for kind in (is_invitation, tells_of_needs)] == [2, 2]
    first, second = filter(is_invitation, again)
    assert (first["To"], events_of(first)) == (second["To"], events_of(second))
    invited = {one["To"] for one in there.had if is_invitation(one)}
    assert len(invited) == asked == sum(map(is_invitation, there.had)) - 1


def kill_when_it_has_sent(there: Mailbox, env: dict[str, str], folder: Path) -> None:
    """Start a worker and kill it once the mail that is wanted has arrived, before it can know."""
    there.caught.clear()
    with subprocess.Popen([*COMMONGROUND, "worker"], env=env, cwd=folder, stderr=subprocess.DEVNULL) as worker:
        try:
            assert there.caught.wait(timeout=120)
        finally:
            worker.kill()
