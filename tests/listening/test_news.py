"""Atom for everybody; letters only for those who confirmed; ended by one click."""

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from xml.etree import ElementTree

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from guides.models import Topic
from jobs.models import Job
from jobs.services import run_due_jobs
from listening.models import Subscription
from listening.services import alerts
from listening.services.alerts import promise_alerts, tell_news
from listening.tokens import confirm_token, end_token
from tests.support.queries import count_queries

ATOM = "{http://www.w3.org/2005/Atom}"


def ask(client, guide, email="lan@example.vn", **more):
    return client.post("/bang-tin/", {"chu_de": guide.topic.code, "email": email, **more})


def link_in(letter) -> str:
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]


@pytest.fixture
def subscriber(guide, now) -> Subscription:
    return Subscription.objects.create(
        email="lan@example.vn",
        topics=[guide.topic.code],
        asked_on=now.date(),
        confirmed_at=timezone.now() - timedelta(days=400),
        told_until=timezone.now() - timedelta(days=400),
    )


@pytest.mark.parametrize("language", ["", "/en"])
def test_a_topic_has_an_atom_feed(guide, reader, language):
    response = reader().get(f"{language}/bang-tin/{guide.topic.code}.atom")
    feed = ElementTree.fromstring(response.content)

    assert response["Content-Type"].startswith("application/atom+xml")
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    (entry,) = feed.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").get("href").endswith(f"{language}/huong-dan/{guide.slug}/")
    assert entry.find(f"{ATOM}title").text == (guide.title_en if language else guide.title)
    assert feed.find(f"{ATOM}title").text.startswith("Submitting" if language else "Nộp hồ sơ")
    ids = [entry.find(f"{ATOM}id").text, feed.find(f"{ATOM}id").text]
    assert len(set(ids)) == 2


def test_an_unpublished_guide_leaves_the_feed_and_unknown_topics_have_none(guide, reader):
    Topic.objects.create(code="trong", name="Chủ đề trống")
    assert reader().get("/bang-tin/trong.atom").status_code == 404
    assert reader().get("/bang-tin/khong-co.atom").status_code == 404
    guide.unpublish()

    assert reader().get(f"/bang-tin/{guide.topic.code}.atom").status_code == 404
    assert "Chưa có chủ đề nào" in reader().get("/bang-tin/").content.decode()


def test_markup_in_a_title_breaks_no_feed(guide, reader):
    guide.title = "Nộp <hồ sơ> & “ký số”"
    guide.save_revision().publish()
    feed = ElementTree.fromstring(reader().get(f"/bang-tin/{guide.topic.code}.atom").content)

    assert feed.find(f"{ATOM}entry/{ATOM}title").text == "Nộp <hồ sơ> & “ký số”"


def test_the_list_sets_no_cookie_and_may_be_cached(guide, reader):
    response = reader().get("/bang-tin/")

    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert f"/bang-tin/{guide.topic.code}.atom" in response.content.decode()


def test_nothing_is_sent_before_the_owner_confirms(guide, reader):
    client = reader()
    response = ask(client, guide)
    assert response.status_code == 303
    assert client.get(response["Location"]).status_code == 200
    run_due_jobs()
    (letter,) = mail.outbox
    assert letter.to == ["lan@example.vn"]
    promise_alerts(now=timezone.now())
    run_due_jobs()
    assert len(mail.outbox) == 1
    assert Subscription.objects.get().confirmed_at is None

    page = client.get(link_in(letter))
    assert "Nộp hồ sơ" in page.content.decode()
    assert Subscription.objects.get().confirmed_at is None, "a program that opens links confirms nothing"
    done = client.post(link_in(letter))

    assert done.status_code == 303
    row = Subscription.objects.get()
    assert row.confirmed_at is not None
    assert row.topics == [guide.topic.code]
    assert client.post(link_in(letter)).status_code == 303, "a second click is no mistake"


def test_nobody_learns_whether_an_address_is_known(guide, reader, subscriber):
    known, unknown = ask(reader(), guide), ask(reader(address="203.0.113.8"), guide, email="la@example.vn")

    assert known.status_code == unknown.status_code == 303
    assert known["Location"] == unknown["Location"]
    run_due_jobs()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["la@example.vn", "lan@example.vn"]
    assert len({len(letter.body) // 50 for letter in mail.outbox}) == 1


def test_a_stranger_changes_nothing_of_a_subscription(guide, reader, subscriber):
    before = Subscription.objects.values().get()
    Topic.objects.create(code="khac", name="Khác")
    ask(reader(), guide)

    assert Subscription.objects.values().get() == before


def test_capital_letters_are_the_same_address(guide, reader, subscriber):
    ask(reader(), guide, email="LAN@Example.VN")

    assert Subscription.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "khong-phai-dia-chi"},
        {"email": "a@b.vn\nBcc: c@d.vn"},
        {"email": "a" * 300 + "@b.vn"},
        {"email": ""},
        {"chu_de": "khong-co"},
        {"chu_de": ""},
        {"email": "a@b.vn\x00"},
    ],
)
def test_wrong_wishes_get_a_sentence(guide, reader, fields):
    response = ask(reader(), guide, **fields)

    assert response.status_code == 422
    assert "ui-field--error" in response.content.decode()
    assert Subscription.objects.count() == Job.objects.count() == 0


def test_foreign_pages_and_programs_subscribe_nobody(guide, reader):
    fields = {"chu_de": guide.topic.code, "email": "a@b.vn"}
    assert reader().post("/bang-tin/", fields, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert reader().post("/bang-tin/", {**fields, "ho-ten-day-du": "x"}).status_code == 303

    assert Subscription.objects.count() == 0


def test_an_address_gets_three_letters_a_day_and_a_network_five_wishes(guide, reader):
    statuses = [ask(reader(), guide).status_code for _ in range(7)]
    run_due_jobs()

    assert statuses == [303] * 5 + [429] * 2
    assert len(mail.outbox) == 3


def test_all_letters_together_have_a_ceiling(settings, guide, reader):
    settings.LISTENING_LETTERS_AN_HOUR = 2
    statuses = [
        ask(reader(address=f"203.0.113.{n}"), guide, email=f"a{n}@b.vn").status_code for n in range(4)
    ]

    assert statuses == [303, 303, 429, 429]


def test_old_and_forged_links_say_so(guide, reader, subscriber, now):
    with time_machine.travel(timezone.now() - timedelta(days=3)):
        old = confirm_token(subscription=str(subscriber.uuid), topics=["a"], language="vi")
    client = reader()

    assert client.get(f"/bang-tin/xac-nhan/{old}/").status_code == 400
    assert client.post("/bang-tin/xac-nhan/forged/").status_code == 400
    assert client.post("/bang-tin/thoi-nhan/forged/").status_code == 400
    other = end_token(str(subscriber.uuid))
    assert client.post(f"/bang-tin/xac-nhan/{other}/").status_code == 400
    fresh = confirm_token(subscription="11111111-1111-4111-8111-111111111111", topics=["a"], language="vi")
    assert client.post(f"/bang-tin/xac-nhan/{fresh}/").status_code == 410
    assert Subscription.objects.count() == 1


# Letters.


def test_a_subscriber_is_told_once_of_what_is_new(guide, subscriber):
    promise_alerts(now=timezone.now())
    promise_alerts(now=timezone.now())
    run_due_jobs()

    (letter,) = mail.outbox
    assert letter.subject == "1 trang mới hoặc đã thay đổi"
    assert guide.title in letter.body
    assert f"/huong-dan/{guide.slug}/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert tell_news(first=0, last=subscriber.pk, now=timezone.now()) == 0
    guide.save_revision().publish()
    assert tell_news(first=0, last=subscriber.pk, now=timezone.now()) == 1


def test_one_click_ends_it_without_cookie(guide, subscriber, reader):
    tell_news(first=0, last=subscriber.pk, now=timezone.now())
    address = re.search(r"<https?://[^/]+(/[^>]+)>", mail.outbox[0].extra_headers["List-Unsubscribe"])[1]
    client = reader()

    assert client.get(address).status_code == 200
    assert Subscription.objects.count() == 1, "a program that opens links ends nothing"
    response = client.post(address, {"List-Unsubscribe": "One-Click"}, HTTP_SEC_FETCH_SITE="cross-site")

    assert response.status_code == 200
    assert not response.cookies
    assert Subscription.objects.count() == 0
    assert client.post(address).status_code == 200, "twice is no mistake"


def test_an_english_subscriber_gets_an_english_letter(guide, subscriber):
    Subscription.objects.update(language="en")
    tell_news(first=0, last=subscriber.pk, now=timezone.now())

    assert mail.outbox[0].subject == "1 page is new or has changed"
    assert f"/en/huong-dan/{guide.slug}/" in mail.outbox[0].body


def test_an_address_that_is_refused_stops_nobody_else(guide, subscriber, monkeypatch):
    Subscription.objects.create(
        email="gone@example.vn",
        topics=subscriber.topics,
        asked_on=subscriber.asked_on,
        confirmed_at=subscriber.confirmed_at,
        told_until=subscriber.told_until,
    )
    from django.core.mail import EmailMessage

    original = EmailMessage.send

    def send(letter, *args, **kwargs):
        if letter.to == ["lan@example.vn"]:
            raise SMTPRecipientsRefused({})
        return original(letter, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", send)

    assert tell_news(first=0, last=10**9, now=timezone.now()) == 1
    assert mail.outbox[0].to == ["gone@example.vn"]


def test_pages_are_read_once_for_many_subscribers(guide, subscriber, monkeypatch):
    monkeypatch.setattr(alerts, "_write", lambda *_: True)

    def cost(count):
        Subscription.objects.all().delete()
        for number in range(count):
            Subscription.objects.create(
                email=f"a{number}@b.vn",
                topics=subscriber.topics,
                asked_on=subscriber.asked_on,
                confirmed_at=subscriber.confirmed_at,
                told_until=subscriber.told_until,
            )
        return count_queries(lambda: tell_news(first=0, last=10**9, now=timezone.now()))[0]

    assert cost(20) - cost(1) <= 19, "one UPDATE for each, and nothing else"
