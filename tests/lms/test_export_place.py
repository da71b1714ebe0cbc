"""Where a copy is put, what is refused, and what keeps the copy before in its place. Small sites: the whole is in test_export."""

import json
import re
from pathlib import Path

import pytest
from django.core.files.images import ImageFile
from django.core.management import CommandError, call_command

from content.models import ContentImage
from guides.models import DirectoryPage, GuidePage, NewsPage
from lms.export.folders import MARK, ExportRefused, draft_beside
from lms.export.whole import export_site
from tests.guides.conftest import guides  # noqa: F401
from tests.support.media import make_document, make_media
from tests.support.pictures import png

pytestmark = [pytest.mark.django_db, pytest.mark.once]


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
    export_site(target=target, base_url="https://ban.vi.du/x", now=now)
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
    image = ContentImage.objects.create(
        title="Ảnh", description="Màn hình", file=ImageFile(png(1200, 800), name="man-hinh.png")
    )
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

    assert {at for _address, at in report.gone} <= {"/ban-sao/", "/en/ban-sao/"}, (
        "the small site has no pages about itself"
    )
    assert report.broken == []
    src = re.search(r'<img[^>]*src="(\.\./\.\./media/images/[^"]+)"', found)[1]
    assert (tmp_path / "ban/tin-tuc/tin" / src).resolve().is_file()
    assert list((tmp_path / "ban" / "phuong-tien").rglob("tep.*"))
    assert list((tmp_path / "ban" / "tai-lieu").rglob("*.pdf"))


def test_a_guide_that_is_published_anew_is_in_the_next_copy(guides, tmp_path, now):  # noqa: F811
    guide = GuidePage.objects.get(code="HD-02")
    guide.title = "Tên mới"
    guide.save_revision().publish()
    export_site(target=tmp_path / "ban", base_url="", now=now)

    assert "Tên mới" in (tmp_path / "ban/huong-dan/index.html").read_text()
