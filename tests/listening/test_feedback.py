"""One tap is recorded; words may follow; nothing tells who it was."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client

from listening.models import Feedback, FeedbackDay
from listening.tokens import Ticket, ticket_for
from tests.listening.conftest import URL, token_in
from tests.support.queries import assert_max_queries, count_queries


def thanks_after(response) -> str:
    assert response.status_code == 303, response.status_code
    return response["Location"]


@pytest.mark.django_db
def test_a_guide_asks_without_cookie_and_token_of_a_reader(guide):
    response = Client().get(URL)
    html = response.content.decode()

    assert "Trang này có ích không?" in html
    assert "csrfmiddlewaretoken" not in html
    assert not response.cookies
    assert html.count('id="phan-hoi"') == 1


@pytest.mark.parametrize(("y", "kind"), [("co", "yes"), ("khong", "no"), ("sai", "wrong")])
def test_one_tap_is_recorded(answer, guide, y, kind):
    response = answer(y)

    assert thanks_after(response).startswith("/phan-hoi/cam-on/?v=")
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"
    row = Feedback.objects.get()
    assert (row.kind, row.path, row.language, row.page_id, row.words) == (kind, URL, "vi", guide.pk, "")
    day = FeedbackDay.objects.get()
    assert {"yes": day.yes, "no": day.no, "wrong": day.wrong} == {"yes": 0, "no": 0, "wrong": 0, kind: 1}
    assert (day.crowded, day.set_aside) == (0, 0)


def test_an_english_page_leads_back_to_the_english_page(guide, reader):
    client = reader()
    token = token_in(client.get(f"/en{URL}"))

    response = client.post("/en/phan-hoi/", {"trang": token, "y": "co"})
    html = client.get(thanks_after(response)).content.decode()

    assert f'href="/en{URL}"' in html
    assert "Thank you" in html
    assert Feedback.objects.get().language == "en"
    assert Feedback.objects.get().path == URL


def test_nothing_that_is_kept_says_who_or_at_what_hour(answer):
    answer("khong")

    stored = Feedback.objects.values().get()
    assert type(stored["created_on"]) is date
    assert not [value for value in stored.values() if "203.0.113.7" in str(value)]
    assert stored["handled_at"] is None


def test_words_are_masked_before_they_are_stored(answer, reader):
    client = reader()
    ticket = thanks_after(answer("sai", client=client)).split("?v=")[1]
    response = client.post(
        "/phan-hoi/cam-on/", {"v": ticket, "loi": "Phí đã đổi.\r\nGọi tôi 0912 345 678", "tinh": "25"}
    )

    html = client.get(thanks_after(response)).content.decode()
    row = Feedback.objects.get()
    assert row.words == "Phí đã đổi.\nGọi tôi [số]"
    assert row.province == "25"
    assert "Biên tập viên" in html
    assert "<form" not in html.split("<main")[1].split("</main>")[0]


def test_words_are_taken_once(answer, reader):
    client = reader()
    ticket = thanks_after(answer(client=client)).split("?v=")[1]
    client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "Một"})

    second = client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "Hai"})

    assert second.status_code == 409
    assert Feedback.objects.get().words == "Một"


def test_too_many_words_are_refused_and_kept_in_the_form(answer, reader):
    client = reader()
    ticket = thanks_after(answer(client=client)).split("?v=")[1]

    response = client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "dài " * 400})

    assert response.status_code == 400
    assert "dài dài" in response.content.decode()
    assert "1.000 ký tự" in response.content.decode()
    assert Feedback.objects.get().words == ""


def test_no_words_are_no_words_and_an_invented_province_is_none(answer, reader):
    client = reader()
    ticket = thanks_after(answer(client=client)).split("?v=")[1]
    assert client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "  ", "tinh": ""}).status_code == 303
    assert client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "Ổn", "tinh": "99"}).status_code == 303

    assert Feedback.objects.get().province == ""


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "none"}, 303),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, 403),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, 403),
        ({"HTTP_ORIGIN": "http://testserver"}, 303),
        ({"HTTP_ORIGIN": "https://evil.example"}, 403),
        ({"HTTP_ORIGIN": "null"}, 403),
        ({"HTTP_ORIGIN": "http://[::1"}, 403),
        ({}, 303),
    ],
)
def test_foreign_pages_cannot_let_their_visitors_answer(reader, token, headers, status):
    response = reader().post("/phan-hoi/", {"trang": token, "y": "co"}, **headers)

    assert response.status_code == status
    assert Feedback.objects.count() == (status == 303)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"y": "co"}, 400),
        ({"trang": "rubbish", "y": "co"}, 400),
        ({"trang": "x" * 5000, "y": "co"}, 400),
        ({"trang": "\x00", "y": "co"}, 400),
        ({"trang": "TOKEN", "y": "maybe"}, 400),
        ({"trang": "TOKEN"}, 400),
        ({"trang": "TOKENx", "y": "co"}, 400),
        ({"trang": "TOKEN", "y": "co", "ho-ten-day-du": "Buy now"}, 303),
    ],
)
def test_hostile_answers_get_a_sentence_and_store_nothing(reader, token, fields, status):
    sent = {name: value.replace("TOKEN", token) for name, value in fields.items()}

    response = reader().post("/phan-hoi/", sent)

    assert response.status_code == status
    assert Feedback.objects.count() == 0
    if status == 400:
        assert "18001096" in response.content.decode()


def test_a_token_of_another_door_is_no_token_of_a_page(reader, guide):
    forged = Signer(salt="listening.end").sign_object([guide.pk, URL, "vi", date.today().toordinal()])

    assert reader().post("/phan-hoi/", {"trang": forged, "y": "co"}).status_code == 400


def test_a_page_kept_for_a_day_still_takes_answers_and_an_old_one_says_so(guide, reader, now):
    with time_machine.travel(now, tick=False):
        token = token_in(Client().get(URL))
        assert token_in(Client().get(URL)) == token
    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert reader().post("/phan-hoi/", {"trang": token, "y": "co"}).status_code == 303
    with time_machine.travel(now + timedelta(days=3), tick=False):
        late = reader().post("/phan-hoi/", {"trang": token, "y": "co"})
        assert late.status_code == 400
        assert f'href="{URL}"' in late.content.decode()


def test_the_address_answers_only_posts_and_says_so(reader, guide):
    response = reader().get("/phan-hoi/")

    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert reader().get("/phan-hoi/cam-on/").status_code == 200
    assert reader().get("/phan-hoi/cam-on/?v=rubbish").status_code == 400


def test_a_forgotten_answer_takes_no_words(reader, guide):
    ticket = ticket_for(Ticket(feedback_id=99_999, kind="no", path=URL))

    assert reader().post("/phan-hoi/cam-on/", {"v": ticket, "loi": "Hay"}).status_code == 410


def test_markup_is_shown_as_text(answer, reader, organisation, client_for):
    from people.models import Role
    from tests.support.people import make_person

    client = reader()
    ticket = thanks_after(answer("sai", client=client)).split("?v=")[1]
    client.post("/phan-hoi/cam-on/", {"v": ticket, "loi": "<script>alert(1)</script>"})
    editor = client_for(make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR))

    html = editor.get("/quan-tri/lang-nghe/phan-hoi/").content.decode()
    one = editor.get(f"/quan-tri/lang-nghe/phan-hoi/{Feedback.objects.get().uuid}/").content.decode()

    for page in (html, one):
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page


# Taking an answer: the savepoints aside, row, and sum of the day (update, get, insert, update the first time).
def test_an_answer_costs_few_questions(answer):
    answer()
    with assert_max_queries(2):
        answer()


def test_the_question_costs_no_question(guide):
    client = Client()
    client.get(URL)
    from django.test import override_settings

    with override_settings(UI_AFTER_PAGE=[]):
        client.get(URL)
        without = count_queries(lambda: client.get(URL))[0]
    client.get(URL)
    assert count_queries(lambda: client.get(URL))[0] == without
