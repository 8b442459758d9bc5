"""Calls to addresses that somebody typed: only public ones, resolved once and connected to as resolved, no redirects.

What a name resolves to may change between a check and a call, so the call goes to the very address that was checked.
"""

import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

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
    """POST `body` to a public address. Unreachable when there is no connection or no whole answer within five seconds."""
    parts = check_url(url)
    port = parts.port or PORTS[parts.scheme]
    host = parts.hostname or ""
    connection = _connection(parts.scheme, resolver(host, port), port, host)
    target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    try:
        connection.connect()
        return _sent(connection, target, body, {**headers, "Host": parts.netloc})
    except (urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        raise Unreachable(f"No answer from {host}: {type(error).__name__}.") from error
    finally:
        connection.close()


def _connection(scheme: str, address: str, port: int, host: str) -> HTTPConnection:
    if scheme == "http":
        return HTTPConnection(address, port, timeout=SECONDS)
    # The certificate has to be of the name, though the call goes to an address.
    return HTTPSConnection(address, port, timeout=SECONDS, server_hostname=host, cert_reqs="CERT_REQUIRED")


def _sent(connection: HTTPConnection, target: str, body: bytes, headers: Mapping[str, str]) -> Reply:
    # The timeout of a socket counts anew with each byte that comes: a target that sends one now and then would hold us.
    with _hung_up_after(connection.sock, SECONDS):
        connection.request("POST", target, body=body, headers=headers, preload_content=False)
        answer = connection.getresponse()
        text = answer.read(MOST_BYTES, decode_content=False)
    return Reply(answer.status, text.decode("utf-8", "replace"))


@contextmanager
def _hung_up_after(sock: socket.socket, seconds: float) -> Iterator[None]:
    """Whatever the other end does, the block ends in this time: with TimeoutError when it took that long."""
    late = threading.Event()

    def hang_up() -> None:
        late.set()
        # Below TLS, which would wait for the other end once more.
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, hang_up)
    timer.start()
    try:
        yield
    except (urllib3.exceptions.HTTPError, HTTPException, OSError) as error:
        if late.is_set():
            raise TimeoutError from error
        raise
    finally:
        timer.cancel()
    if late.is_set():
        raise TimeoutError
