"""What pages say to machines: true, whole, and harmless whatever an editor typed."""

import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from guides.models import DirectoryPage, PublicServicePage, QuestionPage
from guides.structured import (
    AnsweredQuestion,
    Crumb,
    Part,
    Step,
    answered_questions,
    as_json,
    government_service,
    how_to,
    way_up,
)
from tests.support.queries import count_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
URL = "https://vi.du/huong-dan/x/"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def graph_of(html):
    """The one block of data of a page, read as a search engine reads it."""
    (block,) = BLOCK.findall(html)
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return {part["@type"]: part for part in data["@graph"]}


# Rules.


@given(st.text())
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("]]>&amp;\u2028\u2029'\"\\")
@example("\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"))
def test_any_text_comes_back_as_it_was_and_ends_no_element(text):
    written = as_json([{"name": text}])

    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written)["@graph"] == [{"name": text}]


def test_nothing_to_say_says_nothing():
    assert as_json([None, way_up([]), answered_questions(url=URL, languages=[], questions=[])]) == ""
    assert (
        how_to(url=URL, name="x", description="", languages=["vi"], parts=[Part(name="a", steps=[])]) is None
    )


def test_one_part_is_a_plain_list_and_several_are_sections():
    def told(parts):
        return how_to(url=URL, name="Nộp hồ sơ", description="", languages=["vi"], parts=parts, minutes=20)

    one = Part(name="Trên máy tính", steps=[Step(name="", text="Mở Cổng.", url=f"{URL}#b-1")])
    two = Part(name="Trên điện thoại", steps=[Step(name="Mở", text="Mở ứng dụng.")])

    assert told([one])["step"] == [
        {"@type": "HowToStep", "position": 1, "text": "Mở Cổng.", "url": f"{URL}#b-1"}
    ]
    assert told([one])["totalTime"] == "PT20M"
    assert "description" not in told([one])
    assert [(part["@type"], part["name"], part["position"]) for part in told([one, two])["step"]] == [
        ("HowToSection", "Trên máy tính", 1),
        ("HowToSection", "Trên điện thoại", 2),
    ]


def test_a_question_without_an_answer_is_left_out():
    rows = [
        AnsweredQuestion(question="Mất bao lâu?", answer=""),
        AnsweredQuestion(question="Ở đâu?", answer="Ở xã."),
    ]
    told = answered_questions(url=URL, languages=["vi", "vi"], questions=rows)

    assert [row["name"] for row in told["mainEntity"]] == ["Ở đâu?"]
    assert told["inLanguage"] == ["vi"]


def test_a_service_is_the_states_and_done_on_the_official_page():
    told = government_service(
        url=URL,
        name="Khai sinh",
        description="",
        handler="UBND cấp xã",
        official_url="https://dichvucong.gov.vn/",
    )

    assert told["provider"]["name"] == "UBND cấp xã"
    assert told["availableChannel"]["serviceUrl"] == "https://dichvucong.gov.vn/"
    assert told["mainEntityOfPage"] == URL
    assert "offers" not in told


def test_the_way_up_is_numbered():
    told = way_up([Crumb(name="Trang chủ", url="https://vi.du/"), Crumb(name="x", url=URL)])

    assert [(row["position"], row["item"]) for row in told["itemListElement"]] == [
        (1, "https://vi.du/"),
        (2, URL),
    ]


# Pages.


def test_a_guide_tells_its_steps_answers_and_place(guides, client_for, settings):
    settings.SITE_URL = "https://vi.du"
    html = client_for().get(GUIDE).content.decode()
    graph = graph_of(html)

    assert set(graph) == {"HowTo", "BreadcrumbList"}
    sections = graph["HowTo"]["step"]
    steps = [step for part in sections for step in part.get("itemListElement", [part])]
    assert len(steps) == 9
    for step in steps:
        address, _hash, anchor = step["url"].partition("#")
        assert address == f"https://vi.du{GUIDE}"
        assert f'id="{anchor}"' in html
        assert step["text"]
        assert "<" not in step["text"]
    assert graph["HowTo"]["inLanguage"] == ["vi"]
    assert graph["BreadcrumbList"]["itemListElement"][-1]["item"] == f"https://vi.du{GUIDE}"
    assert len(graph["BreadcrumbList"]["itemListElement"]) == 4


def test_in_english_it_says_which_language_the_steps_are_in(guides, client_for):
    graph = graph_of(client_for().get("/en" + GUIDE).content.decode())

    assert graph["HowTo"]["name"] == "Submit a dossier online"
    assert graph["HowTo"]["inLanguage"] == ["vi"]
    assert graph["BreadcrumbList"]["itemListElement"][1]["name"] == "Guides"


def test_a_service_tells_who_handles_it(services, client_for):
    page = PublicServicePage.objects.first()
    graph = graph_of(client_for().get(f"/dich-vu/{page.slug}/").content.decode())

    assert graph["GovernmentService"]["provider"]["name"] == page.handler
    assert graph["GovernmentService"]["offers"]["description"] == page.fee


def test_a_list_names_itself_once(services, client_for):
    graph = graph_of(client_for().get("/en/dich-vu/").content.decode())

    assert len(graph["BreadcrumbList"]["itemListElement"]) == 2
    assert set(graph) == {"BreadcrumbList"}


def test_a_way_tells_the_stages_everybody_goes_through(ways, client_for):
    page = ways["tung-buoc"]
    html = client_for().get(page.get_url_parts()[2]).content.decode()

    for step in graph_of(html)["HowTo"]["step"]:
        assert f'id="{step["url"].partition("#")[2]}"' in html


def test_a_hostile_title_stays_words(guides, client_for, now):
    hostile = "</script><script>alert(1)</script><!--"
    parent = DirectoryPage.objects.get(slug="hoi-dap")
    page = parent.add_child(
        instance=QuestionPage(
            title=hostile,
            slug="hoi",
            summary=hostile,
            answer="<p>Dùng &lt;/script&gt; &amp; <b>đậm</b>.</p>",
            last_reviewed=now.date(),
            review_by=now.date().replace(year=now.year + 1),
        )
    )
    html = client_for().get(page.get_url_parts()[2]).content.decode()

    assert "alert(1)</script>" not in html
    asked = graph_of(html)["FAQPage"]["mainEntity"][0]
    assert asked["name"] == hostile
    assert asked["acceptedAnswer"]["text"] == "Dùng </script> & đậm."


def test_descriptions_cost_no_question(guides, client_for, monkeypatch):
    client_for().get(GUIDE)
    told, _page = count_queries(lambda: client_for().get(GUIDE))
    monkeypatch.setattr("guides.describing.described", lambda *_: "")

    assert count_queries(lambda: client_for().get(GUIDE))[0] == told
