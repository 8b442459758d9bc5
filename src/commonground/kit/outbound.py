"""Calls to addresses that somebody typed: only public ones, resolved once and connected to as resolved, no redirects.

What a name resolves to may change between a check and a call, so the call goes to the very address that was checked.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.util import Timeout

from commonground.kit.errors import Invalid

SECONDS = 5.0
MOST_BYTES = 64 * 1024
PORTS = {"http": 80, "https": 443}
# Beyond what the ipaddress module calls not global: translated, tunnelled and deprecated ranges that lead inside.
REFUSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "224.0.0.0/4", "::/96", "::ffff:0:0/96", "64:ff9b::/96",
        "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip


class Unreachable(Exception):
    """The call could not be made or got no answer; the message says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: the status and the first part of the body."""

    status: int
    text: str


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    return ip.is_global and not any(ip.version == net.version and ip in net for net in REFUSED)


def check_url(url: str) -> SplitResult:
    """The parts of an address that may be called as far as its words tell; Invalid otherwise."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Invalid("This is no address.", fields={"url": "This is no address."}) from error
    if parts.scheme not in PORTS or not parts.hostname or parts.username or parts.password:
        why = "Give an address that begins with https:// or http://, without a name or password in it."
        raise Invalid(why, fields={"url": why})
    if port == 0:
        raise Invalid("This port cannot be called.", fields={"url": "This port cannot be called."})
    return parts


def resolve(host: str, port: int) -> str:
    """The address to call. Unreachable when the name is not known or any of its addresses is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"The name {host} is not known.") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(is_public, addresses)):
        raise Unreachable(f"{host} leads to an address that is not public, so nothing was sent.")
    return addresses[0]


def post(url: str, body: bytes, headers: Mapping[str, str], *, resolver: Callable[[str, int], str] = resolve) -> Reply:
    """POST `body` to a public address. Unreachable when there is no answer in five seconds, in which all of it is read."""
    parts = check_url(url)
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname or ""
    address = resolver(host, port)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    pool, deadline = _pool(parts.scheme, address, port, host), Deadline(SECONDS)
    pool.ConnectionCls = deadline.over(pool.ConnectionCls)
    try:
        with deadline:
            return _sent(pool, target, body, {**headers, "Host": parts.netloc}, deadline)
    except urllib3.exceptions.HTTPError as error:
        raise Unreachable(f"No answer from {host}: {type(error).__name__}.") from error
    finally:
        pool.close()


class Deadline:
    """Ends a call after so many seconds in all. A timeout of the socket begins anew with each byte that drips in."""

    def __init__(self, seconds: float) -> None:
        self.twin: socket.socket | None = None
        self.passed = False
        self.timer = threading.Timer(seconds, self._end)
        self.timer.daemon = True

    def over(self, kind: Any) -> Any:
        """The kind of connection, whose socket is known here."""
        deadline = self

        class Watched(kind):  # type: ignore[misc]
            def _new_conn(self) -> socket.socket:
                made: socket.socket = super()._new_conn()
                # A twin of its own: what TLS wraps is no longer to be had from the first.
                deadline.twin = made.dup()
                return made

        return Watched

    def __enter__(self) -> "Deadline":
        self.timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.timer.cancel()
        self.timer.join()
        if self.twin is not None:
            self.twin.close()

    def _end(self) -> None:
        self.passed = True
        if self.twin is not None:
            # Who has hung up already needs no end.
            with suppress(OSError):
                self.twin.shutdown(socket.SHUT_RDWR)


def _pool(scheme: str, address: str, port: int, host: str) -> urllib3.HTTPConnectionPool:
    timeout = Timeout(total=SECONDS)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
    return urllib3.HTTPSConnectionPool(
        address, port, timeout=timeout, retries=False, server_hostname=host, assert_hostname=host, cert_reqs="CERT_REQUIRED"
    )  # fmt: skip


def _sent(
    pool: urllib3.HTTPConnectionPool, target: str, body: bytes, headers: Mapping[str, str], deadline: Deadline
) -> Reply:
    answer = pool.urlopen(
        "POST", target, body=body, headers=headers, redirect=False, preload_content=False, assert_same_host=False
    )
    try:
        if deadline.passed:
            # A head that was cut off reads like one that has ended.
            raise Unreachable("The answer had not begun in time.")
        text = answer.read(MOST_BYTES, decode_content=False) or b""
        return Reply(answer.status, text.decode("utf-8", "replace"))
    finally:
        answer.release_conn()
