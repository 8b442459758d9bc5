"""Calls to addresses that somebody typed. ABUSE 17."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from commonground.kit import outbound
from commonground.kit.errors import Invalid


def request(caller: socket.socket) -> bytes:
    """What a caller sends, to the end of the body whose length it names: head and body may come in two pieces."""
    said = caller.recv(65536)
    length = re.search(rb"(?i)^content-length: (\d+)", said, re.MULTILINE)
    while length and len(said.partition(b"\r\n\r\n")[2]) < int(length[1]) and (more := caller.recv(65536)):
        said += more
    return said


def met(listening: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    """Whoever calls next."""
    caller = listening.accept()[0]
    return tls.wrap_socket(caller, server_side=True) if tls else caller


@contextmanager
def server(answer: bytes, tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A listener that says `answer` to whoever calls, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            # Who calls may not take our certificate.
            with suppress(ssl.SSLError), met(listening, tls) as caller:
                heard.append(request(caller))
                if answer:
                    caller.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1], heard
        thread.join(timeout=10)


@contextmanager
def dripping(first: bytes, tls: ssl.SSLContext | None = None) -> Iterator[int]:
    """A listener that says `first`, then a byte every twentieth of a second, for ten seconds or until it is hung up on."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with met(listening, tls) as caller:
                request(caller)
                caller.sendall(first)
                with suppress(OSError):
                    while not over.wait(0.05):
                        caller.sendall(b"x")

        ends = threading.Timer(10, over.set)
        thread = threading.Thread(target=serve, daemon=True)
        ends.start()
        thread.start()
        yield listening.getsockname()[1]
        ends.cancel()
        over.set()
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


def test_who_takes_the_call_and_says_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as mute, pytest.raises(outbound.Unreachable, match="Timeout"):
        outbound.post(f"http://tools.example:{mute.getsockname()[1]}/", b"", {}, resolver=here)


@pytest.mark.parametrize(
    "first",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: ",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
    ],
)
def test_who_never_ends_is_left(monkeypatch: pytest.MonkeyPatch, first: bytes) -> None:
    """A byte now and then keeps every single reading within its time; the whole call has to end all the same."""
    monkeypatch.setattr(outbound, "SECONDS", 0.5)
    with dripping(first) as port, pytest.raises(outbound.Unreachable, match="TimeoutError"):
        outbound.post(f"http://tools.example:{port}/", b"", {}, resolver=here)


def test_a_certificate_is_asked_for_by_the_name() -> None:
    with server(b"not tls") as (port, _), pytest.raises(outbound.Unreachable):
        outbound.post(f"https://tools.example:{port}/", b"", {}, resolver=here)


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """What a server of tools.example needs, signed by nobody but itself and trusted here."""
    key, named = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tools")])
    begins = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder(named, named, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("tools.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain = tmp_path / "tools.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    chain.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setenv("SSL_CERT_FILE", str(chain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context


def test_over_tls_the_certificate_is_of_the_name_not_of_the_address(tls: ssl.SSLContext) -> None:
    with server(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", tls) as (port, _):
        reply = outbound.post(f"https://tools.example:{port}/", b"{}", {}, resolver=here)
    assert reply == outbound.Reply(200, "ok")
    with server(b"HTTP/1.1 200 OK\r\n\r\n", tls) as (port, heard), pytest.raises(outbound.Unreachable):
        outbound.post(f"https://other.example:{port}/", b"{}", {}, resolver=here)
    assert b"".join(heard) == b""


def test_over_tls_who_never_ends_is_left_too(tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "SECONDS", 0.5)
    with (
        dripping(b"HTTP/1.1 200 OK\r\nX-Slow: ", tls) as port,
        pytest.raises(outbound.Unreachable, match="TimeoutError"),
    ):
        outbound.post(f"https://tools.example:{port}/", b"", {}, resolver=here)
