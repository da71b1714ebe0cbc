"""Asking links: a server of the test's own answers on this machine; the names and numbers of the internet are given in."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from guides import knocking
from guides.knocking import Knocker
from guides.links import Outcome

PUBLIC = "203.162.0.181"


class Stub:
    """Answers each connection with what ``replies`` says of verb, host and path; remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str]] = []
        self.reply: Callable[[str, str, str], bytes] = lambda _v, _h, _p: b"HTTP/1.1 200 OK\r\n\r\n"
        self.door = socket.create_server(("127.0.0.1", 0))
        self.port = self.door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                wire, _peer = self.door.accept()
            except OSError:
                return
            with wire:
                text = wire.recv(65_536).decode("ascii")
                verb, path, _version = text.split("\r\n", 1)[0].split(" ")
                host = text.split("Host: ", 1)[1].split("\r\n", 1)[0]
                self.asked.append((verb, host, path))
                with suppress(OSError):  # the one who asked may have gone away; some tests are about that
                    wire.sendall(self.reply(verb, host, path))


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.door.close()


@pytest.fixture
def knocker(stub) -> Knocker:
    names = {"noi-bo.gov.vn": ["10.1.2.3"], "hai-mat.gov.vn": [PUBLIC, "127.0.0.1"], "[::1]": ["::1"]}

    def resolve(host: str, _port: int) -> list[str]:
        if host.startswith("khong-co"):
            raise socket.gaierror
        return [host] if host.replace(".", "").isdigit() else names.get(host, [PUBLIC])

    def connect(_parts, number: str):
        assert number == PUBLIC, f"a connection to {number}"
        return socket.create_connection(("127.0.0.1", stub.port), timeout=2)

    return Knocker(agent="kiem-tra", resolve=resolve, connect=connect)


def status(line: str, **headers: str) -> bytes:
    rows = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {line}\r\n{rows}\r\n".encode()


def test_a_good_link_is_asked_once_and_politely(knocker, stub):
    answer = knocker.ask("https://dichvucong.gov.vn/p/home?x=1")

    assert (answer.outcome, answer.detail, answer.is_reached) == (Outcome.GOOD, "200", True)
    assert stub.asked == [("HEAD", "dichvucong.gov.vn", "/p/home?x=1")]


def test_get_follows_where_head_is_not_answered_well(knocker, stub):
    stub.reply = lambda verb, _h, _p: status("405 No") if verb == "HEAD" else status("200 OK")

    assert knocker.ask("https://a.gov.vn/").outcome == Outcome.GOOD
    assert [verb for verb, _host, _path in stub.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize(
    ("line", "outcome"),
    [("404 Not Found", Outcome.FAILED), ("403 Forbidden", Outcome.UNSURE), ("500 Oh", Outcome.FAILED)],
)
def test_what_servers_say(knocker, stub, line, outcome):
    stub.reply = lambda _v, _h, _p: status(line)

    assert knocker.ask("https://a.gov.vn/").outcome == outcome


def test_redirects_are_followed_and_an_endless_one_fails(knocker, stub):
    stub.reply = lambda _v, _h, path: status("302 F", Location="/moi") if path == "/" else status("200 OK")
    assert knocker.ask("https://a.gov.vn/").outcome == Outcome.GOOD

    stub.reply = lambda _v, _h, _p: status("301 F", Location="https://a.gov.vn/mai")
    answer = knocker.ask("https://a.gov.vn/")
    assert (answer.outcome, answer.detail) == (Outcome.FAILED, "redirects")
    assert len(stub.asked) <= 2 + knocking.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1/",
        "https://noi-bo.gov.vn/",
        "https://hai-mat.gov.vn/",
        "http://0.0.0.0/",
    ],
)
def test_nothing_inside_is_ever_asked(knocker, stub, address):
    answer = knocker.ask(address)

    assert (answer.outcome, answer.detail, answer.is_reached) == (Outcome.UNSURE, "private", False)
    assert stub.asked == []


@pytest.mark.parametrize(
    "onward",
    [
        "http://169.254.169.254/",
        "https://noi-bo.gov.vn/x",
        "file:///etc/passwd",
        "http://127.0.0.1:8000/",
        "ftp://a/",
    ],
)
def test_no_redirect_leads_inside(knocker, stub, onward):
    stub.reply = lambda _v, _h, _p: status("302 F", Location=onward)

    answer = knocker.ask("https://a.gov.vn/")

    assert answer.outcome == Outcome.UNSURE
    assert len(stub.asked) == 1


def test_a_name_that_changes_its_mind_is_asked_once(stub):
    """The number that was looked at is the number connected to (no rebinding between the look and the connection)."""
    numbers = iter([[PUBLIC], ["127.0.0.1"]])
    reached = []

    def connect(_parts, number):
        reached.append(number)
        return socket.create_connection(("127.0.0.1", stub.port), timeout=2)

    Knocker(agent="x", resolve=lambda _h, _p: next(numbers), connect=connect).ask("https://a.gov.vn/")

    assert reached == [PUBLIC]


def raises(error: BaseException):
    def connect(_parts, _number):
        raise error

    return connect


@pytest.mark.parametrize(
    ("error", "outcome", "detail", "is_reached"),
    [
        (TimeoutError(), Outcome.FAILED, "timeout", False),
        (ConnectionRefusedError(), Outcome.FAILED, "connection", False),
        (ssl.SSLCertVerificationError(), Outcome.UNSURE, "certificate", True),
        (ssl.SSLError(), Outcome.FAILED, "connection", False),
    ],
)
def test_what_goes_wrong_on_the_way_is_an_answer(error, outcome, detail, is_reached):
    knocker = Knocker(agent="x", resolve=lambda _h, _p: [PUBLIC], connect=raises(error))

    answer = knocker.ask("https://a.gov.vn/")

    assert (answer.outcome, answer.detail, answer.is_reached) == (outcome, detail, is_reached)


def test_a_name_nobody_has(knocker):
    answer = knocker.ask("https://khong-co.gov.vn/")

    assert (answer.outcome, answer.detail) == (Outcome.FAILED, "name")


@pytest.mark.parametrize(
    "reply",
    [b"", b"SSH-2.0-OpenSSH\r\n\r\n", b"HTTP/1.1 abc\r\n\r\n", b"HTTP/1.1 200", b"\xff" * 100 + b"\r\n\r\n"],
)
def test_what_is_no_http_is_no_good_link(knocker, stub, reply):
    stub.reply = lambda _v, _h, _p: reply

    assert knocker.ask("https://a.gov.vn/").outcome in {Outcome.FAILED, Outcome.GOOD}
    assert reply == b"HTTP/1.1 200" or knocker.ask("https://a.gov.vn/").outcome == Outcome.FAILED


def test_headers_without_end_and_drops_end_in_time(knocker, stub, monkeypatch):
    stub.reply = lambda _v, _h, _p: b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000
    assert knocker.ask("https://a.gov.vn/").outcome == Outcome.FAILED

    monkeypatch.setattr(knocking, "SECONDS", 0.3)

    class Dripping:
        def sendall(self, _data):
            pass

        def recv(self, _size):
            time.sleep(0.05)
            return b"H"

        def settimeout(self, _seconds):
            pass

        def close(self):
            pass

    slow = Knocker(agent="x", resolve=lambda _h, _p: [PUBLIC], connect=lambda _p, _n: Dripping())
    began = time.monotonic()
    answer = slow.ask("https://a.gov.vn/")
    assert answer.detail == "timeout"
    assert time.monotonic() - began < 2


def test_nothing_can_be_smuggled_into_what_is_asked(knocker, stub):
    knocker.ask("https://a.gov.vn/tìm kiếm?q=hồ sơ")
    knocker.ask("https://a.gov.vn/tìm?q=hồ")

    assert stub.asked == [("HEAD", "a.gov.vn", "/t%C3%ACm?q=h%E1%BB%93")], (
        "blanks are refused, letters are encoded"
    )
