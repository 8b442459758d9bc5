"""Calls to addresses that somebody typed. ABUSE 17."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from commonground.kit import outbound
from commonground.kit.errors import Invalid


def request(caller: socket.socket) -> bytes:
    """What a caller sends, to the end of the body whose length it names: head and body may come in two pieces."""
    said = caller.recv(65536)
    length = re.search(rb"(?i)^content-length: (\d+)", said, re.MULTILINE)
    while length and len(said.partition(b"\r\n\r\n")[2]) < int(length[1]) and (more := caller.recv(65536)):
        said += more
    return said


@contextmanager
def server(answer: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """A listener that says `answer` to whoever calls, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with listening.accept()[0] as caller:
                heard.append(request(caller))
                if answer:
                    caller.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        thread.join(timeout=10)


@contextmanager
def dripping(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """A listener that answers in its own time, until whoever calls hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with listening.accept()[0] as caller:
                request(caller)
                answer(caller)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(timeout=10)


def here(host: str, port: int) -> str:
    return "127.0.0.1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "0.0.0.0",
        "224.0.0.1", "255.255.255.255", "192.88.99.1", "198.18.0.1", "::1", "::", "::127.0.0.1", "::8.8.8.8",
        "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2001:0:7f00::1",
        "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "2001:db8::1",
    ],
)  # fmt: skip
def test_addresses_that_lead_inside(address: str) -> None:
    assert outbound.is_public(address) is False


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111", "2001:4860:4860::8888"])
def test_addresses_of_the_public_internet(address: str) -> None:
    assert outbound.is_public(address) is True


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/", "file:///etc/passwd", "//example.com", "example.com", "http://", "https://a:b@example.com/",
        "http://[::1", "http://example.com:99999/", "http://example.com:0/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Invalid):
        outbound.check_url(url)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:10.0.0.1]"])
def test_names_that_lead_inside_get_nothing(host: str) -> None:
    with server(b"HTTP/1.1 200 OK\r\n\r\n") as (port, heard):
        with pytest.raises(outbound.Unreachable):
            outbound.post(f"http://{host}:{port}/", b"{}", {})
        assert heard == []
        socket.create_connection(("127.0.0.1", port)).close()


def test_one_inner_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(outbound.Unreachable):
        outbound.resolve("rebind.example", 80)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found[:1])
    assert outbound.resolve("public.example", 80) == "8.8.8.8"


def test_it_goes_to_the_address_that_was_checked_and_names_the_host() -> None:
    with server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok") as (port, heard):
        reply = outbound.post(f"http://tools.example:{port}/in?a=1", b'{"a": 1}', {"webhook-id": "7"}, resolver=here)
    assert reply == outbound.Reply(200, "ok")
    head, body = heard[0].split(b"\r\n\r\n")
    assert head.startswith(b"POST /in?a=1 HTTP/1.1\r\n")
    assert f"Host: tools.example:{port}".encode() in head
    assert b"webhook-id: 7" in head
    assert body == b'{"a": 1}'


def test_a_redirect_is_not_followed() -> None:
    with server(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n") as (port, _):
        assert outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here).status == 302


def test_an_endless_answer_is_cut() -> None:
    with server(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 1_000_000) as (port, _):
        reply = outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here)
    assert len(reply.text) <= outbound.MOST_BYTES


def test_who_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "SECONDS", 0.2)
    with server(b"") as (port, _), pytest.raises(outbound.Unreachable):
        outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here)


@pytest.mark.parametrize("begin", [b"", b"HTTP/1.1 200 OK\r\n"])
def test_who_drips_byte_by_byte_is_left_all_the_same(begin: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte begins the socket's own timeout anew: without a deadline this would last for minutes."""
    monkeypatch.setattr(outbound, "SECONDS", 0.3)
    hung_up = threading.Event()

    def drip(caller: socket.socket) -> None:
        caller.sendall(begin)
        with suppress(OSError):
            while not hung_up.wait(0.01):
                caller.sendall(b"x")

    with dripping(drip) as port, pytest.raises(outbound.Unreachable):
        outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here)
    hung_up.set()


def test_what_was_read_in_time_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "SECONDS", 0.3)
    done = threading.Event()

    def drip(caller: socket.socket) -> None:
        caller.sendall(b"HTTP/1.1 202 Accepted\r\n\r\nmore and ")
        with suppress(OSError):
            while not done.wait(0.01):
                caller.sendall(b"more ")

    with dripping(drip) as port:
        reply = outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here)
    done.set()
    assert (reply.status, reply.text[:8]) == (202, "more and")


def test_a_certificate_is_asked_for_by_the_name() -> None:
    with server(b"not tls") as (port, _), pytest.raises(outbound.Unreachable):
        outbound.post(f"https://tools.example:{port}/", b"", {}, resolver=here)
