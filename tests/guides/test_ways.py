"""Decision helpers and step-by-step pages, as citizens walk them."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from guides.importing_helpers import read_way
from guides.models import DirectoryPage, GuidePage
from guides.services import publish_way
from lms.demo.files import DATA
from tests.support.queries import count_queries

HELPER = "/hoi-chon/giay-to-khai-sinh/"
HOME_BIRTH = f"{HELPER}o-nha-hoac-noi-khac-khong-co-giay-chung-sinh/"
RESULT = f"{HOME_BIRTH}co/da-dang-ky-ket-hon/"
STEPS = "/tung-buoc/lan-dau-lam-thu-tuc-tren-mang/"


def test_one_walks_by_links_to_a_result_that_can_be_passed_on(ways, client_for):
    client, path, seen = client_for(), HELPER, []
    while True:
        html = client.get(path).content.decode()
        assert html.count("<h1") == 1
        choices = re.findall(r'<li><a href="(/hoi-chon/giay-to-khai-sinh/[^"]+)"', html)
        if not choices:
            break
        seen.append(path)
        path = choices[1] if len(seen) == 1 else choices[0]
        assert len(seen) < 6

    assert path == RESULT
    assert seen == [HELPER, HOME_BIRTH, f"{HOME_BIRTH}co/"]
    for words in (
        "Văn bản của người làm chứng",
        'href="/dich-vu/dang-ky-khai-sinh/"',
        'href="https://dichvucong.gov.vn/"',
        "Bạn đã chọn",
        f'href="{HOME_BIRTH}"',
    ):
        assert words in html, words
    forms = html.split("<main")[1].split("</main")[0].split("<form")[1:]
    assert [form.split('action="')[1].split('"')[0] for form in forms] == ["/phan-hoi/"]


def test_every_result_of_the_demo_is_reached_and_complete(ways, client_for):
    client, waiting, results = client_for(), [HELPER], set()
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        assert response.status_code == 200, path
        assert "public" in response["Cache-Control"]
        html = response.content.decode()
        choices = re.findall(r'<li><a href="(/hoi-chon/giay-to-khai-sinh/[^"]+)"', html)
        waiting.extend(choices)
        if not choices:
            results.add(path)
            assert 'id="giay-to"' in html
    assert len(results) == 7


@pytest.mark.parametrize(
    "rest", ["khong-co/", f"{RESULT.removeprefix(HELPER)}nua/", "co/" * 60, "%E1%BB%93/"]
)
def test_an_unknown_combination_is_a_sentence_and_a_person_to_ask(ways, client_for, rest):
    response = client_for().get(HELPER + rest)

    assert response.status_code == 404
    html = response.content.decode()
    assert "Chúng tôi không có câu trả lời" in html
    assert f'href="{HELPER}"' in html
    assert "<script>" not in html


def test_help_by_a_person_stands_with_a_result_and_when_lost(ways, guides, client_for):
    index = guides["HD-01"].get_parent().specific
    index.hotline, index.hotline_hours = "18001096", "7 giờ đến 21 giờ"
    index.save()

    for path in (RESULT, HELPER + "khong-co/"):
        assert "18001096" in client_for().get(path).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda q, r: q[1]["answers"][0].update(goes_to="khong-co"), "khong-co"),
        (lambda q, r: q[1]["answers"][0].update(goes_to="noi-sinh"), "đi vòng"),
        (lambda q, r: r.append({**r[0], "key": "le-loi"}), "le-loi"),
        (lambda q, r: q.append(q[0]), "hai lần"),
        (lambda q, r: r.clear(), "ít nhất một câu hỏi"),
    ],
)
def test_a_chart_that_cannot_be_walked_is_refused_in_words(ways, change, words):
    page = ways["hoi-chon"]
    questions = [block["value"] for block in page.questions.get_prep_value()]
    results = [block["value"] for block in page.results.get_prep_value()]
    questions = [{**q, "answers": [item["value"] for item in q["answers"]]} for q in questions]
    change(questions, results)
    page.questions = json.dumps([{"type": "question", "value": value} for value in questions])
    page.results = json.dumps([{"type": "result", "value": value} for value in results])

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert words in " ".join(refusal.value.message_dict["questions"])


def test_a_result_with_a_foreign_official_link_is_refused(ways):
    page = ways["hoi-chon"]
    page.results[0].value["official_url"] = "https://dichvucong-gov.vn.hotro.com/"

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert "results" in refusal.value.message_dict


def test_stages_are_numbered_and_lead_on(ways, client_for):
    html = client_for().get(STEPS).content.decode()

    assert re.findall(r'guides-steps__number">(\d+)', html) == ["1", "2", "3", "4", "5"]
    assert html.count("guides-steps__word") == 3
    order = [html.index(f'href="{guide.url}"') for guide in GuidePage.objects.order_by("code")]
    assert order == sorted(order)
    assert 'href="/dich-vu/cap-doi-cap-lai-the-can-cuoc/"' in html
    assert html.count("<h1") == 1


def test_the_lists_are_found_from_guides_and_services(ways, client_for):
    for path in ("/huong-dan/", "/dich-vu/", "/en/huong-dan/"):
        html = client_for().get(path).content.decode()
        for slug in ("hoi-chon", "tung-buoc", "hoi-dap", "giai-thich", "tin-tuc", "chien-dich"):
            assert f'/{slug}/"' in html, (path, slug)
    assert "Step by step" in html


def test_what_is_not_published_is_not_linked(ways, guides, services, client_for):
    guides["HD-03"].unpublish()
    services["DV-01"].unpublish()

    assert "thanh-toan-truc-tuyen" not in client_for().get(STEPS).content.decode()
    assert "/dich-vu/dang-ky-khai-sinh/" not in client_for().get(RESULT).content.decode()


def test_in_english_titles_are_english(ways, client_for):
    assert "Your first procedure online" in client_for().get("/en" + STEPS).content.decode()
    html = client_for().get("/en/hoi-chon/").content.decode()
    assert "Registering a birth: what papers do I need?" in html
    assert 'href="/en' + HELPER in html


@pytest.mark.parametrize(
    ("stages", "words"),
    [
        ([], "ít nhất một bước"),
        ([{"kind": "or", "condition": "x", "title": "a"}], "trước bước đầu tiên"),
        ([{"title": "a"}, {"kind": "some", "title": "b"}], "khi nào"),
    ],
)
def test_odd_stages_are_refused(ways, stages, words):
    page = ways["tung-buoc"]
    page.stages = json.dumps([{"type": "stage", "value": {"links": [], **stage}} for stage in stages])

    with pytest.raises(ValidationError) as refusal:
        page.full_clean()

    assert words in " ".join(refusal.value.message_dict["stages"])


def test_publishing_again_changes_nothing_and_unknown_codes_are_named(ways):
    source = (DATA / "ways" / "tung-buoc-lan-dau.json").read_text(encoding="utf-8")
    parent = DirectoryPage.objects.get(slug="tung-buoc")

    assert publish_way(parent=parent, draft=read_way(source)).pk == ways["tung-buoc"].pk
    with pytest.raises(ValueError, match="HD-99"):
        publish_way(
            parent=parent,
            draft=read_way(source.replace("HD-05", "HD-99").replace("lan-dau-lam", "lan-hai-lam")),
        )
    with pytest.raises(ValueError, match="summary"):
        read_way(source.replace('"summary"', '"tom-tat"'))


def test_the_costs_are_flat(ways, copies_of, client_for):
    client = client_for()
    paths = (HELPER, RESULT, STEPS, "/hoi-chon/", "/en" + STEPS)

    def costs() -> dict[str, int]:
        for path in paths:
            assert client.get(path).status_code == 200
        return {path: count_queries(lambda path=path: client.get(path))[0] for path in paths}

    few = costs()
    copies_of(ways["hoi-chon"], 12)

    assert costs() == few
    assert max(few.values()) <= 14, few
