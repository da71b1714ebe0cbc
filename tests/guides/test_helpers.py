"""The counting page of community digital teams: for everybody, the same bytes, nothing to send."""

import re

from tests.support.queries import count_queries

URL = "/to-cong-nghe-so/"


def test_the_page_counts_by_published_guides_and_services(services, client_for):
    services["DV-02"].unpublish()
    response = client_for().get(URL)

    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    keys = set(re.findall(r'data-row="([^"]+)"', response.content.decode()))
    assert {"sessions", "huong-dan/nop-ho-so-truc-tuyen", "dich-vu/dang-ky-khai-sinh"} < keys
    assert "dich-vu/dang-ky-thuong-tru" not in keys


def test_nothing_on_the_page_can_be_sent(services, client_for):
    main = client_for().get(URL).content.decode().partition("<main")[2].partition("</main>")[0]

    assert "<form" not in main
    assert not re.search(r"<(?:input|textarea)\b", main)


def test_the_keys_are_the_same_in_english(services, client_for):
    keys = [
        re.findall(r'data-row="([^"]+)"', client_for().get(path).content.decode())
        for path in (URL, "/en" + URL)
    ]
    assert keys[0] == keys[1]


def test_a_hundred_guides_cost_no_more_questions(guides, make_guides, client_for):
    client = client_for()
    client.get(URL)
    few = count_queries(lambda: client.get(URL))[0]
    make_guides(40)
    client.get(URL)

    assert count_queries(lambda: client.get(URL))[0] <= few
