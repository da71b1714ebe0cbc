"""Public services: what citizens read before they begin, and what the form refuses."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from guides.importing_services import read_service
from guides.levels import all_levels, level_choices
from guides.models import PublicServicePage
from guides.services import publish_service
from lms.demo.files import texts_in
from tests.support.queries import count_queries

URL = "/dich-vu/dang-ky-khai-sinh/"
BUDGET = 12


def test_the_demo_describes_ten_services_in_two_languages(services):
    assert len(services) == 10
    for service in services.values():
        assert service.title_en
        assert service.summary_en
        assert service.dossier
        assert service.legal_list
        assert service.to_verify, "an editor checks it before citizens read it"
        service.full_clean()


def test_a_service_tells_its_facts(services, client_for):
    html = client_for().get(URL).content.decode()

    for words in (
        "Đăng ký khai sinh",
        "60 ngày",
        "Ủy ban nhân dân cấp xã",
        "Giấy chứng sinh do cơ sở y tế cấp",
        "Xem tại cổng chính thức: dichvucong.gov.vn",
        "Luật Hộ tịch số 60/2014/QH13",
        'href="https://dichvucong.gov.vn/"',
        'href="/huong-dan/nop-ho-so-truc-tuyen/"',
        "23/11/2026",
    ):
        assert words in html, words
    assert "Văn bản sửa đổi Luật Hộ tịch nếu có" not in html, "notes of editors stay with editors"
    assert html.count("<h1") == 1


def test_a_level_is_shown_with_its_scheme_and_its_day(services, client_for):
    html = client_for().get("/dich-vu/dang-ky-ket-hon/").content.decode()

    assert "Một phần (Nghị định 42/2022/NĐ-CP; ghi ngày 23/11/2026)" in html
    assert "Có bước phải đến cơ quan" in html


def test_the_two_gradings_are_not_converted(services):
    assert {code.partition(":")[0] for code in all_levels()} == {"nd-42-2022", "nd-43-2011"}
    assert [len(levels) for _scheme, levels in level_choices()] == [2, 4]
    assert all_levels()["nd-43-2011:muc-4"].said_in("en")[0] == "Level 4"


@pytest.mark.parametrize("path", ["/dich-vu/", URL, "/dich-vu/chu-de/cu-tru/", "/en/dich-vu/", "/en" + URL])
def test_pages_are_for_everybody_and_kept(services, client_for, path):
    response = client_for().get(path)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_in_english_title_and_summary_are_english(services, client_for):
    html = client_for().get("/en" + URL).content.decode()

    assert '<h1 lang="en">Registering a birth</h1>' in html
    assert "Parents register within 60 days" in html
    assert "in Vietnamese only" in html


def test_topics_filter_the_list_by_links(services, client_for):
    everything = client_for().get("/dich-vu/").content.decode()
    residence = client_for().get("/dich-vu/chu-de/cu-tru/").content.decode()

    assert 'href="/dich-vu/chu-de/cu-tru/"' in everything
    assert everything.count("/dich-vu/dang-ky-") >= 5
    listed = set(re.findall(r'<li><a href="(/dich-vu/(?!chu-de)[^"]+/)"', residence))
    assert listed == {"/dich-vu/dang-ky-thuong-tru/", "/dich-vu/dang-ky-tam-tru/"}


@pytest.mark.parametrize(
    "path",
    ["/dich-vu/chu-de/khong-co/", "/dich-vu/chu-de/", "/dich-vu/chu-de/cu-tru/nua/", "/dich-vu/chu-de/%00/"],
)
def test_topics_that_are_not_there(services, client_for, path):
    assert client_for().get(path).status_code == 404


def test_an_unpublished_service_is_gone(services, client_for):
    services["DV-01"].unpublish()

    assert client_for().get(URL).status_code == 404
    assert "khai-sinh" not in client_for().get("/dich-vu/").content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"official_url": "https://dichvucong-gov.vn.hotro.com/"}, "official_url"),
        ({"level": "nd-42-2022:toan-trinh", "level_on": None}, "level_on"),
        ({"level": "", "level_on": date(2026, 11, 23)}, "level_on"),
        ({"level": "nd-42-2022:muc-4"}, "level"),
        ({"review_by": date(2026, 1, 1)}, "review_by"),
    ],
)
def test_what_a_service_may_not_say(services, changes, field):
    service = services["DV-09"]
    for name, value in changes.items():
        setattr(service, name, value)

    with pytest.raises(ValidationError) as refusal:
        service.full_clean()

    assert field in refusal.value.message_dict


def test_publishing_again_leaves_the_editors_text(services):
    PublicServicePage.objects.filter(code="DV-01").update(handler="Nơi khác")
    source = next(texts_in("services"))

    publish_service(index=services["DV-01"].get_parent().specific, draft=read_service(source))

    assert PublicServicePage.objects.get(code="DV-01").handler == "Nơi khác"


@pytest.mark.parametrize("fact", ["code", "handler", "fee", "official_url", "review_by"])
def test_a_missing_fact_is_named(fact):
    source = next(texts_in("services"))
    without = "\n".join(line for line in source.split("\n") if not line.startswith(f"{fact}:"))

    with pytest.raises(ValueError, match=fact):
        read_service(without)


def test_a_comma_that_cuts_a_text_short_is_noticed():
    source = next(texts_in("services")).replace('"Tờ khai đăng ký khai sinh"', "Tờ khai, đăng ký khai sinh")

    with pytest.raises(ValueError, match="quotation marks"):
        read_service(source)


def test_services_and_lists_ask_no_more_of_fifty_than_of_ten(services, copies_of, client_for):
    client = client_for()
    paths = (URL, "/dich-vu/", "/dich-vu/chu-de/cu-tru/")

    def costs() -> dict[str, int]:
        for path in paths:
            assert client.get(path).status_code == 200
        return {path: count_queries(lambda path=path: client.get(path))[0] for path in paths}

    few = costs()
    copies_of(services["DV-02"], 40)

    assert costs() == few
    assert max(few.values()) <= BUDGET, few
