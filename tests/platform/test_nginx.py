"""deploy/nginx as it is written, before a small application whose answers we choose: what is kept, and for whom."""

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lms.purging import PurgedServer
from tests.support.nginx import BROTLI, HOST, Nginx, nginx

pytestmark = pytest.mark.skipif(
    nginx() is None, reason="no nginx here (Debian: sudo apt-get install nginx-light)"
)
PUBLIC = {
    "Cache-Control": "max-age=60, public, stale-while-revalidate=600",
    "Vary": "Cookie, Accept-Encoding",
}


class Application:
    """Answers what ``answers`` says for a path, else a public page with a number that grows."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        application = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                application.asked.append((self.command, self.path, dict(self.headers)))
                number = f"{self.headers.get('Accept-Encoding') or 'plain'} {len(application.asked)}".encode()
                status, headers, body = application.answers.get(self.path, (200, PUBLIC, number))
                self.send_response(status)
                for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_HEAD = do_GET

            def log_message(self, *_said: object) -> None:
                """The test tells what was wrong."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def leave(self) -> None:
        self.server.shutdown()
        self.server.server_close()


Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Nginx, Application]]:
    application = Application()
    with Nginx(tmp_path_factory.mktemp("nginx"), application.port) as server:
        yield server, application
    application.leave()


@pytest.fixture
def application(stage: tuple[Nginx, Application]) -> Application:
    stage[1].asked.clear()
    return stage[1]


@pytest.fixture
def ask(stage: tuple[Nginx, Application]) -> Ask:
    trust = ssl.create_default_context(cafile=str(stage[0].folder / "tls" / "fullchain.pem"))
    trust.check_hostname = False

    def asked(
        path: str, *, method: str = "GET", host: str = HOST, **headers: str
    ) -> http.client.HTTPResponse:
        line = http.client.HTTPSConnection("127.0.0.1", stage[0].https, context=trust, timeout=10)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, headers={"Host": host, **named})
        answer = line.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        line.close()
        return answer

    return asked


def test_nginx_finds_nothing_wrong_with_it(stage: tuple[Nginx, Application]) -> None:
    said = stage[0].examined()

    assert said.returncode == 0, said.stderr
    assert "warn" not in said.stderr, said.stderr


def test_a_page_is_asked_for_once_a_second_and_kept_in_three_forms(
    ask: Ask, application: Application
) -> None:
    bodies = {ask("/a/").body for _time in range(5)}
    ask("/a/", Accept_Encoding="gzip, deflate")
    ask("/a/", Accept_Encoding="gzip;q=1.0, x-many-forms")
    ask("/a/", Accept_Encoding="gzip, deflate, br, zstd")
    ask("/a/?trang=2")

    assert len(bodies) == 1
    assert [(path, headers.get("Accept-Encoding", "")) for _m, path, headers in application.asked] == [
        ("/a/", ""),
        ("/a/", "gzip"),
        ("/a/", "br"),
        ("/a/?trang=2", ""),
    ]
    assert ask("/a/", method="HEAD").getheader("X-Kept") in {"HIT", "EXPIRED"}


@pytest.mark.parametrize("cookie", ["__Host-session=abc", "sessionid=abc", "theme=dark"])
def test_nothing_is_kept_from_or_shown_to_somebody_with_a_cookie(
    cookie: str, ask: Ask, application: Application
) -> None:
    path = f"/{cookie[:4]}/"
    own = ask(path, Cookie=cookie).body
    stranger = ask(path).body

    assert stranger != own
    assert ask(path, Cookie=cookie).body not in {own, stranger}
    assert ask(path, Authorization="Bearer x").body != stranger
    assert len(application.asked) == 4
    assert application.asked[0][2]["Cookie"] == cookie


@pytest.mark.parametrize(
    ("number", "answer"),
    list(
        enumerate(
            (
                (200, {"Cache-Control": "private, no-store"}, b"x"),
                (200, {}, b"x"),
                (200, {**PUBLIC, "Set-Cookie": "a=b"}, b"x"),
                (200, {"Cache-Control": "public, no-store"}, b"x"),
                (200, {"Cache-Control": "publicity"}, b"x"),
                (200, {**PUBLIC, "Vary": "Accept-Language"}, b"x"),
                (404, PUBLIC, b"x"),
                (302, {**PUBLIC, "Location": "/"}, b""),
            )
        )
    ),
)
def test_what_does_not_say_that_it_is_for_everybody_is_not_kept(number, answer, ask, application) -> None:
    application.answers[f"/n{number}/"] = answer
    assert ask(f"/n{number}/").status == answer[0]
    ask(f"/n{number}/")

    assert len(application.asked) == 2


@pytest.mark.parametrize("query", ["?q=1", "?trang=1&x=2", "?trang=1234", "?__=%00"])
def test_invented_addresses_are_not_kept(query: str, ask: Ask, application: Application) -> None:
    ask(f"/b/{query}")
    ask(f"/b/{query}")

    assert len(application.asked) == 2


def test_what_is_published_is_seen_within_two_seconds_without_being_told(
    ask: Ask, application: Application
) -> None:
    application.answers["/c/"] = (200, PUBLIC, b"old")
    assert ask("/c/").body == b"old"
    application.answers["/c/"] = (200, PUBLIC, b"new")
    changed = time.monotonic()
    while ask("/c/").body != b"new":
        assert time.monotonic() - changed < 2
        time.sleep(0.05)


def test_pages_stay_while_the_application_fails_and_withdrawn_ones_do_not_come_back(
    stage: tuple[Nginx, Application], ask: Ask, application: Application
) -> None:
    for path in ("/d/", "/e/"):
        for encoding in ("", "gzip", "br"):
            assert ask(path, Accept_Encoding=encoding).status == 200
    application.answers["/e/"] = (404, {}, b"gone")
    PurgedServer({"LOCATION": f"http://127.0.0.1:{stage[0].purge}"}).purge(f"https://{HOST}/e/")
    refreshed = [(m, h["Host"], h.get("DNT")) for m, path, h in application.asked if path == "/e/"][3:]
    assert refreshed == [("GET", HOST, "1")] * 3
    for path in ("/d/", "/e/"):
        application.answers[path] = (500, {}, b"broken")
    time.sleep(1.1)

    for encoding in ("", "gzip", "br"):
        assert ask("/d/", Accept_Encoding=encoding).status == 200
        assert ask("/e/", Accept_Encoding=encoding).status == 404


def test_a_page_is_seen_at_once_when_the_server_was_told(stage, ask: Ask, application: Application) -> None:
    forms = ("", "gzip", "br")
    application.answers["/f/"] = (200, PUBLIC, b"old")
    for encoding in forms:
        ask("/f/", Accept_Encoding=encoding)
    application.answers["/f/"] = (200, PUBLIC, b"new")
    PurgedServer({"LOCATION": f"http://127.0.0.1:{stage[0].purge}"}).purge(f"https://{HOST}/f/")

    assert [ask("/f/", Accept_Encoding=encoding).body for encoding in forms] == [b"new"] * 3


def test_only_purge_is_heard_at_its_port_and_never_from_the_street(
    stage, ask: Ask, application: Application
) -> None:
    line = http.client.HTTPConnection("127.0.0.1", stage[0].purge, timeout=5)
    line.request("GET", "/", headers={"Host": HOST})
    assert line.getresponse().status == 405
    line.close()
    ask("/g/")
    ask("/g/", lms_refresh="1")
    assert len(application.asked) == 1


def test_files_with_a_hash_are_kept_for_ever_and_sent_compressed(
    stage: tuple[Nginx, Application], ask: Ask
) -> None:
    folder = stage[0].var / "static" / "ui"
    folder.mkdir(exist_ok=True)
    for name, text in (
        ("ui.0123456789ab.css", b"plain"),
        ("ui.0123456789ab.css.gz", b"gzipped"),
        ("ui.css", b"plain"),
    ):
        (folder / name).write_bytes(text)
    (folder / "ui.0123456789ab.css.br").write_bytes(b"brotli")

    assert "immutable" in ask("/static/ui/ui.0123456789ab.css").getheader("Cache-Control")
    assert "immutable" not in ask("/static/ui/ui.css").getheader("Cache-Control")
    assert ask("/static/ui/ui.0123456789ab.css", Accept_Encoding="gzip").body == b"gzipped"
    if BROTLI.exists():
        assert ask("/static/ui/ui.0123456789ab.css", Accept_Encoding="gzip, br").body == b"brotli"


def test_pictures_are_the_only_media_and_films_leave_by_ranges_through_the_application(
    stage, ask, application
) -> None:
    var = stage[0].var
    (var / "media/images/a.jpg").write_bytes(b"picture")
    (var / "media/images/a.html").write_bytes(b"<script>")
    (var / "private/film.mp4").write_bytes(bytes(range(100)))
    application.answers["/phuong-tien/1/"] = (
        200,
        {"X-Accel-Redirect": "/_private/film.mp4", "Content-Type": "video/mp4", "Cache-Control": "private"},
        b"",
    )

    picture = ask("/media/images/a.jpg")
    assert (picture.body, "immutable" in picture.getheader("Cache-Control")) == (b"picture", True)
    assert "sandbox" in picture.getheader("Content-Security-Policy")
    for path in ("/media/images/a.html", "/_private/film.mp4", "/media/private/film.mp4"):
        assert ask(path).status in {400, 404}, path
    part = ask("/phuong-tien/1/", Range="bytes=10-19")
    assert (part.status, part.body) == (206, bytes(range(10, 20)))
    assert part.getheader("Cache-Control") == "private"
    assert part.getheader("Content-Type") == "video/mp4"


def test_a_stranger_host_is_hung_up_on_and_http_leads_to_https(
    stage: tuple[Nginx, Application], ask: Ask
) -> None:
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError, ssl.SSLError)):
        ask("/", host="evil.example")
    line = http.client.HTTPConnection("127.0.0.1", stage[0].http, timeout=5)
    line.request("GET", "/huong-dan/", headers={"Host": HOST})
    answer = line.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, f"https://{HOST}/huong-dan/")
    line.close()


def test_floods_of_searches_are_stopped_and_large_bodies_refused(
    stage, ask: Ask, application: Application
) -> None:
    trust = ssl.create_default_context(cafile=str(stage[0].folder / "tls" / "fullchain.pem"))
    trust.check_hostname = False
    line = http.client.HTTPSConnection("127.0.0.1", stage[0].https, context=trust, timeout=10)
    statuses = []
    while 429 not in statuses and len(statuses) < 2000:
        line.request("GET", f"/tim-kiem/?q={len(statuses)}", headers={"Host": HOST})
        answer = line.getresponse()
        answer.read()
        statuses.append(answer.status)
    line.close()

    assert statuses[:100] == [200] * 100
    assert statuses[-1] == 429
    assert ask("/phan-hoi/", method="POST", Content_Length=str(5_000_000)).status == 413
