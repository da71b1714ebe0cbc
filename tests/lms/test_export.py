"""The copy of the public section: whole, without a broken link, from any place, and never over anything else."""

import functools
import html.parser
import http.server
import json
import re
import threading
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.test import Client

from content.models import ContentImage
from guides.models import DirectoryPage, GuidePage, NewsPage
from lms.export.folders import MARK, ExportRefused, draft_beside
from lms.export.searching import MOST_BYTES
from lms.export.whole import export_site
from tests.guides.conftest import guides  # noqa: F401
from tests.support.media import make_document, make_media
from tests.support.pictures import png

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def copy(_demo_of_module, django_db_blocker, tmp_path_factory):
    """The demonstration as files, made once."""
    target = tmp_path_factory.mktemp("ban-sao") / "site"
    from django.utils import timezone

    with django_db_blocker.unblock():
        report = export_site(target=target, base_url="", now=timezone.localtime())
    return target, report


class _Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.ids = [], set()

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.ids |= {told.get("id"), told.get("name")}
        if tag == "link" and (told.get("rel") == "canonical" or "hreflang" in told):
            return
        self.found += [told[name] for name in ("href", "src", "action", "poster") if told.get(name)]
        self.found += [part.split()[0] for part in told.get("srcset", "").split(",") if part.strip()]


# The whole.


@pytest.mark.slow
def test_every_link_answers_on_the_simplest_web_server(copy):
    """``python -m http.server`` in a folder of the server: nothing is at the root of the address."""
    target, report = copy
    handler = functools.partial(_Quiet, directory=str(target.parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}/site/"
        pages, broken = _walk(root)
        server.shutdown()
    assert broken == []
    assert report.broken == []
    assert pages == {f"{root}{path.relative_to(target)}" for path in target.rglob("*.html")}
    assert len(pages) == report.pages >= 130


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_words):
        pass


def _walk(root):
    """Every page below ``root`` that a reader can come to, and every link that does not answer."""
    seen, waiting, broken, pages = {root + "index.html"}, [root + "index.html"], [], {}
    fragments = []
    while waiting:
        at = waiting.pop()
        try:
            with urllib.request.urlopen(at) as answer:
                body, kind = answer.read(), answer.headers["Content-Type"]
        except urllib.error.HTTPError as failure:
            broken.append((at, failure.code))
            continue
        if not kind.startswith("text/html"):
            continue
        page = _Links()
        page.feed(body.decode())
        pages[at] = page.ids
        for link in page.found:
            parts = urlsplit(urljoin(at, link))
            if not parts.geturl().startswith(root):
                if parts.hostname == "127.0.0.1" and parts.port == urlsplit(root).port:
                    broken.append((at, link))
                continue
            there = parts._replace(fragment="", query="").geturl()
            if parts.fragment:
                fragments.append((at, there, parts.fragment))
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    broken += [
        (at, there, name) for at, there, name in fragments if there in pages and name not in pages[there]
    ]
    return set(pages), broken


def test_both_languages_and_all_kinds_of_pages_are_there(copy):
    target, report = copy
    for name in (
        "index.html",
        "huong-dan/nop-ho-so-truc-tuyen/index.html",
        "dich-vu/index.html",
        "dich-vu/chu-de/cu-tru/index.html",
        "mo-phong/index.html",
        "thuat-ngu/index.html",
        "khoa-hoc/index.html",
        "hoi-chon/giay-to-khai-sinh/index.html",
        "kha-nang-tiep-can/index.html",
        "tim-kiem/index.html",
        "ban-sao/index.html",
    ):
        assert (target / name).is_file(), name
        assert (target / "en" / name).is_file(), name
    assert list((target / "khoa-hoc").glob("*/index.html"))
    assert list((target / "mo-phong").glob("*/phieu.docx"))
    assert list((target / "static").rglob("*.woff2"))
    assert report.searchable > 100
    assert json.loads((target / MARK).read_text())["pages"] == report.pages


def test_nothing_of_a_server_is_left(copy):
    """No form that would send something, no address that begins at the root, no module that a disk would refuse."""
    target, _report = copy
    for path in target.rglob("*.html"):
        page = path.read_text()
        assert not re.search(r'(?:href|src|action)="/', page), path
        assert 'method="post"' not in page, path
        assert 'type="module"' not in page, path
        assert "csrfmiddlewaretoken" not in page, path
        assert "data-suggest" not in page, path
        assert page.count("ban-sao/index.html") + page.count('href="index.html"') > 0, path
    for script in (target / "static").rglob("*.js"):
        assert not re.search(r"^(import|export)\b", script.read_text(), re.M), script


def test_a_page_says_it_is_a_copy_and_where_it_is_at_home(copy, settings):
    page = (copy[0] / "huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()

    assert "Bản sao của" in page
    assert f'rel="canonical" href="{settings.SITE_URL}/huong-dan/nop-ho-so-truc-tuyen/"' in page
    assert "không nhận được gì" in page  # in the place of the question whether the page was useful
    about = (copy[0] / "en/ban-sao/index.html").read_text()
    assert f'href="{settings.SITE_URL}" rel="external"' in about
    assert "A copy of" in about


def test_what_was_not_a_link_is_as_it_was(copy):
    live = Client().get("/huong-dan/nop-ho-so-truc-tuyen/").content.decode()
    page = (copy[0] / "huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()

    def words(text):
        text = re.sub(
            r'<form.*?</form>|<p class="ui-(?:panel|muted ui-small)[^>]*>.*?</p>', "", text, flags=re.S
        )
        return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", text, flags=re.S))

    assert words(page) == words(live)
    assert page.count("<svg") == re.sub("<form.*?</form>", "", live, flags=re.S).count("<svg")


def test_the_index_finds_titles_words_terms_and_courses(copy):
    target = copy[0]
    rows = []
    for part in sorted((target / "tim-kiem").glob("muc-luc-*.js")):
        assert part.stat().st_size <= MOST_BYTES
        rows += json.loads(part.read_text().removeprefix("copySearchPart(").removesuffix(");\n"))
    by_file = {row[2]: row for row in rows}
    guide = by_file["huong-dan/nop-ho-so-truc-tuyen/index.html"]

    assert guide[0] == "Nộp hồ sơ trực tuyến"
    assert guide[5].split("|")[0] == "nop ho so truc tuyen"
    assert "dichvucong" in guide[6].split()
    assert any(name.startswith("thuat-ngu/index.html#") for name in by_file)
    assert any(name.startswith("khoa-hoc/") for name in by_file)
    for name in by_file:
        assert (target / name.partition("#")[0]).is_file()


# Where it is put.


def test_a_folder_with_something_else_in_it_is_never_touched(site, tmp_path, now):
    mine = tmp_path / "ban"
    mine.mkdir()
    (mine / "luan-van.docx").write_text("x")

    with pytest.raises(ExportRefused):
        export_site(target=mine, base_url="", now=now)
    assert [path.name for path in tmp_path.rglob("*")] == ["ban", "luan-van.docx"]


@pytest.mark.parametrize("other", ["new", "old"])
def test_neither_are_the_folders_beside_it(site, tmp_path, now, other):
    (tmp_path / f"ban.{other}").mkdir()
    (tmp_path / f"ban.{other}" / "x").write_text("x")

    with pytest.raises(ExportRefused):
        export_site(target=tmp_path / "ban", base_url="", now=now)
    assert (tmp_path / f"ban.{other}" / "x").exists()


def test_a_file_a_link_and_a_missing_folder_are_refused(tmp_path):
    (tmp_path / "tep").write_text("x")
    (tmp_path / "noi").mkdir()
    (tmp_path / "lien-ket").symlink_to(tmp_path / "noi")

    for target in (tmp_path / "tep", tmp_path / "lien-ket", tmp_path / "khong" / "co", Path("/")):
        with pytest.raises(ExportRefused):
            draft_beside(target)


def test_an_empty_folder_and_an_earlier_copy_are_replaced_whole(site, tmp_path, now):
    target = tmp_path / "ban"
    target.mkdir()
    export_site(target=target, base_url="", now=now)
    (target / "cu.html").write_text("old")
    export_site(target=target, base_url="", now=now)

    assert not (target / "cu.html").exists()
    assert (target / "index.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["ban"]


def test_a_page_that_fails_leaves_the_copy_before_in_its_place(guides, tmp_path, now, monkeypatch):  # noqa: F811
    target = tmp_path / "ban"
    export_site(target=target, base_url="", now=now)
    before = (target / "index.html").read_bytes()

    def failing(*_args, **_kwargs):
        raise RuntimeError("made to fail")

    monkeypatch.setattr("guides.queries.guide_context", failing)
    with pytest.raises(CommandError, match="500"):
        call_command("export_site", str(target))
    assert (target / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["ban"]


def test_a_broken_link_leaves_the_copy_before_in_its_place(site, tmp_path, now, monkeypatch, capsys):
    target = tmp_path / "ban"
    export_site(target=target, base_url="", now=now)
    made = json.loads((target / MARK).read_text())["made_at"]
    monkeypatch.setattr("lms.export.whole.link_between", lambda _here, there: f"sai/{there}")

    with pytest.raises(CommandError, match="broken"):
        call_command("export_site", str(target))
    assert "broken: " in capsys.readouterr().err
    assert json.loads((target / MARK).read_text())["made_at"] == made


def test_a_link_that_is_dead_on_the_site_is_told_and_leads_to_about(guides, tmp_path, capsys):  # noqa: F811
    guide = guides["HD-02"]
    guide.body.append(("text", {"title": "", "text": '<p><a href="/huong-dan/da-xoa/">Xem thêm</a></p>'}))
    guide.save_revision().publish()

    with pytest.raises(CommandError, match="lead nowhere"):
        call_command("export_site", str(tmp_path / "ban"))
    assert (
        "gone from the site: /huong-dan/da-xoa/ on /huong-dan/nop-ho-so-truc-tuyen/"
        in capsys.readouterr().err
    )
    page = (tmp_path / "ban/huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()
    assert '<a href="../../ban-sao/index.html">Xem thêm</a>' in page


def test_with_an_address_of_its_own_the_copy_is_at_home_there(guides, tmp_path, now):  # noqa: F811
    target = tmp_path / "ban"
    call_command("export_site", str(target), "--base-url", "https://ban.vi.du/x/")
    page = (target / "huong-dan/nop-ho-so-truc-tuyen/index.html").read_text()
    own = "https://ban.vi.du/x/huong-dan/nop-ho-so-truc-tuyen/"

    assert f'rel="canonical" href="{own}"' in page
    assert 'hreflang="en" href="https://ban.vi.du/x/en/huong-dan/' in page
    data = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert {part["@graph"] if "@graph" in part else part.get("url", own) for part in data["@graph"]} == {own}
    picture = re.search(r'og:image" content="https://ban.vi.du/x/([^"]+)"', page)[1]
    assert (target / picture).read_bytes().startswith(b"\x89PNG")
    assert f"<loc>{own}</loc>" in (target / "sitemap.xml").read_text()
    assert "Sitemap: https://ban.vi.du/x/sitemap.xml" in (target / "robots.txt").read_text()


@pytest.mark.parametrize("address", ["ban.vi.du", "javascript:alert(1)", "file:///x"])
def test_a_base_that_is_no_address_is_refused(site, tmp_path, address):
    with pytest.raises(CommandError, match="base-url"):
        call_command("export_site", str(tmp_path / "ban"), "--base-url", address)
    assert not list(tmp_path.iterdir())


def test_pictures_films_and_files_of_public_pages_come_along(guides, organisation, tmp_path, now):  # noqa: F811
    image = ContentImage(title="Ảnh", description="Màn hình")
    image.file.save("man-hinh.png", ContentFile(png(1200, 800).getvalue()), save=True)
    film, document = make_media(organisation), make_document(organisation)
    parent = DirectoryPage.objects.get(slug="tin-tuc")
    page = parent.add_child(
        instance=NewsPage(
            title="Tin",
            slug="tin",
            summary="Tin",
            last_reviewed=guides["HD-02"].last_reviewed,
            review_by=guides["HD-02"].review_by,
            body=json.dumps(
                [
                    {"type": "picture", "value": {"image": image.pk, "caption": ""}},
                    {"type": "recording", "value": {"media": film.pk, "caption": ""}},
                    {"type": "document", "value": {"document": document.pk, "title": "", "description": ""}},
                ]
            ),
        )
    )
    page.save_revision().publish()
    report = export_site(target=tmp_path / "ban", base_url="", now=now)
    found = (tmp_path / "ban" / "tin-tuc/tin/index.html").read_text()

    assert report.gone == []
    assert report.broken == []
    src = re.search(r'<img[^>]*src="(\.\./\.\./media/images/[^"]+)"', found)[1]
    assert (tmp_path / "ban/tin-tuc/tin" / src).resolve().is_file()
    assert list((tmp_path / "ban" / "phuong-tien").rglob("*"))
    assert list((tmp_path / "ban" / "tai-lieu").rglob("*.pdf"))


def test_a_guide_that_is_published_anew_is_in_the_next_copy(guides, tmp_path, now):  # noqa: F811
    guide = GuidePage.objects.get(code="HD-02")
    guide.title = "Tên mới"
    guide.save_revision().publish()
    export_site(target=tmp_path / "ban", base_url="", now=now)

    assert "Tên mới" in (tmp_path / "ban/huong-dan/index.html").read_text()
