"""Public pages kept whole: never somebody's own page, never an old one, never under a forged name."""

from pathlib import Path

import brotli
import pytest
from django.core.cache import cache, caches
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from courses.services.authoring import add_lesson, create_course, publish_course, publish_lesson
from courses.services.enrolment import enrol_learner
from courses.services.publishing import close_course_to_newcomers, withdraw_reading_copy
from courses.services.settling import move_lesson
from guides.importing import read_guide
from guides.models import GuideIndexPage, Topic
from guides.services import publish_guide
from lms import page_cache
from lms.page_cache import TOKEN_KEY, PageCache
from tests.support.queries import count_queries

GUIDE = "/huong-dan/nop-ho-so-truc-tuyen/"
COURSE = "/khoa-hoc/chu-ky-so/"
FILE = Path(__file__).parents[2] / "lms/demo/data/guides"
TEXT = [{"type": "text", "value": "<h2>Các bước</h2><p>Mở cổng dịch vụ công.</p>"}]


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.LMS_PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Do something and let its transaction end."""

    def run(change, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return change(*args, **kwargs)

    return run


@pytest.fixture
def guide(site):
    path = next(path for path in FILE.glob("*.md") if "HD-02" in path.read_text(encoding="utf-8"))
    return publish_guide(
        index=GuideIndexPage.objects.get(), draft=read_guide(path.read_text(encoding="utf-8"))
    )


@pytest.fixture
def course(site, organisation, now):
    course = create_course(code="KS-01", title="Chữ ký số", organisation=organisation, now=now)
    for number in (1, 2):
        lesson = add_lesson(course=course, title=f"Bài số {number}", number=f"1.{number}", body=TEXT)
        publish_lesson(lesson=lesson, now=now)
    return publish_course(course=course, now=now)


def read(client, path, **headers):
    return client.get(path, headers=headers).content.decode()


# What is kept.


@pytest.mark.parametrize(
    "path", ["/", "/huong-dan/", GUIDE, "/en" + GUIDE, "/khoa-hoc/", "/khoa-hoc/?trang=1", COURSE]
)
def test_the_second_stranger_costs_no_question(guide, course, client_for, path):
    first = client_for().get(path)
    second = None

    def again():
        nonlocal second
        second = client_for().get(path)

    assert count_queries(again)[0] == 0
    assert second.content == first.content
    assert {**second.headers, "Age": None} == {**first.headers, "Age": None}
    assert second["Age"] == "0"
    assert "public" in second["Cache-Control"]
    assert not second.cookies


def test_a_page_is_made_anew_after_a_minute(guide, client_for, monkeypatch):
    import time

    client_for().get(GUIDE)
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)

    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0


def test_nothing_is_kept_when_it_is_turned_off(guide, client_for, settings):
    settings.LMS_PAGE_CACHE_SECONDS = 0
    client_for().get(GUIDE)

    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0


# Whose page it is.


def test_a_learners_page_is_shown_to_nobody_else(course, learner, colleague, client_for, now):
    enrol_learner(course=course, learner=learner, now=now)
    own = read(client_for(learner), COURSE)
    stranger = read(client_for(), COURSE)

    assert learner.get_short_name() in own
    assert learner.get_short_name() not in stranger
    assert learner.get_short_name() not in read(client_for(colleague), COURSE)
    assert learner.get_short_name() in read(client_for(learner), COURSE)
    assert read(client_for(), COURSE) == stranger


@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages", "theme", "x"])
def test_who_sends_any_cookie_neither_fills_the_store_nor_reads_it(guide, client_for, name):
    client = client_for()
    client.cookies[name] = "1"
    client.get(GUIDE)

    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0
    assert count_queries(lambda: client.get(GUIDE))[0] > 0


def test_who_sends_credentials_neither_fills_the_store_nor_reads_it(guide, client_for):
    secret = {"authorization": "Bearer x"}
    client_for().get(GUIDE, headers=secret)

    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0
    assert count_queries(lambda: client_for().get(GUIDE, headers=secret))[0] > 0


def test_pages_that_set_a_cookie_or_belong_to_somebody_are_made_for_each(site, client_for):
    for path in ("/dang-nhap/", "/cua-toi/"):
        assert client_for().get(path).status_code in {200, 302}

    assert not caches["pages"]._cache


def _public(**headers):
    return HttpResponse("trang", headers={"Cache-Control": "public, max-age=60", **headers})


def _with_cookie():
    response = _public()
    response.set_cookie("theme", "dark")
    return response


@pytest.mark.parametrize(
    "answer",
    [
        _with_cookie,
        lambda: HttpResponse("trang"),
        lambda: HttpResponse("trang", headers={"Cache-Control": "private, no-store"}),
        lambda: HttpResponse("trang", headers={"Cache-Control": "public, no-store"}),
        lambda: HttpResponse("trang", headers={"Cache-Control": "max-age=60"}),
        lambda: HttpResponse("trang", headers={"Cache-Control": 'private="x", public'}),
        lambda: HttpResponse("trang", headers={"Cache-Control": "publicity"}),
        lambda: _public(Vary="Accept-Language"),
        lambda: _public(Vary="Cookie, *"),
        lambda: HttpResponse("trang", status=404, headers={"Cache-Control": "public"}),
        lambda: HttpResponse("trang", status=301, headers={"Cache-Control": "public", "Location": "/x/"}),
        lambda: HttpResponse("trang", status=206, headers={"Cache-Control": "public"}),
        lambda: StreamingHttpResponse(["trang"], headers={"Cache-Control": "public"}),
    ],
)
def test_an_answer_that_is_not_plainly_for_everybody_is_not_kept(answer):
    asked = []
    middleware = PageCache(lambda request: asked.append(request) or answer())
    for _visit in range(2):
        middleware(RequestFactory().get("/"))

    assert len(asked) == 2


def test_a_plain_public_answer_is_kept():
    asked = []
    middleware = PageCache(lambda request: asked.append(request) or _public(Vary="Cookie"))
    for _visit in range(2):
        middleware(RequestFactory().get("/"))

    assert len(asked) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_answered_from_the_store(method):
    asked = []
    middleware = PageCache(lambda request: asked.append(request) or _public())
    middleware(RequestFactory().get("/"))
    middleware(getattr(RequestFactory(), method)("/"))

    assert len(asked) == 2


# Old pages.


def test_a_changed_guide_shows_at_once(guide, client_for, committed):
    assert "Tiêu đề mới" not in read(client_for(), GUIDE) + read(client_for(), "/huong-dan/")
    guide.title = "Tiêu đề mới"
    committed(lambda: guide.save_revision().publish())

    assert "Tiêu đề mới" in read(client_for(), GUIDE)
    assert "Tiêu đề mới" in read(client_for(), "/huong-dan/")
    assert "Tiêu đề mới" in read(client_for(), "/")


def test_a_saved_draft_shows_nowhere(guide, client_for, committed):
    read(client_for(), GUIDE)
    guide.title = "Bản nháp"
    committed(guide.save_revision)

    assert "Bản nháp" not in read(client_for(), GUIDE) + read(client_for(), "/huong-dan/")


@pytest.mark.parametrize("end", ["unpublish", "delete"])
def test_a_guide_taken_back_is_gone_at_once(guide, client_for, committed, end):
    assert client_for().get(GUIDE).status_code == 200
    committed(getattr(guide, end))

    assert client_for().get(GUIDE).status_code == 404
    assert client_for().get(GUIDE).status_code == 404
    assert GUIDE not in read(client_for(), "/huong-dan/")


def test_a_guide_published_again_is_there_at_once(guide, client_for, committed):
    committed(guide.unpublish)
    assert client_for().get(GUIDE).status_code == 404
    committed(lambda: guide.save_revision().publish())

    assert client_for().get(GUIDE).status_code == 200


def test_a_guide_made_private_is_private_at_once(guide, client_for, committed):
    assert client_for().get(GUIDE).status_code == 200
    committed(PageViewRestriction.objects.create, page=guide, restriction_type=PageViewRestriction.LOGIN)

    for _visit in range(2):
        assert client_for().get(GUIDE).status_code == 302


def test_a_page_behind_a_password_is_never_kept(guide, client_for, committed):
    committed(
        PageViewRestriction.objects.create,
        page=guide,
        restriction_type=PageViewRestriction.PASSWORD,
        password="x",
    )
    client_for().get(GUIDE)

    assert not caches["pages"]._cache


def test_a_draft_course_is_never_shown(site, organisation, now, client_for, committed):
    course = committed(create_course, code="KS-09", title="Nháp", organisation=organisation, now=now)
    assert client_for().get(f"/khoa-hoc/{course.slug}/").status_code == 404
    committed(publish_course, course=course, now=now)

    assert client_for().get(f"/khoa-hoc/{course.slug}/").status_code == 200
    assert "Nháp" in read(client_for(), "/khoa-hoc/")


def test_a_course_taken_back_is_gone_at_once(course, client_for, committed):
    assert course.title in read(client_for(), "/khoa-hoc/")
    assert client_for().get(COURSE).status_code == 200
    committed(close_course_to_newcomers, course=course)

    assert client_for().get(COURSE).status_code == 404
    assert course.title not in read(client_for(), "/khoa-hoc/")


def test_lessons_taken_back_or_moved_show_at_once(course, client_for, committed):
    first, second = course.lessons.order_by("position")
    before = read(client_for(), COURSE)
    assert before.index("Bài số 1") < before.index("Bài số 2")

    committed(move_lesson, lesson=first, position=2)
    moved = read(client_for(), COURSE)
    assert moved.index("Bài số 2") < moved.index("Bài số 1")

    committed(withdraw_reading_copy, lesson=second)
    assert read(client_for(), COURSE) != moved


@pytest.mark.parametrize("name", ["organisation", "topic", "course"])
def test_a_changed_name_shows_at_once(guide, course, client_for, committed, name):
    row, field, path = {
        "organisation": (course.organisation, "short_name", COURSE),
        "topic": (Topic.objects.get(), "name", "/huong-dan/"),
        "course": (course, "title", COURSE),
    }[name]
    read(client_for(), path)
    setattr(row, field, "Tên vừa đổi")
    committed(row.save)

    assert "Tên vừa đổi" in read(client_for(), path)


def test_a_change_while_a_page_is_made_does_not_leave_the_old_page_behind(db):
    versions = iter(["cũ", "mới"])

    def view(_request):
        version = next(versions)
        if version == "cũ":
            page_cache._renew_token()  # somebody commits while we are still writing what we have read
        response = _public()
        response.content = version
        return response

    middleware = PageCache(view)
    middleware(RequestFactory().get("/"))

    assert middleware(RequestFactory().get("/")).content.decode() == "mới"


def test_a_change_that_is_rolled_back_costs_nothing(guide, client_for, django_capture_on_commit_callbacks):
    client_for().get(GUIDE)
    with django_capture_on_commit_callbacks(execute=False):
        guide.save()

    assert count_queries(lambda: client_for().get(GUIDE))[0] == 0


def test_a_lost_token_brings_no_old_page_back(guide, client_for):
    client_for().get(GUIDE)
    cache.delete(TOKEN_KEY)
    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0


def test_pages_are_shown_when_the_cache_is_down(guide, client_for, monkeypatch, caplog):
    def down(*_args, **_kwargs):
        raise ConnectionError("Redis")

    client_for().get(GUIDE)
    monkeypatch.setattr(page_cache.cache, "get", down, raising=False)

    assert client_for().get(GUIDE).status_code == 200
    assert count_queries(lambda: client_for().get(GUIDE))[0] > 0
    assert "page_cache.token_unreadable" in caplog.text


# What a page is kept under.


def test_each_language_has_its_page_and_the_browsers_wish_changes_nothing(guide, client_for):
    vietnamese, english = read(client_for(), GUIDE), read(client_for(), "/en" + GUIDE)

    assert '<html lang="vi"' in vietnamese
    assert '<html lang="en"' in english
    assert read(client_for(), GUIDE, **{"accept-language": "en"}) == vietnamese
    assert read(client_for(), "/en" + GUIDE, **{"accept-language": "vi"}) == english


def test_a_forged_forwarded_host_changes_nothing(guide, client_for):
    poisoned = client_for().get(
        GUIDE,
        headers={"x-forwarded-host": "evil.example", "x-original-url": "/", "x-forwarded-scheme": "http"},
    )

    assert b"evil.example" not in poisoned.content
    assert client_for().get(GUIDE).content == poisoned.content


def test_a_foreign_host_is_refused_although_the_page_is_kept(guide, client_for, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    client_for().get(GUIDE)

    assert client_for().get(GUIDE, headers={"host": "evil.example"}).status_code == 400
    assert client_for().get(GUIDE).status_code == 200


def test_each_host_and_scheme_has_its_own_pages():
    asked = []
    middleware = PageCache(lambda request: asked.append(request.build_absolute_uri()) or _public())
    for _visit in range(2):
        middleware(RequestFactory().get("/"))
        middleware(RequestFactory().get("/", secure=True))
        middleware(RequestFactory().get("/", headers={"host": "khac.example"}))

    assert asked == ["http://testserver/", "https://testserver/", "http://khac.example/"]


def test_pages_of_a_list_are_kept_apart(course, client_for):
    assert read(client_for(), "/khoa-hoc/?trang=1") != ""
    assert count_queries(lambda: client_for().get("/khoa-hoc/"))[0] > 0


@pytest.mark.parametrize(
    "query",
    [
        "?x=1",
        "?q=ky",
        "?trang=1&x=1",
        "?trang=1&trang=2",
        "?trang=",
        "?trang=abc",
        "?trang=1%0A",
        "?trang=99999",
    ],
)
def test_invented_addresses_are_not_kept(course, client_for, query):
    assert client_for().get(f"/khoa-hoc/{query}").status_code == 200

    assert not caches["pages"]._cache


@pytest.mark.parametrize(
    "path", ["/khong-co/", "/khoa-hoc/khong-co/", "/huong-dan/%00/", "/huong-dan/%0Atrang=1", "/suc-khoe/"]
)
def test_what_is_not_there_is_not_kept(site, client_for, path):
    client_for().get(path)

    assert not caches["pages"]._cache


def test_a_head_request_keeps_nothing_and_is_answered_like_the_page(guide, client_for):
    client_for().head(GUIDE)
    assert not caches["pages"]._cache

    page = client_for().get(GUIDE)
    head = client_for().head(GUIDE)
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Type"] == page["Content-Type"]
    assert head["Cache-Control"] == page["Cache-Control"]
    assert client_for().get(GUIDE).content == page.content


def test_a_stranger_is_sent_little_even_what_nobody_keeps(site, client_for):
    """Without a cookie either way no answer holds a secret that its length could give away."""
    taken = {"HTTP_ACCEPT_ENCODING": "br"}
    lost = client_for().get("/khong-co-trang-nay/", **taken)

    assert (lost.status_code, lost["Content-Encoding"]) == (404, "br")
    assert "Accept-Encoding" in lost["Vary"]
    assert "Không có trang này" in brotli.decompress(lost.content).decode()
    assert "Content-Encoding" not in client_for().get("/khong-co-trang-nay/")


def test_an_answer_with_a_secret_of_somebody_is_not_compressed(site, client_for):
    door = client_for().get("/dang-nhap/", HTTP_ACCEPT_ENCODING="br")
    known = client_for()
    known.cookies["theme"] = "dark"

    assert door.cookies
    assert "Content-Encoding" not in door
    assert "Content-Encoding" not in known.get("/khong-co-trang-nay/", HTTP_ACCEPT_ENCODING="br")
