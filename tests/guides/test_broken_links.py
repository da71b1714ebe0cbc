"""Links of published pages: noted, asked, called broken on the third day, and no button to nowhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from guides.broken_links import broken_links, is_broken
from guides.links import Answer, Outcome, answer_of_status
from guides.models import LinkCheck, LinkUse
from guides.services.links import MOST_OF_A_HOST, check_links, due_links, note_links
from guides.tasks import check_links as task
from people.models import Role
from tests.support.people import make_person
from tests.support.queries import assert_max_queries, count_queries

URL = "/huong-dan/nop-ho-so-truc-tuyen/"
DEAD = "https://dichvucong.gov.vn/"
SILENT = Answer(outcome=Outcome.FAILED, detail="timeout", is_reached=False)


@pytest.fixture
def editor(organisation):
    return make_person("Hoàng Ngọc Mai", organisation=organisation, role=Role.MINISTRY_EDITOR)


@pytest.fixture
def ask_days(now):
    """``ask_days(3, dead=…)``: note and ask once a day; everything but ``dead`` is there."""

    def run(days: int, *, dead: set[str], first: int = 0):
        rounds = []
        for number in range(first, first + days):
            at = now + timedelta(days=number)
            note_links(now=at)
            rounds.append(check_links(now=at, ask=server(dead), sleep=lambda _s: None))
        return rounds

    return run


def server(dead: set[str]):
    return lambda address: answer_of_status(404 if address in dead else 200)


def test_every_link_of_published_pages_is_noted_once_with_its_pages(services, guides, now):
    count = note_links(now=now)

    assert count == LinkCheck.objects.count() >= 2
    dead = LinkCheck.objects.get(address=DEAD)
    keys = set(dead.uses.values_list("page_key", flat=True))
    assert guides["HD-02"].translation_key in keys
    before = LinkUse.objects.count()
    note_links(now=now)
    assert LinkUse.objects.count() == before, "calling it again changes nothing"

    guides["HD-02"].unpublish()
    note_links(now=now)
    assert guides["HD-02"].translation_key not in set(dead.uses.values_list("page_key", flat=True))


def test_what_no_page_leads_to_is_forgotten_and_our_own_pages_are_not_asked(guides, now, settings):
    settings.SITE_URL = "https://dichvucong.gov.vn"
    LinkCheck.objects.create(address="https://cu.gov.vn/", key="x", host="cu.gov.vn", noted_at=now)

    note_links(now=now)

    assert not LinkCheck.objects.filter(host__in=["cu.gov.vn", "dichvucong.gov.vn"]).exists()


def test_a_link_is_broken_on_the_third_day_and_good_again_at_once(guides, ask_days):
    ask_days(2, dead={DEAD})
    assert not is_broken(DEAD)

    assert ask_days(1, dead={DEAD}, first=2)[0].broken == 1
    assert is_broken(DEAD)
    assert is_broken(f"{DEAD}#phan-nao")

    ask_days(1, dead=set(), first=3)
    assert not is_broken(DEAD)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_readers_get_a_notice_and_the_hotline_instead_of_the_button(guides, ask_days, client_for, prefix):
    index = guides["HD-02"].get_parent().specific
    index.hotline, index.hotline_hours = "18001096", "7 giờ đến 21 giờ"
    index.save_revision().publish()
    address = f"{prefix}{URL}"
    assert 'id="official"' in client_for().get(address).content.decode()

    ask_days(3, dead={guides["HD-02"].official_url})
    html = client_for().get(address).content.decode()

    assert 'id="official"' not in html
    words = "The official page does not open" if prefix else "Trang chính thức hiện không mở được"
    assert words in html
    assert "18001096" in html.split(words)[1][:800]


def test_services_lose_the_button_too(services, ask_days, client_for):
    service = services["DV-01"]
    ask_days(3, dead={service.official_url})

    html = client_for().get(service.get_url_parts()[2]).content.decode()

    assert 'id="official"' not in html
    assert "Trang chính thức hiện không mở được" in html


def test_the_notice_costs_readers_no_question(guides, ask_days, client_for):
    client_for().get(URL)
    before, _ = count_queries(lambda: client_for().get(URL))
    ask_days(3, dead={DEAD})
    client_for().get(URL)

    assert count_queries(lambda: client_for().get(URL))[0] <= before


def test_nobody_is_asked_twice_a_day_and_a_host_only_a_few_times_a_round(guides, now):
    LinkCheck.objects.all().delete()
    for number in range(MOST_OF_A_HOST + 5):
        LinkCheck.objects.create(address=f"https://a.gov.vn/{number}", host="a.gov.vn", noted_at=now)
    LinkCheck.objects.create(address="https://b.gov.vn/", host="b.gov.vn", noted_at=now)

    due = due_links(now=now)

    assert [link.host for link in due[:3]] == ["a.gov.vn", "b.gov.vn", "a.gov.vn"]
    assert len(due) == MOST_OF_A_HOST + 1
    check_links(now=now, ask=server(set()), sleep=lambda _s: None)
    assert len(due_links(now=now + timedelta(hours=1))) == 5
    check_links(now=now + timedelta(hours=1), ask=server(set()), sleep=lambda _s: None)
    assert due_links(now=now + timedelta(hours=2)) == []
    assert len(due_links(now=now + timedelta(hours=24))) == MOST_OF_A_HOST + 1


def test_a_host_is_left_a_moment_between_questions(guides, now):
    LinkCheck.objects.all().delete()
    for number in range(3):
        LinkCheck.objects.create(address=f"https://a.gov.vn/{number}", host="a.gov.vn", noted_at=now)
    clock = [100.0]
    slept = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        clock[0] += seconds

    check_links(now=now, ask=server(set()), sleep=sleep, clock=lambda: clock[0])

    assert slept == [1.0, 1.0]


def test_a_round_ends_in_time(services, now):
    note_links(now=now)
    clock = [0.0]

    def slow(address: str) -> Answer:
        clock[0] += 100
        return answer_of_status(200)

    assert check_links(now=now, ask=slow, sleep=lambda _s: None, clock=lambda: clock[0]).asked == 2


def test_when_it_is_we_who_are_away_nothing_is_written(guides, now):
    note_links(now=now)

    for number in range(4):
        done = check_links(now=now + timedelta(days=number), ask=lambda _a: SILENT, sleep=lambda _s: None)
        assert done.is_cut_off

    assert not LinkCheck.objects.exclude(checked_at=None).exists()
    assert not LinkCheck.objects.filter(failed_days__gt=0).exists()


def test_an_address_inside_says_nothing_about_our_way_out(services, now):
    note_links(now=now)
    inside = Answer(outcome=Outcome.UNSURE, detail="private", is_reached=False)

    done = check_links(
        now=now, ask=lambda address: inside if address == DEAD else SILENT, sleep=lambda _s: None
    )

    assert done.is_cut_off
    assert not LinkCheck.objects.filter(failed_days__gt=0).exists()


def test_what_was_never_asked_comes_first(guides, now):
    LinkCheck.objects.all().delete()
    asked = {"host": "a.gov.vn", "noted_at": now, "checked_at": now - timedelta(days=2)}
    LinkCheck.objects.create(address="https://a.gov.vn/cu", **asked)
    LinkCheck.objects.create(address="https://a.gov.vn/moi", **(asked | {"checked_at": None}))

    assert [link.address for link in due_links(now=now)] == ["https://a.gov.vn/moi", "https://a.gov.vn/cu"]


def test_one_dead_server_among_others_is_no_darkness(services, ask_days, now):
    ask_days(1, dead=set())
    link = LinkCheck.objects.get(address=DEAD)
    LinkCheck.objects.exclude(pk=link.pk).update(checked_at=now + timedelta(days=1))

    done = check_links(
        now=now + timedelta(days=1),
        ask=lambda address: SILENT if address == DEAD else answer_of_status(200),
        sleep=lambda _s: None,
    )

    assert (done.asked, done.failed, done.is_cut_off) == (1, 1, False)


def test_the_task_asks_nobody_where_it_is_turned_off(guides, settings, monkeypatch):
    asked = []
    monkeypatch.setattr("guides.tasks.Knocker.ask", lambda _self, address: asked.append(address) or SILENT)

    task()
    assert (asked, LinkCheck.objects.count()) == ([], 0)

    settings.GUIDES_CHECK_LINKS = True
    monkeypatch.setattr("guides.services.links.time.sleep", lambda _s: None)
    LinkCheck.objects.all().delete()
    monkeypatch.setattr("guides.services.links.SECONDS_BETWEEN", 0.0)
    task()
    assert asked


def test_the_desk_says_what_is_broken_and_where(guides, ask_days, editor, client_for, instructor):
    ask_days(3, dead={DEAD})

    rows = broken_links(person=editor)

    assert [row.address for row in rows] == [DEAD]
    assert rows[0].reason == "không có trang này (404)"
    assert reverse("wagtailadmin_pages:edit", args=[guides["HD-02"].pk]) in {
        url for _title, url in rows[0].pages
    }
    assert broken_links(person=instructor) == []
    html = client_for(editor).get(reverse("guides_desk")).content.decode()
    assert DEAD in html
    with assert_max_queries(6):
        broken_links(person=editor)


def test_what_the_job_writes_costs_the_same_for_many_pages(guides, make_guides, now):
    note_links(now=now)
    before, _ = count_queries(lambda: note_links(now=now))
    make_guides(5)
    note_links(now=now)

    assert count_queries(lambda: note_links(now=now))[0] <= before
